"""Everybody against every page and verb.

Alice and Bob are the contact desk, Charlie is finance, Mona manages, Dena designs, Adam
administers, and Nobody has no role.
"""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from engine import commands as engine
from engine import queries
from tests.web.conftest import Login, World, post, send
from web.accounts.errors import ForbiddenError
from web.accounts.queries import account
from web.accounts.roles import Permission
from web.extensions import db
from web.permissions import may, require, startable, visible_tasks
from web.persons import person

EVERYBODY = ("alice", "bob", "charlie", "mona", "dena", "adam", "nobody")
DESK = {"alice", "bob"}
STAFF = {"alice", "bob", "charlie", "mona", "dena", "adam"}
PAGES = {
    "/tasks": STAFF,
    "/tasks?tab=all": STAFF,  # falls back to one's own without permission
    "/tasks/{task}": DESK | {"mona", "adam"},
    "/start": set(EVERYBODY),
    "/start/request": DESK | {"mona", "adam"},
    "/cases": STAFF,
    "/cases/{case}": DESK | {"mona", "adam"},
    "/cases/{number}": DESK | {"mona", "adam"},
    "/cases/{case}/move": {"adam"},
    "/cases/{case}/variables": {"mona", "adam"},
    "/cases/{case}/diagram.bpmn": DESK | {"mona", "adam"},
    "/processes": {"mona", "dena", "adam"},
    "/processes/{definition}": {"mona", "dena", "adam"},
    "/processes/{definition}/diagram.bpmn": DESK | {"mona", "dena", "adam"},
    "/processes/{definition}/file": {"mona", "dena", "adam"},
    "/processes/upload": {"dena", "adam"},
    "/incidents": {"mona", "adam"},
    "/people": {"adam"},
    "/people/new": {"adam"},
    "/people/alice": {"adam"},
    "/groups": {"adam"},
    "/groups/finance": {"adam"},
    "/profile": set(EVERYBODY),
    "/absences": set(EVERYBODY),
    "/hand-over": {"mona", "adam"},
}
VERBS = {
    "/tasks/{task}/claim": DESK | {"adam"},
    "/tasks/{task}/unclaim": DESK | {"adam"},
    "/tasks/{task}/assign": {"mona", "adam"},
    "/tasks/{task}/change": {"mona", "adam"},
    "/tasks/{task}/submit": DESK | {"adam"},
    "/start/request": DESK | {"mona", "adam"},
    "/cases/{case}/cancel": {"mona", "adam"},
    "/cases/{case}/suspend": {"mona", "adam"},
    "/cases/{case}/variables": {"mona", "adam"},
    "/cases/{case}/variables/delete": {"mona", "adam"},
    "/cases/{case}/move": {"adam"},
    "/processes/{definition}/state": {"dena", "adam"},
    "/processes/register/request": {"mona", "dena", "adam"},
    "/processes/upload": {"dena", "adam"},
    "/people/new": {"adam"},
    "/people/bob": {"adam"},
    "/people/bob/password": {"adam"},
    "/people/bob/active": {"adam"},
    "/people/bob/tokens": {"adam"},
    "/groups": {"adam"},
    "/groups/finance": {"adam"},
}


def address(path: str, world: World) -> str:
    return path.format(
        task=world.task_id,
        case=world.case_id,
        number=world.case().case_no,
        definition=world.definition_id,
    )


def refusal(path: str, name: str) -> int:
    """Cases that somebody may not see do not even exist for them: their numbers can be guessed."""
    of_case = "{case}" in path or "{number}" in path
    return 404 if of_case and name not in PAGES["/cases/{case}"] else 403


@pytest.fixture
def visitors(login: Login) -> dict[str, FlaskClient]:
    return {name: login(name) for name in EVERYBODY}


def test_pages_open_for_whom_they_are(world: World, visitors: dict[str, FlaskClient]) -> None:
    opened = {
        path: {
            name
            for name, client in visitors.items()
            if client.get(address(path, world)).status_code == 200
        }
        for path in PAGES
    }

    assert opened == PAGES


def test_refused_pages_say_so(world: World, visitors: dict[str, FlaskClient]) -> None:
    for path, allowed in PAGES.items():
        for name in set(EVERYBODY) - allowed:
            answer = visitors[name].get(address(path, world))
            assert answer.status_code == refusal(path, name), (name, path)
            assert "Answer the request" not in answer.text


def test_verbs_are_refused_to_others(world: World, visitors: dict[str, FlaskClient]) -> None:
    for path, allowed in VERBS.items():
        for name in set(EVERYBODY) - allowed:
            answer = post(visitors[name], address(path, world))
            assert answer.status_code == refusal(path, name), (name, path)
    assert world.task().assignee is None
    assert world.case().status == "active"


@pytest.mark.parametrize("path", VERBS)
def test_verbs_are_open_to_whom_they_are(world: World, login: Login, path: str) -> None:
    name = min(VERBS[path])

    assert post(login(name), address(path, world)).status_code not in (403, 404, 500)


