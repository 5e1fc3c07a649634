"""Words for what tables hold as codes: roles, states, kinds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask

from web.i18n import _ as gettext
from web.i18n import language
from web.i18n import lazy_gettext as _
from web.jalali import format_number

MIB = 1024 * 1024

ROLES: Mapping[str, Any] = {
    "employee": _("Employee"),
    "designer": _("Process designer"),
    "manager": _("Manager"),
    "operator": _("Operator"),
    "administrator": _("Administrator"),
    "integrator": _("Integrator (programs)"),
}
CASE_STATES: Mapping[str, tuple[Any, str]] = {
    "active": (_("Running"), "active"),
    "completed": (_("Completed"), "ok"),
    "externally_terminated": (_("Cancelled"), "warn"),
    "internally_terminated": (_("Ended early by the process"), "warn"),
}
VERSION_STATES: Mapping[str, tuple[Any, str]] = {
    "active": (_("Active"), "ok"),
    "replaced": (_("Replaced"), "muted"),
    "test": (_("In test"), "wait"),
    "retired": (_("Retired"), "warn"),
}
VERSION_ACTS: Mapping[str, Any] = {
    "deploy": _("deployed"),
    "make default": _("made active"),
    "test": _("put into test"),
    "retire": _("retired"),
    "suspend": _("stopped for new cases"),
    "resume": _("opened for new cases"),
}
TASK_STATES: Mapping[str, tuple[Any, str]] = {
    "created": (_("Open"), "active"),
    "completed": (_("Completed"), "ok"),
    "cancelled": (_("Cancelled"), "warn"),
}
OFFICES: Mapping[str, Any] = {
    "front": _("Front office"),
    "back": _("Back office"),
    "other": _("Other processes"),
}
START_LISTS: Mapping[str, Any] = {
    "favourites": _("My favourites"),
    "recent": _("Started last"),
    **OFFICES,
}
PROCESS_KINDS: Mapping[str, Any] = {
    "core": _("Core process"),
    "support": _("Supporting process"),
    "management": _("Management process"),
}
STAGES: Mapping[str, Any] = {
    "market": _("Marketing"),
    "sell": _("Sales"),
    "onboard": _("Onboarding"),
    "deliver": _("Delivery"),
    "serve": _("Service"),
    "retain": _("Retention"),
}
IMPORTANCE: Mapping[int, tuple[Any, str]] = {
    4: (_("Vital"), "danger"),
    3: (_("High importance"), "warn"),
    2: (_("Medium importance"), "active"),
    1: (_("Low importance"), "muted"),
}
TABS: Mapping[str, Any] = {
    "mine": _("Mine"),
    "groups": _("My groups"),
    "all": _("All"),
    "done": _("Done"),
}
EMPTY_TABS: Mapping[str, Any] = {
    "groups": _("What waits for somebody in your groups appears here."),
    "all": _("Open tasks of every process appear here."),
    "done": _("Tasks that you complete appear here."),
}
SORTS: Mapping[str, Any] = {
    "priority": _("Priority"),
    "due": _("Due date"),
    "oldest": _("Oldest first"),
    "newest": _("Newest first"),
    "follow_up": _("Follow-up"),
    "name": _("Name"),
    "process": _("Process"),
    "case": _("Case number"),
    "assignee": _("Assigned to"),
    "low_priority": _("Lowest priority first"),
    "late_due": _("Latest due date first"),
}
DUE: Mapping[str, tuple[Any, str]] = {
    "overdue": (_("Overdue"), "danger"),
    "today": (_("Due today"), "warn"),
    "soon": (_("Due soon"), "wait"),
    "later": (_("Due"), "muted"),
}
COLOURS: Mapping[str, tuple[Any, str]] = {
    "blue": (_("Blue"), "active"),
    "green": (_("Green"), "ok"),
    "violet": (_("Violet"), "wait"),
    "amber": (_("Amber"), "warn"),
    "red": (_("Red"), "danger"),
    "grey": (_("Grey"), "muted"),
}
DUE_FILTERS: Mapping[str, Any] = {
    "overdue": _("Overdue"),
    "today": _("Today"),
    "week": _("Within seven days"),
    "none": _("Without a due date"),
}
INCIDENTS: Mapping[str, Any] = {
    "script": _("A script failed"),
    "expression": _("An expression failed"),
    "budget": _("The case went in circles"),
    "error": _("An error that nobody caught"),
    "definition": _("The diagram does not fit"),
    "failed_external_task": _("An external task failed"),
    "failed_job": _("A service task failed"),
}
VERBS: Mapping[str, Any] = {
    "modify": _("Moved"),
    "migrate": _("Brought to another version"),
    "restart": _("Begun again"),
    "cancel": _("Cancelled"),
    "suspend": _("Suspended"),
    "resume": _("Resumed"),
    "retry": _("Tried again"),
    "set": _("Changed"),
    "delete": _("Deleted"),
    "deploy": _("Deployed"),
    "make default": _("Made default"),
    "create": _("Created"),
    "set password": _("Password changed"),
    "activate": _("Activated"),
    "deactivate": _("Deactivated"),
    "revoke": _("Taken back"),
}
ENTITIES: Mapping[str, Any] = {
    "process instance": _("Case"),
    "variable": _("Data of a case"),
    "job": _("Job"),
    "incident": _("Incident"),
    "process definition": _("Process version"),
    "decision definition": _("Decision version"),
    "person": _("Person"),
    "group": _("Group"),
    "token": _("API token"),
}
JOBS: Mapping[str, Any] = {
    "timer": _("Timer"),
    "connector": _("Service task"),
    "external": _("External task"),
    "message": _("Message"),
    "signal": _("Signal"),
    "resume": _("Going on"),
}
SOURCES: Mapping[str, Any] = {
    "default": _("Default"),
    "environment": _("Environment"),
    "file": _("File"),
    "program": _("Given by the command"),
}


def size(size_bytes: int) -> str:
    """Return the size of a file in people's words."""
    if size_bytes < MIB:
        return str(gettext("%(size)s KB", size=_number(max(1, round(size_bytes / 1024)))))
    return str(gettext("%(size)s MB", size=_number(round(size_bytes / MIB, 1))))


def _number(value: float) -> str:
    return format_number(value, language())


def init_app(app: Flask) -> None:
    """Give the words to every template."""
    app.jinja_env.filters["size"] = size
    app.jinja_env.globals["words"] = {
        "roles": ROLES,
        "cases": CASE_STATES,
        "tasks": TASK_STATES,
        "version_states": VERSION_STATES,
        "version_acts": VERSION_ACTS,
        "offices": OFFICES,
        "start_lists": START_LISTS,
        "process_kinds": PROCESS_KINDS,
        "stages": STAGES,
        "importance": IMPORTANCE,
        "tabs": TABS,
        "empty_tabs": EMPTY_TABS,
        "sorts": SORTS,
        "due": DUE,
        "colours": COLOURS,
        "due_filters": DUE_FILTERS,
        "incidents": INCIDENTS,
        "verbs": VERBS,
        "entities": ENTITIES,
        "sources": SOURCES,
        "jobs": JOBS,
    }
