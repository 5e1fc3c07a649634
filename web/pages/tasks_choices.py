"""What the fields of the task list's filters offer, and what is chosen, as chips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from engine import queries
from engine.queries import DefinitionFilter, ProcessDefinition
from web.accounts import queries as accounts
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import _, language, title
from web.identity import me
from web.jalali import localise_digits
from web.pages import words
from web.pages.tasks_filters import ME, NOBODY, SHARED_TABS, Narrowing, without
from web.permissions import readable_processes

Option = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows the list, and the address of the list without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen, as pairs of what stands in the address and what people read."""

    processes: Sequence[Option]
    people: Sequence[Option]
    by_variable: bool


def choices(tab: str) -> Choices:
    """Return what the filters of a tab offer."""
    processes = queries.definitions(db.session())
    return Choices(
        processes=[(one.key, title(one)) for one in processes],
        people=_people() if tab in SHARED_TABS else (),
        by_variable=_reads_some(Permission.VARIABLE_READ),
    )


def activities(wanted: Narrowing) -> list[Option]:
    """Return the user tasks of the process that is chosen; none as long as none is."""
    if not wanted.process:
        return []
    found = queries.definitions(db.session(), DefinitionFilter(key=wanted.process), 0, 1)
    return [option for one in found for option in _activities(one)]


def chips(wanted: Narrowing) -> list[Chip]:
    """Return what narrows the list, in the order of its fields."""
    plain = [
        (_("Search"), wanted.text, "q"),
        (_("Process"), wanted.process and _process(wanted.process), "process"),
        (_("Activity"), wanted.activity and _activity(wanted), "activity"),
        (_("Office"), wanted.office and words.OFFICES[wanted.office], "office"),
        (_("Due"), wanted.due and words.DUE_FILTERS[wanted.due], "due"),
        (_("Assigned to"), wanted.assignee and _person(wanted.assignee), "assignee"),
    ]
    found = [Chip(label, str(value), without(name)) for label, value, name in plain if value]
    return [*found, *_priorities(wanted), *_variables(wanted)]


def _priorities(wanted: Narrowing) -> Iterator[Chip]:
    low, high = wanted.priority_min, wanted.priority_max
    if low is not None or high is not None:
        text = _("%(low)s to %(high)s", low=low or 0, high=100 if high is None else high)
        address = without("priority_min", "priority_max")
        yield Chip(_("Priority"), localise_digits(text, language()), address)


def _variables(wanted: Narrowing) -> Iterator[Chip]:
    if wanted.variables:
        text = ", ".join(f"{name} = {value}" for name, value in wanted.variables)
        yield Chip(_("Variable"), text, without("variable", "equals"))


def _process(key: str) -> str:
    found = queries.definitions(db.session(), DefinitionFilter(key=key), 0, 1)
    return title(found[0]) if found else key


def _activity(wanted: Narrowing) -> str:
    key = wanted.process or None
    for one in queries.definitions(db.session(), DefinitionFilter(key=key)):
        names = dict(_activities(one))
        if wanted.activity in names:
            return str(names[wanted.activity])
    return wanted.activity


def _activities(definition: ProcessDefinition) -> list[Option]:
    found = queries.user_task_names(db.session(), definition.id)
    return [(one.activity_id, title(one)) for one in found]


def _people() -> list[Option]:
    rows = [row for row in accounts.accounts(db.session()) if row.active]
    if not _reads_some(Permission.TASK_READ):
        session = db.session()
        known = {one for key in me().groups for one in accounts.members(session, key)}
        rows = [row for row in rows if row.id in known]
    named = [(row.id, accounts.shown(row, language())) for row in rows]
    return [(ME, _("Me")), (NOBODY, _("Nobody")), *named]


def _reads_some(permission: Permission) -> bool:
    return readable_processes(db.session(), me(), permission) != ()


def _person(assignee: str) -> str:
    if assignee in (ME, NOBODY):
        return str(_("Me") if assignee == ME else _("Nobody"))
    return accounts.display_names(db.session(), [assignee], language()).get(assignee, assignee)
