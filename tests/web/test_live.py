"""Open pages are told to look again: who is concerned, how many may listen, when it ends."""

import http.client
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from engine import commands as engine
from engine import queries as engine_queries
from tests.web.conftest import Login, World
from tests.web.test_notifications import run
from web import security, server
from web.accounts import commands as accounts
from web.accounts import queries
from web.extensions import db
from web.live.hub import Hub
from web.live.listening import Listener, Topic
from web.live.watching import Watch
from web.persons import person

TASKS, TASK, BELL = {Topic.TASKS}, {Topic.TASKS, Topic.TASK}, {Topic.BELL}


@pytest.fixture
def watch(world: World) -> "Watching":
    return Watching(world)


class Watching:
    """Looks at the log as the thread of a hub does."""

    def __init__(self, world: World) -> None:
        self.world, self.watch = world, Watch()
        self.topics()

    def topics(self, *names: str, case_id: str | None = None) -> list[set[Topic]]:
        """Return what each person is to look at again since the last time."""
        with self.world.app.app_context(), Session(db.engine) as session:
            found = self.watch.look(session)
            people = [person(session, queries.account(session, name)) for name in names]
            return [
                found.topics(Listener(who, ("", ""), case_id)) if found else set() for who in people
            ]


def test_nothing_new_is_no_news(watch: Watching) -> None:
    assert watch.topics("alice") == [set()]


def test_who_is_offered_a_task_looks_again(watch: Watching) -> None:
    watch.world.do("dena", engine.start, key="request")

    assert watch.topics("alice", "charlie", "mona") == [TASKS, set(), TASKS]
    assert watch.topics("alice") == [set()]


def test_who_had_a_task_looks_again(watch: Watching) -> None:
    world = watch.world
    world.do("mona", engine.assign, world.task_id, "charlie")
    assert watch.topics("charlie") == [TASKS]

    world.do("mona", engine.assign, world.task_id, "bob")

    assert watch.topics("charlie", "bob") == [TASKS, TASKS]


def test_taken_and_completed_at_once_is_seen_by_the_group(watch: Watching) -> None:
    world = watch.world
    world.do("bob", engine.claim, world.task_id)
    world.do("bob", engine.complete, world.task_id, {"number": 4})

    assert watch.topics("alice") == [TASKS]


def test_page_of_a_task_follows_its_case(watch: Watching) -> None:
    world = watch.world
    world.do("bob", engine.claim, world.task_id)

    (followed,) = watch.topics("alice", case_id=world.case_id)

    assert followed == TASK


def test_bell_rings_for_who_is_told(watch: Watching) -> None:
    world = watch.world
    run(world.app)
    world.do("mona", engine.assign, world.task_id, "bob")
    watch.topics()
    run(world.app)

    assert watch.topics("alice", "bob") == [set(), BELL]


def listener(app: Flask, name: str) -> Listener:
    with app.app_context():
        account = queries.account(db.session(), name)
        return Listener(person(db.session(), account), (account.session_key, "s"))


@pytest.fixture
def listening(app: Flask) -> Iterator[Hub]:
    """An application whose pages listen."""
    before = app.extensions["live"]
    app.extensions["live"] = made = hub(app)
    yield made
    made.close()
    app.extensions["live"] = before


def hub(app: Flask, most: int = 3, each: int = 2) -> Hub:
    with app.app_context():
        database = db.engine
    return Hub(lambda: Session(database), most, each)


def test_messages_hold_nothing_but_topics(app: Flask) -> None:
    one = listener(app, "bob")
    one.tell(TASK)
    lines = one.messages(7, lambda: False)

    assert next(lines) == b"retry: 3000\nid: 7\nevent: ready\ndata:\n\n"
    assert next(lines) == b"event: task\ndata:\n\nevent: tasks\ndata:\n\n"
    one.end()
    assert list(lines) == []


def test_stream_ends_when_its_browser_has_gone(app: Flask) -> None:
    lines = listener(app, "bob").messages(0, lambda: True)

    assert len(list(lines)) == 1


