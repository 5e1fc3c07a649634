"""Expressions, conditions and texts of forms, in one budget."""

from datetime import UTC, datetime

import pytest

from decisions import feel
from forms.formulas import FormulaLimitError, Formulas, feel_value

KNOWN = {"amount": 7, "tags": ["a", "b"], "customer": {"name": "Mina"}, "none": None, "a-b": 2}


@pytest.fixture
def formulas():
    return Formulas({"a-b"}, datetime(2026, 11, 21, tzinfo=UTC))


@pytest.fixture
def context():
    return {name: feel_value(value) for name, value in KNOWN.items()}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("amount * 2", 14),
        ("amount / 2", 3.5),
        ("1 / 3", 1 / 3),
        ("amount > 5", True),
        ("customer.name", "Mina"),
        ("missing", None),
        ("a-b + 1", 3),
        ("{a: tags, b: {c: 1}}", {"a": ["a", "b"], "b": {"c": 1}}),
        ("today()", "2026-11-21"),
        ('duration("P1D")', "P1D"),
        ("10 ** 30", 1e30),
    ],
)
def test_values_are_as_the_browser_holds_them(formulas, context, text, value):
    found = formulas.value(text, context)

    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("amount > 5", True),
        ("amount > 50", False),
        ("none", True),  # a test for nothing
        ("none > 5", True),
        ("amount", False),
        ("not(amount > 5)", False),
        ("not(none)", False),
    ],
)
def test_conditions_are_tests_of_nothing(formulas, context, text, holds):
    assert formulas.holds(text, context) is holds


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("{{amount}} {{none}}.", "7 ."),
        ('=customer.name + "!"', "Mina!"),
        ("{{#if amount}}yes{{/if}}{{#if none}}no{{/if}}", "yes"),
        ("{{#loop tags}}\n- {{this}}{{/loop}}\nend", "- a- b\nend"),
        ("{{#loop tags}}\n{{this}}\n{{/loop}}\nend", "a\nb\nend"),
        ("{{#loop customer}}{{name}} {{parent.amount}} {{amount}}{{/loop}}", "Mina 7 "),
        ("{{#loop none}}x{{/loop}}", ""),
    ],
)
def test_texts_are_filled_in(formulas, context, text, shown):
    assert formulas.shown(text, context) == shown


@pytest.mark.parametrize(
    "text",
    [
        "count(for a in 1..1000, b in 1..1000 return a)",
        "(function(f) f(f))(function(f) f(f))",
        "(for i in 1..1200 return {a: partial[-1]})[-1]",
    ],
)
def test_endless_expressions_are_stopped(formulas, context, text):
    with pytest.raises(FormulaLimitError) as raised:
        formulas.value(text, context)

    assert raised.value.code == "formula_limit"


def test_budget_is_that_of_all_expressions_together(formulas, context):
    def evaluate_often():
        for _ in range(1_000):
            formulas.value("count(for a in 1..20000 return a)", context)

    with pytest.raises(FormulaLimitError):
        evaluate_often()


def test_numbers_beyond_feel_are_nothing():
    assert feel_value(10**7000) is None
    assert feel_value([1]) == feel.from_python([1])
