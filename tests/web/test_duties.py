"""Four eyes on the pages: who did one task is not offered the other, and is told why."""

import pytest

from engine import commands as engine
from engine import queries
from engine.queries import TaskFilter
from tests.web.conftest import Login, World, bundle, post, send
from web import publishing, services
from web.extensions import db

RULE = b'ravand:candidateGroups="contact-desk" ravand:separateFrom="answer"'


@pytest.fixture
def check(world: World) -> str:
    """A task that must not be done by who answered: Alice did; offered to her and Bob."""
    files = dict(bundle())
    diagram = files["request.bpmn"].replace(b'ravand:candidateGroups="finance"', RULE)
    with world.app.app_context():
        with services.change("dena") as ctx:
            publishing.publish(ctx, "kept apart", [("request.bpmn", diagram)])
        with services.change("alice") as ctx:
            case = engine.start(ctx, key="request", variables={"number": 4})
        wanted = TaskFilter(instance_id=case.id)
        (task,) = queries.tasks(db.session(), wanted)
        with services.change("alice") as ctx:
            engine.complete(ctx, task.id)
        (task,) = queries.tasks(db.session(), wanted)
        return task.id


def test_task_is_not_offered_to_who_did_the_other(check: str, login: Login) -> None:
    claim = f"/tasks/{check}/claim"
    page = login("alice").get(f"/tasks/{check}").text
    rows = login("alice").get("/tasks?tab=groups").text

    for text in (page, rows):
        assert "You did “Answer the request” in this case" in text
        assert claim not in text
    assert "data-form-submit" not in page
    assert claim in login("bob").get("/tasks?tab=groups").text
    assert claim in login("bob").get(f"/tasks/{check}").text


def test_taking_it_all_the_same_is_refused_on_the_task(check: str, login: Login) -> None:
    alice = login("alice")

    answer = post(alice, f"/tasks/{check}/claim")
    bulk = post(alice, "/tasks/bulk", id=check, action="claim")
    sent = send(alice, f"/tasks/{check}/submit", {"claim": True, "variables": {}})

    assert answer.status_code == sent.status_code == 403
    assert "You did “Answer the request”" in answer.text
    assert "You did “Answer the request”" in bulk.text
    assert sent.get_json()["code"] == "separation_of_duties"
    assert post(login("bob"), f"/tasks/{check}/claim").status_code == 303


def test_manager_is_not_offered_who_may_not(check: str, login: Login) -> None:
    mona = login("mona")

    page = mona.get(f"/tasks/{check}").text
    answer = post(mona, f"/tasks/{check}/assign", assignee="alice")

    assert '<option value="bob">' in page
    assert '<option value="alice">' not in page
    assert answer.status_code == 403
    assert "Alice did “Answer the request”" in answer.text


def test_manager_sees_that_nobody_is_left(check: str, world: World, login: Login) -> None:
    mona = login("mona")
    assert "Nobody is left" not in mona.get("/tasks?tab=all").text

    post(login("adam"), "/people/bob/active", active="no")

    assert "Nobody is left" in mona.get("/tasks?tab=all").text
    assert "may do it, since they did" in mona.get(f"/tasks/{check}").text
    assert "Nobody is left" not in login("alice").get("/tasks?tab=groups").text


def test_next_task_is_one_that_may_be_done(check: str, world: World, login: Login) -> None:
    case = world.do("alice", engine.start, key="request", variables={"number": 4}).id
    with world.app.app_context():
        (task,) = queries.tasks(db.session(), TaskFilter(instance_id=case))
    answers = {"claim": True, "variables": {"number": 4, "reply": "Yes"}}

    sent = send(login("alice"), f"/tasks/{task.id}/submit", answers)

    assert sent.get_json() == {"location": "/tasks"}
