"""What every page has around its content: navigation, language, theme."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from web import assets
from web.accounts import commands
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import COOKIE_SECONDS, THEMES, _, language
from web.identity import me, my_account
from web.jalali import format_number
from web.notifications.queries import count_unread
from web.pages.answers import wants_json
from web.permissions import readable_processes
from web.security import local_path
from web.services import change, installation
from web.settings import LANGUAGES

pages = Blueprint("shell", __name__)
P = Permission
ROOMS = {
    "interventions": "cases",
    "migration": "processes",
    "task": "tasks",
    "hand_over": "absences",
    "favourites": "start",
    "upload": "processes",
    "register": "processes",
    "shelf": "processes",
    "diagrams": "processes",
    "drafts": "processes",
    "drawing": "processes",
    "process_changes": "processes",
    "decision_editor": "decisions",
    "decision_sheets": "decisions",
    "explanations": "decisions",
    "figure_cases": "figures",
    "people": "administration",
    "groups": "administration",
    "operations": "administration",
    "jobs": "administration",
}


def init_app(app: Flask) -> None:
    """Give every template what the base template asks for."""
    app.register_blueprint(pages)
    app.jinja_env.globals["asset"] = assets.asset_url
    app.context_processor(lambda: {"shell": _shell(), "organisation": _organisation()})


@pages.post("/preferences")
def preferences() -> Response:
    """Remember language and theme: in a cookie, and with the account of who is signed in."""
    chosen_language = _one_of(request.form.get("locale"), LANGUAGES)
    chosen_theme = _one_of(request.form.get("theme"), THEMES)
    if current_user.is_authenticated:
        with change() as ctx:
            commands.prefer(ctx, my_account().id, language=chosen_language, theme=chosen_theme)
    answer = _back()
    for name, value in (("language", chosen_language), ("theme", chosen_theme)):
        if value:
            answer.set_cookie(
                name, value, COOKIE_SECONDS, samesite="Lax", secure=request.is_secure, httponly=True
            )
    return answer


def _back() -> Response:
    if wants_json():
        return Response(status=204)
    return redirect(local_path(request.form.get("next"), url_for("home.home")))


def _one_of(value: str | None, allowed: tuple[str, ...]) -> str | None:
    return value if value in allowed else None


def _organisation() -> str:
    return installation().settings.organisation


def _shell() -> dict[str, Any]:
    links = {
        "home": url_for("home.home"),
        "preferences": url_for("shell.preferences"),
        "sign_in": url_for("sessions.sign_in"),
        "sign_out": url_for("sessions.leave"),
        "profile": url_for("profile.show"),
        "live": url_for("live.stream"),
        "bell": {
            "unread": url_for("notifications.unread"),
            "newest": url_for("notifications.newest"),
            "all": url_for("notifications.index"),
        },
        "number": lambda value: format_number(value, language()),
        "navigation": [],
        "unread": 0,
    }
    if db.session.is_active and current_user.is_authenticated:
        links["navigation"] = _navigation()
        links["unread"] = count_unread(db.session(), me().name)
    return links


def _navigation() -> list[dict[str, Any]]:
    might = me().might
    entries = (
        ("t", _("Tasks"), "tasks.index", "tasks", might(P.TASK_READ)),
        ("s", _("Start"), "start.index", "start", might(P.START)),
        ("c", _("Cases"), "cases.index", "cases", might(P.INSTANCE_READ)),
        ("p", _("Processes"), "processes.index", "processes", _reads_processes()),
        ("d", _("Decisions"), "decisions.index", "decisions", me().has(P.DECIDE)),
        ("i", _("Incidents"), "incidents.index", "incidents", might(P.RETRY_JOB)),
        ("f", _("Figures"), "figures.index", "figures", might(P.KPI_READ)),
        ("a", _("Absences"), "absences.index", "calendar", might(P.TASK_ASSIGN)),
        ("m", _("Administration"), "administration.index", "settings", _administers()),
    )
    return [
        {"key": key, "label": label, "url": url_for(endpoint), "icon": icon, "count": None}
        | {"current": _is_current(endpoint)}
        for key, label, endpoint, icon, allowed in entries
        if allowed
    ]


def _administers() -> bool:
    return me().might(P.ACCOUNTS) or me().might(P.OPERATIONS_READ)


def _reads_processes() -> bool:
    if me().might(P.DEFINITION_READ):
        return True
    return readable_processes(db.session(), me(), P.DEFINITION_READ) != ()


def _is_current(endpoint: str) -> bool:
    here = request.blueprint or ""
    return ROOMS.get(here, here) == endpoint.split(".")[0]
