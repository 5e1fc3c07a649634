"""Actions on several tasks of the list, each answered for itself."""

import re

import pytest
from flask.testing import FlaskClient

from engine import commands as engine
from engine import queries
from engine.queries import TaskFilter
from tests.web.conftest import Login, World, post
from web.extensions import db


@pytest.fixture
def tasks(world: World) -> list[str]:
    """The ids of three tasks that the desk may take."""
    for number in range(2):
        world.do("alice", engine.start, key="request", business_key=f"K-{number}")
    with world.app.app_context():
        return [one.id for one in queries.tasks(db.session(), TaskFilter())]


def answers(client: FlaskClient, action: str, ids: list[str], **fields: object) -> list[str]:
    """Return what is said of each task, in the order in which they were chosen."""
    page = post(client, "/tasks/bulk", action=action, id=ids, **fields).text
    return re.findall(r'badge-tone tone-\w+">([^<]+)</span>', page)


def test_chosen_tasks_are_taken_and_put_back(world: World, login: Login, tasks: list[str]) -> None:
    alice = login("alice")

    taken = answers(alice, "claim", tasks)
    back = answers(alice, "unclaim", tasks[:2])

    assert (taken, back) == (["Done"] * 3, ["Done"] * 2)
    assert alice.get("/tasks").text.count('class="row-item') == 1


def test_what_fails_is_said_and_the_rest_is_done(
    world: World, login: Login, tasks: list[str]
) -> None:
    world.do("bob", engine.claim, tasks[0])
    alice = login("alice")

    page = post(alice, "/tasks/bulk", action="claim", id=[*tasks, "ghost"]).text

    said = re.findall(r'badge-tone tone-\w+">([^<]+)</span>', page)
    assert said == ["Not done", "Done", "Done", "Not done"]
    assert "There is no user task ghost." in page
    assert alice.get("/tasks").text.count('class="row-item') == 2


def test_manager_plans_several_tasks(world: World, login: Login, tasks: list[str]) -> None:
    mona = login("mona")

    answers(mona, "priority", tasks, priority="۹۰")
    answers(mona, "due", tasks, due_at="1405-09-10 12:00")

    with world.app.app_context():
        planned = [(one.priority, one.due_at) for one in queries.tasks(db.session())]
    assert len({due for _, due in planned}) == 1
    assert {priority for priority, _ in planned} == {90}
    answers(mona, "due", tasks[:1], due_at="")
    assert mona.get("/tasks?tab=all&due=none").text.count('class="row-item') == 1


def test_permission_is_asked_for_each_task(world: World, login: Login, tasks: list[str]) -> None:
    assert answers(login("alice"), "priority", tasks, priority=5) == ["Not done"] * 3
    hidden = post(login("charlie"), "/tasks/bulk", action="claim", id=tasks).text
    assert hidden.count("There is no user task") == 3
    assert "Answer the request" not in hidden
    assert post(login("nobody"), "/tasks/bulk", action="claim", id=tasks).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"action": "claim"},
        {"action": "fly", "id": "x"},
        {"action": "priority", "id": "x", "priority": "101"},
        {"action": "priority", "id": "x", "priority": "9" * 40},
        {"action": "due", "id": "x", "due_at": "soon"},
    ],
)
def test_nothing_chosen_is_said(login: Login, wrong: dict[str, str]) -> None:
    mona = login("mona")

    answer = post(mona, "/tasks/bulk", next="/tasks?tab=all", **wrong)

    assert answer.location == "/tasks?tab=all"
    assert "Choose tasks, and what to do" in mona.get("/tasks").text
