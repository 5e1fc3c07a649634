"""Events: messages, signals, errors, timers and conditions as they are drawn and written."""

from engine.bpmn.definitions import Compensation, Condition, Error, Message, Signal, parts
from engine.bpmn.timers import Timer
from tests.engine.bpmn.diagrams import (
    compiled,
    errors,
    extended,
    flow,
    line,
    node,
    process,
    refused,
    value,
    warnings,
)


def catching(definition, attributes="", roots=""):
    event = f'<intermediateCatchEvent id="e" {attributes}>\n{definition}</intermediateCatchEvent>'
    return line(event, "e").replace(b"</definitions>", roots.encode() + b"</definitions>")


def throwing(definition, attributes=""):
    return line(
        f'<intermediateThrowEvent id="e" {attributes}>{definition}</intermediateThrowEvent>', "e"
    )


def definition_of(xml):
    return node(xml, "e").event_definition


def test_message_goes_by_its_name():
    found = definition_of(catching('<messageEventDefinition messageRef="Msg"/>'))

    assert isinstance(found, Message)
    assert (found.name, found.label, found.payload, found.keys) == ("order", None, (), ())


def test_prefix_of_a_reference_does_not_matter():
    assert definition_of(catching('<messageEventDefinition messageRef="x:Msg"/>')).name == "order"


def test_name_of_a_message_may_be_an_expression():
    roots = '<message id="M" name="order-${id}"/>'
    found = definition_of(catching('<messageEventDefinition messageRef="M"/>', "", roots))

    assert value(found.label, id=7) == "order-7"


def test_message_without_reference_takes_the_name_of_its_event():
    xml = catching("<messageEventDefinition/>", 'name="Order\n came"')

    assert definition_of(xml).name == "Order came"
    assert warnings(xml) == [("name_from_element", "e")]
    assert errors(catching("<messageEventDefinition/>")) == [("message_unnamed", "e")]
    assert errors(catching("<signalEventDefinition/>")) == [("signal_unnamed", "e")]


def test_reference_to_nothing_is_taken_as_the_name():
    xml = catching('<messageEventDefinition messageRef="paid"/>')

    assert definition_of(xml).name == "paid"
    assert warnings(xml) == [("name_from_reference", "e")]


def test_message_without_name_takes_its_id():
    xml = catching('<messageEventDefinition messageRef="M"/>', "", '<message id="M"/>')

    assert definition_of(xml).name == "M"
    assert warnings(xml) == [("unnamed_definition", "M")]


def test_message_carries_its_declared_payload():
    payload = extended(
        "messageEventDefinition",
        "d",
        '<ravand:payload name="x">${a + 1}</ravand:payload><camunda:in source="a" target="y"/>',
        'messageRef="Msg"',
    )
    found = definition_of(throwing(payload))

    assert [(p.name, value(p.value, a=1)) for p in found.payload] == [("x", 2), ("y", 1)]


def test_payload_may_be_declared_at_the_send_task():
    task = extended("sendTask", "e", '<ravand:payload name="x">1</ravand:payload>',
                    'messageRef="Msg"')  # fmt: skip

    assert [p.name for p in definition_of(line(task, "e")).payload] == ["x"]


def test_payload_of_everything_is_refused():
    signal = extended("signalEventDefinition", "d", '<camunda:in variables="all"/>',
                      'signalRef="Sig"')  # fmt: skip

    assert errors(throwing(signal)) == [("unsupported_extension", "e")]


def test_receive_task_waits_for_its_message():
    assert definition_of(line('<receiveTask id="e" messageRef="Msg"/>', "e")).name == "order"
    assert errors(line('<receiveTask id="e"/>', "e")) == [("message_unnamed", "e")]


CORRELATION = """<correlationProperty id="order_id"><correlationPropertyRetrievalExpression
 messageRef="Msg"><messagePath>order["id"]</messagePath></correlationPropertyRetrievalExpression>
</correlationProperty><collaboration id="C"><correlationKey id="K" name="order">
<correlationPropertyRef>order_id</correlationPropertyRef></correlationKey></collaboration>"""


def test_correlation_keys_are_found_in_the_payload():
    found = definition_of(catching('<messageEventDefinition messageRef="Msg"/>', "", CORRELATION))
    (prop,) = found.correlation_properties

    assert (prop.name, prop.correlation_keys) == ("order_id", ["order"])
    assert value(prop.retrieval_expression, order={"id": 7}) == 7


def test_waiting_event_says_what_it_expects():
    subscription = (
        '<correlationSubscription id="cs" correlationKeyRef="K"><correlationPropertyBinding '
        'correlationPropertyRef="order_id"><dataPath>my_order</dataPath>'
        "</correlationPropertyBinding></correlationSubscription>"
    )
    message = '<messageEventDefinition messageRef="Msg"/>'
    event = f'<intermediateCatchEvent id="e">{message}</intermediateCatchEvent>'
    xml = process(f'{subscription}<startEvent id="a"/>{event}{flow("a", "e")}', "", CORRELATION)

    assert [(p.name, value(p.value, my_order=7)) for p in definition_of(xml).keys] == [
        ("order_id", 7)
    ]


def test_waiting_event_may_name_its_keys_itself():
    message = extended("messageEventDefinition", "d",
                       '<ravand:correlation name="id">${order_id}</ravand:correlation>',
                       'messageRef="Msg"')  # fmt: skip

    assert [
        (p.name, value(p.value, order_id=7)) for p in definition_of(catching(message)).keys
    ] == [("id", 7)]


