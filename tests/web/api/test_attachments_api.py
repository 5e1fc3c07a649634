"""Files of tasks over REST."""

from io import BytesIO

import pytest


@pytest.fixture
def task(started, admin):
    (task,) = admin.get("/task").json
    return task


def form(content=b"%PDF-1.7", **fields):
    return {"content": (BytesIO(content), "sent.pdf"), **fields}


def test_file_as_camunda_writes_it(task, caller):
    alice, place = caller("alice"), f"/task/{task['id']}/attachment"
    named = {"attachment-name": "Bill.pdf", "attachment-description": "of May"}

    made = alice.post(f"{place}/create", data=form(**named))

    assert made.status_code == 200, made.text
    found = made.json
    assert (found["name"], found["description"]) == ("Bill.pdf", "of May")
    assert (found["type"], found["size"], found["userId"]) == ("application/pdf", 8, "alice")
    bob = caller("bob")
    assert bob.get(place).json == [found]
    assert bob.get(f"{place}/{found['id']}").json == found
    got = bob.get(f"{place}/{found['id']}/data")
    assert got.data == b"%PDF-1.7"
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert bob.delete(f"{place}/{found['id']}").status_code == 403
    assert alice.delete(f"{place}/{found['id']}").status_code == 204
    assert alice.get(f"{place}/{found['id']}").status_code == 404


def test_strangers_and_bad_input_are_refused(task, caller):
    alice, place = caller("alice"), f"/task/{task['id']}/attachment"

    assert caller("charlie").get(place).status_code == 403
    assert caller("charlie").post(f"{place}/create", data=form()).status_code == 403
    assert alice.post(f"{place}/create", data=form(b"")).status_code == 422
    assert alice.post(f"{place}/create", data={"url": "http://x"}).status_code == 422
    long = {"attachment-description": "x" * 5_000}
    assert alice.post(f"{place}/create", data=form(**long)).status_code == 422
    nul = {"attachment-description": "a\0b"}
    assert alice.post(f"{place}/create", data=form(**nul)).status_code == 422
    assert alice.get(f"{place}/none").status_code == 404
    assert alice.get(place).json == []
