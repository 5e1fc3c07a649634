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

    assert (problem.line, problem.facts["first"]) == (5, 3)


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
