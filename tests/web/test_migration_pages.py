"""The page that brings running cases to another version."""

import re

import pytest

from engine import queries
from tests.web.conftest import Login, World, bundle, post
from web import publishing
from web.extensions import db


@pytest.fixture
def newer(world: World) -> str:
    """Publish a version in which paying has another id."""
    (name, xml), form = bundle()
    xml = xml.replace(b'"pay"', b'"transfer"').replace(b'"Answer the request"', b'"Answer it"')
    deployed = world.do("dena", publishing.publish, "request", [(name, xml), form])
    return str(deployed.definitions[0].id)


def test_cases_are_tried_then_brought_over(world: World, login: Login, newer: str) -> None:
    adam, path = login("adam"), f"/processes/{world.definition_id}/migration"
    page = adam.get(path).text
    planned = re.findall(r'<option value="(\w+)" selected>', page)
    fields = {"target": newer, **{f"map-{name}": name for name in planned}}

    tried = post(adam, path, verb="try", **fields)
    assert world.case().definition_id == world.definition_id
    nowhy = post(adam, path, verb="migrate", **fields)
    done = post(adam, path, verb="migrate", reason="New law", **fields)

    assert planned == ["asked", "answer", "sum", "done"]
    assert "Possible" in tried.text
    assert nowhy.status_code == 422
    assert done.location == f"/processes/{newer}"
    assert world.case().definition_id == newer
    assert "Adam brought the case to another version" in adam.get(f"/cases/{world.case_id}").text
    assert adam.get(f"/tasks/{world.task_id}").status_code == 200


def test_case_without_a_place_says_why(world: World, login: Login, newer: str) -> None:
    adam, path = login("adam"), f"/processes/{world.definition_id}/migration"

    page = post(adam, path, verb="migrate", target=newer, reason="Why", **{"map-sum": "sum"})
    wrong = post(adam, path, verb="try", target=newer, **{"map-answer": "sum"})

    assert "answer is active and not mapped." in page.text
    assert wrong.status_code == 409
    assert "of different kinds" in wrong.text
    assert world.case().definition_id == world.definition_id


def test_single_version_has_nowhere_to_go(world: World, login: Login) -> None:
    page = login("adam").get(f"/processes/{world.definition_id}/migration").text

    assert "There is only one version" in page


def test_only_operators_open_it(world: World, login: Login) -> None:
    for name in ("alice", "mona", "dena"):
        client, path = login(name), f"/processes/{world.definition_id}/migration"
        assert client.get(path).status_code == 403
        assert post(client, path, verb="migrate").status_code == 403
    with world.app.app_context():
        assert queries.instance(db.session(), world.case_id).definition_id == world.definition_id