def test_nobody_takes_all_streams(app: Flask) -> None:
    place = hub(app)
    bobs = [listener(app, "bob") for _ in range(3)]

    assert [place.join(one) for one in bobs] == [True, True, False]
    assert place.join(listener(app, "alice"))
    assert not place.join(listener(app, "charlie"))
    place.leave(bobs[0])
    assert place.join(listener(app, "charlie"))
    place.close()
    assert not place.join(listener(app, "alice"))


@pytest.mark.parametrize("how", ["sign out", "password", "deactivate"])
def test_stream_ends_with_its_session(app: Flask, world: World, how: str) -> None:
    place, one, other = hub(app), listener(app, "bob"), listener(app, "alice")
    place.join(one)
    place.join(other)
    with app.app_context():
        settings, age = app.extensions["ravand"].settings, app.permanent_session_lifetime
    if how == "sign out":
        world.do("bob", accounts.end_session, "bob", "s", age)
    elif how == "password":
        world.do("bob", accounts.set_password, settings, "bob", "another password")
    else:
        world.do("adam", accounts.set_active, "bob", active=False)

    place._end_ended()

    assert list(one.messages(0, lambda: False))[1:] == []
    assert not other._ended
    place.close()


def test_guests_hear_nothing(app: Flask) -> None:
    assert app.test_client().get("/events").status_code == 204


def test_tasks_of_others_can_not_be_followed(world: World, login: Login) -> None:
    charlie = login("charlie")

    assert charlie.get(f"/events?task={world.task_id}").status_code == 403
    assert charlie.get("/events?task=nonsense").status_code == 404
    assert charlie.get(f"/tasks/{world.task_id}/changes").status_code == 403


def test_too_many_streams_are_answered_with_nothing(listening: Hub, login: Login) -> None:
    bob = login("bob")
    opened = [bob.get("/events", buffered=False) for _ in range(3)]

    assert [answer.status_code for answer in opened] == [200, 200, 204]
    for answer in opened:
        answer.close()
    assert listening._now() == ()


def test_changes_tell_who_did_what(world: World, login: Login) -> None:
    alice = login("alice")
    with world.app.app_context():
        seen = engine_queries.events.last_seq(db.session())
    path = f"/tasks/{world.task_id}/changes?after={seen}"
    assert alice.get(path).status_code == 204

    world.do("bob", engine.claim, world.task_id)

    assert "Bob took the task" in alice.get(path).text
    assert alice.get(f"{path}x").status_code == 200
    assert alice.get(f"/tasks/{world.task_id}/changes?after={'9' * 30}").status_code == 204


def test_page_left_open_is_signed_out(login: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    bob = login("bob")
    bob.get("/tasks")
    monkeypatch.setattr(security, "FRESH_SECONDS", -1)  # every cookie is old enough to be renewed

    asked = bob.get("/notifications/unread")
    by_itself = bob.get("/notifications/unread", headers={security.UNATTENDED: "yes"})

    assert "ravand=" in asked.headers["Set-Cookie"]
    assert "Set-Cookie" not in by_itself.headers
    assert "Set-Cookie" not in bob.get("/events").headers


def test_stream_over_a_real_server(app: Flask, listening: Hub, world: World, login: Login) -> None:
    bob = login("bob")
    cookie = bob.get_cookie("ravand")
    assert cookie
    bound = server.bind(app, "127.0.0.1", 0)
    threading.Thread(target=bound.run, daemon=True).start()

    lines = stream(bound.effective_port, cookie.value)
    until(lines, b"event: ready")
    world.do("mona", engine.assign, world.task_id, "bob")
    until(lines, b"event: tasks")
    listening.close()

    assert b"tasks" not in b"".join(lines)


def stream(port: int, cookie: str) -> Iterator[bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/events", headers={"Cookie": f"ravand={cookie}"})
    answer = connection.getresponse()
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    assert answer.headers["Cache-Control"] == "no-store"
    while line := answer.readline():
        yield line
    connection.close()


def until(lines: Iterator[bytes], wanted: bytes) -> None:
    """Read on to a line; the connection's timeout ends what never comes."""
    while not next(lines).startswith(wanted):
        continue
