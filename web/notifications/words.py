"""What a notification says, in the language of who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web.i18n import _, language, lazy_gettext
from web.jalali import localise_digits
from web.notifications.kinds import Kind
from web.notifications.tables import Notification

KINDS: Mapping[Kind, Any] = {
    Kind.ASSIGNED: lazy_gettext("A task is given to me"),
    Kind.OFFERED: lazy_gettext("My groups are offered a task"),
    Kind.DUE_SOON: lazy_gettext("A task of mine is due soon"),
    Kind.OVERDUE: lazy_gettext("A task of mine is overdue"),
    Kind.MENTIONED: lazy_gettext("Somebody mentions me in a comment"),
    Kind.RESOLVED: lazy_gettext("Work that I delegated is given back"),
}
SENTENCES: Mapping[Kind, Any] = {
    Kind.ASSIGNED: lazy_gettext("You have a new task: “%(what)s”"),
    Kind.OFFERED: lazy_gettext("Your group can take the task “%(what)s”"),
    Kind.DUE_SOON: lazy_gettext("“%(what)s” is due soon"),
    Kind.OVERDUE: lazy_gettext("“%(what)s” is overdue"),
    Kind.MENTIONED: lazy_gettext("%(who)s mentioned you: “%(what)s”"),
    Kind.RESOLVED: lazy_gettext("%(who)s gave “%(what)s” back to you"),
}
TONES: Mapping[Kind, str] = {Kind.DUE_SOON: "warn", Kind.OVERDUE: "danger"}
NOBODY = frozenset({"", "job executor"})  # what timers and service tasks act as


def actor(row: Notification) -> str | None:
    """Return who did what the notification tells of, None if that was no person."""
    name = str(row.facts["actor"])
    return None if name in NOBODY else name


def subject(row: Notification) -> str:
    """Return the name of the task, else the number of the case."""
    names: Mapping[str, str] = row.facts.get("names") or {}
    named = names.get(language()) or row.facts.get("name")
    return " ".join(named.split()) if named else case_number(row)


def case_number(row: Notification) -> str:
    """Return the number of the case with the digits of the language."""
    return localise_digits(row.facts["case_no"], language())


def sentence(row: Notification, people: Mapping[str, str]) -> str:
    """Return what happened, as one sentence; `people` are the names to show by actor."""
    who = actor(row)
    shown = people.get(who, who) if who else _("The system")
    return str(SENTENCES[Kind(row.kind)] % {"what": subject(row), "who": shown})
