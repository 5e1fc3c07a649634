"""Events and their triggers: what can not happen where it is drawn is refused."""

import pytest

from tests.engine.bpmn.diagrams import (
    compiled,
    errors,
    flow,
    line,
    process,
    warnings,
)

TIMER = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"
MESSAGE = '<messageEventDefinition messageRef="Msg"/>'
START_END = f'<startEvent id="a"/><endEvent id="z"/>{flow("a", "z")}'


def gateway(kind, *flows, attributes=""):
    """Start a, a gateway g of a kind, tasks x and y, and the flows."""
    tasks = '<task id="x"/><task id="y"/>'
    return process(
        f'<startEvent id="a"/><{kind} id="g" {attributes}/>{tasks}{flow("a", "g")}' + "".join(flows)
    )


def with_boundary(definition, attributes="", on="u", tag="userTask"):
    event = f'<boundaryEvent id="b" attachedToRef="{on}" {attributes}>{definition}</boundaryEvent>'
    return line(f'<{tag} id="u"/>{event}', "u")


def event(tag, definition, name="e"):
    return process(f'{START_END}<{tag} id="{name}">{definition}</{tag}>{flow("a", name)}')


@pytest.mark.parametrize(
    ("definition", "attributes", "found"),
    [
        pytest.param("", "", "boundary_trigger", id="no trigger"),
        pytest.param(
            "<errorEventDefinition/>",
            'cancelActivity="false"',
            "boundary_must_interrupt",
            id="non-interrupting error",
        ),
        pytest.param("<cancelEventDefinition/>", "", "cancel_outside_transaction", id="cancel"),
        pytest.param("<terminateEventDefinition/>", "", "event_kind", id="terminate"),
        pytest.param("<compensateEventDefinition/>", "", "compensation_handler", id="no handler"),
    ],
)
def test_boundary_events_that_cannot_work_are_refused(definition, attributes, found):
    assert (found, "b") in errors(with_boundary(definition, attributes))


def test_boundary_event_on_nothing_is_refused():
    assert errors(with_boundary(TIMER, on="q")) == [("dangling_reference", "b")]
    assert errors(with_boundary(TIMER, on="a")) == [("boundary_target", "b")]
    assert errors(with_boundary(TIMER, on="")) == [("dangling_reference", "b")]


def test_boundary_event_with_incoming_flow_is_refused():
    xml = line(
        f'<task id="u"/><boundaryEvent id="b" attachedToRef="u">{TIMER}</boundaryEvent>'
        f'<task id="x"/>{flow("x", "b")}',
        "u",
    )

    assert errors(xml) == [("boundary_has_incoming", "b")]


@pytest.mark.parametrize(
    ("tag", "definition"),
    [
        ("startEvent", "<errorEventDefinition/>"),
        ("intermediateCatchEvent", "<errorEventDefinition/>"),
        ("intermediateCatchEvent", "<escalationEventDefinition/>"),
        ("intermediateCatchEvent", "<terminateEventDefinition/>"),
        ("intermediateThrowEvent", TIMER),
        ("intermediateThrowEvent", "<errorEventDefinition/>"),
        ("endEvent", TIMER),
        ("endEvent", "<conditionalEventDefinition><condition>n</condition>"
         "</conditionalEventDefinition>"),
    ],
)  # fmt: skip
def test_trigger_in_a_wrong_position_is_refused(tag, definition):
    assert ("event_kind", "e") in errors(event(tag, definition))


def test_cancel_end_event_belongs_to_a_transaction():
    inner = '<startEvent id="s"/><endEvent id="c"><cancelEventDefinition/></endEvent>'
    flows = flow("s", "c")

    assert warnings(line(f'<transaction id="T">{inner}{flows}</transaction>', "T")) == []
    assert errors(line(f'<subProcess id="T">{inner}{flows}</subProcess>', "T")) == [
        ("cancel_outside_transaction", "c")
    ]


