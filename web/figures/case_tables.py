"""Tables of cases: the history, by process, how old what is open is, why cases were cancelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi import Age, CaseFigures, CaseHistory, IncidentFigures, Spread, Standing
from web.figures.asked import Asked
from web.figures.names import Elements
from web.figures.tables import (
    Cell,
    Column,
    Kind,
    Table,
    counted,
    named,
    spread_cells,
    spread_columns,
    table,
)
from web.figures.words import AGES, part
from web.i18n import _

NOTHING_OPEN = Standing(0, 0, (), None)
EMPTY = Spread(0)
TIMES = (("cycle_time", "cycle"), ("waiting_time", "waiting"), ("working_time", "working"))


def counts(asked: Asked, history: CaseHistory) -> Table:
    """Return how many cases started and ended by week or month."""
    columns = (
        Column(_("Period"), Kind.TEXT),
        named("started"),
        named("finished"),
        named("finished_late"),
        named("cancelled"),
        named("terminated"),
        Column(_("With rework"), Kind.COUNT, "rework"),
        Column(_("Open at the end")),
    )
    return table("counts", _("Cases"), columns, (_counts(asked, one) for one in history.parts))


def _counts(asked: Asked, found: CaseFigures) -> list[Cell]:
    def cell(number: int, measure: str) -> Cell:
        return counted(number, asked.cases(measure, found.period))

    return [
        Cell(part(asked, found.period)),
        cell(found.started, "started"),
        cell(found.finished, "finished"),
        cell(found.finished_late, "finished_late"),
        cell(found.cancelled, "cancelled"),
        cell(found.terminated, "terminated"),
        cell(found.reworked, "rework"),
        Cell(found.open_at_end),
    ]


def times(asked: Asked, history: CaseHistory) -> Table:
    """Return how long finished cases took by week or month."""
    columns = [Column(_("Period"), Kind.TEXT), Column(_("Cases"), Kind.COUNT, "cycle_time")]
    for measure, _name in TIMES:
        columns += spread_columns(measure)
    rows = (_times(asked, one) for one in history.parts)
    return table("times", _("Times"), columns, rows)


def _times(asked: Asked, found: CaseFigures) -> list[Cell]:
    url = asked.cases("cycle_time", found.period)
    cells = [Cell(part(asked, found.period)), counted(found.cycle.n, url)]
    for measure, name in TIMES:
        cells += spread_cells(getattr(found, name), asked.cases(measure, found.period))
    return cells


def processes(
    asked: Asked,
    history: CaseHistory,
    standing: Mapping[str, Standing],
    names: Mapping[str, str],
) -> Table:
    """Return the figures of each process, by name."""
    columns = (
        Column(_("Process"), Kind.TEXT),
        named("started"),
        named("finished"),
        named("open"),
        named("overdue"),
        *spread_columns("cycle_time"),
        named("cancelled_share", Kind.SHARE),
        named("rework", Kind.SHARE),
    )
    keys = sorted(history.processes.keys() | standing.keys(), key=lambda key: names.get(key, key))
    rows = (
        _process(asked, key, names, history.processes.get(key), standing.get(key, NOTHING_OPEN))
        for key in keys
    )
    return table("processes", _("By process"), columns, rows)


def _process(
    asked: Asked,
    key: str,
    names: Mapping[str, str],
    found: CaseFigures | None,
    now: Standing,
) -> list[Cell]:
    def cell(number: int, measure: str) -> Cell:
        return counted(number, asked.cases(measure, process=key))

    cycle = found.cycle if found else EMPTY
    page = asked.url("figures.index", process=key)
    return [
        Cell(names.get(key, key), page),
        cell(found.started if found else 0, "started"),
        cell(found.finished if found else 0, "finished"),
        cell(now.open, "open"),
        cell(now.overdue, "overdue"),
        *spread_cells(cycle, asked.cases("cycle_time", process=key)),
        Cell(found.cancelled_share if found else None, asked.cases("cancelled_share", process=key)),
        Cell(found.reworked_share if found else None, asked.cases("rework", process=key)),
    ]


def ageing(asked: Asked, now: Standing) -> Table:
    """Return how many open cases are how old."""
    columns = (Column(_("Age"), Kind.TEXT), Column(_("Open cases"), Kind.COUNT, "ageing"))
    found: dict[Age, int] = dict(now.ages)
    rows = (
        [Cell(str(word)), counted(found.get(age, 0), asked.cases("ageing", age=age.name.lower()))]
        for age, word in AGES.items()
    )
    return table("ageing", _("Age of open cases"), columns, rows)


def cancellations(asked: Asked, reasons: Sequence[tuple[str, int]]) -> Table:
    """Return why cases were cancelled."""
    columns = (Column(_("Reason"), Kind.TEXT), named("cancelled"))
    rows = (
        [Cell(reason or _("No reason")), counted(n, asked.cases("cancelled", reason=reason))]
        for reason, n in reasons
    )
    return table("cancellations", _("Why cases were cancelled"), columns, rows)


def incidents(
    asked: Asked, found: IncidentFigures, names: Mapping[str, str], elements: Elements
) -> Table:
    """Return where something failed."""
    columns = (
        Column(_("Process"), Kind.TEXT),
        Column(_("Activity"), Kind.TEXT),
        named("incidents"),
    )
    rows = (
        [
            Cell(names.get(process, process)),
            Cell(elements.name(process, activity)),
            counted(n, asked.cases("incidents", process=process, activity=activity)),
        ]
        for process, activity, n in found.places
    )
    return table("incidents", _("Incidents"), columns, rows)
