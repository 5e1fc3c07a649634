"""The task list and the task page, as people use them."""

import json
import re

import pytest
from flask.testing import FlaskClient

from engine import commands as engine
from tests.web.conftest import Login, World, csrf_token, post, send
from web import jalali

OFFERED = "/tasks?tab=groups"


def rows(page: str) -> int:
    return page.count('class="row-item')


def test_offered_task_is_taken_in_the_list(world: World, login: Login) -> None:
    alice = login("alice")
    assert rows(alice.get(OFFERED).text) == 1
    assert rows(alice.get("/tasks").text) == 0

    answer = post(alice, f"/tasks/{world.task_id}/claim", stay="list", next=OFFERED)

    assert answer.location == OFFERED
    assert rows(alice.get(OFFERED).text) == 0
    assert rows(alice.get("/tasks").text) == 1
    assert world.task().assignee == "alice"


def test_taken_task_goes_back(world: World, login: Login) -> None:
    alice = login("alice")
    post(alice, f"/tasks/{world.task_id}/claim")

    answer = post(alice, f"/tasks/{world.task_id}/unclaim")

    assert answer.location == "/tasks"
    assert world.task().assignee is None


def test_form_completes_and_goes_on(world: World, login: Login) -> None:
    alice = login("alice")
    post(alice, f"/tasks/{world.task_id}/claim")
    page = alice.get(f"/tasks/{world.task_id}").text

    answer = send(
        alice, f"/tasks/{world.task_id}/submit", {"variables": {"reply": "Yes", "number": 4}}
    )

    assert f'data-submit="/tasks/{world.task_id}/submit"' in page
    assert answer.json == {"location": "/tasks"}
    assert world.task().status == "completed"
    (pay,) = world.tasks()
    assert (pay.activity_id, pay.priority) == ("pay", 80)
    assert "Done: Answer the request." in alice.get("/tasks").text
    assert rows(alice.get("/tasks?tab=done").text) == 1


def test_next_task_of_the_case_opens_at_once(world: World, login: Login) -> None:
    admin = login("adam")
    post(admin, "/people/alice", name="Alice", groups=["contact-desk", "finance"], roles="employee")

    body = {"claim": True, "variables": {"reply": "Yes", "number": 4}}
    answer = send(login("alice"), f"/tasks/{world.task_id}/submit", body)

    assert answer.json == {"location": f"/tasks/{world.tasks()[0].id}"}
    assert world.task().assignee == "alice"


def test_refused_answers_are_said_and_nothing_happens(world: World, login: Login) -> None:
    alice = login("alice")

    answer = send(alice, f"/tasks/{world.task_id}/submit", {"claim": True, "variables": {}})

    assert answer.status_code == 422
    assert answer.json["errors"] == {"reply": ["Field is required."]}
    task = world.task()
    assert (task.status, task.assignee) == ("created", None)


def test_refused_answers_are_said_in_persian(world: World, login: Login) -> None:
    alice = login("alice")
    post(alice, "/preferences", locale="fa")

    page = alice.get(f"/tasks/{world.task_id}").text
    answer = send(alice, f"/tasks/{world.task_id}/submit", {"variables": {}})

    assert "پاسخ به درخواست" in page
    assert json.dumps("پاسخ") in page
    assert answer.json["errors"] == {"reply": ["پر کردن این فیلد الزامی است."]}


@pytest.mark.parametrize("body", [[], "x", {"variables": []}, {"variables": "x"}])
def test_other_json_is_refused(world: World, login: Login, body: object) -> None:
    answer = send(login("alice"), f"/tasks/{world.task_id}/submit", body)

    assert answer.status_code == 400
    assert answer.json["code"] == "bad_request"


def test_task_without_form_completes_by_button(world: World, login: Login) -> None:
    world.do("alice", engine.complete, world.task_id, {"number": 4})
    (pay,) = world.tasks()
    charlie = login("charlie")
    page = charlie.get(f"/tasks/{pay.id}").text

    answer = post(charlie, f"/tasks/{pay.id}/submit", claim="yes")

    assert "This task has no form." in page
    assert answer.status_code == 303
    assert world.case().status == "completed"


