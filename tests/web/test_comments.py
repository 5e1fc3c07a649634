"""Comments on a case and its tasks, and whom they name."""

import re

import pytest

from engine import queries
from tests.web.conftest import Login, World, csrf_token, post
from web.conversation import mentions
from web.extensions import db

HX = {"HX-Request": "true"}


def told(world: World) -> list[tuple[str, str | None, list[str]]]:
    with world.app.app_context():
        log = queries.timeline(db.session(), world.case_id)
        return [(e.actor, e.task_id, e.data["mentions"]) for e in log if e.lifecycle == "commented"]


def said(page: str) -> list[str]:
    found = re.findall(r'<p class="comment-text" dir="auto">(.*?)</p>', page, re.DOTALL)
    return [re.sub("<[^>]+>", "", one) for one in found]


def test_comment_is_seen_by_colleagues_and_in_the_history(world: World, login: Login) -> None:
    alice, place = login("alice"), f"/cases/{world.case_id}/comments"
    page = alice.get(f"/tasks/{world.task_id}").text

    answer = post(alice, place, task=world.task_id, text="Call @bob, <b>please</b>\nsoon")
    post(alice, place, text="Second")

    assert f'data-from="{place}?task={world.task_id}"' in page
    assert answer.location == f"/cases/{world.case_id}#comments"
    assert told(world) == [("alice", world.task_id, ["bob"]), ("alice", None, [])]
    bob = login("bob")
    case = bob.get(f"/cases/{world.case_id}").text
    text = "Call Bob, &lt;b&gt;please&lt;/b&gt;\nsoon"
    assert said(case) == said(bob.get(place).text) == ["Second", text]
    assert "Alice wrote a comment" in bob.get(f"/cases/{world.case_id}/history").text
    assert "Call @bob, &lt;b&gt;" in case
    assert re.search(r'id="comments-count"[^>]*>2<', bob.get(place).text)


def test_who_may_not_see_the_case_is_not_told(world: World, login: Login) -> None:
    alice = login("alice")
    text = "@charlie @bob, a@mona.com @ghost and @Bob."

    answer = alice.post(
        f"/cases/{world.case_id}/comments",
        data={"text": text, "csrf_token": csrf_token(alice)},
        headers=HX,
    )

    assert "May not see this case and was not told: Charlie." in answer.text
    assert said(answer.text) == ["@charlie Bob, a@mona.com @ghost and Bob."]
    assert told(world) == [("alice", None, ["bob"])]


def test_only_its_author_deletes_a_comment(world: World, login: Login) -> None:
    alice, place = login("alice"), f"/cases/{world.case_id}/comments"
    post(alice, place, text="Wrong number")
    (name,) = re.findall(r'action="(/comments/[^"]+/delete)"', alice.get(place).text)

    assert "/delete" not in login("bob").get(place).text
    assert post(login("bob"), name).status_code == 403
    assert post(login("adam"), name).status_code == 403
    assert post(login("charlie"), name).status_code == 404
    assert alice.post(name).status_code == 400  # without a token
    assert post(alice, name).status_code == 303

    page = alice.get(place).text
    assert said(page) == []
    assert "Nobody has said anything yet." in page
    history = alice.get(f"/cases/{world.case_id}/history").text
    assert "Alice deleted a comment" in history
    assert "Wrong number" not in history


@pytest.mark.parametrize("text", ["", "  \n", "x" * 10_001])
def test_comment_that_is_none_is_refused_and_not_lost(
    world: World, login: Login, text: str
) -> None:
    alice, place = login("alice"), f"/cases/{world.case_id}/comments"

    data = {"text": text, "csrf_token": csrf_token(alice)}
    answer = alice.post(place, data=data, headers=HX)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert f">{text}</textarea>" in answer.text
    assert post(alice, place, text=text).status_code == 303
    assert told(world) == []


def test_strangers_neither_read_nor_write(world: World, login: Login) -> None:
    for name in ("charlie", "dena", "nobody"):
        client = login(name)
        for part in ("comments", "readers", "history", "diagram", "data"):
            assert client.get(f"/cases/{world.case_id}/{part}").status_code == 404, (name, part)
        assert post(client, f"/cases/{world.case_id}/comments", text="Hi").status_code == 404
    assert told(world) == []
    assert login("alice").get(f"/cases/{world.case_id}/data").status_code == 403
    assert login("mona").get(f"/cases/{world.case_id}/data").status_code == 200


def test_task_of_another_case_is_refused(world: World, login: Login) -> None:
    alice = login("alice")
    other = post(alice, "/start/request").location

    answer = post(alice, f"{other}/comments", task=world.task_id, text="Hello")

    assert answer.status_code == 422


def test_colleagues_are_offered_by_any_of_their_names(world: World, login: Login) -> None:
    alice, place = login("alice"), f"/cases/{world.case_id}/readers"

    def offered(typed: str) -> list[str]:
        return [one["id"] for one in alice.get(place, query_string={"q": typed}).json["people"]]

    assert offered("") == ["alice", "bob", "adam", "mona", "root"]
    assert offered("Bo") == offered("باب") == ["bob"]
    assert offered("مو") == ["mona"]
    assert offered("char") == offered("چارلی") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@leila.", ["leila"]),
        ("(@leila)", ["leila"]),
        ("mail@leila", []),
        ("سلام @leila، خوبی؟", ["leila"]),
        ("@@leila", []),
        ("@a.b-c_d", ["a.b-c_d"]),
        ("@", []),
    ],
)
def test_names_are_read_from_a_text(text: str, found: list[str]) -> None:
    assert mentions.MENTION.findall(text) == found
