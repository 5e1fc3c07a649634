"""Jobs: what the worker will do and when, what fails, and an operator's hand in it."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import commands, queries
from engine.errors import RequestInvalidError
from engine.queries import JobFilter
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import _, language, said, zone
from web.identity import me
from web.jalali import parse_local, typed
from web.pages.answers import go
from web.pages.paging import page_of
from web.permissions import require
from web.services import change

pages = Blueprint("jobs", __name__, url_prefix="/administration/jobs")
KINDS = ("timer", "connector", "external", "message", "signal", "resume")


@pages.before_request
def check() -> None:
    """Let only those in who look after the jobs of all processes."""
    require(db.session(), me(), Permission.RETRY_JOB)


@pages.get("")
def index() -> str:
    """Show the jobs, those due first on top."""
    session, kind = db.session(), request.args.get("kind", "")
    failed = request.args.get("state") == "failed"
    wanted = JobFilter(
        kind=kind if kind in KINDS else None,
        with_retries_left=False if failed else None,
        due_before=datetime.now(UTC) if request.args.get("state") == "due" else None,
    )
    page = page_of(queries.count_jobs(session, wanted))
    rows = queries.jobs(session, wanted, page.first, page.size)
    cases = {row.instance_id for row in rows if row.instance_id}
    return render_template(
        "jobs.html",
        rows=rows,
        page=page,
        kinds=KINDS,
        cases={one: queries.instance(session, one) for one in cases},
        typed=lambda at: typed(at, language(), zone()),
    )


@pages.post("/<job_id>/run")
def run(job_id: str) -> Response:
    """Let a job be due now."""
    queries.job(db.session(), job_id)
    with change() as ctx:
        commands.set_due(ctx, job_id, ctx.now)
    flash(_("It is due now."), "success")
    return go(url_for("jobs.index"))


@pages.post("/<job_id>/retries")
def retries(job_id: str) -> Response:
    """Set how many tries a job has left; some close its incident."""
    queries.job(db.session(), job_id)
    count = request.form.get("retries", type=int)
    try:
        with change() as ctx:
            commands.set_retries(ctx, job_id, -1 if count is None else count)
    except RequestInvalidError as error:
        flash(said(error), "danger")
    else:
        flash(_("Saved."), "success")
    return go(url_for("jobs.index"))


@pages.post("/<job_id>/due")
def due(job_id: str) -> Response:
    """Let a job be due at another time."""
    queries.job(db.session(), job_id)
    try:
        at = parse_local(request.form.get("due_at", ""), zone())
    except ValueError:
        flash(_("This is no date and time."), "danger")
        return go(url_for("jobs.index"))
    with change() as ctx:
        commands.set_due(ctx, job_id, at)
    flash(_("Saved."), "success")
    return go(url_for("jobs.index"))
