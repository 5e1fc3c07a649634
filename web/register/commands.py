"""Change the register of processes. None commits; permission is checked before."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import insert, update

from engine.base import table
from engine.transaction import Context
from web.accounts import queries as accounts
from web.register import queries
from web.register.errors import FactsChangedError
from web.register.tables import ProcessFacts

FACTS = table(ProcessFacts)


@dataclass(frozen=True, slots=True)
class Owner:
    """A person or a group that a process belongs to: `kind` is user or group."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Described:
    """What people say about a process; the columns of `ProcessFacts`."""

    kind: str | None = None
    importance: int | None = None
    stage: str | None = None
    office: str | None = None
    improvement: str | None = None
    starter_users: tuple[str, ...] = ()
    starter_groups: tuple[str, ...] = ()
    reader_users: tuple[str, ...] = ()
    reader_groups: tuple[str, ...] = ()


def describe(
    ctx: Context, process_key: str, owner: Owner | None, said: Described, *, seen: int = 0
) -> ProcessFacts:
    """Write down all that is said about a process.

    Args:
        seen: the revision that the change is based on, 0 when there was none.

    Raises:
        AccountNotFoundError: there is no such owner, starter or reader.
        FactsChangedError: somebody changed it in between.
    """
    _check_people(ctx, owner, said)
    columns = {
        **{name: _listed(value) for name, value in asdict(said).items()},
        "owner_kind": owner.kind if owner else None,
        "owner": owner.name if owner else None,
        "changed_at": ctx.now,
        "changed_by": ctx.actor,
    }
    found = queries.facts(ctx.session, process_key)
    if found is None and not seen:
        ctx.connection.execute(insert(FACTS).values(process_key=process_key, revision=1, **columns))
    else:
        _change(ctx, process_key, columns, seen)
    return queries.known(ctx.session, process_key)


def _change(ctx: Context, process_key: str, columns: dict[str, object], seen: int) -> None:
    same = (FACTS.c.process_key == process_key, FACTS.c.revision == seen)
    changed = ctx.connection.execute(
        update(FACTS).where(*same).values(**columns, revision=seen + 1)
    )
    if changed.rowcount != 1:
        found = queries.facts(ctx.session, process_key)
        raise FactsChangedError(who=found.changed_by if found else "")


def _listed(value: object) -> object:
    return sorted(set(value)) if isinstance(value, tuple) else value


def _check_people(ctx: Context, owner: Owner | None, said: Described) -> None:
    users, groups = {*said.starter_users, *said.reader_users}, {*said.starter_groups}
    groups |= {*said.reader_groups}
    if owner is not None:
        (users if owner.kind == "user" else groups).add(owner.name)
    for name in sorted(users):
        accounts.account(ctx.session, name)
    for key in sorted(groups):
        accounts.group(ctx.session, key)
