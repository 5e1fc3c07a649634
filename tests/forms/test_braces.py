"""Texts with FEEL in braces are read as feelers reads them."""

import pytest

from forms import braces
from forms.braces import Block, Formula, TemplateError


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("plain { } text }}", ("plain { } text }}",)),
        ("a {{b}} c", ("a ", Formula("b", 4), " c")),
        ("{{= b }}{{}}{{=}}", (Formula(" b ", 3),)),
        ("=a + b", (Formula("a + b", 1),)),
        ("{{#if a}}x{{/if}}y", (Block("if", Formula("a", 6), ("x",), False), "y")),
        ("{{#if a}}\nx\n{{/if}}\ny", (Block("if", Formula("a", 6), ("x\n",), True), "y")),
        (
            "{{#loop a}}{{#if b}}{{c}}{{/if}}{{/loop}}",
            (
                Block(
                    "loop",
                    Formula("a", 8),
                    (Block("if", Formula("b", 17), (Formula("c", 22),), False),),
                    False,
                ),
            ),
        ),
    ],
)
def test_texts_are_taken_apart(text, parts):
    assert braces.parse(text) == parts


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("a {{b", 2, "{{ is not closed"),
        ("a {{#if b}} c", 2, "{{#if}} is not closed"),
        ("a {{/if}}", 2, "{{/if}} closes nothing"),
        ("{{#loop a}}{{/if}}", 11, "{{/if}} closes nothing"),
    ],
)
def test_braces_that_do_not_fit_are_told(text, position, reason):
    with pytest.raises(TemplateError) as raised:
        braces.parse(text)

    assert (raised.value.position, str(raised.value)) == (position, reason)


def test_expressions_are_told_with_the_loops_around():
    parts = braces.parse("{{a}}{{#if b}}{{#loop c}}{{d}}{{/loop}}{{/if}}")

    assert [(one.text, depth) for one, depth in braces.formulas(parts)] == [
        ("a", 0),
        ("b", 0),
        ("c", 0),
        ("d", 1),
    ]


def test_only_braces_and_equals_signs_make_a_template():
    assert [braces.is_template(text) for text in ("=a", "x {{a}}", "{{a", "a = b", "")] == [
        True,
        True,
        False,
        False,
        False,
    ]