def test_completing_twice_shows_who_was_faster(world: World, login: Login) -> None:
    alice = login("alice")
    body = {"claim": True, "variables": {"reply": "Yes", "number": 4}}
    send(alice, f"/tasks/{world.task_id}/submit", body)

    again = send(alice, f"/tasks/{world.task_id}/submit", body)
    page = post(alice, f"/tasks/{world.task_id}/submit", claim="yes")

    assert again.status_code == page.status_code == 409
    assert again.json["detail"] == "This task ended in the meantime: Alice was faster."
    assert again.json["code"] == "task_already_completed"
    assert "This task was completed." in page.text


def test_manager_assigns_and_plans(world: World, login: Login) -> None:
    mona = login("mona")

    given = post(mona, f"/tasks/{world.task_id}/assign", assignee="bob")
    post(mona, f"/tasks/{world.task_id}/change", due_at="1405-09-10 12:00", priority=90)

    task = world.task()
    assert given.status_code == 303
    assert task.assignee == "bob"
    assert task.priority == 90
    assert task.due_at is not None
    assert task.due_at.isoformat() == "2026-12-01T08:30:00+00:00"
    post(mona, f"/tasks/{world.task_id}/assign", assignee="")
    assert world.task().assignee is None


@pytest.mark.parametrize(
    "wrong", [{"due_at": "soon", "priority": 5}, {"priority": 101}, {"priority": "x"}]
)
def test_wrong_plan_is_refused(world: World, login: Login, wrong: dict[str, object]) -> None:
    mona, before = login("mona"), world.task()

    post(mona, f"/tasks/{world.task_id}/change", **wrong)

    after = world.task()
    assert (after.due_at, after.priority) == (before.due_at, before.priority)
    assert "is not valid" in mona.get("/tasks").text


def test_task_is_not_assigned_to_ghosts(world: World, login: Login) -> None:
    answer = post(login("mona"), f"/tasks/{world.task_id}/assign", assignee="ghost")

    assert answer.status_code == 400
    assert world.task().assignee is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=answer", 1),
        ("q=B-17", 1),
        ("q={number}", 1),
        ("q={persian}", 1),
        ("q=nothing", 0),
        ("q=%25", 0),
        ("process=request", 1),
        ("process=other", 0),
        ("sort=due", 1),
        ("page=99", 1),
        ("page=0", 1),
        ("page=x", 1),
    ],
)
def test_list_is_searched(world: World, login: Login, query: str, found: int) -> None:
    number = world.case().case_no
    persian = jalali.localise_digits(number, "fa")
    text = query.format(number=number, persian=persian)

    page = login("alice").get(f"{OFFERED}&{text}").text

    assert rows(page) == found


def test_search_as_you_type_gets_only_rows(world: World, login: Login) -> None:
    headers = {"HX-Request": "true", "HX-Target": "div#task-list"}

    part = login("alice").get(OFFERED, headers=headers).text

    assert rows(part) == 1
    assert "<html" not in part


def test_list_is_paged(world: World, login: Login) -> None:
    for number in range(29):
        world.do("alice", engine.start, key="request", business_key=f"K-{number}")
    bob = login("bob")

    first = bob.get(OFFERED).text
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = bob.get(following.replace("&amp;", "&")).text

    assert (rows(first), rows(second)) == (25, 5)
    assert "1 to 25 of 30" in first
    assert "26 to 30 of 30" in second
    assert 'rel="prev"' in second


def test_list_is_persian(world: World, login: Login) -> None:
    alice = login("alice")
    post(alice, "/preferences", locale="fa")

    page = alice.get(OFFERED).text

    assert "پاسخ به درخواست" in page
    assert "درخواست" in page
    assert jalali.localise_digits(world.case().case_no, "fa") in page
    assert "سررسید نزدیک" in page


def test_statements_do_not_grow_with_rows(
    world: World, login: Login, statements: list[str]
) -> None:
    def count(client: FlaskClient) -> int:
        statements.clear()
        client.get(OFFERED)
        return len(statements)

    alice = login("alice")
    csrf_token(alice)
    few = count(alice)
    for number in range(15):
        world.do("alice", engine.start, key="request", business_key=f"K-{number}")

    assert count(alice) <= few
