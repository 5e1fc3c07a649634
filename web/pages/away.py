"""Who is away, in people's words: beside the names of those who may be given work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from web.absences import queries, rules
from web.absences.tables import Absence
from web.accounts import queries as accounts
from web.extensions import db
from web.i18n import _, language, zone
from web.jalali import format_date

MOMENT = timedelta(microseconds=1)


def last_day(absence: Absence) -> str:
    """Return the last day of an absence as people write it."""
    return format_date(absence.until_at - MOMENT, language(), zone())


def notes(process: str) -> dict[str, str]:
    """Return, for those who are away, until when and who stands in for them in a process."""
    present = queries.present(db.session(), datetime.now(UTC))
    away = {one.account_id: one for one in present if process in (one.processes or (process,))}
    stands_in = {person: rules.substitute(present, person, process) for person in away}
    names = accounts.display_names(
        db.session(), [one for one in stands_in.values() if one], language()
    )
    return {
        person: _note(absence, names.get(stands_in[person] or ""))
        for person, absence in away.items()
    }


def _note(absence: Absence, substitute: str | None) -> str:
    day = last_day(absence)
    if substitute is None:
        return str(_("away until %(day)s, and nobody stands in", day=day))
    return str(_("away until %(day)s, %(who)s stands in", day=day, who=substitute))
