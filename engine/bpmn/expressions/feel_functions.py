"""Functions that Camunda 8 adds to FEEL and diagrams use: cycles, and tests for what is missing.

Source: Camunda 8, FEEL built-in functions (boolean, list, string, temporal).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from decisions import feel

Body = Callable[..., Any]
Arguments = list[Any] | dict[str, Any]
DURATIONS = (feel.DaysTime, feel.YearsMonths)


def _cycle(repetitions: Any, interval: Any) -> str | None:
    if type(interval) not in DURATIONS:
        return None
    if repetitions is None:
        return f"R/{interval}"
    whole = type(repetitions) is Decimal and repetitions == int(repetitions) >= 0
    return f"R{int(repetitions)}/{interval}" if whole else None


def _endless(interval: Any) -> str | None:
    return _cycle(None, interval)


def _is_defined(value: Any) -> bool:
    return value is not None


def _get_or_else(value: Any, default: Any) -> Any:
    return default if value is None else value


def _is_empty(value: Any) -> bool | None:
    return not value if type(value) in (list, str, dict) else None


def _is_blank(text: Any) -> bool | None:
    return not text.strip() if type(text) is str else None


def _trim(text: Any) -> str | None:
    return text.strip() if type(text) is str else None


def _function(name: str, *overloads: tuple[tuple[str, ...], Body]) -> feel.BuiltIn:
    """Return a function with one body for each number of arguments."""
    bodies = {len(parameters): (parameters, body) for parameters, body in overloads}
    texts = tuple(", ".join(parameters) for parameters, _ in overloads)

    def apply(arguments: Arguments, run: feel.Run, site: feel.Site) -> Any:
        run.use()
        found = bodies.get(len(arguments))
        values = None if found is None else _in_order(arguments, found[0])
        result = None if found is None or values is None else found[1](*values)
        if result is None and name not in NULLS:
            run.warn(
                "wrong_arguments",
                site,
                "{function}() takes {expected}",
                function=name,
                expected=" or ".join(texts),
            )
        return result

    return feel.BuiltIn(name, texts, apply)


def _in_order(arguments: Arguments, parameters: Sequence[str]) -> list[Any] | None:
    if isinstance(arguments, dict):
        fits = set(arguments) == set(parameters)
        return [arguments[name] for name in parameters] if fits else None
    return arguments


NULLS = frozenset({"get or else"})
FUNCTIONS: Mapping[str, feel.BuiltIn] = {
    function.name: function
    for function in (
        _function("cycle", (("repetitions", "interval"), _cycle), (("interval",), _endless)),
        _function("is defined", (("value",), _is_defined)),
        _function("get or else", (("value", "default"), _get_or_else)),
        _function("is empty", (("list",), _is_empty)),
        _function("is blank", (("string",), _is_blank)),
        _function("trim", (("string",), _trim)),
    )
}
