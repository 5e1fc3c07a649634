"""Going on from a task: the next of its case, of the list it was opened from, or the list."""

import re

import pytest
from flask.testing import FlaskClient

from engine import commands as engine
from tests.web.conftest import Login, World, post, send

GROUPS = "/tasks?tab=groups&q=K-"
ANSWERS = {"reply": "Yes", "number": 4}


@pytest.fixture
def cases(world: World) -> list[str]:
    """The ids of three more tasks of the contact desk, oldest first."""
    started = [
        world.do("alice", engine.start, key="request", business_key=f"K-{number}")
        for number in range(3)
    ]
    return [World(world.app, "", case.id, "").tasks()[0].id for case in started]


def links(client: FlaskClient, address: str) -> list[str]:
    found = re.findall(r'class="row-title" href="([^"]+)"', client.get(address).text)
    return [one.replace("&amp;", "&") for one in found]


def submit_url(page: str) -> str:
    (found,) = re.findall(r'data-submit="([^"]+)"', page)
    return str(found).replace("&amp;", "&")


def test_next_task_is_the_one_that_followed_in_the_list(cases: list[str], login: Login) -> None:
    alice = login("alice")
    opened = links(alice, GROUPS)
    assert [one.split("?")[0].rsplit("/")[-1] for one in opened] == cases
    page = alice.get(opened[1]).text

    answer = send(alice, submit_url(page), {"claim": True, "variables": ANSWERS})

    location = answer.json["location"]
    assert location.startswith(f"/tasks/{cases[2]}?")
    following = alice.get(location).text
    assert "Done: Answer the request." in following
    assert 'href="/tasks?tab=groups&amp;q=K-"' in following
    # behind the last one comes the first, behind all the list
    answer = send(alice, submit_url(following), {"claim": True, "variables": ANSWERS})
    assert answer.json["location"].startswith(f"/tasks/{cases[0]}?")
    page = alice.get(answer.json["location"]).text
    answer = send(alice, submit_url(page), {"claim": True, "variables": ANSWERS})
    assert answer.json["location"] == "/tasks?tab=groups&q=K-"


def test_back_to_the_list_when_asked(cases: list[str], login: Login) -> None:
    alice = login("alice")
    page = alice.get(links(alice, GROUPS)[0]).text
    body = {"claim": True, "variables": ANSWERS, "then": "list"}

    answer = send(alice, submit_url(page), body)

    assert "Complete and back to the list" in page
    assert answer.json["location"] == "/tasks?tab=groups&q=K-"


def test_what_a_colleague_took_is_left_out(world: World, cases: list[str], login: Login) -> None:
    world.do("bob", engine.claim, cases[1])
    adam = login("adam")
    page = adam.get(f"/tasks/{cases[0]}?list=tab%3Dall%26q%3DK-%26activity%3Danswer&at=0").text

    answer = send(adam, submit_url(page), {"claim": True, "variables": ANSWERS})

    assert answer.json["location"].startswith(f"/tasks/{cases[2]}?")


def test_list_stays_with_the_task(cases: list[str], login: Login) -> None:
    alice = login("alice")
    (address, *_) = links(alice, GROUPS)
    task, place = address.split("?")

    claimed = post(alice, f"{task}/claim?{place}")
    back = post(alice, f"{task}/unclaim?{place}")

    assert claimed.location == address
    assert back.location == "/tasks?tab=groups&q=K-"


@pytest.mark.parametrize(
    "place",
    [
        "list=%00&at=0",
        "list=tab%3Ddone&at=0",
        "list=https://evil.example&at=-1",
        "list=&at=x",
        "list=" + "x" * 3000,
        "list=" + "%26".join(["a%3D1"] * 100) + "&at=99999999999999999999",
    ],
)
def test_odd_places_do_no_harm(cases: list[str], login: Login, place: str) -> None:
    alice = login("alice")
    page = alice.get(f"/tasks/{cases[0]}?{place}")
    if page.status_code == 400:  # what no database stores is refused everywhere
        return

    answer = send(alice, submit_url(page.text), {"claim": True, "variables": ANSWERS})

    assert answer.json["location"].startswith("/tasks")


def test_task_opened_by_itself_has_no_way_back(world: World, login: Login) -> None:
    alice = login("alice")

    assert "Back to the list" not in alice.get(f"/tasks/{world.task_id}").text
