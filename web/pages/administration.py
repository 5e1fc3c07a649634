"""Administration: what there is to look after, the health of the installation, its settings."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for

from web import health
from web.accounts.errors import ForbiddenError
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import _
from web.identity import me
from web.permissions import require
from web.services import installation
from web.settings import PREFIX, documented, source

pages = Blueprint("administration", __name__, url_prefix="/administration")
P = Permission


@pages.get("")
def index() -> str:
    """Show the parts of the administration that this person may open."""
    found = [part for part in _parts() if part["allowed"]]
    if not found:
        raise ForbiddenError(permission=P.OPERATIONS_READ.value)
    return render_template("administration.html", parts=found)


@pages.get("/health")
def show_health() -> str:
    """Show whether everything is in order, and what to do where it is not."""
    require(db.session(), me(), P.OPERATIONS_READ)
    return render_template("health.html", findings=list(health.checks(thorough=False)))


@pages.get("/settings")
def settings() -> str:
    """Show every setting, its value and where it comes from; secrets are hidden."""
    require(db.session(), me(), P.OPERATIONS_READ)
    values = installation().settings
    rows = []
    for one in documented():
        value = getattr(values, one.name.removeprefix(PREFIX).lower())
        where = source(one.name)
        if where == "default" and value != one.default:
            where = "program"
        rows.append({"setting": one, "value": value, "source": where})
    return render_template("settings.html", rows=rows)


def _parts() -> list[dict[str, object]]:
    accounts, reads = me().might(P.ACCOUNTS), me().might(P.OPERATIONS_READ)
    parts = (
        (
            _("People"),
            _("Accounts, roles, passwords, API tokens"),
            "people.index",
            "people",
            accounts,
        ),
        (_("Groups"), _("Who shares work"), "groups.index", "groups", accounts),
        (_("Jobs"), _("What waits for the worker, what fails"), "jobs.index", "clock", reads),
        (_("Operation log"), _("Who did what, when and why"), "operations.index", "history", reads),
        (_("Health"), _("Is everything in order?"), "administration.show_health", "ok", reads),
        (
            _("Settings"),
            _("What this installation is set to"),
            "administration.settings",
            "settings",
            reads,
        ),
    )
    return [
        {"title": title, "text": text, "url": url_for(endpoint), "icon": icon, "allowed": allowed}
        for title, text, endpoint, icon, allowed in parts
    ]
