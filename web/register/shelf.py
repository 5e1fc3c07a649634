"""The shelf: every process with what the register says and how busy it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine import queries
from engine.queries import DefinitionCounts, DefinitionFilter, ProcessDefinition
from web.accounts import queries as accounts
from web.accounts.roles import Permission
from web.jalali import normalise
from web.permissions import require_some
from web.persons import Person
from web.register import queries as register
from web.register.tables import ProcessFacts

MOST = 2_000
NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Shelved:
    """One process, as the version that stands for it: the default, else the newest.

    `owner` is the name to show; `in_test` tells that some version is being tested.
    """

    definition: ProcessDefinition
    facts: ProcessFacts
    owner: str | None
    in_test: bool

    @property
    def office(self) -> str | None:
        """Where the work is done: as the register says, else as the diagram does."""
        return self.facts.office or self.definition.office

    @property
    def owner_key(self) -> str:
        """The owner as addresses name them."""
        return f"{self.facts.owner_kind}:{self.facts.owner}" if self.facts.owner else NOBODY

    @property
    def state(self) -> str:
        """The state of the version that stands for it."""
        return state_of(self.definition)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which processes; empty texts do not restrict. `owner` is as `Shelved.owner_key`."""

    text: str = ""
    office: str = ""
    kind: str = ""
    stage: str = ""
    importance: str = ""
    owner: str = ""
    state: str = ""


def state_of(definition: ProcessDefinition) -> str:
    """Return the state of a version as people see it: an active one may have been replaced."""
    if definition.state == "active" and not definition.is_default:
        return "replaced"
    return definition.state


def shelf(session: Session, who: Person, language: str) -> list[Shelved]:
    """Return the processes that a person may see, the most important first, then by name.

    Raises:
        ForbiddenError: there are none that they may see.
    """
    keys = require_some(session, who, Permission.DEFINITION_READ)
    wanted = DefinitionFilter(processes=keys, current_only=True)
    rows = queries.definitions(session, wanted, 0, MOST)
    said = register.facts_of(session, [row.key for row in rows])
    owners = _owners(session, said.values(), language)
    tested = queries.tested_keys(session)
    found = [_shelved(row, said.get(row.key), owners, row.key in tested) for row in rows]
    return sorted(found, key=lambda one: (-(one.facts.importance or 0), _name(one, language)))


def chosen(rows: Iterable[Shelved], wanted: Wanted) -> list[Shelved]:
    """Return those processes that are asked for, in the given order."""
    return [row for row in rows if _fits(row, wanted) and _named(row, wanted.text)]


def busy(session: Session, rows: Sequence[Shelved]) -> Mapping[str, DefinitionCounts]:
    """Return open cases and incidents of some processes, all versions together, by key."""
    return queries.process_counts(session, [row.definition.key for row in rows])


def _shelved(
    row: ProcessDefinition,
    facts: ProcessFacts | None,
    owners: Mapping[tuple[str, str], str],
    in_test: bool,  # noqa: FBT001 - of a row
) -> Shelved:
    facts = facts or register.nothing(row.key)
    owner = owners.get((facts.owner_kind or "", facts.owner or ""), facts.owner)
    return Shelved(row, facts, owner, in_test)


def _owners(
    session: Session, said: Iterable[ProcessFacts], language: str
) -> dict[tuple[str, str], str]:
    people = [one.owner for one in said if one.owner and one.owner_kind == "user"]
    names = accounts.display_names(session, people, language)
    groups = accounts.group_names(session, language)
    found = {("user", key): name for key, name in names.items()}
    return found | {("group", key): name for key, name in groups.items()}


def _name(row: Shelved, language: str) -> str:
    drawn = row.definition
    return str((drawn.names or {}).get(language) or drawn.name or drawn.key).casefold()


def _fits(row: Shelved, wanted: Wanted) -> bool:
    facts = row.facts
    pairs = (
        (wanted.office, row.office or ""),
        (wanted.kind, facts.kind or ""),
        (wanted.stage, facts.stage or ""),
        (wanted.importance, str(facts.importance or "")),
        (wanted.owner, row.owner_key),
    )
    in_state = wanted.state in ("", row.state) or (wanted.state == "test" and row.in_test)
    return in_state and all(value == has for value, has in pairs if value)


def _named(row: Shelved, text: str) -> bool:
    drawn = row.definition
    words = (drawn.key, drawn.name, *(drawn.names or {}).values(), row.owner)
    said = normalise(" ".join(word for word in words if word)).casefold()
    return normalise(text).casefold() in said
