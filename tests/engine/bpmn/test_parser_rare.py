"""What seldom stands in a diagram, and is read all the same."""

import pytest

from engine.bpmn.events import SendTask
from tests.engine.bpmn.diagrams import (
    errors,
    extended,
    flow,
    line,
    node,
    process,
    value,
    warnings,
)

MULTI = "multiInstanceLoopCharacteristics"
FORMAL = "<formalExpression>{}</formalExpression>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param(
            '<userTask id="u"><potentialOwner><resourceRef>R</resourceRef><resourceParameterBinding'
            ' parameterRef="p"/></potentialOwner></userTask>',
            "resource_role",
            id="parameters of a resource",
        ),
        pytest.param(
            '<userTask id="u"><resourceRole id="r"/></userTask>', "resource_role", id="bare role"
        ),
        pytest.param(
            extended("callActivity", "u", '<camunda:in source="a" target="b" local="true"/>',
                     'calledElement="P"'),
            "ignored_extension",
            id="local variables",
        ),
        pytest.param(
            '<callActivity id="u" calledElement="P" camunda:calledElementTenantId="t"/>',
            "ignored_extension",
            id="tenant",
        ),
        pytest.param(
            extended("userTask", "u", "<camunda:properties><camunda:odd/></camunda:properties>"),
            "unknown_extension",
            id="unknown inside of a known one",
        ),
        pytest.param(
            extended("userTask", "u", "<camunda:odd><camunda:odder/></camunda:odd>"),
            "unknown_extension",
            id="unknown",
        ),
        pytest.param(
            extended("userTask", "u", "<o:odd xmlns:o='urn:odd'/>"),
            "foreign_extension",
            id="decoration",
        ),
        pytest.param(
            extended("userTask", "u", '<camunda:formData><camunda:formField id="f" type="long" '
                     'defaultValue="x"><camunda:validation><camunda:constraint name="readonly"/>'
                     '<camunda:constraint name="min" config="x"/></camunda:validation>'
                     "</camunda:formField></camunda:formData>"),
            "form_validation",
            id="limit that is no number",
        ),
    ],
)  # fmt: skip
def test_what_has_no_effect_is_warned_of(body, found):
    xml = line(body, "u").replace(b"</definitions>", b'<resource id="R" name="r"/></definitions>')

    assert warnings(xml) == [(found, "u")]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param(
            '<userTask id="u"><potentialOwner><resourceAssignmentExpression>'
            + FORMAL.format("user(${)")
            + "</resourceAssignmentExpression></potentialOwner></userTask>",
            "expression_invalid",
            id="worker",
        ),
        pytest.param(
            extended("callActivity", "u", '<camunda:in source="a"/>', 'calledElement="P"'),
            "parameter_invalid",
            id="nothing to pass to",
        ),
        pytest.param(
            extended("callActivity", "u", '<camunda:out target="a"/>', 'calledElement="P"'),
            "parameter_invalid",
            id="nothing to pass",
        ),
        pytest.param(
            '<callActivity id="u" calledElement="${"/>', "expression_invalid", id="called process"
        ),
        pytest.param(
            f'<task id="u"><{MULTI} behavior="Complex"><loopCardinality>2</loopCardinality>'
            f"<complexBehaviorDefinition><condition>n (</condition></complexBehaviorDefinition>"
            f"</{MULTI}></task>",
            "expression_invalid",
            id="behaviour",
        ),
        pytest.param(
            '<complexGateway id="u"><activationCondition>n (</activationCondition>'
            "</complexGateway>",
            "expression_invalid",
            id="activation",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(body, found):
    assert errors(line(body, "u")) == [(found, "u")]


def test_script_of_a_condition_outside_of_the_diagram_is_refused():
    condition = '<conditionExpression camunda:resource="x.groovy"/>'
    xml = line('<task id="u"/>', "u").replace(
        b'targetRef="z">', b'targetRef="z">' + condition.encode()
    )

    assert errors(xml) == [("script_resource", "u_z")]


def test_message_of_a_correlation_needs_a_path():
    xml = line("").replace(
        b"</definitions>",
        b'<correlationProperty id="c"><correlationPropertyRetrievalExpression messageRef="Msg">'
        b"<messagePath/></correlationPropertyRetrievalExpression></correlationProperty>"
        b"</definitions>",
    )

    assert errors(xml) == [("correlation_incomplete", "c")]


def test_send_task_may_hold_its_message():
    inner = '<messageEventDefinition messageRef="Msg"/>'
    found = node(line(f'<sendTask id="u">{inner}</sendTask>', "u"), "u")

    assert isinstance(found, SendTask)
    assert found.event_definition.name == "order"


def test_send_task_without_message_waits_for_a_worker():
    xml = line('<sendTask id="u"/>', "u")

    assert warnings(xml) == [("topic_from_id", "u")]
    assert node(xml, "u").work.kind == "external"


def test_complex_behaviour_of_instances():
    event = '<event id="e"><signalEventDefinition signalRef="Sig"/></event>'
    inner = (
        f'<{MULTI} behavior="Complex"><loopCardinality>2</loopCardinality>'
        f"<complexBehaviorDefinition><condition>n > 1</condition>{event}"
        f"</complexBehaviorDefinition></{MULTI}>"
    )
    body = node(line(f'<task id="u">{inner}</task>', "u"), "u")

    assert body.behavior_event.name == "stop"
    assert value(body.behavior_condition, n=2) is True


def test_activation_condition_of_a_complex_gateway():
    inner = "<activationCondition>activationCount > 1</activationCondition>"
    xml = line(f'<complexGateway id="u">{inner}</complexGateway>', "u")

    assert value(node(xml, "u").activation_condition, activationCount=2) is True


def test_task_output_goes_to_a_data_object():
    data = (
        '<dataObject id="d"/><dataObjectReference id="ref" dataObjectRef="d"/>'
        '<userTask id="u"><dataOutputAssociation><sourceRef>answer</sourceRef><targetRef>ref'
        "</targetRef></dataOutputAssociation></userTask>"
    )

    assert node(line(data, "u"), "u").data_outputs == [("answer", "d")]


def test_parameters_of_a_called_process():
    io = (
        '<ioSpecification><dataInput id="i"/><dataOutput id="o" name="out"/></ioSpecification>'
        '<startEvent id="a"/>'
    )
    spec = node(process(io), "a")._wf_spec

    assert [item.bpmn_id for item in spec.io_specification.data_inputs] == ["i"]
    assert [item.bpmn_id for item in spec.io_specification.data_outputs] == ["o"]


def test_values_name_the_variables_they_read():
    call = node(
        process(
            '<startEvent id="a"/>'
            + extended("callActivity", "c", '<camunda:in source="s" target="t"/>',
                       'calledElement="P"')
            + flow("a", "c")
        ),
        "c",
    ).call  # fmt: skip
    task = node(line('<userTask id="u"><documentation>${d}</documentation></userTask>', "u"), "u")

    assert call.inputs[0].value.names == {"s"}
    assert task.assignment.description.names == {"d"}
