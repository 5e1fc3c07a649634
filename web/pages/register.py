"""The register of processes: whose each process is, what it is for, who may start and see it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from engine import queries
from engine.errors import NotFoundError
from engine.queries import DefinitionFilter, ProcessDefinition
from web.accounts import queries as accounts
from web.accounts.errors import AccountNotFoundError
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import _, language, said
from web.identity import me
from web.pages.answers import go
from web.pages.words import IMPORTANCE, OFFICES, PROCESS_KINDS, STAGES
from web.permissions import may, require
from web.register import queries as register
from web.register.commands import Described, Owner, describe
from web.register.errors import FactsChangedError
from web.register.tables import ProcessFacts
from web.services import change

pages = Blueprint("register", __name__, url_prefix="/processes/register")
CONFLICT, UNPROCESSABLE = 409, 422
LONGEST_NOTE = 4_000
NOBODY = ""


@pages.get("/<key>")
def show(key: str) -> str:
    """Show what is said about a process, to be changed."""
    definition = _loaded(key)
    return _page(definition, register.known(db.session(), key))


@pages.post("/<key>")
def update(key: str) -> Response | tuple[str, int]:
    """Write down what is said about a process; who loses a race is told who was faster."""
    definition = _loaded(key)
    seen = request.form.get("seen", default=0, type=int)
    try:
        with change() as ctx:
            describe(ctx, key, _owner(), _described(), seen=seen)
    except FactsChangedError as error:
        names = accounts.display_names(db.session(), [error.who], language())
        told = said(FactsChangedError(who=names.get(error.who, "")))
        return _page(definition, register.known(db.session(), key), told), CONFLICT
    except AccountNotFoundError as error:
        return _page(definition, register.known(db.session(), key), said(error)), UNPROCESSABLE
    flash(_("Saved."), "success")
    return go(url_for("processes.show", definition_id=definition.id))


def about(session: Session, definition: ProcessDefinition) -> dict[str, Any]:
    """Return what the page of a process shows of the register."""
    facts = register.known(session, definition.key)
    users = {*facts.starter_users, *facts.reader_users, *definition.starter_users}
    users |= {facts.owner or ""} if facts.owner_kind == "user" else set()
    groups = accounts.group_names(session, language())
    users.add(facts.changed_by or "")
    names = {**groups, **accounts.display_names(session, users, language())}
    return {
        "facts": facts,
        "changed_by": names.get(facts.changed_by),
        "office": facts.office or definition.office,
        "owner": owner_name(facts, names, groups),
        "starters": [
            names.get(one, one)
            for one in (
                *definition.starter_users,
                *facts.starter_users,
                *definition.starter_groups,
                *facts.starter_groups,
            )
        ],
        "readers": [names.get(one, one) for one in (*facts.reader_users, *facts.reader_groups)],
        "registers": may(session, me(), Permission.REGISTER, definition),
    }


def owner_name(
    facts: ProcessFacts | None, people: Mapping[str, str], groups: Mapping[str, str]
) -> str | None:
    """Return the owner's name to show, None if nobody owns the process."""
    if facts is None or facts.owner is None:
        return None
    names = people if facts.owner_kind == "user" else groups
    return names.get(facts.owner, facts.owner)


def current(session: Session, key: str) -> ProcessDefinition:
    """Return the version that stands for a process: the default, else the newest.

    Raises:
        NotFoundError: nothing is deployed under this key.
    """
    wanted = DefinitionFilter(key=key, current_only=True)
    found = queries.definitions(session, wanted, 0, 1)
    if not found:
        raise NotFoundError(what="process definition", id=key)
    return found[0]


def _loaded(key: str) -> ProcessDefinition:
    definition = current(db.session(), key)
    require(db.session(), me(), Permission.REGISTER, definition)
    return definition


def _owner() -> Owner | None:
    kind, _colon, name = request.form.get("owner", NOBODY).partition(":")
    return Owner(kind, name) if kind in ("user", "group") and name else None


def _described() -> Described:
    importance = request.form.get("importance", type=int)
    people = request.form.getlist
    return Described(
        kind=_one_of("kind", PROCESS_KINDS),
        importance=importance if importance in IMPORTANCE else None,
        stage=_one_of("stage", STAGES),
        office=_one_of("office", ("front", "back")),
        improvement=request.form.get("improvement", "").strip()[:LONGEST_NOTE] or None,
        starter_users=tuple(people("starter_users")),
        starter_groups=tuple(people("starter_groups")),
        reader_users=tuple(people("reader_users")),
        reader_groups=tuple(people("reader_groups")),
    )


def _one_of(name: str, known: Container[str]) -> str | None:
    value = request.form.get(name, "")
    return value if value in known else None


def _page(definition: ProcessDefinition, facts: ProcessFacts, error: str | None = None) -> str:
    session = db.session()
    people = [
        (row.id, accounts.shown(row, language()))
        for row in accounts.accounts(session)
        if row.active or row.id in _named(facts)
    ]
    groups = list(accounts.group_names(session, language()).items())
    return render_template(
        "process_register.html",
        definition=definition,
        facts=facts,
        error=error,
        people=people,
        groups=groups,
        owner=f"{facts.owner_kind}:{facts.owner}" if facts.owner else NOBODY,
        owners=[
            (NOBODY, _("Nobody: all managers")),
            *((f"group:{key}", _("Group: %(name)s", name=name)) for key, name in groups),
            *((f"user:{key}", name) for key, name in people),
        ],
        offices=[(name, OFFICES[name]) for name in ("front", "back")],
    )


def _named(facts: ProcessFacts) -> set[str]:
    return {facts.owner or "", *facts.starter_users, *facts.reader_users}
