"""What a task list is narrowed by: read from its address, said as chips that can be taken away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from engine import queries
from engine.errors import NotFoundError
from engine.queries import TaskFilter
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import zone
from web.identity import me
from web.jalali import normalise
from web.permissions import readable_processes, visible_tasks

Arguments = MultiDict[str, str]
ME, NOBODY = "me", "none"
MOST_VARIABLES = 5
DAYS = {"today": 1, "week": 7}
SHARED_TABS = ("groups", "all")  # lists in which people other than the reader have tasks
PRIORITIES = range(101)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the address of a list asks for; empty texts and None do not restrict."""

    text: str
    process: str
    activity: str
    office: str
    due: str
    assignee: str
    priority_min: int | None
    priority_max: int | None
    variables: tuple[tuple[str, str], ...]

    @property
    def set(self) -> bool:
        """Return whether anything restricts the list."""
        words = (self.text, self.process, self.activity, self.office, self.due, self.assignee)
        bounds = (self.priority_min, self.priority_max)
        return any(words) or any(one is not None for one in bounds) or bool(self.variables)


def read(args: Arguments, tab: str) -> Narrowing:
    """Return what an address asks for; what makes no sense in a tab, or at all, is left out."""
    due, assignee = args.get("due", ""), args.get("assignee", "")
    return Narrowing(
        text=normalise(args.get("q", ""))[:200],
        process=args.get("process", ""),
        activity=args.get("activity", ""),
        office=args.get("office", "") if args.get("office") in ("front", "back") else "",
        due=due if due in ("overdue", NOBODY, *DAYS) else "",
        assignee=assignee if tab in SHARED_TABS else "",
        priority_min=_priority(args, "priority_min"),
        priority_max=_priority(args, "priority_max"),
        variables=tuple(_variables(args)),
    )


def narrowed(base: TaskFilter, wanted: Narrowing) -> TaskFilter:
    """Return the part of a list that is asked for."""
    found = replace(
        base,
        definition_key=wanted.process or None,
        activity_id=wanted.activity or None,
        office=wanted.office or None,
        priority_min=wanted.priority_min,
        priority_max=wanted.priority_max,
        variables=wanted.variables,
        processes=_processes(base) if wanted.variables else base.processes,
        **_due(wanted.due),
    )
    return _searched(_held(found, wanted.assignee), wanted.text)


def without(*names: str) -> str:
    """Return the address of the list without some of what narrows it."""
    given = request.args.to_dict(flat=False)
    kept: Mapping[str, Any] = {
        name: values
        for name, values in given.items()
        if name not in (*names, "page") and any(values)
    }
    return url_for("tasks.index", **kept)


def _priority(args: Arguments, name: str) -> int | None:
    try:
        found = int(normalise(args.get(name, "")))
    except ValueError:
        return None
    return found if found in PRIORITIES else None


def _variables(args: Arguments) -> Iterator[tuple[str, str]]:
    # who may not see all variables of a case must not find out about them by filtering
    if readable_processes(db.session(), me(), Permission.VARIABLE_READ) == ():
        return
    pairs = zip(args.getlist("variable"), args.getlist("equals"), strict=False)
    for name, value in [pair for pair in pairs if pair[0].strip()][:MOST_VARIABLES]:
        latin = normalise(value)
        is_number = latin.replace(".", "", 1).removeprefix("-").isdecimal()
        yield name.strip(), latin if is_number else value.strip()


def _processes(base: TaskFilter) -> tuple[str, ...] | None:
    """Return the processes of a list whose variables may be asked for."""
    known = readable_processes(db.session(), me(), Permission.VARIABLE_READ)
    if known is None or base.processes is None:
        return base.processes if known is None else known
    return tuple(sorted({*known} & {*base.processes}))


def _due(due: str) -> dict[str, Any]:
    now = datetime.now(UTC)
    if due == "overdue":
        return {"due_before": now}
    if due == NOBODY:
        return {"without_due": True}
    if due not in DAYS:
        return {}
    today = now.astimezone(zone()).date()
    first, last = (
        datetime.combine(today + timedelta(days), time(), zone()) for days in (0, DAYS[due])
    )
    return {
        "due_after": first.astimezone(UTC),
        "due_before": last.astimezone(UTC) - timedelta(microseconds=1),
    }


def _held(base: TaskFilter, assignee: str) -> TaskFilter:
    if not assignee:
        return base
    if assignee == NOBODY:
        return replace(base, unassigned=True)
    who = me().name if assignee == ME else assignee
    return replace(base, assignee=who, include_assigned=True)


def _searched(base: TaskFilter, text: str) -> TaskFilter:
    """Return the list of what a text names; a case or task named exactly is found in every list."""
    if not text:
        return base
    base = replace(base, follow_up_before_or_none=None)  # who searches wants to find it
    exact = _named(text)
    if exact is None:
        return replace(base, search=text)
    if base.falls_to is not None:
        return replace(base, **exact)
    everywhere: dict[str, Any] = {"visible_to": visible_tasks(me()), "assignee": None}
    everywhere |= {"candidate_user": None, "candidate_groups": None, "assigned_in": ()}
    if not base.variables:
        everywhere["processes"] = None
    return replace(base, **everywhere, **exact)


def _named(text: str) -> dict[str, Any] | None:
    """Return the condition for the one case or task of this number or id, None if there is none."""
    if " " in text or not any(letter.isdigit() for letter in text):
        return None
    for name in dict.fromkeys((text, text.upper())):
        try:
            return {"instance_id": queries.instance(db.session(), name).id}
        except NotFoundError:
            continue
    try:
        return {"ids": (queries.task(db.session(), text).id,)}
    except NotFoundError:
        return None
