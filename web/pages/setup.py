"""The first start: without people only this page opens, and only with the token from the log."""

from __future__ import annotations

import hmac

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from web.accounts import commands, queries
from web.accounts.errors import AccountError, ForbiddenError
from web.accounts.roles import Role
from web.extensions import db, limiter
from web.i18n import _
from web.services import change, installation
from web.settings import Settings, kept_secret

pages = Blueprint("setup", __name__)
TOKEN_FILE = "setup_token"  # noqa: S105 - the name of a file
OPEN = ("static", "setup.show", "setup.create", "shell.preferences")


def token(settings: Settings) -> str:
    """Return the one-time token that opens the set-up page; make it on the first call."""
    return kept_secret(settings.folder / TOKEN_FILE)


def guard() -> Response | None:
    """Send everybody to the set-up page as long as there are no people."""
    if installation().has_people or request.endpoint in OPEN:
        return None
    if queries.anybody(db.session()):
        installation().has_people = True
        return None
    if request.blueprint is None or request.path.startswith("/engine-rest"):
        return None  # static files, unknown addresses and the API answer for themselves
    return redirect(url_for("setup.show"))


@pages.get("/set-up")
def show() -> str:
    """Show the form that makes the first administrator."""
    _only_without_people()
    return render_template("set_up.html", values={"token": request.args.get("token", "")})


@pages.post("/set-up")
@limiter.limit("20/minute")
def create() -> str | tuple[str, int] | Response:
    """Make the first administrator if the token fits."""
    _only_without_people()
    values = {name: request.form.get(name, "").strip() for name in ("token", "account", "name")}
    settings = installation().settings
    if not hmac.compare_digest(values["token"].encode(), token(settings).encode()):
        refused: AccountError = ForbiddenError(
            template="The set-up token is wrong. It is in the log."
        )
        return render_template("set_up.html", values=values, error=refused), 403
    try:
        _first_administrator(settings, values)
    except AccountError as error:
        return render_template("set_up.html", values=values, error=error), 422
    (settings.folder / TOKEN_FILE).unlink()
    flash(_("Ravand is set up. Sign in with your new account."), "success")
    return redirect(url_for("sessions.sign_in"))


def _first_administrator(settings: Settings, values: dict[str, str]) -> None:
    account_id = values["account"].lower()
    with change("setup") as ctx:
        password = request.form.get("password", "")
        commands.create_account(ctx, settings, account_id, password, name=values["name"])
        commands.set_roles(ctx, "user", account_id, [Role.ADMINISTRATOR])


def _only_without_people() -> None:
    if queries.anybody(db.session()):
        raise NotFound
