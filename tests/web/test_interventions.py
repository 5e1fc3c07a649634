"""Moving, skipping and beginning cases again by hand; changing their data. Adam administers."""

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from engine import commands as engine
from engine import queries
from engine.queries import ActivityFilter, OperationFilter
from tests.web.conftest import Login, World, post
from web.extensions import db


@pytest.fixture
def adam(login: Login) -> FlaskClient:
    return login("adam")


def going(world: World) -> str:
    """Return the name of the field of the first thing that goes on."""
    with world.app.app_context():
        wanted = ActivityFilter(instance_id=world.case_id, finished=False)
        row = queries.activities(db.session(), wanted)[0]
    return f"do-{row.token_id}@{row.activity_id}"


def test_page_offers_what_goes_on_and_where_to(world: World, adam: FlaskClient) -> None:
    page = adam.get(f"/cases/{world.case_id}/move").text

    assert f'name="{going(world)}"' in page
    assert re.findall(r'<option value="(\w+)">', page.split('id="place"')[1]) == [
        "asked",
        "answer",
        "sum",
        "pay",
        "done",
    ]
    assert 'data-picks="place"' in page


def test_case_is_moved(world: World, adam: FlaskClient) -> None:
    fields = {going(world): "cancel", "where": "before", "target": "pay", "reason": "By phone"}

    answer = post(adam, f"/cases/{world.case_id}/move", **fields)
    page = adam.get(answer.location).text

    assert [task.activity_id for task in world.tasks()] == ["pay"]
    assert "Adam moved the case by hand: “Pay”" in page
    assert "By phone" in page


def test_task_is_skipped(world: World, adam: FlaskClient) -> None:
    world.do("alice", engine.complete, world.task_id, {"number": 4})

    post(adam, f"/cases/{world.case_id}/move", **{going(world): "skip", "reason": "Paid"})

    assert world.case().status == "completed"
    assert "Adam skipped “Pay”" in adam.get(f"/cases/{world.case_id}").text


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"target": "pay"}, 422, "say why you do this"),
        ({"reason": "Why"}, 422, "say what to do with the case"),
        ({"reason": "Why", "target": "nowhere"}, 409, "has no element nowhere"),
        ({"reason": "Why", "do-999@answer": "skip"}, 409, "Nothing goes on at answer"),
    ],
)
def test_refusal_keeps_what_was_typed(
    world: World, adam: FlaskClient, fields: dict[str, str], status: int, said: str
) -> None:
    answer = post(adam, f"/cases/{world.case_id}/move", **fields)

    assert answer.status_code == status
    assert said in answer.text
    assert fields.get("reason", "") in answer.text
    assert [task.activity_id for task in world.tasks()] == ["answer"]


def test_refusal_is_said_in_persian(world: World, adam: FlaskClient) -> None:
    post(adam, "/preferences", locale="fa")

    answer = post(adam, f"/cases/{world.case_id}/move", reason="x", target="هیچ")

    assert "در نمودار عنصری به نام هیچ نیست." in answer.text


def test_ended_case_begins_again_as_a_new_one(world: World, adam: FlaskClient) -> None:
    post(adam, f"/cases/{world.case_id}/cancel", reason="By mistake")
    page = adam.get(f"/cases/{world.case_id}/move").text

    answer = post(adam, f"/cases/{world.case_id}/move", target="pay", reason="It was right")

    assert "Where the new case begins" in page
    assert answer.location != f"/cases/{world.case_id}"
    assert "Adam began it again" in adam.get(answer.location).text
    assert world.case().status == "externally_terminated"


def test_suspended_case_is_not_moved(world: World, adam: FlaskClient) -> None:
    post(adam, f"/cases/{world.case_id}/suspend", suspended="yes", reason="Wait")

    assert "/move" not in adam.get(f"/cases/{world.case_id}").text
    answer = post(adam, f"/cases/{world.case_id}/move", target="pay", reason="Why")
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", "12", "12"),
        ("number", "۱۲٫۵", 12.5),
        ("number", "12", 12),
        ("yesno", "بله", True),
        ("yesno", "No", False),
        ("moment", "1405/09/01 10:30", datetime(2026, 11, 22, 7, 0, tzinfo=UTC)),
        ("json", '{"a": [true]}', {"a": [True]}),
        ("empty", "ignored", None),
    ],
)
def test_variable_is_changed_as_its_kind(
    world: World, login: Login, kind: str, typed: str, value: object
) -> None:
    mona, path = login("mona"), f"/cases/{world.case_id}/variables"

    post(mona, path, name="limit", type=kind, value=typed, reason="Typing error")

    with world.app.app_context():
        assert queries.variables(db.session(), world.case_id)["limit"] == value
    page = mona.get(f"{path}?name=limit").text
    again = re.search(r'<option value="(\w+)" selected>', page).group(1)
    assert again == kind


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "A variable needs a name."),
        ({"type": "json", "value": "{"}, "The value of limit does not fit its type."),
        ({"type": "number", "value": "true"}, "The value of limit does not fit its type."),
        ({"type": "magic"}, "The value of limit does not fit its type."),
        ({"reason": " "}, "Say why you do this."),
    ],
)
def test_wrong_variable_is_refused(
    world: World, login: Login, fields: dict[str, str], said: str
) -> None:
    given = {"name": "limit", "type": "text", "value": "1", "reason": "Why"} | fields

    answer = post(login("mona"), f"/cases/{world.case_id}/variables", **given)

    assert answer.status_code == 422
    assert said in answer.text
    with world.app.app_context():
        assert queries.variables(db.session(), world.case_id) == {}


def test_variable_is_deleted_with_its_reason(world: World, login: Login) -> None:
    mona, path = login("mona"), f"/cases/{world.case_id}/variables"
    post(mona, path, name="limit", type="number", value="5", reason="Typing error")

    assert post(mona, f"{path}/delete", name="limit", reason="").status_code == 422
    assert post(mona, f"{path}/delete", name="other", reason="x").status_code == 422
    post(mona, f"{path}/delete", name="limit", reason="Not needed")

    with world.app.app_context():
        assert queries.variables(db.session(), world.case_id) == {}
        told = queries.operations(db.session(), OperationFilter(entity="variable"))
    assert [(o.actor, o.verb, o.old_value, o.reason) for o in told] == [
        ("mona", "delete", "5", "Not needed"),
        ("mona", "set", None, "Typing error"),
    ]
