"""The dry run: what is drawn so that it could not run is refused, and only that."""

import pytest

from tests.engine.bpmn.diagrams import (
    compiled,
    definitions,
    errors,
    flow,
    line,
    process,
    refused,
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
    ("xml", "found"),
    [
        pytest.param(definitions(""), [("no_process", None)], id="no process"),
        pytest.param(process(""), [("empty_process", "P")], id="empty process"),
        pytest.param(process("<startEvent/>"), [("missing_id", "P")], id="no id"),
        pytest.param(
            process('<task id="x"/><task id="x"/>'), [("duplicate_id", "x")], id="id twice"
        ),
        pytest.param(
            process(f'{START_END}<task id="Msg"/>'), [("duplicate_id", "Msg")], id="id elsewhere"
        ),
        pytest.param(
            definitions('<process id="a:b"><task id="x"/></process>'),
            [("invalid_id", "a:b")],
            id="process id for addresses",
        ),
        pytest.param(process('<task id="x y"/>'), [("invalid_id", "x y")], id="id with a space"),
        pytest.param(
            process(f"{START_END}{flow('a', 'q')}"),
            [("dangling_reference", "a_q")],
            id="to nothing",
        ),
        pytest.param(
            process(f'{START_END}<sequenceFlow id="f" sourceRef="a"/>'),
            [("missing_reference", "f")],
            id="half a flow",
        ),
        pytest.param(
            process(f"{START_END}{flow('a', 'Msg')}"),
            [("dangling_reference", "a_Msg")],
            id="to a message",
        ),
        pytest.param(
            process(f'{START_END}<subProcess id="S"><task id="i"/></subProcess>{flow("a", "i")}'),
            [("crosses_scope", "a_i")],
            id="into a subprocess",
        ),
        pytest.param(
            process(f'{START_END}<task id="x"/>{flow("x", "a")}'),
            [("start_has_incoming", "a")],
            id="into the start",
        ),
        pytest.param(
            process(f'{START_END}<task id="x"/>{flow("z", "x")}'),
            [("end_has_outgoing", "z")],
            id="out of the end",
        ),
        pytest.param(
            process(f'<task id="x"/><task id="y"/>{flow("x", "y")}{flow("y", "x")}'),
            [("no_start", "P")],
            id="a ring",
        ),
        pytest.param(
            process(f'{START_END}<task id="t" default="q"/>{flow("a", "t")}'),
            [("dangling_reference", "t")],
            id="default to nothing",
        ),
    ],
)
def test_what_is_not_connected_is_refused(xml, found):
    assert errors(xml) == found


def test_flows_need_no_ids():
    flows = '<sequenceFlow sourceRef="a" targetRef="x"/><sequenceFlow sourceRef="x" targetRef="z"/>'
    xml = process(f'<startEvent id="a"/><task id="x"/><endEvent id="z"/>{flows}')
    spec = compiled(xml).specs["P"]

    assert [[f.target for f in spec.task_specs[name].flows] for name in "axz"] == [["x"], ["z"], []]
    assert len(spec.sources) == 2


def test_process_without_id_is_refused():
    assert errors(definitions('<process><startEvent id="a"/></process>')) == [("missing_id", None)]


def test_duplicate_id_names_both_lines():
    xml = process('<task id="x"/>\n<task id="y"/>\n<task id="x"/>')

    problem = next(p for p in refused(xml) if p.code == "duplicate_id")

    assert (problem.line, problem.facts["first"]) == (5, "3")


def test_same_variable_in_two_scopes_is_warned_of():
    inner = '<subProcess id="{0}"><dataObject id="n"/><startEvent id="s{0}"/></subProcess>'
    xml = line(inner.format("S") + inner.format("T"), "S", "T")

    assert warnings(xml) == [("repeated_name", "n")]


def test_exclusive_gateway_needs_conditions():
    xml = gateway("exclusiveGateway", flow("g", "x"), flow("g", "y"))

    problem = next(p for p in refused(xml) if p.code == "condition_required")

    assert problem.element_id == "g"
    assert problem.facts["flows"] == "g_x, g_y"


def test_exclusive_gateway_with_one_open_flow_takes_it_last():
    xml = gateway("exclusiveGateway", flow("g", "x"), flow("g", "y", "n > 3"))

    assert warnings(xml) == [("implicit_default", "g")]


def test_default_beside_an_open_flow_is_refused():
    default = 'default="g_x"'
    xml = gateway("exclusiveGateway", flow("g", "x"), flow("g", "y"), attributes=default)

    assert errors(xml) == [("condition_required", "g")]


def test_condition_of_a_default_flow_is_warned_of():
    default = 'default="g_x"'
    flows = flow("g", "x", "n > 3"), flow("g", "y", "n > 4")

    assert warnings(gateway("exclusiveGateway", *flows, attributes=default)) == [
        ("default_has_condition", "g_x")
    ]


def test_condition_behind_a_parallel_gateway_is_warned_of():
    xml = gateway("parallelGateway", flow("g", "x", "n > 3"), flow("g", "y"))

    assert warnings(xml) == [("condition_not_evaluated", "g_x")]


def test_wrong_condition_is_not_also_missing():
    xml = gateway("exclusiveGateway", flow("g", "x", "n >"), flow("g", "y", "n > 4"))

    assert errors(xml) == [("expression_invalid", "g_x")]


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


def test_nodes_that_nothing_leads_to_are_warned_of():
    xml = process(f'{START_END}<task id="x"/><task id="y"/>{flow("x", "y")}')

    assert warnings(xml) == [("unreachable", "x"), ("unreachable", "y")]


def test_every_activity_that_can_run_counts_as_reached():
    xml = line(
        f'<userTask id="u"/><boundaryEvent id="b" attachedToRef="u">{TIMER}</boundaryEvent>'
        f'<task id="late"/>{flow("b", "late")}'
        f'<subProcess id="E" triggeredByEvent="true"><startEvent id="s">{MESSAGE}</startEvent>'
        f'<task id="i"/>{flow("s", "i")}</subProcess>',
        "u",
    )

    assert warnings(xml) == []


def test_a_gap_of_ours_makes_nothing_unreachable():
    xml = line(
        '<intermediateCatchEvent id="e"><timerEventDefinition/></intermediateCatchEvent>', "e"
    )

    assert [p.code for p in refused(xml)] == ["timer_missing"]


def test_several_start_events_without_trigger_are_warned_of():
    xml = process(f'{START_END}<startEvent id="b"/>{flow("b", "z")}')

    assert warnings(xml) == [("several_starts", "P")]


def test_start_event_may_be_missing():
    xml = process(f'<task id="x"/><task id="y"/>{flow("x", "y")}')

    assert compiled(xml).processes["P"].startable


def test_trigger_in_an_embedded_subprocess_is_warned_of():
    inner = f'<subProcess id="S"><startEvent id="s">{MESSAGE}</startEvent></subProcess>'

    assert warnings(line(inner, "S")) == [("subprocess_start", "s")]


def test_empty_subprocess_is_warned_of():
    assert warnings(line('<subProcess id="S"/>', "S")) == [("empty_subprocess", "S")]
