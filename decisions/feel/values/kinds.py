"""What kind a value is of, by the names FEEL gives its types."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from decisions.feel.values.durations import DaysTime, YearsMonths
from decisions.feel.values.functions import BuiltIn, Function
from decisions.feel.values.moments import Date, DateTime, Time
from decisions.feel.values.ranges import Range

DAYS_TIME = "days and time duration"
YEARS_MONTHS = "years and months duration"
DATE_TIME = "date and time"

_KINDS: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    Date: "date",
    Time: "time",
    DateTime: DATE_TIME,
    DaysTime: DAYS_TIME,
    YearsMonths: YEARS_MONTHS,
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
    BuiltIn: "function",
}
SIMPLE = frozenset(("boolean", "number", "string"))
TEMPORAL = frozenset(("date", "time", DATE_TIME, DAYS_TIME, YEARS_MONTHS))
DURATIONS = frozenset((DAYS_TIME, YEARS_MONTHS))
ORDERED = TEMPORAL | {"number", "string"}


def kind(value: Any) -> str:
    """Return the kind of a FEEL value, e.g. `number` or `date and time`.

    Raises:
        KeyError: it is no FEEL value; `from_python` makes one.
    """
    return _KINDS[type(value)]


def is_value(value: Any) -> bool:
    """Tell whether something is a FEEL value."""
    return type(value) in _KINDS
