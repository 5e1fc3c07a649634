"""Short ways to evaluate, for tables of cases."""

from datetime import UTC, datetime
from typing import Any

from decisions import feel

NOW = datetime(2026, 3, 21, 10, 30, tzinfo=UTC)


def written(text: str, /, **variables: Any) -> str:
    """Return the value of an expression as FEEL writes it, strings in quotes."""
    outcome = feel.parse(text, tuple(variables)).evaluate(variables, now=NOW)
    return feel.to_text([outcome.value])[1:-1]


def codes(text: str, /, **variables: Any) -> list[str]:
    """Return the codes of the warnings of an expression."""
    outcome = feel.parse(text, tuple(variables)).evaluate(variables, now=NOW)
    return [warning.code for warning in outcome.warnings]


def passes(text: str, value: Any, /, **variables: Any) -> Any:
    """Return whether a value passes unary tests."""
    return feel.parse_tests(text, tuple(variables)).evaluate(variables, value, now=NOW).value


def ids(case: Any) -> str:
    """Name a case by its expression."""
    return str(case)[:60]
