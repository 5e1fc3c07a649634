"""Groups: the list, creating, naming, members, roles."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.accounts import commands, queries
from web.accounts.errors import AccountError
from web.accounts.roles import Permission, Role
from web.extensions import db
from web.i18n import _, language
from web.identity import me
from web.pages.errors import status_of
from web.pages.words import ROLES
from web.permissions import require
from web.services import change

pages = Blueprint("groups", __name__, url_prefix="/groups")
FIELDS = ("key", "name", "name_fa")
Answer = Response | tuple[str, int]


@pages.before_request
def check() -> None:
    """Let only those in who administer accounts."""
    require(db.session(), me(), Permission.ACCOUNTS)


@pages.get("")
def index() -> str:
    """Show every group; those without members wait for somebody."""
    return _list_page({})


@pages.post("")
def create() -> Answer:
    """Create a group."""
    values = {name: request.form.get(name, "").strip()[:255] for name in FIELDS}
    try:
        with change() as ctx:
            commands.create_group(ctx, values["key"].lower(), values["name"], values["name_fa"])
    except AccountError as error:
        return _list_page(values, error), status_of(error)
    return redirect(url_for("groups.show", key=values["key"].lower()), 303)


@pages.get("/<key>")
def show(key: str) -> str:
    """Show one group."""
    return _page(key)


@pages.post("/<key>")
def update(key: str) -> Answer:
    """Change names, members and roles of a group."""
    name, name_fa = request.form.get("name", "").strip(), request.form.get("name_fa", "").strip()
    roles = [Role(role) for role in request.form.getlist("roles") if role in set(Role)]
    try:
        with change() as ctx:
            commands.describe_group(ctx, key, name=name[:255] or key, name_fa=name_fa[:255])
            commands.set_members(ctx, key, request.form.getlist("members"))
            commands.set_roles(ctx, "group", key, roles)
    except AccountError as error:
        return _page(key, error), status_of(error)
    flash(_("Saved."), "success")
    return redirect(url_for("groups.show", key=key), 303)


def _list_page(values: dict[str, str], error: AccountError | None = None) -> str:
    session = db.session()
    return render_template(
        "groups.html",
        rows=queries.groups(session),
        counts=queries.member_counts(session),
        roles=queries.roles_granted(session, "group"),
        values=values,
        error=error,
    )


def _page(key: str, error: AccountError | None = None) -> str:
    session = db.session()
    people = queries.accounts(session)
    return render_template(
        "group.html",
        group=queries.group(session, key),
        members=queries.members(session, key),
        people_options=[(row.id, queries.shown(row, language())) for row in people],
        roles=queries.roles_granted(session, "group").get(key, []),
        role_options=list(ROLES.items()),
        error=error,
    )
