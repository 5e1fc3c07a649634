"""Modification and restart, as Camunda's clients send them."""

import pytest


def at(caller, instance):
    found = caller.get(f"/process-instance/{instance['id']}/activity-instances").json
    return found["childActivityInstances"]


def modify(caller, instance, *instructions, **more):
    body = {"instructions": list(instructions), **more}
    return caller.post(f"/process-instance/{instance['id']}/modification", json=body)


def test_activity_is_cancelled_and_another_started(admin, started):
    (now,) = at(admin, started)
    variables = {"approved": {"value": True, "type": "Boolean"}}

    answer = modify(
        admin,
        started,
        {"type": "cancel", "activityInstanceId": now["id"]},
        {"type": "startTransition", "transitionId": "decide_sum", "variables": variables},
        annotation="Approved by phone",
        skipCustomListeners=True,
    )

    assert answer.status_code == 204, answer.text
    history = admin.get(f"/history/process-instance/{started['id']}").json
    assert (history["state"], history["endActivityId"]) == ("COMPLETED", "done")


@pytest.mark.parametrize(
    ("instruction", "status"),
    [
        ({"type": "startBeforeActivity", "activityId": "nowhere"}, 409),
        ({"type": "startBeforeActivity"}, 422),
        ({"type": "cancel", "activityInstanceId": "other:1"}, 422),
        ({"type": "cancel", "activityInstanceId": "x:1e9"}, 422),
        ({"type": "dance", "activityId": "approve"}, 400),
        ({"type": "skip", "activityId": "approve", "unknown": 1}, 400),
    ],
)
def test_wrong_instructions_are_refused(admin, started, instruction, status):
    assert modify(admin, started, instruction).status_code == status
    assert [one["activityId"] for one in at(admin, started)] == ["approve"]


def test_only_operators_modify_and_restart(caller, started, order):
    skip = {"type": "skip", "activityId": "approve"}
    body = {"processInstanceIds": [started["id"]], "instructions": [skip]}
    path = f"/process-definition/{started['definitionId']}/restart"

    assert modify(caller("mona"), started, skip).status_code == 403
    assert modify(caller("charlie"), started, skip).status_code == 404
    assert caller("mona").post(path, json=body).status_code == 403
    assert caller("charlie").post(path, json=body).status_code in (403, 404)


def test_ended_instances_begin_again(admin, started):
    path = f"/process-definition/{started['definitionId']}/restart"
    begin = {"type": "startBeforeActivity", "activityId": "approve"}
    body = {"processInstanceIds": [started["id"]], "instructions": [begin]}
    assert admin.post(path, json=body).status_code == 422

    admin.delete(f"/process-instance/{started['id']}")
    (new,) = admin.post(path, json=body).json

    assert new["id"] != started["id"]
    assert [one["activityId"] for one in at(admin, new)] == ["approve"]
    assert admin.get(f"/process-instance/{new['id']}/variables").json["price"]["value"] == 3
