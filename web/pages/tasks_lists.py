"""The lists of tasks that there are, and what an address asks for of them."""

from __future__ import annotations

from engine.queries import TaskFilter
from web.accounts.roles import Permission
from web.extensions import db
from web.identity import me
from web.pages import tasks_filters, tasks_sorts
from web.pages.tasks_filters import Arguments
from web.permissions import readable_processes, visible_tasks


def tab_of(args: Arguments) -> str:
    """Return the tab that an address asks for; mine if this person has no such tab."""
    wanted = args.get("tab", "")
    return wanted if wanted in tab_names() else "mine"


def tab_names() -> list[str]:
    """Return the tabs that this person has."""
    everything = readable_processes(db.session(), me(), Permission.TASK_READ) != ()
    return ["mine", "groups", *(["all"] if everything else []), "done"]


def base(tab: str) -> TaskFilter:
    """Return all that a tab holds."""
    who = me()
    visible_tasks(who)
    if tab == "done":
        newest = (("ended_at", "desc"),)
        return TaskFilter(status="completed", ended_by=who.name, sort=newest)
    if tab == "all":
        return TaskFilter(processes=readable_processes(db.session(), who, Permission.TASK_READ))
    if tab == "groups":
        return TaskFilter(candidate_user=who.name, candidate_groups=who.groups)
    return TaskFilter(assignee=who.name)


def wanted(args: Arguments) -> TaskFilter:
    """Return the list that an address asks for: its tab, narrowed and sorted."""
    tab = tab_of(args)
    ordered = tasks_sorts.ordered(base(tab), tasks_sorts.read(args))
    return tasks_filters.narrowed(ordered, tasks_filters.read(args, tab))
