"""Half-filled forms: kept for one person until the form is sent."""

from datetime import UTC, datetime, timedelta

import pytest

from engine import commands as engine
from engine.transaction import transaction
from tests.web.conftest import Login, World, bundle, post, send
from web import publishing, services
from web.extensions import db
from web.form_drafts import commands
from web.form_drafts.tables import FormDraft

FIRST = {"variables": {"reply": "Half a sent", "number": 4}, "revision": 0}


def kept(world: World) -> list[tuple[str, int]]:
    with world.app.app_context():
        return [(row.account_id, row.revision) for row in db.session.query(FormDraft)]


def test_answers_are_there_again_until_they_are_sent(world: World, login: Login) -> None:
    alice, place = login("alice"), f"/tasks/{world.task_id}"
    page = alice.get(place).text
    assert f'data-draft="{place}/draft" data-revision="0"' in page
    assert "unfinished" not in page

    saved = send(alice, f"{place}/draft", FIRST)
    again = login("alice").get(place).text

    assert saved.json == {"revision": 1}
    assert '"reply": "Half a sent"' in again
    assert 'data-revision="1"' in again
    assert "Your unfinished answers are here again" in again
    send(alice, f"{place}/submit", {"claim": True, "variables": {"reply": "Yes", "number": 4}})
    assert kept(world) == []


def test_nobody_else_sees_them(world: World, login: Login) -> None:
    send(login("alice"), f"/tasks/{world.task_id}/draft", FIRST)

    for who in ("bob", "mona", "adam"):
        assert "Half a sent" not in login(who).get(f"/tasks/{world.task_id}").text, who
    send(login("bob"), f"/tasks/{world.task_id}/draft", FIRST)
    assert kept(world) == [("alice", 1), ("bob", 1)]
    post(login("bob"), f"/tasks/{world.task_id}/draft/discard")
    assert kept(world) == [("alice", 1)]


def test_second_tab_is_told_and_may_overwrite(world: World, login: Login) -> None:
    alice, place = login("alice"), f"/tasks/{world.task_id}/draft"
    assert send(alice, place, FIRST).json == {"revision": 1}
    assert send(alice, place, FIRST | {"revision": 1}).json == {"revision": 2}

    late = [send(alice, place, FIRST | {"revision": known}) for known in (0, 1, 7)]

    assert {(one.status_code, one.json["code"]) for one in late} == {(409, "draft_changed")}
    assert late[0].json["detail"] == "These answers were changed in another tab or window."
    assert send(alice, place, FIRST | {"revision": None}).json == {"revision": 1}


def test_discarded_answers_are_gone(world: World, login: Login) -> None:
    alice, place = login("alice"), f"/tasks/{world.task_id}"
    send(alice, f"{place}/draft", FIRST)

    answer = post(alice, f"{place}/draft/discard?list=tab%3Dgroups&at=0")

    assert answer.location == f"{place}?list=tab%3Dgroups&at=0"
    assert "Half a sent" not in alice.get(place).text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"variables": [], "revision": 0}, 400),
        ({"variables": {}, "revision": "0"}, 400),
        ({"variables": {}, "revision": -1}, 400),
        ({"variables": {}, "revision": True}, 400),
        ({"variables": {"reply": "x" * 1_100_000}, "revision": 0}, 422),
    ],
)
def test_odd_drafts_are_refused(world: World, login: Login, body: object, status: int) -> None:
    answer = send(login("alice"), f"/tasks/{world.task_id}/draft", body)

    assert answer.status_code == status
    assert kept(world) == []


def test_odd_answers_show_the_form_all_the_same(world: World, login: Login) -> None:
    alice, place = login("alice"), f"/tasks/{world.task_id}"
    odd = {"reply": {"a": [1]}, "number": "</script><script>", "unknown": 1}
    send(alice, f"{place}/draft", {"variables": odd, "revision": 0})

    page = alice.get(place)

    assert page.status_code == 200
    assert "</script><script>" not in page.text
    assert '"unknown"' not in page.text


def test_who_may_not_do_the_task_keeps_nothing(world: World, login: Login) -> None:
    place = f"/tasks/{world.task_id}/draft"
    for who in ("charlie", "mona", "nobody"):
        assert send(login(who), place, FIRST).status_code == 403, who
    assert login("alice").post(place, json=FIRST).status_code == 400  # without a token
    world.do("bob", engine.complete, world.task_id, {"number": 4})

    assert send(login("bob"), place, FIRST).status_code in (403, 409)
    assert kept(world) == []


def test_start_form_is_kept_too(world: World, login: Login) -> None:
    (name, xml), form = bundle()
    start = b'<startEvent id="asked" name="Asked" ravand:form="request.form">'
    xml = xml.replace(b'<startEvent id="asked" name="Asked">', start)
    world.do("dena", publishing.publish, "request", [(name, xml), form])
    alice = login("alice")

    saved = send(alice, "/start/request/draft", FIRST)
    page = alice.get("/start/request").text

    assert saved.json == {"revision": 1}
    assert '"reply": "Half a sent"' in page
    assert "Half a sent" not in login("bob").get("/start/request").text
    assert send(login("charlie"), "/start/request/draft", FIRST).status_code == 403
    send(alice, "/start/request", {"variables": {"reply": "Hello"}})
    assert kept(world) == []


def test_old_drafts_are_forgotten(world: World, login: Login) -> None:
    send(login("alice"), f"/tasks/{world.task_id}/draft", FIRST)
    later = datetime.now(UTC) + timedelta(days=91)

    with world.app.app_context():
        given = services.installation().services
        with transaction(db.session(), given, "", datetime.now(UTC)) as ctx:
            commands.forget_old(ctx)
        assert kept(world)
        with transaction(db.session(), given, "", later) as ctx:
            commands.forget_old(ctx)

    assert kept(world) == []
