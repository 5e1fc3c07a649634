"""Is this installation healthy? Each finding says what to do when it is not."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text as sql
from sqlalchemy.exc import SQLAlchemyError

from engine import queries
from engine.ports import ScriptError
from engine.queries import JobFilter, events
from web import assets
from web.accounts import queries as accounts
from web.extensions import db
from web.notifications import queries as notifications
from web.services import installation
from web.settings import ROOT

LATE = timedelta(minutes=5)
LATELY = timedelta(days=1)
OURS = ("timer", "connector", "message", "signal", "resume")
MIB = 1024 * 1024
LEAST_FREE_MIB = 512


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; `template` filled with `facts` says it.

    Attributes:
        name: what was looked at, in English; translated where people see it.
    """

    name: str
    fine: bool
    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The finding in English."""
        return self.template.format(**self.facts) if self.facts else self.template


def checks(*, thorough: bool = True) -> Iterator[Finding]:
    """Look at everything; the database's contents only if it can be used.

    Args:
        thorough: run a script in the sandbox too, which takes a moment.
    """
    version = {"version": sys.version.split()[0]}
    yield Finding("Python", sys.version_info >= (3, 11), "{version}", version)
    yield _assets()
    if thorough:
        yield _scripts()
    yield _mail()
    yield _disk()
    database = _database()
    yield database
    if database.fine:
        yield from _contents()


def _assets() -> Finding:
    if (assets.DIST / assets.MANIFEST).exists():
        return Finding("browser files", fine=True, template="built")
    return Finding("browser files", fine=False, template="missing: python -m web.assets")


def _scripts() -> Finding:
    runner = installation().services.scripts
    try:
        answer = runner.evaluate("sum([n for n in (1, 2)])", {})
    except ScriptError as error:
        return Finding("scripts", fine=False, template="{error}", facts={"error": str(error)})
    finally:
        runner.close()
    return Finding("scripts", answer == 3, "the sandbox answers")


def _mail() -> Finding:
    settings = installation().settings
    if settings.smtp_host:
        return Finding("mail", fine=True, template="{host}", facts={"host": settings.smtp_host})
    where = {"folder": str(settings.folder / "mail")}
    return Finding(
        "mail", fine=True, template="written to {folder}; set RAVAND_SMTP_HOST", facts=where
    )


def _disk() -> Finding:
    free = shutil.disk_usage(installation().settings.folder).free // MIB
    fine = free >= LEAST_FREE_MIB
    return Finding("disk", fine, "{free} MiB free", {"free": free})


def _database() -> Finding:
    try:
        with db.engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        reason = {"error": str(error).splitlines()[0]}
        return Finding("database", fine=False, template="{error}", facts=reason)
    head = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    if current != head:
        return Finding("database", fine=False, template="older than the program: ravand upgrade")
    facts = {"address": db.engine.url.render_as_string(), "revision": str(current), "size": _mib()}
    return Finding(
        "database", fine=True, template="{address}, version {revision}, {size} MiB", facts=facts
    )


def _mib() -> int:
    """Return the size of the database in MiB, 0 for one in memory."""
    if db.engine.dialect.name == "postgresql":
        size = db.session.scalar(sql("SELECT pg_database_size(current_database())"))
        return int(size or 0) // MIB
    file = db.engine.url.database
    path = Path(file) if file and file != ":memory:" else None
    return path.stat().st_size // MIB if path is not None and path.exists() else 0


def _contents() -> Iterator[Finding]:
    session = db.session()
    yield Finding("people", accounts.anybody(session), "ravand user add, or open the set-up page")
    counts = accounts.member_counts(session)
    empty = [group.key for group in accounts.groups(session) if group.key not in counts]
    template = "nobody in: {groups}" if empty else "all have people"
    yield Finding("groups", not empty, template, {"groups": ", ".join(empty)} if empty else {})
    yield from _work()
    entries = {"count": events.last_seq(session)}
    yield Finding("event log", fine=True, template="{count} entries", facts=entries)


def _work() -> Iterator[Finding]:
    session = db.session()
    incidents = queries.count_incidents(session)
    yield Finding(
        "incidents", not incidents, "{count} open: ravand incidents", {"count": incidents}
    )
    unsent = notifications.count_given_up(session, datetime.now(UTC) - LATELY)
    if unsent:
        yield Finding(
            "notifications",
            fine=False,
            template="{count} mails given up since yesterday: see the log",
            facts={"count": unsent},
        )
    else:
        yield Finding("notifications", fine=True, template="every mail is sent or waits")
    late = JobFilter(due_before=datetime.now(UTC) - LATE, with_retries_left=True)
    waiting = sum(queries.count_jobs(session, replace(late, kind=kind)) for kind in OURS)
    if waiting:
        yield Finding(
            "jobs",
            fine=False,
            template="{count} late: is a worker running?",
            facts={"count": waiting},
        )
    else:
        yield Finding("jobs", fine=True, template="none late")
