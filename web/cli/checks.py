"""Is this installation healthy? Each check says what to do when it is not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from engine import queries
from engine.ports import ScriptError
from engine.queries import JobFilter
from web import assets
from web.accounts import queries as accounts
from web.cli.context import installation
from web.extensions import db
from web.notifications import queries as notifications
from web.settings import ROOT

LATE = timedelta(minutes=5)
LATELY = timedelta(days=1)
OURS = ("timer", "connector", "message", "signal", "resume")


@dataclass(frozen=True, slots=True)
class Check:
    """One finding."""

    name: str
    fine: bool
    text: str


def checks() -> Iterator[Check]:
    """Look at everything; the database's contents only if it can be used."""
    yield Check("Python", sys.version_info >= (3, 11), sys.version.split()[0])
    yield _assets()
    yield _scripts()
    yield _mail()
    database = _database()
    yield database
    if database.fine:
        yield from _contents()


def _assets() -> Check:
    built = (assets.DIST / assets.MANIFEST).exists()
    return Check("browser files", built, "built" if built else "missing: python -m web.assets")


def _scripts() -> Check:
    runner = installation().services.scripts
    try:
        answer = runner.evaluate("sum([n for n in (1, 2)])", {})
    except ScriptError as error:
        return Check("scripts", fine=False, text=str(error))
    finally:
        runner.close()
    return Check("scripts", answer == 3, "the sandbox answers")


def _mail() -> Check:
    host = installation().settings.smtp_host
    where = host or f"written to {installation().settings.folder / 'mail'}; set RAVAND_SMTP_HOST"
    return Check("mail", fine=True, text=where)


def _database() -> Check:
    try:
        with db.engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        return Check("database", fine=False, text=str(error).splitlines()[0])
    head = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    if current != head:
        return Check("database", fine=False, text="older than the program: ravand upgrade")
    return Check("database", fine=True, text=db.engine.url.render_as_string())


def _contents() -> Iterator[Check]:
    session = db.session()
    yield Check("people", accounts.anybody(session), "ravand user add, or open the set-up page")
    counts = accounts.member_counts(session)
    empty = [group.key for group in accounts.groups(session) if group.key not in counts]
    yield Check(
        "groups", not empty, f"nobody in: {', '.join(empty)}" if empty else "all have people"
    )
    incidents = queries.count_incidents(session)
    yield Check("incidents", not incidents, f"{incidents} open: ravand incidents")
    unsent = notifications.count_given_up(session, datetime.now(UTC) - LATELY)
    yield Check(
        "notifications",
        not unsent,
        f"{unsent} mails given up since yesterday: see the log"
        if unsent
        else "every mail is sent or waits",
    )
    late = JobFilter(due_before=datetime.now(UTC) - LATE, with_retries_left=True)
    waiting = sum(queries.count_jobs(session, replace(late, kind=kind)) for kind in OURS)
    yield Check(
        "jobs", not waiting, f"{waiting} late: is a worker running?" if waiting else "none late"
    )
