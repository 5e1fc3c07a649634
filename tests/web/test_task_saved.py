"""Saved filters: private and shared tabs of the task list."""

import html
import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine import commands as engine
from tests.web.conftest import Login, World, post

ADDRESS = "tab=groups&activity=answer&q=&csrf_token=x&variable=a&variable=b"
HEAD = '<nav class="tabs"'


def save(client: FlaskClient, path: str = "/tasks/filters", **fields: object) -> TestResponse:
    given = {"name": "Answers", "colour": "red", "position": "3", "address": ADDRESS}
    return post(client, path, **{**given, **fields})


def tabs(client: FlaskClient, path: str = "/tasks") -> list[tuple[str, str]]:
    """Return (name, address) of the saved filters among the tabs."""
    found = re.findall(
        r'<a href="([^"]+)"[^>]*><span class="dot[^>]*></span> <bdi>([^<]*)', client.get(path).text
    )
    return [(name, html.unescape(url)) for url, name in found]


def key(answer: TestResponse) -> str:
    found = re.search(r"filter=([\w-]+)", answer.location)
    assert found, answer.location
    return found.group(1)


def test_kept_filter_is_a_tab_with_its_count(world: World, login: Login) -> None:
    alice = login("alice")

    answer = save(alice)

    page = alice.get(answer.location).text
    assert page.count('class="row-item') == 1
    assert re.search(r"<bdi>Answers</bdi> <span[^>]*>1</span>", page)
    assert "csrf_token" not in answer.location
    assert "variable=a&variable=b" in answer.location
    assert tabs(login("bob")) == []
    world.do("bob", engine.claim, world.task_id)
    assert not re.search(r"<bdi>Answers</bdi> <span", alice.get("/tasks").text)


def test_tabs_stand_in_the_order_that_was_chosen(login: Login) -> None:
    alice = login("alice")
    for name, place in (("Last", "۹"), ("First", "1"), ("Middle", "5")):
        save(alice, name=name, position=place)

    assert [name for name, _ in tabs(alice)] == ["First", "Middle", "Last"]


def test_shared_filter_shows_everybody_their_own_tasks(world: World, login: Login) -> None:
    save(login("mona"), shared="1", name="Ours")

    for who, count in (("alice", 1), ("charlie", 0)):
        ((name, url),) = tabs(login(who))
        assert name == "Ours"
        assert login(who).get(url).text.count('class="row-item') == count


def test_sharing_needs_a_permission(login: Login) -> None:
    alice = login("alice")
    own = key(save(alice))

    assert save(alice, shared="1").status_code == 403
    assert save(alice, f"/tasks/filters/{own}", shared="1").status_code == 403
    assert tabs(login("bob")) == []
    assert 'name="shared"' not in alice.get("/tasks?q=x").text


def test_shared_filter_is_changed_by_who_may_share(login: Login) -> None:
    shared = f"/tasks/filters/{key(save(login('mona'), shared='1'))}"

    assert save(login("alice"), shared).status_code == 403
    assert post(login("alice"), f"{shared}/delete").status_code == 403
    assert save(login("adam"), shared, name="Theirs", shared="1").status_code == 303
    assert [name for name, _ in tabs(login("alice"))] == ["Theirs"]
    assert post(login("adam"), f"{shared}/delete").status_code == 303
    assert tabs(login("alice")) == []


def test_filters_of_others_do_not_exist(login: Login) -> None:
    own = f"/tasks/filters/{key(save(login('alice')))}"

    assert save(login("adam"), own).status_code == 404
    assert post(login("bob"), f"{own}/delete").status_code == 404
    assert save(login("nobody")).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "x" * 101},
        {"colour": "plaid"},
        {"position": "-1"},
        {"position": "1000"},
        {"position": "9" * 30},
        {"address": "q=" + "x" * 3000},
    ],
    ids=["nameless", "long", "colour", "negative", "far", "huge", "address"],
)
def test_wrong_filter_is_refused(login: Login, wrong: dict[str, str]) -> None:
    alice = login("alice")

    save(alice, **wrong)

    page = alice.get("/tasks").text
    assert "The filter is not saved" in page
    assert tabs(alice) == []


def test_nobody_keeps_filters_without_end(login: Login) -> None:
    alice = login("alice")
    for _ in range(31):
        save(alice)

    assert len(tabs(alice)) == 30


def test_own_filter_is_changed_from_its_tab(world: World, login: Login) -> None:
    alice = login("alice")
    shown = save(alice).location

    page = alice.get(shown).text
    save(alice, f"/tasks/filters/{key(save(alice, name='Other'))}", name="Done", address="tab=done")

    assert "Change this filter" in page
    assert 'value="tab=groups&amp;activity=answer&amp;variable=a' in page
    assert [name for name, _ in tabs(alice)] == ["Answers", "Done"]
