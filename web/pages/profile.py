"""One's own account: language, theme, password, API tokens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.accounts import commands, credentials, queries
from web.accounts.errors import AccountError
from web.extensions import db, limiter
from web.i18n import _, language, ngettext
from web.identity import me, my_account, open_session
from web.jalali import localise_digits
from web.pages import digest, notifications
from web.pages.errors import status_of
from web.services import change, installation

pages = Blueprint("profile", __name__)
LIFETIMES_DAYS = (30, 90, 365)


@pages.get("/profile")
def show() -> str:
    """Show one's own account."""
    return _page()


@pages.post("/profile/password")
@limiter.limit("10/minute", key_func=lambda: "password " + my_account().id)
def password() -> Response | tuple[str, int]:
    """Change one's password; other sessions end, this one goes on."""
    account, settings = my_account(), installation().settings
    old, new = request.form.get("old", ""), request.form.get("new", "")
    try:
        credentials.by_password(db.session(), settings, account.id, old)
        with change() as ctx:
            account = commands.set_password(ctx, settings, account.id, new)
    except AccountError as error:
        return _page(error=error), status_of(error)
    open_session(account)
    flash(_("Your password is changed. Your other sessions have ended."), "success")
    return redirect(url_for("profile.show"), 303)


@pages.post("/profile/tokens")
def create_token() -> str:
    """Make an API token and show it this once."""
    days = request.form.get("days", type=int)
    days = days if days in LIFETIMES_DAYS else LIFETIMES_DAYS[0]
    name = request.form.get("name", "").strip()[:255] or _("API token")
    expires_at = datetime.now(UTC) + timedelta(days=days)
    with change() as ctx:
        _row, token = credentials.create_token(ctx, me().name, name, expires_at)
    return _page(token=token)


@pages.post("/profile/tokens/<token_id>/delete")
def delete_token(token_id: str) -> Response:
    """Take back one of one's own API tokens."""
    with change() as ctx:
        commands.delete_token(ctx, me().name, token_id)
    flash(_("The token is taken back."), "success")
    return redirect(url_for("profile.show"), 303)


def _page(*, error: AccountError | None = None, token: str | None = None) -> str:
    account = my_account()
    return render_template(
        "profile.html",
        account=account,
        error=error,
        token=token,
        tokens=queries.tokens(db.session(), account.id),
        groups=[queries.group(db.session(), key) for key in me().groups],
        lifetimes=[(days, _days(days)) for days in LIFETIMES_DAYS],
        being_told=notifications.preferences(),
        digest=digest.preference(),
    )


def _days(count: int) -> str:
    return localise_digits(ngettext("%(num)s day", "%(num)s days", count), language())
