"""Sign in, sign out, and what happens to those who are not signed in."""

from __future__ import annotations

from collections.abc import Sequence

from flask import (
    Blueprint,
    Flask,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_limiter.util import get_remote_address
from flask_login import current_user, logout_user
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response

from web.accounts import commands, credentials
from web.accounts.errors import SignInRefusedError
from web.extensions import db, limiter, login
from web.i18n import _
from web.identity import SESSION_ID, longest_session, me, open_session
from web.pages.answers import wants_page
from web.security import local_path
from web.services import change, installation

pages = Blueprint("sessions", __name__)
REFUSED = 401
PER_ADDRESS = "60/minute"


def _failed(response: Response) -> bool:
    return response.status_code == REFUSED


def _account() -> str:
    """Return whose sign-ins are counted: a stranger elsewhere must not lock a person out."""
    name = request.form.get("name", "").strip().lower()[:100]
    return f"account {name} from {get_remote_address()}"


def _per_account() -> str:
    return f"{installation().settings.sign_in_per_minute}/minute"


@pages.get("/sign-in")
def sign_in() -> str | Response:
    """Show the sign-in page."""
    if current_user.is_authenticated:
        return redirect(local_path(request.args.get("next"), url_for("home.home")))
    return render_template("sign_in.html", next=request.args.get("next", ""), name="")


@pages.post("/sign-in")
@limiter.limit(PER_ADDRESS, deduct_when=_failed)
@limiter.limit(_per_account, key_func=_account, deduct_when=_failed)
def enter() -> Response:
    """Check name and password; on success go where the person wanted to go."""
    name, target = request.form.get("name", ""), request.form.get("next", "")
    settings = installation().settings
    try:
        account = credentials.by_password(
            db.session(), settings, name, request.form.get("password", "")
        )
    except SignInRefusedError as error:
        page = render_template("sign_in.html", next=target, name=name, error=error)
        return make_response(page, REFUSED)
    session.clear()  # nothing of the guest's session lives on
    open_session(account)
    return redirect(local_path(target, url_for("home.home")))


@pages.post("/sign-out")
def leave() -> Response:
    """End the session of this browser, for copies of its cookie too."""
    if current_user.is_authenticated:
        with change() as ctx:
            commands.end_session(ctx, me().name, session[SESSION_ID], longest_session())
    logout_user()
    session.clear()
    flash(_("You are signed out."), "success")
    return redirect(url_for("sessions.sign_in"))


def protect(app: Flask, blueprints: Sequence[str]) -> None:
    """Let only signed-in people into these blueprints."""

    def check() -> Response | None:
        if current_user.is_authenticated or request.blueprint not in blueprints:
            return None
        return _send_to_sign_in()

    app.before_request(check)
    login.unauthorized_handler(_send_to_sign_in)


def _send_to_sign_in() -> Response:
    if not wants_page():
        raise Unauthorized
    came_from = request.full_path.rstrip("?") if request.method == "GET" else ""
    if request.method != "GET":
        flash(_("Your session has ended. Sign in again; nothing was changed."), "warning")
    if came_from in ("", "/"):
        return redirect(url_for("sessions.sign_in"))
    return redirect(url_for("sessions.sign_in", next=came_from))
