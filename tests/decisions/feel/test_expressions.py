"""The door: parse once, evaluate often, any thread, never an error but the limit."""

from decisions import feel


def test_condition_is_evaluated_on_python_values() -> None:
    expression = feel.parse('amount > 1000 and status = "open"')

    outcome = expression.evaluate({"amount": 1200, "status": "open"})

    assert outcome == feel.Outcome(True, ())
    assert expression.names == ("amount", "status")
