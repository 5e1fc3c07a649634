"""The event log of a case in people's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from typing import Any

from engine import queries
from engine.queries import CommentFilter, Event, ProcessInstance, UserTask
from web.accounts import queries as accounts
from web.diagram import element_names
from web.extensions import db
from web.i18n import _, language, lazy_gettext, title

LONGEST_SAID = 200

SENTENCES: Mapping[tuple[str, str], Any] = {
    ("process", "created"): lazy_gettext("%(who)s started the case"),
    ("process", "started"): lazy_gettext("%(who)s started the case"),
    ("process", "completed"): lazy_gettext("The case was completed"),
    ("process", "cancelled"): lazy_gettext("%(who)s cancelled the case"),
    ("process", "suspended"): lazy_gettext("%(who)s suspended the case"),
    ("process", "unsuspended"): lazy_gettext("%(who)s resumed the case"),
    ("process", "changed"): lazy_gettext("%(who)s changed the data of the case"),
    ("userTask", "created"): lazy_gettext("Task “%(what)s” was created"),
    ("userTask", "started"): lazy_gettext("Task “%(what)s” was created"),
    ("userTask", "offered"): lazy_gettext("Task “%(what)s” was offered to its group"),
    ("userTask", "claimed"): lazy_gettext("%(who)s took the task “%(what)s”"),
    ("userTask", "assigned"): lazy_gettext("Task “%(what)s” was assigned to %(assignee)s"),
    ("userTask", "unassigned"): lazy_gettext("%(who)s put the task “%(what)s” back"),
    ("userTask", "delegated"): lazy_gettext("%(who)s delegated “%(what)s” to %(assignee)s"),
    ("userTask", "resolved"): lazy_gettext("%(who)s gave “%(what)s” back as resolved"),
    ("userTask", "completed"): lazy_gettext("%(who)s completed the task “%(what)s”"),
    ("userTask", "cancelled"): lazy_gettext("Task “%(what)s” was cancelled"),
    ("userTask", "due_changed"): lazy_gettext("%(who)s changed the dates of “%(what)s”"),
    ("userTask", "updated"): lazy_gettext("%(who)s changed the task “%(what)s”"),
    ("userTask", "failed"): lazy_gettext("%(who)s reported an error at “%(what)s”"),
    ("*", "commented"): lazy_gettext("%(who)s wrote a comment"),
    ("*", "comment_deleted"): lazy_gettext("%(who)s deleted a comment"),
    ("*", "attached"): lazy_gettext("%(who)s attached a file"),
    ("*", "attachment_deleted"): lazy_gettext("%(who)s deleted a file"),
    ("*", "failed"): lazy_gettext("“%(what)s” failed"),
    ("*", "retried"): lazy_gettext("%(who)s tried “%(what)s” again"),
    ("*", "escalated"): lazy_gettext("“%(what)s” was escalated"),
    ("*", "message_in"): lazy_gettext("A message arrived: “%(what)s”"),
    ("*", "message_out"): lazy_gettext("A message was sent: “%(what)s”"),
    ("*", "variables_changed"): lazy_gettext("%(who)s changed the data of the case"),
    ("process", "variables_changed"): lazy_gettext("%(who)s changed the data of the case"),
    ("process", "migrated"): lazy_gettext("%(who)s brought the case to another version"),
    ("process", "restarted"): lazy_gettext("%(who)s began it again from an ended case"),
    ("*", "skipped"): lazy_gettext("%(who)s skipped “%(what)s”"),
    ("*", "token_moved"): lazy_gettext("%(who)s moved the case by hand: “%(what)s”"),
    ("*", "completed"): lazy_gettext("“%(what)s” was done"),
    ("*", "cancelled"): lazy_gettext("“%(what)s” was cancelled"),
    ("*", "created"): lazy_gettext("“%(what)s” began"),
    ("*", "started"): lazy_gettext("“%(what)s” began"),
}
TONES = {"failed": "danger", "cancelled": "warn", "completed": "ok", "escalated": "warn"}
NOBODY = frozenset({"", "job executor"})  # what timers and service tasks act as
QUIET = frozenset({"startEvent", "exclusiveGateway", "parallelGateway", "inclusiveGateway"})


@dataclass(frozen=True)
class Entry:
    """One line: when, what happened, why, and how it is coloured."""

    at: datetime
    text: str
    reason: str | None
    tone: str


def of_case(instance: ProcessInstance) -> list[Entry]:
    """Return the lines of a case, oldest first, in the language of the request."""
    session = db.session()
    events = queries.timeline(session, instance.id)
    actors = {one for e in events for one in (e.actor, e.assignee, e.on_behalf_of) if one}
    people = accounts.display_names(session, actors, language())
    names = element_names(queries.diagram(session, instance.definition_id), language())
    told = _comments(instance) if any(e.lifecycle == "commented" for e in events) else {}
    return _entries(events, people, names, told)


def newest(task: UserTask, after: int) -> str | None:
    """Return the newest line about a task among the entries after a number of the log."""
    events = [
        event
        for event in queries.timeline(db.session(), task.instance_id)
        if event.seq > after and (event.task_id == task.id or event.token_id == task.token_id)
    ]
    actors = {e.actor for e in events} | {e.assignee for e in events if e.assignee}
    people = accounts.display_names(db.session(), actors, language())
    lines = _entries(events, people, {task.activity_id: title(task)}, {})
    return lines[-1].text if lines else None


def _comments(instance: ProcessInstance) -> dict[str, str]:
    rows = queries.comments(db.session(), CommentFilter(instance_id=instance.id))
    return {row.id: shorten(row.text, LONGEST_SAID, placeholder=" …") for row in rows}


def _entries(
    events: Sequence[Event],
    people: Mapping[str, str],
    names: Mapping[str, str],
    said: Mapping[str, str],
) -> list[Entry]:
    """Return the lines of events.

    Args:
        people: names to show by actor; actors that are no people keep their id.
        names: names of the diagram's elements in the language of the request.
        said: texts of the comments, by id.
    """
    lines = [_entry(event, people, names, said) for event in events if _matters(event)]
    # a line that says the same as the one before it, at the same instant, tells nothing
    return [
        line for before, line in zip([None, *lines], lines, strict=False) if not _same(before, line)
    ]


def _same(before: Entry | None, line: Entry) -> bool:
    return before is not None and (before.at, before.text) == (line.at, line.text)


def _matters(event: Event) -> bool:
    if event.activity_id is None:
        return True
    if event.activity_type in QUIET or not event.activity_name:
        return False
    # the beginning of a task is told by "offered" or "assigned", of the rest by its end
    return event.lifecycle != "created"


def _entry(
    event: Event, people: Mapping[str, str], names: Mapping[str, str], said: Mapping[str, str]
) -> Entry:
    kind = "process" if event.activity_id is None else (event.activity_type or "*")
    sentence = SENTENCES.get((kind, event.lifecycle)) or SENTENCES.get(("*", event.lifecycle))
    what = names.get(event.activity_id or "") or event.activity_name or event.activity_id or ""
    facts = {
        "who": _actor(event, people),
        "what": " ".join(what.split()),
        "assignee": _person(event.assignee or "", people),
    }
    text = sentence % facts if sentence else f"{event.lifecycle}: {facts['what']}"
    data = event.data or {}
    reason = event.reason or said.get(data.get("comment_id", "")) or data.get("name")
    return Entry(event.at, str(text), reason, TONES.get(event.lifecycle, "muted"))


def _actor(event: Event, people: Mapping[str, str]) -> str:
    who = _person(event.actor, people)
    if event.on_behalf_of is None:
        return who
    return str(_("%(who)s for %(absent)s", who=who, absent=_person(event.on_behalf_of, people)))


def _person(actor: str, people: Mapping[str, str]) -> str:
    if actor in NOBODY:
        return str(_("The system"))
    return people.get(actor, actor)
