"""What is said about processes, and what managers may do because of it."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from engine import commands as engine
from engine import queries
from engine.queries import DefinitionFilter
from tests.web.conftest import HERE, Login, World, post
from web import services
from web.accounts import commands as accounts
from web.accounts.errors import AccountNotFoundError
from web.accounts.queries import account
from web.accounts.roles import Permission, Role
from web.extensions import db
from web.permissions import may, readable_processes, startable
from web.persons import Person, person
from web.publishing import publish
from web.register import queries as register
from web.register.commands import Described, Owner, describe
from web.register.errors import FactsChangedError

READ = Permission.KPI_READ
VISIT = ("visit.bpmn", "visit.form")
OTHERS = Owner("user", "adam")


@pytest.fixture
def session(world: World) -> Iterator[Session]:
    with world.app.app_context():
        yield db.session()


def who(session: Session, name: str) -> Person:
    return person(session, account(session, name))


def owned(world: World, owner: Owner | None, **said: object) -> None:
    """Let the request belong to somebody, whatever was said before."""
    with world.app.app_context():
        seen = register.known(db.session(), "request").revision
    world.do("dena", describe, "request", owner, Described(**said), seen=seen)


def test_facts_are_kept_with_who_said_them(world: World, session: Session) -> None:
    said = Described(kind="core", importance=4, stage="service", starter_users=("bob", "bob"))

    with services.change("dena") as ctx:
        describe(ctx, "request", Owner("group", "finance"), said)

    row = register.known(session, "request")
    assert (row.kind, row.importance, row.stage, row.owner) == ("core", 4, "service", "finance")
    assert (row.starter_users, row.changed_by, row.revision) == (["bob"], "dena", 1)
    assert register.known(session, "other").owner is None


def test_who_was_faster_is_told(world: World, session: Session) -> None:
    owned(world, OTHERS)

    with services.change("mona") as ctx, pytest.raises(FactsChangedError, match="dena changed"):
        describe(ctx, "request", None, Described(), seen=0)


@pytest.mark.parametrize(
    ("owner", "said"),
    [
        (Owner("user", "ghost"), Described()),
        (Owner("group", "ghosts"), Described()),
        (None, Described(reader_groups=("ghosts",))),
        (None, Described(starter_users=("ghost",))),
    ],
    ids=["owner", "group", "reader", "starter"],
)
def test_unknown_people_are_refused(
    world: World, session: Session, owner: Owner | None, said: Described
) -> None:
    with services.change("dena") as ctx, pytest.raises(AccountNotFoundError):
        describe(ctx, "request", owner, said)


def test_process_without_owner_belongs_to_all_managers(world: World, session: Session) -> None:
    assert readable_processes(session, who(session, "mona"), READ) is None
    assert readable_processes(session, who(session, "alice"), READ) == ()
    assert readable_processes(session, who(session, "adam"), READ) is None


def test_scope_of_a_manager_is_what_they_own(world: World, session: Session) -> None:
    owned(world, OTHERS)
    assert readable_processes(session, who(session, "mona"), READ) == ()

    world.do("dena", describe, "other", OTHERS, Described())
    owned(world, Owner("group", "finance"))
    with services.change("root") as ctx:
        accounts.set_groups(ctx, "mona", ["finance"])
    assert readable_processes(session, who(session, "mona"), READ) == ("request",)
    assert readable_processes(session, who(session, "charlie"), READ) == ()

    owned(world, None)
    assert readable_processes(session, who(session, "mona"), READ) == ("request",)


def test_managers_of_other_processes_see_nothing(world: World, login: Login) -> None:
    mona, number = login("mona"), world.case().case_no
    shown = [f"/tasks/{world.task_id}", f"/processes/{world.definition_id}", f"/cases/{number}"]
    assert [mona.get(path).status_code for path in shown] == [200, 200, 200]
    assert "Answer the request" in mona.get("/tasks?tab=all").text

    owned(world, OTHERS)

    assert [mona.get(path).status_code for path in shown] == [403, 403, 404]
    assert "Answer the request" not in mona.get("/tasks?tab=all").text
    assert number not in mona.get("/cases").text
    assert world.definition_id not in mona.get("/processes").text
    assert post(mona, f"/tasks/{world.task_id}/assign", assignee="bob").status_code == 403
    assert post(mona, f"/cases/{number}/cancel", reason="x").status_code == 404


REST = (
    "/task",
    "/process-instance",
    "/history/process-instance",
    "/process-definition",
    "/deployment",
    "/history/activity-instance",
    "/task?processVariables=number_eq_0",
    "/process-instance?variables=number_eq_0",
    "/incident",
)


def test_lists_and_counts_follow_the_scope(world: World, login: Login) -> None:
    world.do("alice", engine.complete, world.task_id, {"number": 0})  # divides by it
    mona = login("mona")

    def found() -> dict[str, int]:
        return {path: len(json.loads(mona.get(f"/engine-rest{path}").text)) for path in REST}

    def counted() -> list[int]:
        paths = (path.replace("?", "/count?") if "?" in path else path + "/count" for path in REST)
        return [json.loads(mona.get(f"/engine-rest{path}").text)["count"] for path in paths]

    before = found()
    assert before["/incident"] == 1
    assert before["/history/activity-instance"] > 1
    assert before["/process-instance?variables=number_eq_0"] == 1
    assert counted() == list(before.values())
    owned(world, OTHERS)
    assert set(found().values()) == set(counted()) == {0}
    assert "No incidents" in mona.get("/incidents").text


def test_manager_still_sees_what_they_are_involved_in(world: World, login: Login) -> None:
    owned(world, OTHERS)
    world.do("adam", engine.assign, world.task_id, "mona")
    mona, number = login("mona"), world.case().case_no

    assert "Answer the request" in mona.get("/tasks").text
    assert "tab=all" not in mona.get("/tasks").text
    assert number in mona.get("/cases").text
    assert mona.get(f"/tasks?tab=all&q={number}").text.count('class="row-item') == 1
    assert post(mona, f"/tasks/{world.task_id}/assign", assignee="bob").status_code == 403


def test_variables_of_other_processes_are_not_asked_for(world: World, login: Login) -> None:
    world.do("dena", publish, "visit", [(n, (HERE / n).read_bytes()) for n in VISIT])
    world.do("alice", engine.set_variables, world.case_id, {"number": 7})
    world.do("adam", engine.assign, world.task_id, "mona")
    mona, path = login("mona"), "/tasks?variable=number&equals=7"
    assert 'class="row-item' in mona.get(path).text

    owned(world, OTHERS)

    assert 'class="row-item' not in mona.get(path).text
    assert 'class="row-item' not in mona.get(f"{path}&q={world.case().case_no}").text


def test_messages_stay_in_the_scope(world: World, login: Login) -> None:
    owned(world, OTHERS)
    mona = login("mona")

    kept = mona.post("/engine-rest/message", json={"messageName": "any", "timeToLive": 9})
    signal = mona.post("/engine-rest/signal", json={"name": "any"})

    assert {kept.status_code, signal.status_code} <= {400, 403}


def test_register_adds_to_who_may_start(world: World, session: Session) -> None:
    (definition,) = queries.definitions(session, DefinitionFilter(key="request"))
    people = ("alice", "charlie", "dena", "nobody")

    def starters() -> set[str]:
        return {name for name in people if startable(session, who(session, name), [definition])}

    assert starters() == {"alice"}
    owned(world, None, starter_users=("dena", "nobody"), starter_groups=("finance",))
    assert starters() == {"alice", "charlie", "dena"}
    assert may(session, who(session, "charlie"), Permission.START, definition)


def test_register_names_who_may_see(world: World, login: Login) -> None:
    alice, path = login("alice"), f"/processes/{world.definition_id}"
    assert [alice.get(one).status_code for one in (path, "/processes")] == [403, 403]
    assert 'href="/processes"' not in alice.get("/tasks").text

    owned(world, OTHERS, reader_groups=("contact-desk",))

    assert [alice.get(one).status_code for one in (path, "/processes")] == [200, 200]
    assert 'href="/processes"' in alice.get("/tasks").text
    assert post(alice, path + "/state", state="retired").status_code == 403


def test_owner_sees_and_starts_whatever_their_role(world: World, login: Login) -> None:
    owned(world, Owner("user", "charlie"))
    charlie = login("charlie")

    assert charlie.get(f"/processes/{world.definition_id}").status_code == 200
    assert charlie.get("/start/request").status_code == 200
    assert charlie.get(f"/tasks/{world.task_id}").status_code == 403


def test_owner_is_read_with_the_person(world: World, session: Session, statements) -> None:
    with services.change("root") as ctx:
        accounts.set_roles(ctx, "user", "alice", [Role.EMPLOYEE])
    owned(world, OTHERS)
    row = account(session, "alice")
    statements.clear()

    person(session, row)

    assert len(statements) == 1
