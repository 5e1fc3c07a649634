"""Comments over REST."""

import pytest


@pytest.fixture
def task(started, admin):
    (task,) = admin.get("/task").json
    return task


def test_comment_as_camunda_writes_it(task, started, caller):
    alice, place = caller("alice"), f"/task/{task['id']}/comment"

    made = alice.post(f"{place}/create", json={"message": "Ask @bob and @charlie"})

    assert made.status_code == 200, made.text
    assert made.json["time"].endswith("+0000")
    assert {name: made.json[name] for name in ("userId", "taskId", "message", "mentions")} == {
        "userId": "alice",
        "taskId": task["id"],
        "message": "Ask @bob and @charlie",
        "mentions": ["bob"],
    }
    bob = caller("bob")
    assert bob.get(place).json == [made.json]
    assert bob.get(f"{place}/{made.json['id']}").json == made.json
    assert bob.get(f"/process-instance/{started['id']}/comment").json == [made.json]


def test_author_alone_deletes_it(task, caller):
    alice, place = caller("alice"), f"/task/{task['id']}/comment"
    made = alice.post(f"{place}/create", json={"message": "Wrong"}).json["id"]

    assert caller("bob").delete(f"{place}/{made}").status_code == 403
    assert alice.delete(f"{place}/{made}").status_code == 204

    assert alice.get(place).json == []
    assert alice.get(f"{place}/{made}").status_code == 404


def test_strangers_and_bad_input_are_refused(task, started, caller):
    alice, place = caller("alice"), f"/task/{task['id']}/comment"

    assert caller("charlie").get(place).status_code == 403
    assert caller("charlie").post(f"{place}/create", json={"message": "x"}).status_code == 403
    assert caller("charlie").get(f"/process-instance/{started['id']}/comment").status_code == 404
    assert alice.get(f"{place}/none").status_code == 404
    assert alice.post(f"{place}/create", json={"message": " "}).status_code == 422
    assert alice.post(f"{place}/create", json={}).status_code == 400
    assert alice.post(f"{place}/create", json={"message": "x", "y": 1}).status_code == 400
