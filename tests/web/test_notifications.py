"""What people are told: found in the log and in due dates, once, and only what is theirs."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from engine import commands as engine
from engine.base import table
from engine.queries import Event
from tests.web.conftest import Login, World, post
from web import services
from web.extensions import db
from web.notifications import commands, queries
from web.notifications.chores import forget, notify
from web.notifications.kinds import USUAL, Kind, Ways
from web.notifications.tables import Notification, NotificationProgress

EVENTS = table(Event)
Told = Callable[[str], list[str]]


def run(app: Flask) -> None:
    with app.app_context():
        while notify():
            continue


@pytest.fixture
def told(world: World) -> Told:
    """The kinds of what somebody was told and has not read, after the chore has run."""
    run(world.app)  # the first time it marks the end of the log

    def unread(name: str) -> list[str]:
        run(world.app)
        with world.app.app_context():
            rows = queries.notifications(db.session(), name)
            return [row.kind for row in rows if row.read_at is None]

    return unread


def want(world: World, name: str, kind: Kind, *, page: bool = True, mail: bool = False) -> None:
    world.do(name, commands.prefer, name, {**USUAL, kind: Ways(page, mail)})


def look_again(app: Flask) -> None:
    """Let the due dates be looked at now instead of within a minute."""
    past = datetime.now(UTC) - timedelta(days=1)
    with app.app_context(), services.change("test") as ctx:
        ctx.session.execute(update(NotificationProgress).values(due_checked_at=past))


def due_in(world: World, **distance: float) -> None:
    at = datetime.now(UTC) + timedelta(**distance)
    world.do("mona", engine.update_task, world.task_id, due_at=at)


def test_who_is_given_a_task_is_told(world: World, told: Told) -> None:
    world.do("mona", engine.assign, world.task_id, "bob")

    assert told("bob") == ["assigned"]
    assert told("alice") == []
    assert told("mona") == []


def test_own_acts_are_not_told(world: World, told: Told) -> None:
    world.do("bob", engine.claim, world.task_id)
    world.do("bob", engine.unclaim, world.task_id)
    world.do("bob", engine.assign, world.task_id, "bob")

    assert told("bob") == []


def test_history_is_not_told(world: World) -> None:
    world.do("mona", engine.assign, world.task_id, "bob")

    run(world.app)
    run(world.app)

    with world.app.app_context():
        assert queries.count(db.session(), "bob") == 0


def test_log_read_again_tells_nothing_twice(world: World, told: Told) -> None:
    world.do("mona", engine.assign, world.task_id, "bob")
    told("bob")
    with world.app.app_context(), services.change("test") as ctx:
        ctx.session.execute(update(NotificationProgress).values(last_seq=0))

    assert told("bob") == ["assigned"]


def test_two_processes_tell_once(world: World, told: Told) -> None:
    world.do("mona", engine.assign, world.task_id, "bob")

    with ThreadPoolExecutor(4) as several:
        for one in [several.submit(run, world.app) for _ in range(8)]:
            one.result()

    assert told("bob") == ["assigned"]


def test_task_that_went_on_is_no_longer_told(world: World, told: Told) -> None:
    world.do("mona", engine.assign, world.task_id, "bob")
    assert told("bob") == ["assigned"]

    world.do("mona", engine.assign, world.task_id, "alice")

    assert told("bob") == []
    assert told("alice") == ["assigned"]


def test_task_that_ended_is_no_longer_told(world: World, told: Told) -> None:
    world.do("mona", engine.assign, world.task_id, "bob")
    assert told("bob") == ["assigned"]

    world.do("mona", engine.cancel, world.case_id, "not needed")

    assert told("bob") == []


def test_offers_are_told_to_who_wants_them(world: World, told: Told) -> None:
    want(world, "bob", Kind.OFFERED)
    want(world, "charlie", Kind.OFFERED)

    case = world.do("alice", engine.start, key="request")
    assert told("bob") == ["offered"]
    assert told("alice") == []
    assert told("charlie") == []

    world.do("alice", engine.cancel, case.id, "not needed")
    assert told("bob") == []


def test_taken_task_is_offered_no_longer(world: World, told: Told) -> None:
    want(world, "bob", Kind.OFFERED)
    case = world.do("mona", engine.start, key="request")
    assert told("bob") == ["offered"]

    (task,) = World(world.app, "", case.id, "").tasks()
    world.do("alice", engine.claim, task.id)

    assert told("bob") == []


def test_due_dates_are_told_to_the_holder(world: World, told: Told) -> None:
    world.do("bob", engine.claim, world.task_id)
    due_in(world, hours=2)
    assert told("bob") == ["due_soon"]

    due_in(world, hours=-1)
    assert told("bob") == ["overdue"]

    due_in(world, days=9)
    assert told("bob") == []


def test_passing_due_dates_are_found(world: World, told: Told) -> None:
    world.do("bob", engine.claim, world.task_id)
    world.do("bob", engine.update_task, world.task_id, due_at=datetime.now(UTC))
    told("bob")

    look_again(world.app)

    assert told("bob") == ["overdue"]
    look_again(world.app)
    assert told("bob") == ["overdue"]


def test_delegated_work_comes_back(world: World, told: Told) -> None:
    world.do("alice", engine.claim, world.task_id)
    world.do("alice", engine.delegate, world.task_id, "bob")
    assert told("bob") == ["assigned"]

    world.do("bob", engine.resolve, world.task_id)

    assert told("alice") == ["resolved"]
    assert told("bob") == []


def comment(world: World, *mentions: str, **about: str) -> None:
    """Log a comment as the engine does."""
    row = {
        "instance_id": world.case_id,
        "process_key": "request",
        "version": 1,
        "lifecycle": "commented",
        "at": datetime.now(UTC),
        "actor": "alice",
        "data": {"comment_id": "c", "mentions": list(mentions)},
        **about,
    }
    with world.app.app_context(), services.change("alice") as ctx:
        ctx.session.execute(EVENTS.insert().values(**row))


def test_who_is_mentioned_is_told(world: World, told: Told) -> None:
    comment(world, "bob", "alice", "ghost", "bob")

    assert told("bob") == ["mentioned"]
    assert told("alice") == []


def test_mentioned_people_who_may_not_see_the_case_are_not_told(world: World, told: Told) -> None:
    comment(world, "charlie", "nobody", task_id=world.task_id)

    assert told("charlie") == []
    assert told("nobody") == []


def test_unwanted_kinds_are_not_told(world: World, told: Told) -> None:
    want(world, "bob", Kind.ASSIGNED, page=False)

    world.do("mona", engine.assign, world.task_id, "bob")

    assert told("bob") == []


def test_old_ones_are_forgotten(world: World, told: Told) -> None:
    world.do("mona", engine.assign, world.task_id, "bob")
    told("bob")
    long_ago = datetime.now(UTC) - timedelta(days=91)
    with world.app.app_context():
        with services.change("test") as ctx:
            ctx.session.execute(update(Notification).values(created_at=long_ago))
        forget()

    assert told("bob") == []


def test_bell_counts_and_opening_reads(world: World, login: Login, told: Told) -> None:
    world.do("mona", engine.assign, world.task_id, "bob")
    told("bob")
    bob = login("bob")
    assert bob.get("/notifications/unread").json == {"unread": 1}
    page = bob.get("/notifications").text
    assert "You have a new task: “Answer the request”" in page
    assert "Mona" in page
    link = re.search(r'href="(/notifications/\d+)"', page)
    assert link

    answer = bob.get(link[1])

    assert answer.location == f"/tasks/{world.task_id}"
    assert bob.get("/notifications/unread").json == {"unread": 0}
    assert bob.get("/notifications/newest").text.count("<li>") == 1


def test_opening_a_task_reads_what_was_told_of_it(world: World, login: Login, told: Told) -> None:
    world.do("mona", engine.assign, world.task_id, "bob")
    told("bob")
    login("mona").get(f"/tasks/{world.task_id}")
    bob = login("bob")
    assert bob.get("/notifications/unread").json == {"unread": 1}

    bob.get(f"/tasks/{world.task_id}")

    assert bob.get("/notifications/unread").json == {"unread": 0}


def test_all_are_read_up_to_what_was_shown(world: World, login: Login, told: Told) -> None:
    world.do("mona", engine.assign, world.task_id, "bob")
    told("bob")
    bob = login("bob")
    post(bob, "/notifications/read", until="0")
    post(bob, "/notifications/read", until="many")
    assert bob.get("/notifications/unread").json == {"unread": 1}

    post(bob, "/notifications/read", until="9" * 30)

    assert bob.get("/notifications/unread").json == {"unread": 0}


def test_others_notifications_do_not_exist(world: World, login: Login, told: Told) -> None:
    world.do("mona", engine.assign, world.task_id, "bob")
    told("bob")
    with world.app.app_context():
        (row,) = queries.notifications(db.session(), "bob")
    alice = login("alice")

    assert alice.get(f"/notifications/{row.id}").status_code == 404
    assert post(alice, f"/notifications/{row.id}/read").status_code == 404
    post(alice, "/notifications/read", until=str(row.id))
    assert alice.get("/notifications/999999999999999999999999").status_code == 404
    assert told("bob") == ["assigned"]


def test_preferences_are_kept(world: World, login: Login) -> None:
    bob = login("bob")

    post(bob, "/notifications/ways", page=["offered", "nonsense"], mail=["overdue"])

    with world.app.app_context():
        ways = queries.ways(db.session(), "bob")
    assert [kind for kind, way in ways.items() if way.page] == ["offered"]
    assert [kind for kind, way in ways.items() if way.mail] == ["overdue"]
    page = bob.get("/profile").text
    assert re.search(r'name="page" value="offered"[^>]* checked', page)
    assert not re.search(r'name="mail" value="offered"[^>]* checked', page)


def test_changes_need_a_token(login: Login) -> None:
    bob = login("bob")

    for path in ("/notifications/read", "/notifications/1/read", "/notifications/ways"):
        assert bob.post(path, data={"until": "1"}).status_code == 400


def test_sentences_are_persian_for_who_reads_persian(
    world: World, login: Login, told: Told
) -> None:
    world.do("mona", engine.assign, world.task_id, "bob")
    told("bob")

    page = login("bob").get("/notifications", headers={"Accept-Language": "fa-IR"}).text

    assert "کار تازه‌ای دارید: «پاسخ به درخواست»" in page
