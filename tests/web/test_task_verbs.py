"""Beyond completing: delegate and give back, report what cannot be done, look at it later."""

import pytest
from flask import Flask

from engine import commands as engine
from engine import queries
from engine.queries import TaskFilter
from tests.web.conftest import HERE, Login, World, post, send
from web import publishing, services
from web.extensions import db


@pytest.fixture
def visit(app: Flask) -> World:
    """Alice has started a visit: somebody of the contact desk sees the customer."""
    files = [(name, (HERE / name).read_bytes()) for name in ("visit.bpmn", "visit.form")]
    with app.app_context():
        with services.change("dena") as ctx:
            deployed = publishing.publish(ctx, "visit", files)
        with services.change("alice") as ctx:
            case = engine.start(ctx, key="visit")
        (task,) = queries.tasks(db.session(), TaskFilter(instance_id=case.id))
        return World(app, deployed.definitions[0].id, case.id, task.id)


@pytest.fixture
def delegated(visit: World, login: Login) -> World:
    """Alice has the task, and Mona has delegated it to Bob."""
    post(login("alice"), f"/tasks/{visit.task_id}/claim")
    answer = post(login("mona"), f"/tasks/{visit.task_id}/delegate", assignee="bob")
    assert answer.status_code == 303
    return visit


def test_delegated_task_goes_back_with_answers(delegated: World, login: Login) -> None:
    bob, path = login("bob"), f"/tasks/{delegated.task_id}"
    page = bob.get(path).text

    answer = send(bob, f"{path}/resolve", {"variables": {"said": "All is well."}})

    assert f'data-submit="{path}/resolve"' in page
    assert "Put back" not in page
    assert "Alice" in page
    assert answer.status_code == 200
    task = delegated.task()
    assert (task.assignee, task.delegation, task.status) == ("alice", "resolved", "created")
    assert "All is well." in login("alice").get(path).text


def test_delegated_task_goes_back_without_answers(delegated: World, login: Login) -> None:
    bob = login("bob")

    answer = post(bob, f"/tasks/{delegated.task_id}/resolve")

    assert answer.status_code == 303
    assert delegated.task().assignee == "alice"
    assert "The task is back with Alice." in bob.get("/tasks").text


def test_answers_given_back_are_checked(delegated: World, login: Login) -> None:
    bob = login("bob")

    answer = send(bob, f"/tasks/{delegated.task_id}/resolve", {"variables": {"said": 5}})

    assert answer.status_code == 422
    assert list(answer.json["errors"]) == ["said"]
    assert delegated.task().assignee == "bob"


def test_only_delegated_tasks_go_back(visit: World, login: Login) -> None:
    alice = login("alice")
    post(alice, f"/tasks/{visit.task_id}/claim")

    page = alice.get(f"/tasks/{visit.task_id}").text

    assert post(alice, f"/tasks/{visit.task_id}/resolve").status_code == 422
    assert "Give back" not in page


@pytest.mark.parametrize("who", ["", "ghost"])
def test_task_is_not_delegated_to_nobody(visit: World, login: Login, who: str) -> None:
    answer = post(login("mona"), f"/tasks/{visit.task_id}/delegate", assignee=who)

    assert answer.status_code == 400
    assert visit.task().delegation is None


def test_employees_do_not_delegate(visit: World, login: Login) -> None:
    answer = post(login("alice"), f"/tasks/{visit.task_id}/delegate", assignee="bob")

    assert answer.status_code == 403
    assert visit.task().delegation is None


def test_errors_that_an_event_takes_are_offered(visit: World, login: Login) -> None:
    alice = login("alice")

    page = alice.get(f"/tasks/{visit.task_id}").text
    post(alice, "/preferences", locale="fa")
    persian = alice.get(f"/tasks/{visit.task_id}").text

    codes = ("ABSENT", "broken", "CLOSED")
    assert [page.index(f'value="{code}"') for code in codes] == sorted(
        page.index(f'value="{code}"') for code in codes
    )
    assert "Nobody is there" in page
    assert "Trip broken off" in page
    assert "Closed for the day" in page
    assert "کسی نیست" in persian


@pytest.mark.parametrize(
    ("code", "following"), [("ABSENT", ["call"]), ("broken", []), ("CLOSED", [])]
)
def test_reported_error_takes_its_way(
    visit: World, login: Login, code: str, following: list[str]
) -> None:
    answer = post(login("alice"), f"/tasks/{visit.task_id}/error", code=code, message="Rang twice")

    assert answer.status_code == 303
    assert visit.task().status == "cancelled"
    assert [task.activity_id for task in visit.tasks()] == following
    page = login("alice").get(f"/cases/{visit.case_id}").text
    assert "Alice reported an error at “See the customer”" in page
    assert f"{code}: Rang twice" in page


def test_error_that_no_event_takes_is_refused(visit: World, login: Login) -> None:
    answer = post(login("alice"), f"/tasks/{visit.task_id}/error", code="OTHER")

    assert answer.status_code == 422
    assert "no event of the diagram takes it" in answer.text
    assert visit.task().status == "created"


def test_task_without_error_events_offers_none(world: World, login: Login) -> None:
    assert "It cannot be done" not in login("alice").get(f"/tasks/{world.task_id}").text


def test_strangers_report_nothing(visit: World, login: Login) -> None:
    answer = post(login("charlie"), f"/tasks/{visit.task_id}/error", code="ABSENT")

    assert answer.status_code == 403
    assert visit.task().status == "created"


@pytest.mark.parametrize("who", ["alice", "mona"])
def test_follow_up_date_is_kept(visit: World, login: Login, who: str) -> None:
    person = login(who)

    answer = post(person, f"/tasks/{visit.task_id}/follow-up", follow_up_at="1405-09-10 12:00")

    assert answer.status_code == 303
    assert visit.task().follow_up_at.isoformat() == "2026-12-01T08:30:00+00:00"
    page = person.get(f"/tasks/{visit.task_id}").text
    assert "1 Dec 2026, 12:00" in page
    history = person.get(f"/cases/{visit.task().instance_id}/history").text
    assert "changed the task “See the customer”" in history
    post(person, f"/tasks/{visit.task_id}/follow-up", follow_up_at="")
    assert visit.task().follow_up_at is None


def test_wrong_follow_up_date_is_refused(visit: World, login: Login) -> None:
    alice = login("alice")

    answer = post(alice, f"/tasks/{visit.task_id}/follow-up", follow_up_at="soon")

    assert visit.task().follow_up_at is None
    assert "The follow-up date is not valid." in alice.get(answer.location).text


def test_start_form_has_a_business_key_too(app: Flask, login: Login) -> None:
    xml = (
        (HERE / "visit.bpmn")
        .read_bytes()
        .replace(
            b'<startEvent id="planned"/>', b'<startEvent id="planned" ravand:form="visit.form"/>'
        )
    )
    files = [("visit.bpmn", xml), ("visit.form", (HERE / "visit.form").read_bytes())]
    with app.app_context(), services.change("dena") as ctx:
        publishing.publish(ctx, "visit", files)
    alice = login("alice")
    page = alice.get("/start/visit").text

    body = {"variables": {"said": "Come soon"}, "business_key": " K-9 "}
    answer = send(alice, "/start/visit", body)

    assert 'data-form-field="start-form"' in page
    assert 'name="business_key"' in page
    assert answer.status_code == 200
    with app.app_context():
        (case,) = queries.instances(db.session())
        assert case.business_key == "K-9"
