"""Absences: who is away, who works their tasks meanwhile, and how it is told."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.test import TestResponse

from engine import commands as engine
from engine import queries
from tests.web.conftest import Login, World, post, send
from web.absences import commands
from web.absences.tables import Absence
from web.extensions import db

NOW = datetime.now(UTC)
TODAY, LATER = f"{NOW:%Y-%m-%d}", f"{NOW + timedelta(5):%Y-%m-%d}"
Away = Callable[..., None]


@pytest.fixture
def away(world: World) -> Away:
    """Enter a present absence: away("alice", "charlie")."""

    def enter(person: str, substitute: str, processes: list[str] | None = None) -> None:
        span = (NOW - timedelta(1), NOW + timedelta(2))
        entered = commands.Entered(person, substitute, *span, processes)
        world.do(person, commands.enter, entered)

    return enter


def enter(login: Login, who: str, **fields: object) -> TestResponse:
    given = {"first": TODAY, "last": LATER, "substitute": "charlie", **fields}
    return post(login(who), "/absences", **given)


def rows(world: World) -> list[tuple[str, str, list[str] | None]]:
    with world.app.app_context():
        found = db.session.query(Absence).order_by(Absence.id)
        return [(one.account_id, one.substitute_id, one.processes) for one in found]


def test_substitute_works_the_tasks_of_who_is_away(world: World, login: Login, away: Away) -> None:
    world.do("alice", engine.claim, world.task_id)
    charlie = login("charlie")
    assert charlie.get(f"/tasks/{world.task_id}").status_code == 403

    away("alice", "charlie")

    for path in ("/tasks", "/tasks?tab=for-alice"):
        page = charlie.get(path).text
        assert f"/tasks/{world.task_id}" in page
        assert "For Alice" in page
    assert "You stand in for Alice here" in charlie.get(f"/tasks/{world.task_id}").text
    assert charlie.get(f"/cases/{world.case_id}").status_code == 200
    answers = {"variables": {"number": 4, "reply": "Yes"}}
    assert send(charlie, f"/tasks/{world.task_id}/submit", answers).status_code == 200
    with world.app.app_context():
        done = [e for e in queries.timeline(db.session(), world.case_id) if e.task_id is None]
        (entry,) = [e for e in done if (e.activity_id, e.lifecycle) == ("answer", "completed")]
    assert (entry.actor, entry.on_behalf_of) == ("charlie", "alice")
    assert "Charlie for Alice completed" in login("mona").get(f"/cases/{world.case_id}").text


def test_what_the_groups_are_offered_may_be_taken(world: World, login: Login, away: Away) -> None:
    charlie = login("charlie")
    assert post(charlie, f"/tasks/{world.task_id}/claim").status_code == 403

    away("alice", "charlie")

    page = charlie.get("/tasks?tab=for-alice").text
    assert f"/tasks/{world.task_id}/claim" in page
    assert post(charlie, "/tasks/bulk", id=world.task_id, action="claim").status_code == 200
    assert world.task().assignee == "charlie"
    with world.app.app_context():
        last = queries.timeline(db.session(), world.case_id)[-1]
    assert (last.lifecycle, last.on_behalf_of) == ("claimed", "alice")


def test_only_the_named_processes_are_handed_on(world: World, login: Login, away: Away) -> None:
    world.do("alice", engine.claim, world.task_id)
    away("alice", "charlie", ["other"])

    charlie = login("charlie")
    assert charlie.get(f"/tasks/{world.task_id}").status_code == 403
    assert world.task_id not in charlie.get("/tasks").text
    assert world.task_id not in charlie.get("/tasks?tab=for-alice").text


def test_work_goes_on_to_who_is_there(world: World, login: Login, away: Away) -> None:
    world.do("alice", engine.claim, world.task_id)
    away("alice", "charlie")
    away("charlie", "dena")

    assert login("charlie").get(f"/tasks/{world.task_id}").status_code == 403
    assert login("dena").get(f"/tasks/{world.task_id}").status_code == 200


def test_substitute_gets_no_further_rights(world: World, login: Login, away: Away) -> None:
    away("mona", "charlie")
    away("adam", "charlie")

    charlie = login("charlie")

    assert charlie.get("/people").status_code == 403
    assert charlie.get(f"/tasks/{world.task_id}").status_code == 403


def test_colleagues_are_not_stood_in_for(world: World, login: Login, away: Away) -> None:
    world.do("bob", engine.claim, world.task_id)
    away("alice", "charlie")

    charlie = login("charlie")

    for verb in ("claim", "unclaim", "submit"):
        refused = post(charlie, f"/tasks/{world.task_id}/{verb}")
        assert refused.status_code in (403, 409), verb
    assert world.task().assignee == "bob"
    assert world.task_id not in charlie.get("/tasks?tab=for-alice").text


def test_absence_ends_by_itself(world: World, login: Login) -> None:
    world.do("alice", engine.claim, world.task_id)
    over = commands.Entered("alice", "charlie", NOW, datetime.now(UTC) + timedelta(1), None)
    row = world.do("alice", commands.enter, over)
    assert login("charlie").get(f"/tasks/{world.task_id}").status_code == 200

    world.do("alice", lambda ctx: commands.end(ctx, ctx.session.get(Absence, row.id)))

    assert login("charlie").get(f"/tasks/{world.task_id}").status_code == 403


def test_own_absence_is_entered_and_ended(world: World, login: Login) -> None:
    assert enter(login, "alice").status_code == 303
    assert rows(world) == [("alice", "charlie", None)]

    page = login("alice").get("/absences").text
    end = re.search(r"/absences/[\w-]+/end", page)
    assert end
    assert "Substitute: Charlie" in page
    assert post(login("bob"), end[0]).status_code == 403
    assert "Substitute" not in login("bob").get("/absences").text.split("enter-head")[0]
    assert post(login("alice"), end[0]).status_code == 303
    assert post(login("charlie"), "/absences/unknown/end").status_code == 404


def test_days_are_taken_in_both_calendars(world: World, login: Login) -> None:
    assert enter(login, "alice", first="۱۴۰۶/۰۱/۰۱", last="۱۴۰۶/۰۱/۰۱").status_code == 303

    with world.app.app_context():
        (row,) = db.session.query(Absence)
    assert (row.first_at.isoformat(), row.until_at - row.first_at) == (
        "2027-03-20T20:30:00+00:00",
        timedelta(1),
    )


def test_manager_enters_it_for_somebody(world: World, login: Login) -> None:
    assert enter(login, "bob", person="alice").status_code == 403
    chosen = {"some": "1", "processes": ["request", "none of ours"]}
    assert enter(login, "mona", person="alice", **chosen).status_code == 303

    assert rows(world) == [("alice", "charlie", ["request"])]
    assert "Request" in login("mona").get("/absences").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"substitute": "alice"}, "Nobody stands in for themselves"),
        ({"substitute": "nobody"}, "Choose somebody who works tasks"),
        ({"first": LATER, "last": TODAY}, "The last day lies before the first"),
        ({"first": "soon"}, "Enter the first and the last day"),
        ({"first": "2020-01-01", "last": "2020-01-02"}, "That time is over already"),
        ({"last": "2099-01-01"}, "two years at most"),
        ({"some": "1"}, "Choose at least one process"),
    ],
)
def test_senseless_absence_is_refused(
    world: World, login: Login, fields: dict[str, str], said: str
) -> None:
    answer = enter(login, "alice", **fields)

    assert answer.status_code == 422
    assert said in answer.text
    assert rows(world) == []


def test_contradicting_absences_are_refused_by_name(world: World, login: Login) -> None:
    enter(login, "alice")

    twice, back = enter(login, "alice"), enter(login, "charlie", substitute="alice")

    assert "Alice is entered as away at that time already, with Charlie" in twice.text
    assert "Alice is away at that time, and their work would fall back to Charlie" in back.text
    assert len(rows(world)) == 1


def test_who_gives_work_to_somebody_away_is_told(world: World, login: Login, away: Away) -> None:
    away("alice", "charlie")
    mona = login("mona")

    assert "Alice (away until" in mona.get(f"/tasks/{world.task_id}").text
    post(mona, f"/tasks/{world.task_id}/assign", assignee="alice")
    assert "Charlie stands in" in mona.get("/tasks").text


def test_everything_of_a_leaver_goes_to_one_person(world: World, login: Login) -> None:
    world.do("alice", engine.claim, world.task_id)
    mona = login("mona")
    assert "Open tasks: 1" in mona.get("/hand-over?person=alice").text

    given = {"person": "alice", "to": "bob", "reason": "Left the company"}
    assert post(mona, "/hand-over", **{**given, "reason": " "}).status_code == 422
    assert post(mona, "/hand-over", **{**given, "to": "unknown"}).status_code == 400
    assert post(login("bob"), "/hand-over", **given).status_code == 403
    assert post(mona, "/hand-over", **given).status_code == 303

    assert world.task().assignee == "bob"
    assert "Left the company" in mona.get(f"/cases/{world.case_id}").text
    assert post(mona, "/hand-over", person="bob", to="groups", reason="x").status_code == 303
    assert world.task().assignee is None


def test_what_cannot_be_handed_over_is_told(world: World, login: Login) -> None:
    world.do("mona", engine.assign, world.task_id, "alice")
    world.do("alice", engine.complete, world.task_id, {"number": 4})
    (task,) = world.tasks()
    world.do("mona", engine.assign, task.id, "nobody")
    world.do("mona", engine.suspend, world.case_id, suspended=True)

    answer = post(login("mona"), "/hand-over", person="nobody", to="bob", reason="x")

    assert answer.status_code == 200
    assert "is suspended" in answer.text
