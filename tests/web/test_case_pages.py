"""Starting cases, the list of cases, one case, incidents."""

import re

import pytest

from engine import commands as engine
from engine import queries
from tests.web.conftest import Login, World, bundle, post, send
from web import publishing
from web.extensions import db


def test_start_leads_to_the_case(world: World, login: Login) -> None:
    alice = login("alice")
    assert "Front office" in alice.get("/start").text

    answer = post(alice, "/start/request", business_key=" B-18 ")
    page = alice.get(answer.location)

    assert answer.status_code == 303
    assert page.status_code == 200
    assert re.search(r"Case R-\d+-000002 is started\.", page.text)
    assert "B-18" in page.text


def test_start_form_is_checked(world: World, login: Login) -> None:
    (name, xml), form = bundle()
    start = b'<startEvent id="asked" name="Asked" ravand:form="request.form">'
    xml = xml.replace(b'<startEvent id="asked" name="Asked">', start)
    world.do("dena", publishing.publish, "request", [(name, xml), form])
    alice = login("alice")

    page = alice.get("/start/request").text
    refused = send(alice, "/start/request", {"variables": {"number": 1}})
    answer = send(alice, "/start/request", {"variables": {"reply": "Hello"}})

    assert 'data-submit="/start/request"' in page
    assert (refused.status_code, refused.json) == (
        422,
        {"errors": {"reply": ["Field is required."]}},
    )
    case_id = answer.json["location"].rsplit("/", 1)[1]
    with world.app.app_context():
        assert queries.variables(db.session(), case_id)["reply"] == "Hello"


def test_suspended_process_does_not_start(world: World, login: Login) -> None:
    world.do("dena", engine.suspend_definition, world.definition_id, suspended=True)
    alice = login("alice")

    assert "Front office" not in alice.get("/start").text
    assert alice.get("/start/request").status_code == 409
    assert post(alice, "/start/request").status_code == 409


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("status=active", True),
        ("status=completed", False),
        ("status=x", True),
        ("process=request", True),
        ("process=x", False),
        ("q=B-17", True),
        ("q=B-99", False),
        ("incidents=yes", False),
    ],
)
def test_cases_are_filtered(world: World, login: Login, query: str, found: bool) -> None:
    page = login("mona").get(f"/cases?{query}").text

    assert (f"/cases/{world.case_id}" in page) is found


def test_history_is_told_in_words(world: World, login: Login) -> None:
    world.do("bob", engine.claim, world.task_id)
    world.do("bob", engine.unclaim, world.task_id)
    world.do("mona", engine.assign, world.task_id, "bob")
    world.do("bob", engine.complete, world.task_id, {"number": 4})
    lines = [
        "Alice started the case",
        "Task “Answer the request” was offered to its group",
        "Bob took the task “Answer the request”",
        "Bob put the task “Answer the request” back",
        "Task “Answer the request” was assigned to Bob",
        "Bob completed the task “Answer the request”",
        "“Add up” was done",
        "Task “Pay” was offered to its group",
    ]

    page = login("mona").get(f"/cases/{world.case_id}").text
    told = re.findall(r'<li class="is-\w+">\s*<div>(.*?)</div>', page)

    assert told == lines[::-1]


def test_history_is_told_in_persian(world: World, login: Login) -> None:
    world.do("bob", engine.claim, world.task_id)
    mona = login("mona")
    post(mona, "/preferences", locale="fa")

    page = mona.get(f"/cases/{world.case_id}").text

    assert "باب کار «پاسخ به درخواست» را برداشت" in page
    assert "آلیس پرونده را آغاز کرد" in page


def test_cancel_needs_a_reason(world: World, login: Login) -> None:
    mona = login("mona")

    post(mona, f"/cases/{world.case_id}/cancel", reason="  ")
    assert world.case().status == "active"
    assert "Say why the case is cancelled." in mona.get("/tasks").text

    post(mona, f"/cases/{world.case_id}/cancel", reason="Asked twice")
    page = mona.get(f"/cases/{world.case_id}").text

    assert world.case().status == "externally_terminated"
    assert "Asked twice" in page
    assert "Mona cancelled the case" in page
    assert "/cancel" not in page
    assert world.tasks() == []


def test_cancel_twice_is_refused(world: World, login: Login) -> None:
    mona = login("mona")
    post(mona, f"/cases/{world.case_id}/cancel", reason="Asked twice")

    assert post(mona, f"/cases/{world.case_id}/cancel", reason="Again").status_code == 409


def test_suspended_case_takes_no_answers(world: World, login: Login) -> None:
    mona, alice = login("mona"), login("alice")
    path = f"/cases/{world.case_id}/suspend"

    post(mona, path, suspended="yes", reason=" ")
    assert not world.case().suspended
    post(mona, path, suspended="yes", reason="Wait")
    body = {"variables": {"reply": "Yes", "number": 4}}
    refused = send(alice, f"/tasks/{world.task_id}/submit", body)
    post(mona, path, suspended="no", reason="Go on")
    accepted = send(alice, f"/tasks/{world.task_id}/submit", body)

    assert (refused.status_code, accepted.status_code) == (409, 200)
    assert refused.json["code"] == "suspended"


def test_incident_is_mended_and_retried(world: World, login: Login) -> None:
    world.do("alice", engine.complete, world.task_id, {"number": 0})
    mona = login("mona")
    listed = mona.get("/incidents").text
    path = re.search(r'href="(/incidents/[^"]+)"', listed).group(1)
    shown = mona.get(path).text

    post(mona, f"{path}/retry")
    still = mona.get("/incidents").text
    (again,) = re.findall(r'class="row-title" href="(/incidents/[^"]+)"', still)
    done = post(mona, f"{again}/retry", name="number", value="4", type="json")

    assert "A script failed" in listed
    assert "division" in shown.lower()
    assert done.location == "/incidents"
    assert "Everything runs." in mona.get("/incidents").text
    assert [task.activity_id for task in world.tasks()] == ["pay"]
    assert mona.get(f"/cases/{world.case_id}").status_code == 200


def test_incident_keeps_wrong_values_out(world: World, login: Login) -> None:
    world.do("alice", engine.complete, world.task_id, {"number": 0})
    mona = login("mona")
    path = re.search(r'href="(/incidents/[^"]+)"', mona.get("/incidents").text).group(1)

    answer = post(mona, f"{path}/retry", name="number", value="[", type="json")

    assert answer.location == path
    assert "is not valid JSON" in mona.get(path).text