def test_correlation_to_nothing_is_refused():
    broken = CORRELATION.replace(">order_id<", ">q<").replace('messageRef="Msg"', "")

    codes = [
        p.code for p in refused(catching('<messageEventDefinition messageRef="Msg"/>', "", broken))
    ]
    assert codes.count("dangling_reference") == 2


def test_signal_error_and_escalation():
    signal = definition_of(throwing('<signalEventDefinition signalRef="Sig"/>'))
    escalation = definition_of(throwing('<escalationEventDefinition escalationRef="Esc"/>'))

    assert isinstance(signal, Signal)
    assert signal.name == "stop"
    assert escalation.code == "X1"


def boundary(definition):
    return line(
        f'<task id="u"/><boundaryEvent id="e" attachedToRef="u">{definition}</boundaryEvent>', "u"
    )


def test_error_event_names_variables_for_its_facts():
    attributes = 'camunda:errorCodeVariable="c" camunda:errorMessageVariable="m"'
    found = definition_of(boundary(f'<errorEventDefinition errorRef="Err" {attributes}/>'))

    assert isinstance(found, Error)
    assert (found.code, found.code_variable, found.message_variable) == ("E1", "c", "m")
    assert definition_of(boundary("<errorEventDefinition/>")).code is None


def test_error_without_code_goes_by_its_id():
    xml = boundary('<errorEventDefinition errorRef="Other"/>').replace(
        b"</definitions>", b'<error id="Other" name="x"/></definitions>'
    )

    assert definition_of(xml).code == "Other"
    assert warnings(xml) == [("uncoded_definition", "Other")]


def test_condition_is_compiled():
    event = "<conditionalEventDefinition><condition>{}</condition></conditionalEventDefinition>"
    found = definition_of(catching(event.format("${n != null}")))

    assert isinstance(found, Condition)
    assert value(found.expression, n=1) is True
    assert errors(catching(event.format(""))) == [("condition_missing", "e")]


def test_several_definitions_make_one_event():
    both = (
        '<messageEventDefinition messageRef="Msg"/><timerEventDefinition><timeDuration>PT1H'
        "</timeDuration></timerEventDefinition>"
    )
    found = definition_of(catching(both, 'parallelMultiple="true"'))

    assert [type(part) for part in parts(found)] == [Message, Timer]
    assert found.parallel is True


def test_shared_definition_is_used_where_it_is_named():
    roots = '<signalEventDefinition id="D" signalRef="Sig"/>'
    reference = "<eventDefinitionRef>x:D</eventDefinitionRef>"

    assert definition_of(catching(reference, "", roots)).name == "stop"
    assert ("definition_reference", "e") in errors(catching(reference))


def test_compensation_event_names_its_activity():
    definition = '<compensateEventDefinition activityRef="u" waitForCompletion="false"/>'
    found = definition_of(line(f'<task id="u"/><intermediateThrowEvent id="e">{definition}'
                               "</intermediateThrowEvent>", "u", "e"))  # fmt: skip

    assert isinstance(found, Compensation)
    assert (found.activity, found.wait) == ("u", False)


def linked(*pairs):
    kinds = {"throw": "intermediateThrowEvent", "catch": "intermediateCatchEvent"}
    events = "".join(
        f'<{kinds[kind]} id="{name}"><linkEventDefinition {link}/></{kinds[kind]}>'
        for kind, name, link in pairs
    )
    return process(f'<startEvent id="a"/>{events}<task id="z"/>{flow("a", "t")}{flow("c", "z")}')


def test_link_events_become_a_flow():
    xml = linked(("throw", "t", 'name="L"'), ("catch", "c", 'name="L"'))

    assert [f.target for f in node(xml, "t").flows] == ["c"]
    assert warnings(xml) == []


def test_links_that_lead_nowhere_are_refused():
    there, back = ("throw", "t", 'name="L"'), ("catch", "c", 'name="K"')

    assert ("link_target", "t") in errors(linked(there, back))
    assert ("link_unnamed", "t") in errors(linked(("throw", "t", ""), back))
    assert ("link_duplicate", "d") in errors(linked(there, back, ("catch", "d", 'name="K"')))


def test_event_subprocess_has_the_definition_of_its_start():
    inner = (
        '<startEvent id="s" isInterrupting="false"><messageEventDefinition messageRef="Msg"/>'
        "</startEvent>"
    )
    xml = line(f'<subProcess id="E" triggeredByEvent="true">{inner}</subProcess>')
    found = node(xml, "E")

    assert (found.event_definition.name, found.interrupting) == ("order", False)


def test_every_start_is_told():
    xml = process(
        '<startEvent id="n"/><startEvent id="m"><messageEventDefinition messageRef="Msg"/>'
        '</startEvent><startEvent id="s"><signalEventDefinition signalRef="Sig"/></startEvent>'
        '<startEvent id="t"><timerEventDefinition><timeCycle>0 0 8 * * ?</timeCycle>'
        '</timerEventDefinition></startEvent><startEvent id="c"><conditionalEventDefinition>'
        "<condition>n > 1</condition></conditionalEventDefinition></startEvent>"
        '<task id="z"/>' + "".join(flow(start, "z") for start in "nmstc")
    )
    starts = compiled(xml).processes["P"].starts

    assert [(s.activity_id, s.kind, s.name, s.expression, s.timer_kind) for s in starts] == [
        ("n", "none", None, None, None),
        ("m", "message", "order", None, None),
        ("s", "signal", "stop", None, None),
        ("t", "timer", None, "0 0 8 * * ?", "cycle"),
        ("c", "condition", None, "n > 1", None),
    ]
