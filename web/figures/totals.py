"""The figures of a period at a glance, beside those of the period before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi import MEASURES, CaseFigures, IncidentFigures, Measure, Spread, Standing
from web.figures import durations
from web.figures.asked import Asked
from web.figures.tables import Cell, Column, Kind, Table, Value, table
from web.i18n import _, language
from web.jalali import format_number

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Total:
    """One figure. `before` is that of the period before, None where there is none to compare."""

    measure: Measure
    kind: Kind
    value: Value
    before: Value
    url: str
    note: str = ""

    @property
    def cell(self) -> Cell:
        """The figure itself."""
        return Cell(self.value, self.url)

    @property
    def earlier(self) -> Cell:
        """The figure of the period before."""
        return Cell(self.before)

    @property
    def change(self) -> str:
        """How it changed, in words with a sign; empty where that says nothing."""
        if not isinstance(self.value, int | float) or not isinstance(self.before, int | float):
            return ""
        if self.kind is Kind.SHARE:
            return _signed(round((self.value - self.before) * HUNDRED, 1), _("points"))
        if not self.before:
            return ""
        percent = round((self.value - self.before) / self.before * HUNDRED)
        return _signed(percent, _("per cent"))


def _signed(number: float, unit: str) -> str:
    sign = "+" if number > 0 else "−" if number < 0 else "±"
    return f"{sign}{format_number(abs(number), language())} {unit}"


@dataclass(frozen=True, slots=True)
class Glance:
    """What the totals are made of: of the period, of the one before, and of now."""

    found: CaseFigures
    before: CaseFigures
    now: Standing
    incidents: IncidentFigures
    incidents_before: IncidentFigures


def totals(asked: Asked, seen: Glance) -> list[Total]:
    """Return the figures at a glance."""
    found, before = seen.found, seen.before

    def total(key: str, kind: Kind, value: Value, then: Value, note: str = "") -> Total:
        url = asked.cases(key) if value else ""
        return Total(MEASURES[key], kind, value, then, url, note)

    def time(key: str, name: str) -> Total:
        values: Spread = getattr(found, name)
        then: Spread = getattr(before, name)
        return total(key, Kind.SECONDS, values.median, then.median, _tail(values))

    return [
        total("started", Kind.COUNT, found.started, before.started),
        total("finished", Kind.COUNT, found.finished, before.finished),
        total("open", Kind.COUNT, seen.now.open, None),
        total("overdue", Kind.COUNT, seen.now.overdue, None),
        time("cycle_time", "cycle"),
        time("waiting_time", "waiting"),
        time("working_time", "working"),
        total("finished_late", Kind.COUNT, found.finished_late, before.finished_late),
        total("rework", Kind.SHARE, found.reworked_share, before.reworked_share),
        total("cancelled_share", Kind.SHARE, found.cancelled_share, before.cancelled_share),
        total("incidents", Kind.COUNT, seen.incidents.raised, seen.incidents_before.raised),
        total("incidents_open", Kind.COUNT, seen.incidents.open, None),
    ]


def _tail(values: Spread) -> str:
    if values.p90 is None:
        cases = format_number(values.n, language())
        return str(_("%(count)s cases: too few to tell", count=cases))
    p90 = durations.said(values.p90, language())
    return str(_("9 of 10 within %(time)s", time=p90))


def totals_table(found: Sequence[Total]) -> Table:
    """Return the figures at a glance as a table."""
    columns = (
        Column(_("Figure"), Kind.TEXT),
        Column(_("This period")),
        Column(_("Period before")),
    )
    rows = (
        [Cell(_heading(one)), Cell(one.value, kind=one.kind), Cell(one.before, kind=one.kind)]
        for one in found
    )
    return table("totals", _("At a glance"), columns, rows)


def _heading(total: Total) -> str:
    name = str(_(total.measure.name))
    if total.kind is not Kind.SECONDS:
        return name
    return str(_("%(name)s, median (hours)", name=name))
