"""Literals and plain paths: what forms understand of FEEL."""

import pytest

from forms import expressions
from forms.expressions import MISSING


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        (" false ", False),
        ("null", None),
        ("5", 5),
        ("-1.5", -1.5),
        (".5", 0.5),
        ('"a \\" b"', 'a " b'),
        ('"a" + "b"', MISSING),
        ('"open', MISSING),
        ("1 + 1", MISSING),
        ("name", MISSING),
        ("", MISSING),
    ],
)
def test_literals_need_no_feel(text, value):
    assert expressions.literal(text) == value


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("name", ("name",)),
        (" customer.name ", ("customer", "name")),
        ("مشتری", ("مشتری",)),
        ("true", None),
        ("if", None),
        ("a + b", None),
        ("a[1]", None),
        ("1a", None),
        ("a..b", None),
    ],
)
def test_plain_paths_are_names_and_dots(text, parts):
    assert expressions.path(text) == parts


@pytest.mark.parametrize(
    ("value", "simple"),
    [
        ("text", True),
        (None, True),
        (5, True),
        ("=name", True),
        ("=1", True),
        ("Dear {{customer.name}}, {{ 5 }}", True),
        ("=a + b", False),
        ("{{#loop rows}}x{{/loop}}", False),
        ("a {{b}} {{c + d}}", False),
    ],
)
def test_shown_text_may_name_variables(value, simple):
    assert expressions.is_shown_simply(value) is simple


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Hi", "Hi"),
        ("=name", "Parisa"),
        ("=5", "5"),
        ("Hi {{customer.name}} {{ missing.name }}!", "Hi Mina !"),
        ("=a + b", ""),
        (None, ""),
    ],
)
def test_shown_text_is_filled_in(value, text):
    scope = {"name": "Parisa", "customer": {"name": "Mina"}, "missing": 5}

    assert expressions.shown(value, scope, lambda v: "" if v is None else str(v)) == text


def test_names_are_the_paths_read():
    assert expressions.names("{{a.b}} {{1}} {{c}}") == [("a", "b"), ("c",)]
    assert expressions.names("=a") == [("a",)]
