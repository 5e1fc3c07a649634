"""People: the list, creating, changing, deactivating, passwords, roles, tokens."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.transaction import Context
from web.accounts import commands, credentials, queries
from web.accounts.errors import AccountError
from web.accounts.roles import Permission, Role
from web.extensions import db
from web.i18n import _, language
from web.identity import me
from web.pages.errors import status_of
from web.pages.words import ROLES
from web.permissions import require
from web.services import change, installation

pages = Blueprint("people", __name__, url_prefix="/people")
FIELDS = ("account", "name", "name_fa", "email")
Answer = Response | tuple[str, int]


@pages.before_request
def check() -> None:
    """Let only those in who administer accounts."""
    require(db.session(), me(), Permission.ACCOUNTS)


@pages.get("")
def index() -> str:
    """Show everybody."""
    session = db.session()
    rows = queries.accounts(session)
    return render_template(
        "people.html",
        rows=rows,
        groups={row.id: queries.groups_of(session, row.id) for row in rows},
        roles=queries.roles_granted(session, "user"),
        group_names=queries.group_names(session, language()),
    )


@pages.get("/new")
def new() -> str:
    """Show the form for a new person."""
    return _new_page({})


@pages.post("/new")
def create() -> Answer:
    """Create a person with groups and roles."""
    values = _values()
    account_id = values["account"].lower()
    settings, password = installation().settings, request.form.get("password", "")
    try:
        with change() as ctx:
            commands.create_account(ctx, settings, account_id, password, name=values["name"])
            _describe(ctx, account_id, values)
            commands.set_groups(ctx, account_id, request.form.getlist("groups"))
            commands.set_roles(ctx, "user", account_id, _roles())
    except AccountError as error:
        return _new_page(values, error), status_of(error)
    flash(_("%(name)s can sign in now.", name=account_id), "success")
    return redirect(url_for("people.show", account_id=account_id), 303)


@pages.get("/<account_id>")
def show(account_id: str) -> str:
    """Show one person."""
    return _page(account_id)


@pages.post("/<account_id>")
def update(account_id: str) -> Answer:
    """Change names, groups and roles of a person."""
    try:
        with change() as ctx:
            _describe(ctx, account_id, _values())
            commands.set_groups(ctx, account_id, request.form.getlist("groups"))
            commands.set_roles(ctx, "user", account_id, _roles())
    except AccountError as error:
        return _page(account_id, error=error), status_of(error)
    flash(_("Saved."), "success")
    return _back(account_id)


@pages.post("/<account_id>/password")
def password(account_id: str) -> Answer:
    """Give a person a new password; their sessions end."""
    new_one = request.form.get("password", "")
    try:
        with change() as ctx:
            commands.set_password(ctx, installation().settings, account_id, new_one)
    except AccountError as error:
        return _page(account_id, error=error), status_of(error)
    flash(_("The password is changed, and the person's sessions have ended."), "success")
    return _back(account_id)


@pages.post("/<account_id>/active")
def active(account_id: str) -> Answer:
    """Deactivate a person, or let them in again."""
    wanted = request.form.get("active") == "yes"
    try:
        with change() as ctx:
            commands.set_active(ctx, account_id, active=wanted)
    except AccountError as error:
        return _page(account_id, error=error), status_of(error)
    flash(_("The person may sign in.") if wanted else _("The person is deactivated."), "success")
    return _back(account_id)


@pages.post("/<account_id>/tokens")
def create_token(account_id: str) -> str:
    """Make an API token for a person, such as a worker's account, and show it this once."""
    name = request.form.get("name", "").strip()[:255] or _("API token")
    queries.account(db.session(), account_id)
    with change() as ctx:
        _row, token = credentials.create_token(ctx, account_id, name)
    return _page(account_id, token=token)


@pages.post("/<account_id>/tokens/<token_id>/delete")
def delete_token(account_id: str, token_id: str) -> Response:
    """Take a person's API token back."""
    with change() as ctx:
        commands.delete_token(ctx, account_id, token_id)
    flash(_("The token is taken back."), "success")
    return _back(account_id)


def _values() -> dict[str, str]:
    return {name: request.form.get(name, "").strip()[:255] for name in FIELDS}


def _roles() -> list[Role]:
    known = set(Role)
    return [Role(role) for role in request.form.getlist("roles") if role in known]


def _describe(ctx: Context, account_id: str, values: dict[str, str]) -> None:
    commands.describe_account(
        ctx,
        account_id,
        name=values["name"] or account_id,
        name_fa=values["name_fa"],
        email=values["email"],
    )


def _back(account_id: str) -> Response:
    return redirect(url_for("people.show", account_id=account_id), 303)


def _new_page(values: dict[str, str], error: AccountError | None = None) -> str:
    return render_template(
        "person_new.html",
        values=values,
        error=error,
        group_options=_group_options(),
        role_options=list(ROLES.items()),
        groups=request.form.getlist("groups"),
        roles=request.form.getlist("roles") or [Role.EMPLOYEE],
    )


def _page(account_id: str, *, error: AccountError | None = None, token: str | None = None) -> str:
    session = db.session()
    return render_template(
        "person.html",
        account=queries.account(session, account_id),
        error=error,
        token=token,
        tokens=queries.tokens(session, account_id),
        group_options=_group_options(),
        role_options=list(ROLES.items()),
        groups=queries.groups_of(session, account_id),
        roles=queries.roles_granted(session, "user").get(account_id, []),
    )


def _group_options() -> list[tuple[str, str]]:
    return list(queries.group_names(db.session(), language()).items())
