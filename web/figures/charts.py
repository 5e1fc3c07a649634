"""What is drawn above a table; the table says the same in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kpi import CaseFigures, CaseHistory
from web.figures import durations
from web.figures.asked import Asked
from web.figures.tables import Table
from web.figures.words import days, short
from web.i18n import _

Chart = dict[str, Any]


def flow(asked: Asked, history: CaseHistory) -> Chart:
    """Return what came and went, and what stayed."""
    parts = history.parts
    return _chart(
        asked,
        parts,
        _("Cases"),
        [
            _series(_("Started"), "bar", [one.started for one in parts], asked, parts, "started"),
            _series(
                _("Finished"), "bar", [one.finished for one in parts], asked, parts, "finished"
            ),
            {"name": _("Open at the end"), "type": "line"}
            | {"data": [one.open_at_end for one in parts], "urls": []},
        ],
    )


def times(asked: Asked, history: CaseHistory) -> Chart:
    """Return how long finished cases took."""
    parts = history.parts
    longest = max((one.cycle.p90 or 0 for one in parts), default=0)
    seconds, unit = _unit(longest)
    lines = (
        (_("Cycle time, 9 of 10"), [one.cycle.p90 for one in parts], "cycle_time"),
        (_("Cycle time, median"), [one.cycle.median for one in parts], "cycle_time"),
        (_("Waiting time, median"), [one.waiting.median for one in parts], "waiting_time"),
        (_("Working time, median"), [one.working.median for one in parts], "working_time"),
    )
    series = [
        _series(name, "line", _scaled(values, seconds), asked, parts, measure)
        for name, values, measure in lines
    ]
    return _chart(asked, parts, unit, series)


def ageing(table: Table) -> Chart:
    """Return how many open cases are how old."""
    cells = [row.cells for row in table.rows]
    series = {"name": _("Open cases"), "type": "bar", "data": [one[1].value for one in cells]}
    labels = [one[0].value for one in cells]
    urls = [one[1].url for one in cells]
    return {"labels": labels, "titles": labels, "unit": "", "series": [series | {"urls": urls}]}


def _chart(
    asked: Asked, parts: Sequence[CaseFigures], unit: str, series: list[dict[str, Any]]
) -> Chart:
    labels = [short(asked, one.period) for one in parts]
    titles = [days(one.period) for one in parts]
    return {"labels": labels, "titles": titles, "unit": str(unit), "series": series}


def _series(  # noqa: PLR0913 - what one line is made of
    name: str,
    kind: str,
    data: Sequence[float | None],
    asked: Asked,
    parts: Sequence[CaseFigures],
    measure: str,
) -> dict[str, Any]:
    urls = [asked.cases(measure, one.period) for one in parts]
    return {"name": str(name), "type": kind, "data": list(data), "urls": urls}


def _unit(longest: float) -> tuple[int, str]:
    if longest >= 2 * durations.DAY:
        return durations.DAY, str(_("Days"))
    if longest >= 2 * durations.HOUR:
        return durations.HOUR, str(_("Hours"))
    return durations.MINUTE, str(_("Minutes"))


def _scaled(values: Sequence[float | None], seconds: int) -> list[float | None]:
    return [None if value is None else round(value / seconds, 2) for value in values]
