"""Variables as columns of the task list, and tasks that are put off."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from engine import commands as engine
from tests.web.conftest import Login, World

SHOWN = "?tab=groups&columns=reply, number،secret,reply"


@pytest.fixture
def values(world: World) -> None:
    given = {"reply": "خوب است", "number": 4500, "secret": {"pin": 1}, "other": "x"}
    world.do("adam", engine.set_variables, world.case_id, given)


def cells(client: FlaskClient, address: str) -> str:
    return client.get(f"/tasks{address}").text.partition('class="row-cells"')[2].split("</dl>")[0]


def test_columns_are_labelled_as_the_form_does(values: None, login: Login) -> None:
    shown = cells(login("alice"), SHOWN)

    assert "<dt>Reply</dt>" in shown
    assert "خوب است" in shown
    assert shown.index("Reply") < shown.index("Number")
    assert "4500" in shown.replace(",", "")


def test_what_no_form_shows_needs_a_permission(values: None, login: Login) -> None:
    assert "secret" not in cells(login("alice"), SHOWN)
    assert "pin" not in login("alice").get("/tasks?tab=groups&columns=secret").text

    shown = cells(login("mona"), SHOWN.replace("groups", "all"))

    assert "<dt>secret</dt>" in shown
    assert "other" not in shown


@pytest.mark.parametrize("columns", ["", ",,", "unknown", "a" * 400, "x,y,z,p,q,r,s", "<b>"])
def test_columns_that_are_not_there_do_no_harm(values: None, login: Login, columns: str) -> None:
    page = login("alice").get("/tasks", query_string={"tab": "groups", "columns": columns})

    assert page.status_code == 200
    assert "row-cells" not in page.text


def test_columns_cost_one_statement_and_the_form(
    values: None, login: Login, statements: list[str]
) -> None:
    alice = login("alice")
    alice.get("/tasks?tab=groups")
    statements.clear()
    alice.get("/tasks?tab=groups")
    without = len(statements)
    statements.clear()

    alice.get(f"/tasks{SHOWN}")

    assert len(statements) <= without + 2


def test_task_that_is_put_off_waits_until_then(world: World, login: Login) -> None:
    world.do("alice", engine.claim, world.task_id)
    later = datetime.now(UTC) + timedelta(days=3)
    world.do("alice", engine.update_task, world.task_id, follow_up_at=later)
    alice = login("alice")

    page = alice.get("/tasks").text
    assert f"/tasks/{world.task_id}" not in page
    assert "1 task is put off until later" in page
    assert world.task_id in alice.get("/tasks?later=yes").text
    assert world.task_id in alice.get("/tasks?q=answer").text
    assert world.task_id in alice.get(f"/tasks?q={world.case().case_no}").text
    assert world.task_id in login("mona").get("/tasks?tab=all").text

    past = datetime.now(UTC) - timedelta(minutes=1)
    world.do("alice", engine.update_task, world.task_id, follow_up_at=past)
    assert world.task_id in alice.get("/tasks").text
    assert "put off" not in alice.get("/tasks").text
