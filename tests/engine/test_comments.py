"""Remarks on cases and tasks, and what the event log tells of them."""

import pytest

from engine import commands, queries
from engine.errors import NotFoundError, RequestInvalidError
from engine.queries import CommentFilter
from tests.engine.diagrams import CASE, CASE_VARIABLES


@pytest.fixture
def task(act, session):
    act(lambda ctx: commands.deploy(ctx, "order", [commands.Resource("order.bpmn", CASE)]))
    act(lambda ctx: commands.start(ctx, key="order", variables=CASE_VARIABLES))
    return queries.tasks(session)[0]


def say(act, task, text, **more):
    return act(lambda ctx: commands.comment(ctx, task.instance_id, text, **more), actor="bob")


def test_comment_is_kept_and_told(act, session, task):
    about_task = say(act, task, " See the file. ", mentions=["al", "al"], task_id=task.id)
    about_case = say(act, task, "All of it")

    found = queries.comments(session, CommentFilter(instance_id=task.instance_id))
    told = [e for e in queries.timeline(session, task.instance_id) if e.lifecycle == "commented"]
    assert [(one.id, one.text) for one in found] == [
        (about_case.id, "All of it"),
        (about_task.id, "See the file."),
    ]
    assert [(e.task_id, e.actor, e.data) for e in told] == [
        (task.id, "bob", {"comment_id": about_task.id, "mentions": ["al"]}),
        (None, "bob", {"comment_id": about_case.id, "mentions": []}),
    ]
    assert queries.count_comments(session, CommentFilter(task_id=task.id)) == 1


def test_deleted_comment_stays_in_the_log(act, session, task):
    written = say(act, task, "Wrong")

    for _ in range(2):
        act(lambda ctx: commands.delete_comment(ctx, written.id), actor="bob")

    everything = CommentFilter(instance_id=task.instance_id, deleted=True)
    events = [e.lifecycle for e in queries.timeline(session, task.instance_id)]
    assert queries.comments(session, CommentFilter(instance_id=task.instance_id)) == []
    assert [one.deleted_by for one in queries.comments(session, everything)] == ["bob"]
    assert events.count("comment_deleted") == 1


@pytest.mark.parametrize("text", ["", " \n ", "x" * 10_001, "a\0b", "\ud800"])
def test_text_that_can_not_be_kept_is_refused(act, task, text):
    with pytest.raises(RequestInvalidError):
        say(act, task, text)


def test_comment_needs_its_case(act, task):
    act(lambda ctx: commands.start(ctx, key="order", variables=CASE_VARIABLES))
    with pytest.raises(NotFoundError):
        act(lambda ctx: commands.comment(ctx, "none", "Hello"))
    with pytest.raises(NotFoundError):
        say(act, task, "Hello", task_id="none")
    with pytest.raises(NotFoundError):
        act(lambda ctx: commands.delete_comment(ctx, "none"))


def test_task_of_another_case_is_refused(act, session, task):
    other = act(lambda ctx: commands.start(ctx, key="order", variables=CASE_VARIABLES))

    with pytest.raises(RequestInvalidError):
        act(lambda ctx: commands.comment(ctx, other.id, "Hello", task_id=task.id))


def test_involved_are_those_who_see_it(act, session, task):
    act(lambda ctx: commands.claim(ctx, task.id), actor="bob")
    instance = queries.instance(session, task.instance_id)

    found = queries.involved_people(session, instance)

    assert "bob" in found.users
    assert instance.started_by in found.users
    assert found.groups == queries.candidates(session, [task.id])[task.id].groups
