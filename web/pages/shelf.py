"""The designer's shelf: all processes, as a list and as a portfolio by importance and stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy.orm import Session

from web.extensions import db
from web.i18n import _, language
from web.identity import me
from web.jalali import normalise
from web.pages.paging import page_of
from web.pages.words import IMPORTANCE, PROCESS_KINDS, STAGES, VERSION_STATES
from web.register.shelf import NOBODY, Shelved, Wanted, busy, chosen, shelf

pages = Blueprint("shelf", __name__, url_prefix="/processes/portfolio")
OFFICES = ("front", "back")


@pages.get("")
def portfolio() -> str:
    """Show the processes by importance and by stage of the value chain."""
    session, wanted = db.session(), read()
    every = shelf(session, me(), language())
    rows = chosen(every, wanted)
    cells = _cells(rows)
    return render_template(
        "portfolio.html",
        rows=rows,
        stages=[one for one in ("", *STAGES) if any(stage == one for _rank, stage in cells)],
        ranks=[one for one in (*IMPORTANCE, 0) if any(rank == one for rank, _stage in cells)],
        cells=cells,
        counts=busy(session, rows),
        **_choices(every, wanted),
    )


def listed(session: Session) -> dict[str, Any]:
    """Return what the list of processes shows."""
    wanted = read()
    every = shelf(session, me(), language())
    rows = chosen(every, wanted)
    page = page_of(len(rows))
    shown = rows[page.first : page.first + page.size]
    counts = busy(session, shown)
    return {"rows": shown, "page": page, "counts": counts, **_choices(every, wanted)}


def read() -> Wanted:
    """Return which processes an address asks for; what makes no sense is left out."""
    args = request.args
    return Wanted(
        text=normalise(args.get("q", ""))[:200],
        office=_known("office", OFFICES),
        kind=_known("kind", tuple(PROCESS_KINDS)),
        stage=_known("stage", tuple(STAGES)),
        importance=_known("importance", tuple(str(one) for one in IMPORTANCE)),
        owner=args.get("owner", "")[:300],
        state=_known("state", tuple(VERSION_STATES)),
    )


def _known(name: str, values: Sequence[str]) -> str:
    value = request.args.get(name, "")
    return value if value in values else ""


def _choices(every: Sequence[Shelved], wanted: Wanted) -> dict[str, Any]:
    """Return what the filters offer: owners are those of the processes that are there."""
    owners = {row.owner_key: row.owner or row.owner_key for row in every if row.facts.owner}
    named = sorted(owners.items(), key=lambda pair: str(pair[1]))
    asked = {name: value for name, value in asdict(wanted).items() if value}
    if "text" in asked:
        asked["q"] = asked.pop("text")
    return {
        "wanted": wanted,
        "asked": asked,
        "owners": [*named, (NOBODY, _("Nobody: all managers"))],
    }


def _cells(rows: Sequence[Shelved]) -> dict[tuple[int, str], list[Shelved]]:
    cells: dict[tuple[int, str], list[Shelved]] = {}
    for row in rows:
        place = (row.facts.importance or 0, row.facts.stage or "")
        cells.setdefault(place, []).append(row)
    return cells
