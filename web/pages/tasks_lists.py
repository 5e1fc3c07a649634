"""The lists of tasks that there are, and what an address asks for of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from engine.queries import Share, TaskFilter
from web.accounts import queries as accounts
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import _, language
from web.identity import me
from web.pages import tasks_filters, tasks_sorts
from web.pages.tasks_filters import Arguments
from web.pages.words import TABS
from web.permissions import readable_processes, visible_tasks

PUT_OFF = "later"
SOONEST = (("follow_up_at", "asc"),)
FOR = "for-"  # before the name of somebody who is away


def tab_of(args: Arguments) -> str:
    """Return the tab that an address asks for; mine if this person has no such tab."""
    wanted = args.get("tab", "")
    return wanted if wanted in tab_names() else "mine"


def tab_names() -> list[str]:
    """Return the tabs that this person has."""
    everything = readable_processes(db.session(), me(), Permission.TASK_READ) != ()
    others = [FOR + one.person for one in me().stands_in]
    return ["mine", *others, "groups", *(["all"] if everything else []), "done"]


def label(tab: str) -> str:
    """Return how a tab is called."""
    if tab in TABS:
        return str(TABS[tab])
    person = tab.removeprefix(FOR)
    who = accounts.display_names(db.session(), [person], language())[person]
    return str(_("For %(who)s", who=who))


def base(tab: str) -> TaskFilter:
    """Return what a tab holds; in work lists that is not put off until later."""
    if tab in ("all", "done"):
        return _all_of(tab)
    return replace(_all_of(tab), follow_up_before_or_none=datetime.now(UTC))


def put_off(tab: str) -> TaskFilter | None:
    """Return what a work list leaves out, since it is to be looked at later."""
    if tab in ("all", "done"):
        return None
    return replace(_all_of(tab), follow_up_after=datetime.now(UTC), sort=SOONEST)


def _all_of(tab: str) -> TaskFilter:
    who = me()
    visible_tasks(who)
    if tab == "done":
        newest = (("ended_at", "desc"),)
        return TaskFilter(status="completed", ended_by=who.name, sort=newest)
    if tab == "all":
        return TaskFilter(processes=readable_processes(db.session(), who, Permission.TASK_READ))
    if tab == "groups":
        return TaskFilter(candidate_user=who.name, candidate_groups=who.groups)
    shares = {FOR + one.person: one.share for one in who.stands_in}
    if tab in shares:
        return TaskFilter(falls_to=shares[tab])
    if shares:
        return TaskFilter(assigned_in=(Share(who.name), *shares.values()))
    return TaskFilter(assignee=who.name)


def wanted(args: Arguments) -> TaskFilter:
    """Return the list that an address asks for: its tab, narrowed and sorted."""
    tab = tab_of(args)
    later = put_off(tab) if args.get(PUT_OFF) == "yes" else None
    ordered = tasks_sorts.ordered(later or base(tab), tasks_sorts.read(args))
    return tasks_filters.narrowed(ordered, tasks_filters.read(args, tab))