def test_catching_event_without_trigger_passes_with_warning():
    assert warnings(line('<intermediateCatchEvent id="e"/>', "e")) == [
        ("event_without_trigger", "e")
    ]


def test_event_gateway_leads_to_events_only():
    xml = gateway("eventBasedGateway", flow("g", "x"))

    assert errors(xml) == [("event_gateway_target", "g")]
    assert errors(gateway("eventBasedGateway")) == [("event_gateway_needs_flows", "g")]


def test_event_gateway_with_events_is_deployed():
    events = (
        f'<intermediateCatchEvent id="t">{TIMER}</intermediateCatchEvent>'
        f'<receiveTask id="r" messageRef="Msg"/>{flow("g", "t")}{flow("g", "r")}'
    )

    assert warnings(process(f'<startEvent id="a"/><eventBasedGateway id="g"/>{flow("a", "g")}'
                            + events)) == []  # fmt: skip


def test_gateway_may_start_a_process():
    event = '<intermediateCatchEvent id="{0}">{1}</intermediateCatchEvent>'
    xml = process(
        '<eventBasedGateway id="g" instantiate="true"/><receiveTask id="r" messageRef="Msg"/>'
        + event.format("s", '<signalEventDefinition signalRef="Sig"/>')
        + flow("g", "r")
        + flow("g", "s")
    )
    found = compiled(xml).processes["P"]

    starts = [(start.activity_id, start.kind, start.name) for start in found.starts]
    assert starts == [("r", "message", "order"), ("s", "signal", "stop")]
    assert not found.startable
    assert warnings(xml) == []


def test_receive_task_may_start_a_process():
    receive = '<receiveTask id="r" messageRef="Msg" instantiate="true"/>'
    xml = process(f'<startEvent id="a"/>{receive}<task id="x"/>{flow("a", "x")}{flow("r", "x")}')

    assert [start.kind for start in compiled(xml).processes["P"].starts] == ["none", "message"]
    assert warnings(xml) == []


def test_event_subprocess_has_one_start_with_a_trigger():
    body = '<subProcess id="E" triggeredByEvent="true">{}</subProcess>' + START_END
    triggered = f'<startEvent id="s">{MESSAGE}</startEvent>'

    assert warnings(process(body.format(triggered))) == []
    assert errors(process(body.format(""))) == [("event_subprocess_start", "E")]
    assert errors(process(body.format('<startEvent id="s"/>'))) == [
        ("event_subprocess_trigger", "E")
    ]
    assert errors(process(body.format(triggered) + flow("a", "E"))) == [
        ("event_subprocess_flow", "E")
    ]


def test_errors_and_compensation_start_event_subprocesses_only():
    body = (
        '<subProcess id="E" triggeredByEvent="true"><startEvent id="s">{}</startEvent></subProcess>'
    )
    for definition in ("error", "escalation", "compensate"):
        xml = process(body.format(f"<{definition}EventDefinition/>") + START_END)
        assert warnings(xml) == []


def test_compensation_needs_an_activity_that_exists():
    throw = '<intermediateThrowEvent id="c"><compensateEventDefinition activityRef="{}"/>'
    xml = line(throw.format("nothing") + "</intermediateThrowEvent>", "c")

    assert errors(xml) == [("compensation_target", "c")]


def test_compensation_handler_is_found_by_its_association():
    body = (
        '<task id="u"/><boundaryEvent id="b" attachedToRef="u"><compensateEventDefinition/>'
        '</boundaryEvent><task id="undo" isForCompensation="true"/>'
        '<textAnnotation id="note"/><association id="n" sourceRef="b" targetRef="note"/>'
        '<association id="l" sourceRef="b" targetRef="undo"/>'
    )
    spec = compiled(line(body, "u")).specs["P"]

    assert spec.task_specs["u"].compensation_handler == "undo"
    assert "b" not in spec.task_specs
    assert errors(line(body + flow("undo", "z"), "u")) == [("handler_has_flow", "undo")]
