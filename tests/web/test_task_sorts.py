"""The order of the task list: several keys in its address."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from engine import commands as engine
from engine import queries
from engine.queries import TaskFilter
from engine.queries.tasks import USUAL
from tests.web.conftest import Login, World
from web.extensions import db
from web.pages import tasks_sorts

DUE_IN_DAYS = {"K-1": 3, "K-2": 1, "K-3": 1, "K-4": None}
PRIORITY = {"K-1": 90, "K-2": 10, "K-3": 50, "K-4": 90}


@pytest.fixture
def planned(world: World) -> World:
    """Four more tasks with dates and priorities of their own."""
    for key, days in DUE_IN_DAYS.items():
        case = world.do("alice", engine.start, key="request", business_key=key)
        with world.app.app_context():
            (task,) = queries.tasks(db.session(), TaskFilter(instance_id=case.id))
        due_at = days and datetime(2030, 1, 1, tzinfo=UTC) + timedelta(days=days)
        plan = {"due_at": due_at or None, "priority": PRIORITY[key]}
        world.do("mona", engine.update_task, task.id, **plan)
    return world


@pytest.mark.parametrize(
    ("sort", "keys"),
    [
        ("", ["K-1", "K-4", "K-3", "K-2"]),
        ("sort=priority", ["K-1", "K-4", "K-3", "K-2"]),
        ("sort=priority&sort=newest", ["K-4", "K-1", "K-3", "K-2"]),
        ("sort=due", ["K-2", "K-3", "K-1", "K-4"]),
        ("sort=due&sort=priority", ["K-3", "K-2", "K-1", "K-4"]),
        ("sort=&sort=due&sort=newest", ["K-3", "K-2", "K-1", "K-4"]),
        ("sort=low_priority&sort=due", ["K-2", "K-3", "K-1", "K-4"]),
        ("sort=newest&sort=newest", ["K-4", "K-3", "K-2", "K-1"]),
        ("sort=wrong", ["K-1", "K-4", "K-3", "K-2"]),
    ],
)
def test_list_is_sorted(planned: World, login: Login, sort: str, keys: list[str]) -> None:
    page = login("alice").get(f"/tasks?tab=groups&q=K-&{sort}").text

    assert re.findall(r"<bdi>(K-\d)</bdi>", page) == keys


def test_priority_alone_is_the_usual_order() -> None:
    assert tasks_sorts.ordered(TaskFilter(), ("priority",)).sort == USUAL


def test_chosen_keys_stay_chosen(world: World, login: Login) -> None:
    page = login("alice").get("/tasks?tab=groups&sort=due&sort=name").text

    chosen = re.findall(r'<select[^>]* name="sort".*?</select>', page, re.S)
    assert re.findall(r'<option value="(\w+)" selected', "".join(chosen)) == ["due", "name"]
