"""Four eyes: who did one activity of a case may not do another."""

import pytest

from engine import commands, queries
from engine.errors import DefinitionInvalidError, SeparationOfDutiesError
from engine.transaction import transaction
from tests.engine.diagrams import diagram, flows

RULE = 'camunda:candidateGroups="service" ravand:separateFrom="repair, inspect"'
REPAIR = (
    '<startEvent id="begin"/><userTask id="repair" name="Repair item"/>'
    '<userTask id="inspect"/><userTask id="check" name="Check" {rule}/><endEvent id="done"/>'
    + flows("begin>repair, repair>inspect, inspect>check, check>done")
)


def deploy(act, body):
    file = commands.Resource("order.bpmn", diagram(body))
    act(lambda ctx: commands.deploy(ctx, "x", [file]))


@pytest.fixture
def case(act):
    deploy(act, REPAIR.format(rule=RULE))
    return act(lambda ctx: commands.start(ctx, key="order")).id


@pytest.fixture
def current(session):
    """Return the open task of a case, read anew."""

    def current(case):
        session.expire_all()
        (task,) = queries.tasks(session, queries.TaskFilter(instance_id=case))
        return task

    return current


@pytest.fixture
def check(case, current, act):
    """The task to check, after alice repaired and bob inspected."""
    for person in ("alice", "bob"):
        task = current(case)
        act(lambda ctx, task=task: commands.complete(ctx, task.id), actor=person)
    return current(case)


VERBS = {
    "claim": lambda ctx, task: commands.claim(ctx, task.id),
    "claim for": lambda ctx, task: commands.claim(ctx, task.id, "bob"),
    "assign": lambda ctx, task: commands.assign(ctx, task.id, "alice"),
    "delegate": lambda ctx, task: commands.delegate(ctx, task.id, "bob"),
    "complete": lambda ctx, task: commands.complete(ctx, task.id),
    "error": lambda ctx, task: commands.task_error(ctx, task.id, "x"),
    "escalation": lambda ctx, task: commands.task_escalation(ctx, task.id, "x"),
}


@pytest.mark.parametrize("verb", VERBS)
def test_who_did_the_other_activity_is_refused(verb, check, act):
    with pytest.raises(SeparationOfDutiesError) as refused:
        act(lambda ctx: VERBS[verb](ctx, check), actor="alice")

    who = "bob" if verb in ("claim for", "delegate") else "alice"
    what = {"alice": ("repair", "Repair item"), "bob": ("inspect", "inspect")}[who]
    facts = refused.value.facts
    assert (facts["person"], facts["activity_id"], facts["activity"]) == (who, *what)


def test_somebody_else_does_it(check, act, session):
    act(lambda ctx: commands.claim(ctx, check.id), actor="carol")
    act(lambda ctx: commands.complete(ctx, check.id), actor="carol")

    assert queries.instance(session, check.instance_id).status == "completed"


def test_standing_in_for_who_did_it_is_refused(check, memory, services, now):
    with (
        pytest.raises(SeparationOfDutiesError),
        memory() as opened,
        transaction(opened, services, "carol", now, "alice") as ctx,
    ):
        commands.complete(ctx, check.id)


def test_work_for_somebody_counts_for_both(case, current, act, memory, services, now):
    with memory() as opened, transaction(opened, services, "carol", now, "dave") as ctx:
        commands.complete(ctx, current(case).id)
    act(lambda ctx: commands.complete(ctx, current(case).id), actor="erin")
    task = current(case)

    for person in ("carol", "dave", "erin"):
        with pytest.raises(SeparationOfDutiesError):
            act(lambda ctx, person=person: commands.assign(ctx, task.id, person))


def test_delegated_work_counts_for_who_did_it(case, current, act):
    task = current(case)
    act(lambda ctx: commands.delegate(ctx, task.id, "zoe"))
    act(lambda ctx: commands.resolve(ctx, task.id), actor="zoe")
    act(lambda ctx: commands.complete(ctx, task.id))
    act(lambda ctx: commands.complete(ctx, current(case).id), actor="bob")

    with pytest.raises(SeparationOfDutiesError):
        act(lambda ctx: commands.claim(ctx, current(case).id, "zoe"))


def test_other_cases_do_not_count(check, current, act):
    case = act(lambda ctx: commands.start(ctx, key="order")).id
    act(lambda ctx: commands.complete(ctx, current(case).id), actor="zoe")
    act(lambda ctx: commands.complete(ctx, current(case).id), actor="bob")

    act(lambda ctx: commands.claim(ctx, check.id, "zoe"))
    assert act(lambda ctx: commands.claim(ctx, current(case).id, "alice")).assignee == "alice"


def test_who_may_not_is_told_for_a_page_of_tasks(check, case, session):
    barred = queries.kept_apart(session, [check])

    assert {person: one.activity_id for person, one in barred[check.id].items()} == {
        "alice": "repair",
        "bob": "inspect",
    }


def test_task_apart_from_itself_wants_others_each_round(act, current):
    body = (
        '<startEvent id="begin"/><userTask id="vote" ravand:separateFrom="vote">'
        '<multiInstanceLoopCharacteristics isSequential="true">'
        "<loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>"
    )
    deploy(act, body + flows("begin>vote"))
    case = act(lambda ctx: commands.start(ctx, key="order")).id
    act(lambda ctx: commands.complete(ctx, current(case).id))

    with pytest.raises(SeparationOfDutiesError):
        act(lambda ctx: commands.complete(ctx, current(case).id))
    act(lambda ctx: commands.complete(ctx, current(case).id), actor="bob")


PROPERTY = (
    "<extensionElements><{0}:properties {1}><{0}:property name='separateFrom' value='repair'/>"
    "</{0}:properties></extensionElements>"
)
ZEEBE = "xmlns:zeebe='http://camunda.org/schema/zeebe/1.0'"


@pytest.mark.parametrize(
    ("attributes", "inside"),
    [
        ('camunda:separateFrom="repair"', ""),
        ("", PROPERTY.format("camunda", "")),
        ("", PROPERTY.format("zeebe", ZEEBE)),
    ],
    ids=["camunda", "property of Camunda 7", "property of Camunda 8"],
)
def test_every_dialect_can_say_it(attributes, inside, act, current):
    task = f'<userTask id="check" {attributes}>{inside}</userTask>'
    body = '<startEvent id="begin"/><userTask id="repair"/>' + task
    deploy(act, body + flows("begin>repair, repair>check"))
    case = act(lambda ctx: commands.start(ctx, key="order")).id

    act(lambda ctx: commands.complete(ctx, current(case).id))

    assert current(case).separate_from == ["repair"]


@pytest.mark.parametrize("name", ["nothing", "begin", "order"])
def test_only_user_tasks_of_the_process_can_be_named(name, act):
    with pytest.raises(DefinitionInvalidError) as refused:
        deploy(act, REPAIR.format(rule=f'ravand:separateFrom="{name}"'))

    (problem,) = refused.value.problems
    assert (problem.code, problem.element_id) == ("separation_unknown", "check")
    assert problem.facts["activity"] == name
