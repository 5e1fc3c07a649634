"""The operator's verbs on cases: each with its reason, in the event log and the operation log."""

import pytest

from engine import commands, queries
from engine.commands import Instruction
from engine.errors import (
    InstanceEndedError,
    MigrationRefusedError,
    ModificationRefusedError,
    RequestInvalidError,
    SuspendedError,
)
from engine.queries import OperationFilter, TaskFilter

DIAGRAM = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
<process id="line" isExecutable="true">
  <startEvent id="a"/><userTask id="u" name="Look"/><userTask id="v" name="Pay"/><endEvent id="z"/>
  <sequenceFlow id="f1" sourceRef="a" targetRef="u"/>
  <sequenceFlow id="f2" sourceRef="u" targetRef="v"/>
  <sequenceFlow id="f3" sourceRef="v" targetRef="z"/>
</process></definitions>"""
MOVE = [Instruction("cancel", "u"), Instruction("before", "v")]


@pytest.fixture
def case(act):
    files = [commands.Resource("line.bpmn", DIAGRAM)]
    act(lambda ctx: commands.deploy(ctx, "line", files))
    return act(lambda ctx: commands.start(ctx, key="line", variables={"n": 1}, business_key="B"))


def acts(session, case, **wanted):
    found = queries.operations(session, OperationFilter(instance_id=case.id, **wanted))
    return [(o.verb, o.entity, o.property, o.old_value, o.new_value, o.reason) for o in found]


def lifecycles(session, case):
    rows = queries.timeline(session, case.id)
    return [(e.lifecycle, e.activity_id, e.reason) for e in rows if e.manual]


def test_move_is_told_with_its_reason(act, session, case):
    act(lambda ctx: commands.modify(ctx, case.id, MOVE, " Paid by phone "), actor="olga")

    assert [task.name for task in queries.tasks(session)] == ["Pay"]
    (ended,) = queries.tasks(session, TaskFilter(status="cancelled"))
    assert (ended.activity_id, ended.end_reason, ended.ended_by) == ("u", "Paid by phone", "olga")
    assert lifecycles(session, case) == [
        ("token_moved", "u", "Paid by phone"),
        ("token_moved", "v", "Paid by phone"),
    ]
    assert acts(session, case) == [
        ("modify", "process instance", "before", None, "v", "Paid by phone"),
        ("modify", "process instance", "cancel", None, "u", "Paid by phone"),
    ]
    assert queries.instance(session, case.id).status == "active"
    assert queries.instance(session, case.id).end_reason is None


def test_skip_to_the_end_completes_the_case(act, session, case):
    for target in ("u", "v"):
        act(lambda ctx, at=target: commands.modify(ctx, case.id, [Instruction("skip", at)], "Done"))

    ended = queries.instance(session, case.id)
    assert (ended.status, ended.end_reason) == ("completed", None)
    skipped = [e for e in queries.timeline(session, case.id) if e.lifecycle == "skipped"]
    assert [(e.activity_name, e.activity_type) for e in skipped] == [
        ("Look", "userTask"),
        ("Pay", "userTask"),
    ]


@pytest.mark.parametrize(
    ("instructions", "reason"),
    [(MOVE, ""), (MOVE, None), (MOVE, "  "), ([], "Why"), (MOVE * 51, "Why")],
)
def test_reason_and_instructions_are_needed(act, session, case, instructions, reason):
    with pytest.raises(RequestInvalidError):
        act(lambda ctx: commands.modify(ctx, case.id, instructions, reason))


def test_refused_modification_changes_nothing(act, session, case):
    wrong = [Instruction("before", "v"), Instruction("cancel", "nowhere")]

    with pytest.raises(ModificationRefusedError):
        act(lambda ctx: commands.modify(ctx, case.id, wrong, "Why"))

    assert [task.activity_id for task in queries.tasks(session)] == ["u"]
    assert acts(session, case) == []


def test_ended_and_suspended_cases_are_not_moved(act, session, case):
    act(lambda ctx: commands.suspend(ctx, case.id, suspended=True, reason="Wait"))
    with pytest.raises(SuspendedError):
        act(lambda ctx: commands.modify(ctx, case.id, MOVE, "Why"))
    act(lambda ctx: commands.suspend(ctx, case.id, suspended=False, reason="Go on"))
    act(lambda ctx: commands.cancel(ctx, case.id, "Over"))
    with pytest.raises(InstanceEndedError):
        act(lambda ctx: commands.modify(ctx, case.id, MOVE, "Why"))

    assert [(a[0], a[-1]) for a in acts(session, case)] == [
        ("cancel", "Over"),
        ("resume", "Go on"),
        ("suspend", "Wait"),
    ]


def test_changed_variables_are_told_with_old_and_new_value(act, session, case):
    changed = {"n": 2, "m": "ن"}
    act(lambda ctx: commands.set_variables(ctx, case.id, changed, reason="Typing error"))
    act(lambda ctx: commands.set_variables(ctx, case.id, {}, delete=["m"], reason="Not needed"))

    assert queries.variables(session, case.id) == {"n": 2}
    assert acts(session, case) == [
        ("delete", "variable", "m", '"ن"', None, "Not needed"),
        ("set", "variable", "m", None, '"ن"', "Typing error"),
        ("set", "variable", "n", "1", "2", "Typing error"),
    ]
    assert lifecycles(session, case)[0] == ("variables_changed", None, "Typing error")


def test_restart_takes_the_data_and_begins_where_told(act, session, case):
    act(lambda ctx: commands.cancel(ctx, case.id, "By mistake"))
    begin = [Instruction("before", "v", variables={"n": 5})]

    again = act(lambda ctx: commands.restart(ctx, case.id, begin, "It was right"))

    assert (again.business_key, again.definition_id) == ("B", case.definition_id)
    assert queries.variables(session, again.id) == {"n": 5}
    assert [task.activity_id for task in queries.tasks(session)] == ["v"]
    (told,) = (e for e in queries.timeline(session, again.id) if e.lifecycle == "restarted")
    assert (told.reason, told.data) == ("It was right", {"from": case.case_no})


def test_running_case_is_not_restarted(act, case):
    with pytest.raises(RequestInvalidError):
        act(lambda ctx: commands.restart(ctx, case.id, MOVE[1:], "Why"))


def test_operations_are_filtered_and_read_in_pages(act, session, case):
    for number in range(5):
        act(
            lambda ctx, n=number: commands.set_variables(ctx, case.id, {"n": n}, reason="Why"),
            actor=f"p{number}",
        )

    assert queries.count_operations(session, OperationFilter(actor="p3")) == 1
    assert queries.count_operations(session, OperationFilter(entity="variable", verb="set")) == 5
    read = list(queries.all_operations(session, OperationFilter(entity="variable"), 2))
    assert [one.actor for one in read] == ["p4", "p3", "p2", "p1", "p0"]
    assert queries.operations(session, OperationFilter(before=case.started_at)) == []


NEWER = DIAGRAM.replace(b'name="Look"', b'name="Look closely"').replace(b'"v"', b'"w"')


@pytest.fixture
def newer(act, case):
    files = [commands.Resource("line.bpmn", NEWER)]
    return act(lambda ctx: commands.deploy(ctx, "line", files)).definitions[0]


def test_case_goes_over_with_its_task(act, session, case, newer):
    (task,) = queries.tasks(session)
    act(lambda ctx: commands.assign(ctx, task.id, "bob"))
    plan = act(lambda ctx: commands.plan_migration(ctx, case.definition_id, newer.id))
    act(lambda ctx: commands.try_migration(ctx, case.id, newer.id, plan))
    assert queries.instance(session, case.id).definition_id == case.definition_id

    act(lambda ctx: commands.migrate(ctx, case.id, newer.id, plan, "New law"))

    session.expire_all()
    (moved,) = queries.tasks(session)
    assert (moved.id, moved.assignee, moved.name) == (task.id, "bob", "Look closely")
    assert moved.definition_id == queries.instance(session, case.id).definition_id == newer.id
    assert acts(session, case)[0][-3:] == ("1", "2", "New law")
    assert ("migrated", None, "New law") in lifecycles(session, case)
    act(lambda ctx: commands.complete(ctx, task.id, {}))
    assert [row.activity_id for row in queries.tasks(session)] == ["w"]


def test_case_without_a_place_stays_where_it_is(act, session, case, newer):
    act(lambda ctx: commands.modify(ctx, case.id, MOVE, "Paid"))
    plan = act(lambda ctx: commands.plan_migration(ctx, case.definition_id, newer.id))

    with pytest.raises(MigrationRefusedError):
        act(lambda ctx: commands.migrate(ctx, case.id, newer.id, plan, "New law"))
    act(lambda ctx: commands.migrate(ctx, case.id, newer.id, {**plan, "v": "w"}, "New law"))

    assert [row.activity_id for row in queries.tasks(session)] == ["w"]


def test_migration_to_the_same_version_is_refused(act, case):
    with pytest.raises(RequestInvalidError):
        act(lambda ctx: commands.plan_migration(ctx, case.definition_id, case.definition_id))
