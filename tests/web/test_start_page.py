"""The page on which cases are started: favourites, what was started last, search."""

import re

import pytest
from flask.testing import FlaskClient

from engine import commands as engine
from tests.web.conftest import Login, World, bundle, post
from web import publishing, services

MORE = {"refund": "Pay money back", "visit": "Visit a customer"}


@pytest.fixture
def processes(world: World) -> None:
    """Two further processes that everybody of the contact desk may start."""
    diagram = dict(bundle())["request.bpmn"]
    with world.app.app_context(), services.change("dena") as ctx:
        for key, name in MORE.items():
            other = diagram.replace(
                b'id="request" name="Request"', f'id="{key}" name="{name}"'.encode()
            )
            other = other.replace(b'bpmnElement="request"', f'bpmnElement="{key}"'.encode())
            other = other.replace("درخواست".encode(), f"درخواست {key}".encode())
            publishing.publish(ctx, key, [(f"{key}.bpmn", other)])


def lists(client: FlaskClient, query: str = "") -> dict[str, list[str]]:
    """Return the keys of the processes by heading."""
    page = client.get(f"/start{query}").text
    found = re.split(r'id="office-\w+">', page)[1:]
    return {
        part.split("<")[0]: re.findall(r'row-title" href="/start/(\w+)"', part) for part in found
    }


def keys(client: FlaskClient, query: str) -> list[str]:
    return sorted(key for found in lists(client, query).values() for key in found)


def mark(client: FlaskClient, key: str, action: str) -> int:
    return post(client, f"/start/{key}/favourite", action=action).status_code


def test_favourites_come_first_in_their_order(processes: None, login: Login) -> None:
    alice = login("alice")
    for key in ("visit", "request", "refund", "refund"):
        assert mark(alice, key, "star") == 303
    mark(alice, "refund", "up")
    mark(alice, "visit", "up")

    assert lists(alice)["My favourites"] == ["visit", "refund", "request"]
    assert next(iter(lists(alice))) == "My favourites"
    mark(alice, "refund", "unstar")
    assert lists(alice)["My favourites"] == ["visit", "request"]
    assert "My favourites" not in lists(login("bob"))


def test_only_what_may_be_started_is_starred(processes: None, login: Login) -> None:
    assert mark(login("charlie"), "refund", "star") == 403
    assert mark(login("alice"), "unknown", "star") == 404
    assert mark(login("alice"), "refund", "sell") == 400
    assert (
        login("alice").post("/start/refund/favourite", data={"action": "star"}).status_code == 400
    )


def test_what_was_started_last_is_at_hand(world: World, processes: None, login: Login) -> None:
    for key in ("refund", "visit", "refund"):
        world.do("alice", engine.start, key=key)
    alice = login("alice")
    mark(alice, "visit", "star")

    assert lists(alice)["Started last"] == ["refund", "request"]
    assert "Started last" not in lists(login("bob"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MONEY", ["refund"]),
        ("customer", ["visit"]),
        ("درخواست visit", ["visit"]),
        ("finance pays", ["refund", "request", "visit"]),
        ("nothing like that", []),
    ],
)
def test_processes_are_found_by_any_of_their_words(
    processes: None, login: Login, text: str, found: list[str]
) -> None:
    alice = login("alice")
    mark(alice, "request", "star")

    assert keys(alice, f"?q={text}") == found


def test_letters_of_both_keyboards_are_the_same(processes: None, login: Login) -> None:
    assert keys(login("alice"), "?q=درخواست ‌REFUND") == ["refund"]
    assert keys(login("alice"), "?q=درخواست refund") == ["refund"]


def test_own_cases_say_what_they_wait_for(world: World, login: Login) -> None:
    world.do("bob", engine.claim, world.task_id)
    other = world.do("charlie", engine.start, key="request")

    mine, all_of_them = (login("mona").get(f"/cases{tab}").text for tab in ("?tab=mine", ""))
    assert world.case_id not in mine
    assert other.id in all_of_them
    for who in ("alice", "bob"):
        page = login(who).get("/cases?tab=mine").text
        assert world.case_id in page
        assert other.id not in page
        assert "Answer the request · Bob" in page
    assert other.id in login("charlie").get("/cases?tab=mine&status=active").text
    assert other.id not in login("charlie").get("/cases?tab=mine&status=completed").text