def test_nothing_opens_for_strangers(world: World) -> None:
    client = world.app.test_client()

    for path in PAGES:
        answer = client.get(address(path, world))
        assert (answer.status_code, answer.location.split("?")[0]) == (302, "/sign-in"), path


def test_task_of_a_colleague_is_read_only(world: World, login: Login) -> None:
    world.do("bob", engine.claim, world.task_id)
    alice = login("alice")

    page = alice.get(f"/tasks/{world.task_id}")
    answers = send(alice, f"/tasks/{world.task_id}/submit", {"variables": {"reply": "Mine"}})
    put_back = post(alice, f"/tasks/{world.task_id}/unclaim")

    assert page.status_code == 200
    assert "data-form-submit" not in page.text
    assert answers.status_code == put_back.status_code == 403
    assert world.task().assignee == "bob"


def test_claim_of_a_colleagues_task_says_who_has_it(world: World, login: Login) -> None:
    world.do("bob", engine.claim, world.task_id)

    answer = post(login("alice"), f"/tasks/{world.task_id}/claim")

    assert answer.status_code == 409
    assert "Bob took this task before you." in answer.text
    assert world.task().assignee == "bob"


def test_case_opens_after_one_had_a_task_in_it(world: World, login: Login) -> None:
    charlie = login("charlie")
    assert charlie.get(f"/cases/{world.case_id}").status_code == 404

    world.do("alice", engine.complete, world.task_id, {"number": 4})

    assert charlie.get(f"/cases/{world.case_id}").status_code == 200
    assert login("bob").get(f"/cases/{world.case_id}").status_code == 404


def test_closed_case_looks_like_none(world: World, login: Login) -> None:
    charlie, number = login("charlie"), world.case().case_no
    other = number[:-1] + str((int(number[-1]) + 1) % 10)

    for path in ("/cases/{}", "/cases/{}/diagram.bpmn", "/engine-rest/process-instance/{}"):
        there, nowhere = charlie.get(path.format(number)), charlie.get(path.format(other))
        assert there.status_code == nowhere.status_code == 404
        assert there.text.replace(number, "") == nowhere.text.replace(other, "")


def test_lists_hold_only_what_opens(world: World, visitors: dict[str, FlaskClient]) -> None:
    name = "Answer the request"

    offered = {who for who in STAFF if name in visitors[who].get("/tasks?tab=groups").text}
    everything = {who for who in STAFF if name in visitors[who].get("/tasks?tab=all").text}
    number = world.case().case_no
    cases = {who for who in STAFF if number in visitors[who].get("/cases").text}

    assert offered == DESK
    assert everything == {"mona", "adam"}
    assert cases == DESK | {"mona", "adam"}


def test_data_of_a_case_is_for_managers(world: World, login: Login) -> None:
    world.do("alice", engine.set_variables, world.case_id, {"secret": "discount"})

    assert "discount" not in login("alice").get(f"/cases/{world.case_id}").text
    assert "discount" in login("mona").get(f"/cases/{world.case_id}").text


def test_other_peoples_incidents_stay_closed(
    world: World, visitors: dict[str, FlaskClient]
) -> None:
    world.do("alice", engine.complete, world.task_id, {"number": 0})
    page = visitors["mona"].get("/incidents").text
    path = "/incidents/" + page.split("/incidents/")[1].split("/")[0].split('"')[0]

    for name in EVERYBODY:
        expected = 200 if name in ("mona", "adam") else 403
        assert visitors[name].get(path).status_code == expected, name
    assert post(visitors["alice"], path + "/retry").status_code == 403


def test_unknown_ids_are_not_found(world: World, login: Login) -> None:
    admin = login("adam")

    for path in PAGES:
        if "{" in path:
            unknown = path.format(task="x", case="x", number="R-1-1", definition="x:1:y")
            assert admin.get(unknown).status_code == 404, path


def test_task_and_case_ids_do_not_mix(world: World, login: Login) -> None:
    admin = login("adam")

    assert admin.get(f"/tasks/{world.case_id}").status_code == 404
    assert admin.get(f"/cases/{world.task_id}").status_code == 404


@pytest.fixture
def session(world: World) -> Iterator[object]:
    with world.app.app_context():
        yield db.session()


def test_permissions_need_an_object_unless_held_everywhere(session) -> None:
    alice, mona = (person(session, account(session, name)) for name in ("alice", "mona"))

    assert not may(session, alice, Permission.TASK_READ)
    assert may(session, mona, Permission.TASK_READ)
    with pytest.raises(ForbiddenError):
        require(session, alice, Permission.DEPLOY)
    with pytest.raises(ForbiddenError):
        visible_tasks(person(session, account(session, "nobody")))


def test_starters_are_who_the_diagram_says(world: World, session) -> None:
    definition = queries.definition(session, world.definition_id)
    who = {
        name
        for name in EVERYBODY
        if startable(session, person(session, account(session, name)), [definition])
    }

    assert who == DESK | {"mona", "adam"}
