"""What the caller gives is converted when it is read, and only then."""

from decimal import Decimal

from decisions import dmn
from decisions.dmn.given import Given
from decisions.feel import Run
from tests.decisions.dmn.building import decision, literal, model


def test_value_is_converted_once():
    given = Given({"a": [1], "b": 2.5}, Run())

    assert given["a"] == [Decimal(1)]
    assert given["a"] is given["a"]
    assert dict(given) == {"a": [Decimal(1)], "b": Decimal("2.5")}
    assert len(given) == 2
    assert "c" not in given


def test_variable_that_feel_cannot_hold_is_null_with_a_warning():
    found = dmn.evaluate(model(decision("d", literal("[a, b]"))), "d", {"a": object(), "b": 1})

    assert found.value == [None, Decimal(1)]
    assert [(each.code, each.facts["name"]) for each in found.warnings] == [
        ("unusable_variable", "a")
    ]


def test_variable_that_is_not_read_does_no_harm():
    found = dmn.evaluate(model(decision("d", literal("b"))), "d", {"a": object(), "b": 1})

    assert (found.value, found.warnings) == (Decimal(1), ())
