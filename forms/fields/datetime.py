"""A date, a time, or both, as form-js serialises them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

from forms import persian, rules, words
from forms.catalogue import error
from forms.component import Component
from forms.fields.base import Field, RefusedError
from forms.problems import FormError
from forms.report import Report
from forms.scope import Scope

SUBTYPES = ("date", "time", "datetime")
INTERVALS = (1, 5, 10, 15, 30, 60)
ZONE_MINUTES = 15  # offsets of time zones are multiples of it
FORMATS = {"no_timezone": "", "utc_offset": "+HH:MM", "utc_normalized": "Z"}
_SUFFIXES = {
    "no_timezone": "",
    "utc_offset": r"[+-](?:0[0-9]|1[0-4]):[0-5][0-9]",
    "utc_normalized": "Z",
}
_DATE, _TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}", r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"

_READERS: dict[str, Callable[[str], date | time]] = {
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "datetime": datetime.fromisoformat,
}


class Datetime(Field):
    """`subtype` says what is entered, `timeSerializingFormat` whether the zone is kept."""

    type = "datetime"
    keyed = True
    rules = rules.REQUIRED
    texts = frozenset({"dateLabel", "timeLabel", "description"})

    def check(self, component: Component, report: Report) -> None:
        """Report settings that form-js does not know."""
        for name, known in (
            ("subtype", SUBTYPES),
            ("timeInterval", INTERVALS),
            ("timeSerializingFormat", tuple(FORMATS)),
        ):
            value = component.raw.get(name)
            if value is not None and value not in known:
                expected = ", ".join(str(item) for item in known)
                report.bad_property(component.raw, name, f"one of {expected}")
        for name in ("use24h", "disallowPassedDates"):
            report.check_flag(component.raw, name)

    def initial(self, component: Component, value: Any, scope: Scope) -> Any:
        """Return what form-js can read, in its own format or another; nothing else is shown."""
        return value if isinstance(value, str) and _read(_subtype(component), value) else None

    def accept(self, component: Component, value: Any, scope: Scope) -> Any:
        """Take what form-js writes for the subtype and format, and nothing."""
        if value is None or value == "":
            return None
        text = persian.latin_digits(value) if isinstance(value, str) else ""
        if not _parse(component, text):
            shown = _expected(component)
            raise RefusedError(error(f"{_subtype(component)}_expected", value=shown))
        return text

    def judge(self, component: Component, value: Any, scope: Scope) -> Iterator[FormError]:
        """Judge the common rules, then what the pickers of form-js do not let people choose."""
        yield from super().judge(component, value, scope)
        found = _read(_subtype(component), value) if value else None
        if isinstance(found, date):
            yield from _judge_day(component, found, scope)
        if isinstance(found, datetime | time):
            yield from _judge_interval(component, found)

    def describe(self, component: Component, value: Any, scope: Scope) -> str:
        """Return a date in the reader's calendar, a time in the reader's digits."""
        found = _parse(component, value) if isinstance(value, str) else None
        if isinstance(found, datetime):
            return words.moment(found, scope)
        if isinstance(found, date):
            return words.day(found, scope)
        return words.clock(value, scope) if isinstance(value, str) else ""


def _subtype(component: Component) -> str:
    return str(component.raw.get("subtype") or "date")


def _format(component: Component) -> str:
    return str(component.raw.get("timeSerializingFormat") or "no_timezone")


def _expected(component: Component) -> str:
    suffix = FORMATS[_format(component)]
    return ("YYYY-MM-DDT" if _subtype(component) == "datetime" else "") + "HH:MM" + suffix


def _parse(component: Component, text: str) -> date | time | None:
    subtype = _subtype(component)
    shape = _DATE if subtype == "date" else _TIME + _SUFFIXES[_format(component)]
    shape = f"{_DATE}T{shape}" if subtype == "datetime" else shape
    return _read(subtype, text) if re.fullmatch(shape, text) else None


def _read(subtype: str, text: str) -> date | time | None:
    if ("T" in text) != (subtype == "datetime"):
        return None
    try:
        return _READERS[subtype](text)
    except ValueError:
        return None


def _judge_day(component: Component, found: date, scope: Scope) -> Iterator[FormError]:
    day = found.date() if isinstance(found, datetime) else found
    if component.raw.get("disallowPassedDates") and scope.today and day < scope.today:
        yield error("date_past")


def _judge_interval(component: Component, found: datetime | time) -> Iterator[FormError]:
    step = int(component.raw.get("timeInterval") or 15)
    # the browser's zone is unknown, but its offset is a number of quarters of an hour
    seen = step if found.tzinfo is None else math.gcd(step, ZONE_MINUTES)
    if (found.hour * 60 + found.minute) % seen:
        yield error("time_interval", value=step)
