"""What no table can hold: of an expression an incident, of a caller a refusal, drawn a problem."""

import pytest

from engine import commands, queries
from engine.commands import Address, Resource
from engine.errors import RequestInvalidError
from engine.executor import run_due
from engine.queries import IncidentFilter, TaskFilter
from engine.transaction import transaction
from tests.engine.bpmn.diagrams import definitions, extended, line, refused
from tests.engine.diagrams import diagram, flows

LONG, NUL = "x" * 256, "a\0b"
TASK = '<userTask id="u" camunda:{}="${{v}}"/>'
CATCH = '<intermediateCatchEvent id="u"><{0}EventDefinition {0}Ref="m"/></intermediateCatchEvent>'
PLACES = {
    "assignee": TASK.format("assignee"),
    "candidate user": TASK.format("candidateUsers"),
    "candidate group": TASK.format("candidateGroups"),
    "form": TASK.format("formKey"),
    "topic": '<serviceTask id="u" camunda:type="external" camunda:topic="${v}"/>',
    "name of the message": CATCH.format("message"),
    "name of the signal": CATCH.format("signal"),
}
NAMED = {
    "name of the message": '<message id="m" name="${v}"/>',
    "name of the signal": '<signal id="m" name="${v}"/>',
}


@pytest.fixture
def start(sessions, services, now):
    """Start a process of one element on each database; return its incidents."""

    def start(body, value, before=""):
        content = diagram(
            f'<startEvent id="a"/>{body}<endEvent id="z"/>' + flows("a>u, u>z"), before=before
        )
        with sessions() as session:
            with transaction(session, services, "alice", now) as ctx:
                commands.deploy(ctx, "p", [Resource("p.bpmn", content)])
            with transaction(session, services, "alice", now) as ctx:
                commands.start(ctx, key="order", variables={"v": value})
            run_due(sessions, services, now)
            found = queries.incidents(session, IncidentFilter(status="open"))
            return [(one.activity_id, one.kind, one.message) for one in found]

    return start


@pytest.mark.parametrize("value", [LONG, NUL], ids=["long", "NUL"])
@pytest.mark.parametrize("what", PLACES)
def test_evaluated_name_is_an_incident(start, what, value):
    ((activity, kind, message),) = start(PLACES[what], value, NAMED.get(what, ""))

    assert (activity, kind) == ("u", "expression")
    assert message.startswith(f"the {what} ")


@pytest.mark.parametrize("value", [2**31, -(2**40), float("inf")], ids=["large", "small", "inf"])
def test_priority_beyond_its_column_is_an_incident(start, value):
    ((activity, kind, _),) = start(TASK.format("priority"), value)

    assert (activity, kind) == ("u", "expression")


def test_variable_name_that_is_too_long_is_an_incident(start):
    ((activity, kind, message),) = start(
        f'<scriptTask id="u"><script>{LONG} = 1</script></scriptTask>', 1
    )

    assert (activity, kind) == ("u", "script")
    assert "the name is not acceptable" in message


def test_unstorable_letters_for_people_are_left_out(start, sessions):
    body = '<userTask id="u"><documentation>See ${v}</documentation></userTask>'

    assert start(body, NUL) == []
    with sessions() as session:
        (task,) = queries.tasks(session, TaskFilter())
        assert task.description == "See ab"


def test_unstorable_letters_of_a_dimension_are_left_out(act):
    content = diagram(
        '<extensionElements><ravand:dimension name="channel" variable="v"/></extensionElements>'
        '<startEvent id="a"/><userTask id="u"/>' + flows("a>u")
    )
    act(lambda ctx: commands.deploy(ctx, "p", [Resource("p.bpmn", content)]))

    case = act(lambda ctx: commands.start(ctx, key="order", variables={"v": NUL}))

    assert case.dimensions == {"channel": "ab"}


def test_incident_can_be_mended(sessions, services, now, start):
    start(PLACES["assignee"], LONG)
    with sessions() as session:
        (incident,) = queries.incidents(session, IncidentFilter(status="open"))
        with transaction(session, services, "grace", now) as ctx:
            commands.retry(ctx, incident.id, {"v": "bob"})

        (task,) = queries.tasks(session, TaskFilter())
        assert task.assignee == "bob"


@pytest.mark.parametrize("name", [LONG, NUL], ids=["long", "NUL"])
@pytest.mark.parametrize(
    "command",
    [
        lambda ctx, name: commands.start(ctx, key="order", business_key=name),
        lambda ctx, name: commands.correlate(ctx, Address(name), ttl_seconds=60),
        lambda ctx, name: commands.correlate(ctx, Address("m", name), ttl_seconds=60),
        lambda ctx, name: commands.deploy(ctx, name, [Resource("a.bpmn", b"")]),
        lambda ctx, name: commands.deploy(ctx, "p", [Resource(f"{name}.bpmn", b"")]),
        lambda ctx, name: commands.deploy(ctx, "p", [Resource("a.form", _form(name))]),
    ],
    ids=["business key", "message", "message for", "deployment", "file", "form"],
)
def test_name_from_a_caller_is_refused(act, command, name):
    with pytest.raises(RequestInvalidError) as refused:
        act(lambda ctx: command(ctx, name))

    assert refused.value.code == "request_invalid"


def _form(name):
    return f'{{"id": "{name}"}}'.replace("\0", "\\u0000").encode()


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (f'<userTask id="t" camunda:assignee="{LONG}"/>', "assignee"),
        (f'<userTask id="t" camunda:candidateGroups="a,{LONG}"/>', "candidateGroups"),
        (f'<userTask id="t" camunda:candidateUsers="{LONG}"/>', "candidateUsers"),
        (f'<userTask id="t" camunda:formKey="{LONG}"/>', "form"),
        (f'<serviceTask id="t" camunda:type="external" camunda:topic="{LONG}"/>', "topic"),
        (f'<serviceTask id="t" camunda:topic="x" camunda:resultVariable="{LONG}"/>',
         "resultVariable"),
        (f'<scriptTask id="t" camunda:resultVariable="{LONG}"><script>1</script></scriptTask>',
         "resultVariable"),
        (extended("task", "t", f'<camunda:inputOutput><camunda:inputParameter name="{LONG}"/>'
                  "</camunda:inputOutput>"), "parameter"),
        (f'<intermediateThrowEvent id="t"><signalEventDefinition signalRef="{LONG}"/>'
         "</intermediateThrowEvent>", "name"),
    ],
)  # fmt: skip
def test_drawn_name_is_a_problem_at_deployment(body, what):
    found = [p for p in refused(line(body, "t")) if p.code == "too_long"]

    assert [p.element_id for p in found] == ["t"]
    assert found[0].facts["what"] == what


def test_drawn_id_is_a_problem_at_deployment():
    body = f'<process id="{LONG}" isExecutable="true"><startEvent id="s"/></process>'

    assert "too_long" in {p.code for p in refused(definitions(body))}


def test_drawn_name_of_a_process_is_a_problem():
    body = f'<process id="p" name="{LONG}" isExecutable="true"><startEvent id="s"/></process>'

    assert {p.facts["what"] for p in refused(definitions(body)) if p.code == "too_long"} == {"name"}
