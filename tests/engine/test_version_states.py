"""Versions that are tested, active, retired; cases of the sandbox."""

import pytest

from engine import commands, queries
from engine.errors import (
    ConcurrentUpdateError,
    RequestInvalidError,
    SuspendedError,
    VersionActiveError,
)
from engine.queries import DecisionFilter, OperationFilter
from tests.engine.decisions import literal, model
from tests.engine.diagrams import CASE, CASE_VARIABLES

CHANGED = CASE.replace(b"Approve the order", b"Check the order")
OF_VERSIONS = OperationFilter(process_key="order", entity="process definition")


def deploy(act, *files, **said):
    resources = [commands.Resource(name, content) for name, content in files]
    return act(lambda ctx: commands.deploy(ctx, "test", resources, **said))


def to(act, definition, state, reason="because", **seen):
    return act(lambda ctx: commands.change_state(ctx, definition.id, state, reason, **seen))


def start(act, **which):
    return act(lambda ctx: commands.start(ctx, variables=CASE_VARIABLES, **which))


@pytest.fixture
def first(act):
    return deploy(act, ("order.bpmn", CASE), reason=" First try ").definitions[0]


@pytest.fixture
def second(act, first):
    return deploy(act, ("order.bpmn", CHANGED), state="test").definitions[0]


def log(session):
    rows = queries.operations(session, OF_VERSIONS)
    return [(row.verb, row.new_value, row.reason) for row in rows]


def test_version_in_test_is_not_the_default(act, session, first, second):
    assert (second.version, second.state, second.is_default) == (2, "test", False)
    assert queries.default_definition(session, "order").id == first.id
    assert not start(act, key="order").sandbox


def test_instances_of_a_tested_version_are_of_the_sandbox_for_ever(act, session, second):
    instance = start(act, definition_id=second.id)
    to(act, second, "active")
    (task,) = queries.tasks(session, queries.TaskFilter(instance_id=instance.id))
    act(lambda ctx: commands.assign(ctx, task.id, "ada"))
    act(lambda ctx: commands.complete(ctx, task.id))

    assert instance.sandbox
    assert {event.sandbox for event in queries.timeline(session, instance.id)} == {True}
    assert not start(act, key="order").sandbox


def test_states_are_logged_with_who_and_why(act, session, first, second):
    to(act, second, "active", " It works ")
    to(act, first, "retired", "Wrong prices")

    assert log(session) == [
        ("retire", "1", "Wrong prices"),
        ("make default", "2", "It works"),
        ("deploy", "2", None),
        ("deploy", "1", "First try"),
    ]
    assert queries.deployment(session, first.deployment_id).reason == "First try"


def test_retired_version_takes_no_instances_until_it_is_active_again(act, session, first):
    to(act, first, "retired")
    for which in ({"key": "order"}, {"definition_id": first.id}):
        with pytest.raises(SuspendedError):
            start(act, **which)

    to(act, first, "active")

    assert start(act, key="order").definition_id == first.id


def test_replaced_version_starts_by_its_id(act, first, second):
    to(act, second, "active")

    assert start(act, key="order").definition_id == second.id
    assert start(act, definition_id=first.id).definition_id == first.id


def test_active_version_is_not_put_into_test(act, first, second):
    with pytest.raises(VersionActiveError):
        to(act, first, "test")

    to(act, second, "active")

    assert to(act, first, "test").state == "test"


@pytest.mark.parametrize(
    ("state", "reason", "seen", "error"),
    [
        ("retired", " ", None, RequestInvalidError),
        ("lost", "why", None, RequestInvalidError),
        ("retired", "why", "test", ConcurrentUpdateError),
    ],
    ids=["no reason", "no such state", "somebody was faster"],
)
def test_change_of_state_is_refused(act, first, state, reason, seen, error):
    with pytest.raises(error):
        to(act, first, state, reason, seen=seen)


def test_same_state_again_changes_nothing(act, session, first):
    to(act, first, "retired")
    before = log(session)

    to(act, first, "retired", "again")

    assert log(session) == before


def test_retired_version_that_is_resumed_is_active(act, session, first):
    to(act, first, "retired")

    act(lambda ctx: commands.suspend_definition(ctx, first.id, suspended=False))

    assert queries.definition(session, first.id).state == "active"


def test_deploying_the_tested_content_makes_it_active(act, session, second):
    again = deploy(act, ("order.bpmn", CHANGED), state="test")
    assert (again.created, again.activated) == (set(), set())

    published = deploy(act, ("order.bpmn", CHANGED))

    assert (published.created, published.activated) == (set(), {second.id})
    assert queries.default_definition(session, "order").id == second.id


def test_unknown_state_is_refused(act):
    with pytest.raises(RequestInvalidError):
        deploy(act, ("order.bpmn", CASE), state="retired")


def test_decisions_in_test_do_not_change_other_processes(act, session):
    def defaults():
        return [row.version for row in queries.decisions(session, DecisionFilter(key="price"))]

    deploy(act, ("price.dmn", model(literal("price", "1"))), state="test")
    assert defaults() == [1]

    files = ("price.dmn", model(literal("price", "2"))), ("order.bpmn", CASE)
    tested = deploy(act, *files, state="test").definitions[0]
    assert defaults() == [1]

    to(act, tested, "active")
    assert defaults() == [2]
