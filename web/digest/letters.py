"""The mail of a week: subject and text, in the language of its person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import current_app
from flask_babel import force_locale  # type: ignore[import-untyped]  # ships no types
from sqlalchemy.orm import Session

import kpi
from engine.ports import Variables
from kpi import MEASURES, CaseFigures, CaseHistory, Period, Question, Standing
from web.accounts import queries as accounts
from web.accounts.tables import Account
from web.figures import names
from web.figures.spans import before
from web.figures.tables import Cell, Kind, shown
from web.figures.totals import Total
from web.figures.words import days
from web.i18n import _, language
from web.jalali import format_number
from web.settings import Settings

NOTABLE = 0.25  # a change of a quarter
FEWEST = 5  # of which a change says something


def letter(  # noqa: PLR0913 - all that a mail is made of
    session: Session,
    account: Account,
    processes: tuple[str, ...] | None,
    settings: Settings,
    week: Period,
    now: datetime,
) -> Variables:
    """Return what the mail connector takes: to, subject, text.

    Args:
        processes: keys of those that the person may see figures of; None: all.
    """
    asked = Question(week, processes=processes)
    with force_locale(account.language or settings.language):
        this = kpi.case_history(session, asked, by_process=True)
        last = kpi.case_history(session, replace(asked, period=before(week)))
        standing = kpi.standings(session, asked, now)
        facts = {
            "greeted": accounts.shown(account, language()),
            "period": days(week),
            "lines": list(_lines(this.total, last.total)),
            "notable": list(_notable(this.total, last.total, standing)),
            "processes": list(_processes(this, standing, names.processes(session))),
            "link": _link(week, settings.public_url),
            "organisation": settings.organisation,
        }
        template = current_app.jinja_env.get_template("mail/figures.txt")
        subject = _("Figures of the week: %(period)s", period=facts["period"])
        return {"to": [account.email], "subject": str(subject), "text": template.render(facts)}


def _totals(this: CaseFigures, last: CaseFigures) -> Iterator[tuple[Total, int]]:
    """Return the figures with how many cases the smaller of both is made of."""
    for key in ("started", "finished", "cancelled"):
        now, then = getattr(this, key), getattr(last, key)
        yield Total(MEASURES[key], Kind.COUNT, now, then, ""), max(now, then)
    for key, name in (("cycle_time", "cycle"), ("waiting_time", "waiting")):
        now, then = getattr(this, name), getattr(last, name)
        total = Total(MEASURES[key], Kind.SECONDS, now.median, then.median, "")
        yield total, min(now.n, then.n)


def _lines(this: CaseFigures, last: CaseFigures) -> Iterator[str]:
    for total, _size in _totals(this, last):
        yield str(
            _(
                "%(figure)s: %(now)s (week before: %(then)s)",
                figure=_figure(total),
                now=shown(total.cell, total.kind),
                then=shown(total.earlier, total.kind),
            )
        )


def _notable(
    this: CaseFigures, last: CaseFigures, standing: Mapping[str, Standing]
) -> Iterator[str]:
    for total, size in _totals(this, last):
        now, then = total.value, total.before
        if not isinstance(now, int | float) or not isinstance(then, int | float) or not then:
            continue
        if size >= FEWEST and abs(now - then) / then >= NOTABLE:
            yield f"{_figure(total)}: {total.change}"
    overdue = sum(one.overdue for one in standing.values())
    if overdue:
        count = format_number(overdue, language())
        yield str(_("Overdue now: %(count)s", count=count))


def _figure(total: Total) -> str:
    name = str(_(total.measure.name))
    return str(_("%(name)s, median", name=name)) if total.kind is Kind.SECONDS else name


def _processes(
    this: CaseHistory, standing: Mapping[str, Standing], known: Mapping[str, str]
) -> Iterator[str]:
    for key in sorted(this.processes.keys() | standing.keys(), key=lambda key: known.get(key, key)):
        found, now = this.processes.get(key), standing.get(key)
        counts: dict[str, Any] = {
            "started": found.started if found else 0,
            "finished": found.finished if found else 0,
            "open": now.open if now else 0,
            "overdue": now.overdue if now else 0,
        }
        said = {name: shown(Cell(value), Kind.COUNT) for name, value in counts.items()}
        if any(counts.values()):
            text = _(
                "%(process)s: started %(started)s, finished %(finished)s, "
                "open %(open)s, overdue %(overdue)s",
                process=known.get(key, key),
                **said,
            )
            yield str(text)


def _link(week: Period, public_url: str) -> str | None:
    if not public_url:
        return None
    days_asked = {"from": week.first.isoformat(), "to": week.last.isoformat()}
    return f"{public_url.rstrip('/')}/figures?{urlencode({'span': 'custom', **days_asked})}"
