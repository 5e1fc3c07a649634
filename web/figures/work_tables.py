"""Tables of work: by activity, by person, by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kpi import ActivityFigures, WorkFigures
from web.figures.asked import Asked
from web.figures.names import Elements
from web.figures.tables import (
    Cell,
    Column,
    Kind,
    Row,
    Table,
    counted,
    named,
    spread_cells,
    spread_columns,
    table,
)
from web.i18n import _, language
from web.jalali import format_number

MOST_IN_MIX = 3


def activities(asked: Asked, found: Sequence[ActivityFigures], names: Elements) -> Table:
    """Return the figures of each activity of one process, most carried out first."""
    columns = (
        Column(_("Activity"), Kind.TEXT),
        named("activity_count"),
        *spread_columns("activity_duration"),
        Column(_("Waiting, median"), Kind.SECONDS, "activity_waiting"),
        Column(_("Work, median"), Kind.SECONDS, "activity_working"),
        named("activity_late"),
        named("activity_repeats"),
        named("activity_cancelled"),
        named("activity_open"),
        named("activity_overdue"),
    )
    ordered = sorted(found, key=lambda one: (-one.completed, one.activity_id))
    rows = (Row(_activity(asked, one, names), one.activity_id) for one in ordered)
    return Table("activities", _("By activity"), columns, tuple(rows))


def _activity(asked: Asked, found: ActivityFigures, names: Elements) -> tuple[Cell, ...]:
    here: dict[str, Any] = {"process": found.process_key, "activity": found.activity_id}

    def cell(number: int, measure: str) -> Cell:
        return counted(number, asked.cases(measure, **here))

    return (
        Cell(names.name(found.process_key, found.activity_id)),
        cell(found.completed, "activity_count"),
        *spread_cells(found.duration, asked.cases("activity_duration", **here)),
        spread_cells(found.waiting, asked.cases("activity_waiting", **here))[0],
        spread_cells(found.working, asked.cases("activity_working", **here))[0],
        cell(found.late, "activity_late"),
        cell(found.repeated, "activity_repeats"),
        cell(found.cancelled, "activity_cancelled"),
        cell(found.open, "activity_open"),
        cell(found.overdue, "activity_overdue"),
    )


def people(
    asked: Asked, found: Sequence[WorkFigures], names: Mapping[str, str], elements: Elements
) -> Table:
    """Return the work of each person, by name."""
    return _work("people", _("People"), asked, found, names, elements)


def groups(
    asked: Asked, found: Sequence[WorkFigures], names: Mapping[str, str], elements: Elements
) -> Table:
    """Return the work of each group, by name."""
    return _work("groups", _("Groups"), asked, found, names, elements)


def _work(  # noqa: PLR0913 - what both tables are made of
    key: str,
    title: str,
    asked: Asked,
    found: Sequence[WorkFigures],
    names: Mapping[str, str],
    elements: Elements,
) -> Table:
    columns = [
        Column(_("Person") if key == "people" else _("Group"), Kind.TEXT),
        named("tasks_completed"),
        named("tasks_on_time", Kind.SHARE),
        named("tasks_open"),
        Column(_("Overdue"), Kind.COUNT, "activity_overdue"),
        *([named("tasks_unclaimed")] if key == "groups" else []),
        *spread_columns("task_time"),
        Column(_("Against everybody"), Kind.RATIO, "task_time"),
        Column(_("Mix"), Kind.TEXT),
    ]
    rows = (_worker(key, asked, one, names, elements) for one in _by_name(found, names))
    return table(key, title, columns, rows)


def _by_name(found: Sequence[WorkFigures], names: Mapping[str, str]) -> list[WorkFigures]:
    return sorted(found, key=lambda one: names.get(one.name, one.name))


def _worker(
    key: str, asked: Asked, found: WorkFigures, names: Mapping[str, str], elements: Elements
) -> list[Cell]:
    here: dict[str, Any] = {"person" if key == "people" else "group": found.name}

    def cell(number: int, measure: str) -> Cell:
        return counted(number, asked.cases(measure, **here))

    unclaimed = [cell(found.load.unclaimed, "tasks_unclaimed")] if key == "groups" else []
    return [
        Cell(names.get(found.name, found.name)),
        cell(found.completed, "tasks_completed"),
        _on_time(found, asked.cases("tasks_on_time", **here)),
        cell(found.load.open, "tasks_open"),
        cell(found.load.overdue, "activity_overdue"),
        *unclaimed,
        *spread_cells(found.working, asked.cases("task_time", **here)),
        _compared(found),
        Cell(_mix(found, elements)),
    ]


def _on_time(found: WorkFigures, url: str) -> Cell:
    if found.on_time_share is None:
        return Cell(None)
    note = _(
        "%(on_time)s of %(dated)s",
        on_time=format_number(found.dated - found.late, language()),
        dated=format_number(found.dated, language()),
    )
    return Cell(found.on_time_share, url, note)


def _compared(found: WorkFigures) -> Cell:
    if not found.may_be_ranked:
        return Cell(None, note=_("fewer than 20 tasks"))
    return Cell(found.compared)


def _mix(found: WorkFigures, elements: Elements) -> str:
    parts = [
        f"{elements.name(*work)} {format_number(n, language())}"
        for work, n in found.mix[:MOST_IN_MIX]
    ]
    rest = sum(n for _work, n in found.mix[MOST_IN_MIX:])
    if rest:
        parts.append(str(_("others %(count)s", count=format_number(rest, language()))))
    return " · ".join(parts)
