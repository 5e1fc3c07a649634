"""Enter and end absences. None commits; permission is checked before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from engine.base import new_id
from engine.transaction import Context
from web.absences import rules
from web.absences.errors import AbsenceCircleError, AbsenceInvalidError, AbsenceOverlapsError
from web.absences.tables import Absence

LONGEST = timedelta(days=2 * 366)
MOST = 100  # present and future ones of a person


@dataclass(frozen=True, slots=True)
class Entered:
    """What is said about an absence; columns as in the table."""

    account_id: str
    substitute_id: str
    first_at: datetime
    until_at: datetime
    processes: list[str] | None


def enter(ctx: Context, entered: Entered) -> Absence:
    """Enter an absence.

    Raises:
        AbsenceInvalidError: the days or the substitute make no sense.
        AbsenceOverlapsError: another absence of the person says otherwise.
        AbsenceCircleError: the work would come back to the person.
    """
    _check(ctx, entered)
    wanted = select(Absence).where(Absence.until_at > ctx.now)
    others = list(ctx.session.scalars(wanted.order_by(Absence.id)))
    if sum(one.account_id == entered.account_id for one in others) >= MOST:
        raise AbsenceInvalidError(reason="There are too many absences already: end some first.")
    who = {"who": entered.account_id}
    other = rules.clash(others, entered)
    if other is not None:
        raise AbsenceOverlapsError(substitute=other.substitute_id, **who)
    if rules.leads_back(others, entered):
        raise AbsenceCircleError(substitute=entered.substitute_id, **who)
    columns = {name: getattr(entered, name) for name in Entered.__slots__}
    row = Absence(id=new_id(), created_at=ctx.now, created_by=ctx.actor, **columns)
    ctx.session.add(row)
    ctx.session.flush()
    return row


def end(ctx: Context, row: Absence) -> None:
    """End an absence now; one that has not begun, or just now, is gone."""
    if row.first_at >= ctx.now:
        ctx.session.delete(row)
    else:
        row.until_at = min(row.until_at, ctx.now)
    ctx.session.flush()


def _check(ctx: Context, entered: Entered) -> None:
    if entered.substitute_id == entered.account_id:
        raise AbsenceInvalidError(reason="Nobody stands in for themselves.")
    if entered.until_at <= entered.first_at:
        raise AbsenceInvalidError(reason="The last day lies before the first.")
    if entered.until_at <= ctx.now:
        raise AbsenceInvalidError(reason="That time is over already.")
    if entered.until_at - entered.first_at > LONGEST:
        raise AbsenceInvalidError(reason="An absence lasts two years at most.")
    if entered.processes is not None and not entered.processes:
        raise AbsenceInvalidError(reason="Choose at least one process, or all.")
