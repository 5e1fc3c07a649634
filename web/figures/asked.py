"""What figures an address asks for: period, process and what narrows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from kpi import Age, Period, Question, Unit
from web.figures import spans
from web.i18n import _, language, zone
from web.jalali import normalise, parse_local

Arguments = MultiDict[str, str]
Keys = tuple[str, ...] | None
UNITS = ("day", "week", "month")
LONGEST_DAYS = 366 * 5
MOST_PARTS = 400
LONGEST_NAME = 255
PLURALS = {
    "activity": "activities",
    "person": "persons",
    "group": "groups",
    "reason": "reasons",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The figures that an address asks for; empty texts and None do not restrict.

    Attributes:
        span: the name of the period, "custom" for days that were typed.
        unit: how the history is cut: day, week or month.
        scope: the processes that this person may see figures of; None: all.
        office, channel: "-" asks for what has none.
        work: activity, person, group and reason, as far as they are asked for.
        fault: what is wrong with the period that was typed; then the usual one is shown.
    """

    span: str
    period: Period
    unit: str
    scope: Keys
    process: str = ""
    version: int | None = None
    office: str = ""
    channel: str = ""
    age: Age | None = None
    work: tuple[tuple[str, str], ...] = ()
    fault: str = ""

    @property
    def cut(self) -> Unit:
        """The unit in the calendar of this request's language."""
        return spans.UNITS[language()][self.unit]

    @property
    def processes(self) -> Keys:
        """The keys of the processes asked for; None: all."""
        return (self.process,) if self.process else self.scope

    @property
    def question(self) -> Question:
        """The question to `kpi`."""
        named: dict[str, Any] = {PLURALS[name]: (text,) for name, text in self.work}
        return Question(
            self.period,
            processes=self.processes,
            versions=None if self.version is None else (self.version,),
            offices=_one(self.office),
            channels=_one(self.channel),
            age=self.age,
            **named,
        )

    @property
    def before(self) -> Asked:
        """The same of the period before, of as many days."""
        return replace(self, period=spans.before(self.period), span=spans.CUSTOM)

    @property
    def arguments(self) -> dict[str, Any]:
        """What an address says to ask for the same, whoever opens it and whenever."""
        found: dict[str, Any] = {"span": self.span, "unit": self.unit}
        if self.span == spans.CUSTOM:
            found |= {"from": self.period.first.isoformat(), "to": self.period.last.isoformat()}
        found |= {"process": self.process, "version": self.version, "office": self.office}
        found |= {"channel": self.channel, "age": self.age and self.age.name.lower()}
        kept = {name: value for name, value in found.items() if value not in ("", None)}
        return kept | dict(self.work)  # an empty name is one too: nobody, no reason

    def url(self, endpoint: str, **changes: Any) -> str:
        """Return the address of a page that asks for the same, but for some changes."""
        return url_for(endpoint, **{**self.arguments, **changes})

    def cases(self, measure: str, period: Period | None = None, **narrower: Any) -> str:
        """Return the address of the cases behind a figure of a part of this."""
        chosen = replace(self, period=period, span=spans.CUSTOM) if period else self
        return chosen.url("figure_cases.index", measure=measure, **narrower)


def read(args: Arguments, scope: Keys) -> Asked:
    """Return what an address asks for; what makes no sense is left out.

    Raises:
        NotFound: it names a process that this person may not see figures of.
    """
    process = args.get("process", "")[:LONGEST_NAME]
    if process and scope is not None and process not in scope:
        raise NotFound
    name, period, fault = _period(args)
    unit = args.get("unit", "")
    unit = unit if unit in UNITS else _unit_of(period)
    if unit == "day" and len(period.days) > MOST_PARTS:
        unit = "week"
    return Asked(
        span=name,
        period=period,
        unit=unit,
        scope=scope,
        process=process,
        version=_version(args.get("version", "")),
        office=args.get("office", "")[:LONGEST_NAME],
        channel=args.get("channel", "")[:LONGEST_NAME],
        age=_age(args.get("age", "")),
        work=tuple((one, args[one][:LONGEST_NAME]) for one in PLURALS if one in args),
        fault=fault,
    )


def today() -> date:
    """Return the day that it is in the organisation's time zone."""
    return datetime.now(UTC).astimezone(zone()).date()


def _period(args: Arguments) -> tuple[str, Period, str]:
    name, given = args.get("span", ""), (args.get("from", ""), args.get("to", ""))
    usual = spans.span(spans.USUAL, today(), language())
    if name in spans.SPANS:
        return name, spans.span(name, today(), language()), ""
    if name != spans.CUSTOM and not any(given):
        return spans.USUAL, usual, ""
    try:
        first, last = (_day(text) for text in given)
    except ValueError:
        return spans.USUAL, usual, str(_("Say from which day to which day, as dates."))
    if last < first:
        return spans.USUAL, usual, str(_("The period ends before it begins."))
    if (last - first).days >= LONGEST_DAYS:
        return spans.USUAL, usual, str(_("The period is longer than five years."))
    return spans.CUSTOM, Period(first, last), ""


def _day(text: str) -> date:
    found = parse_local(normalise(text)[:10], zone()).astimezone(zone()).date()
    # the edges of the calendar have no day before them
    if not 1900 <= found.year <= 2500:
        raise ValueError(text)
    return found


def _unit_of(period: Period) -> str:
    days = len(period.days)
    return "day" if days <= 14 else "week" if days <= 7 * 27 else "month"


def _version(text: str) -> int | None:
    plain = normalise(text)
    return int(plain) if plain.isdecimal() and len(plain) < 9 else None


def _age(text: str) -> Age | None:
    return Age.__members__.get(text.upper())


def _one(value: str) -> Keys:
    if not value:
        return None
    return ("",) if value == "-" else (value,)


def words() -> Mapping[str, str]:
    """Return the names of the periods, in the order in which they are offered."""
    return {
        "week": _("This week"),
        "last_week": _("Last week"),
        "weeks_4": _("4 weeks"),
        "weeks_12": _("12 weeks"),
        "month": _("This month"),
        "last_month": _("Last month"),
        "months_6": _("6 months"),
        "months_12": _("12 months"),
        spans.CUSTOM: _("From … to …"),
    }
