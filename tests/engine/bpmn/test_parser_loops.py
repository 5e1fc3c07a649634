"""Loops and multi-instance activities, in every vendor's words."""

import pytest

from engine.bpmn.loops import MultiInstance, StandardLoop
from tests.engine.bpmn.diagrams import (
    errors,
    line,
    node,
    value,
)


def looped(inner, attributes=""):
    return line(f'<userTask id="u" name="U" {attributes}>{inner}</userTask>', "u")


def multi(inner="", attributes=""):
    tag = "multiInstanceLoopCharacteristics"
    return looped(f"<{tag} {attributes}>{inner}</{tag}>")


def test_standard_loop():
    inner = (
        '<standardLoopCharacteristics loopMaximum="3" testBefore="true"><loopCondition>n > 1'
        "</loopCondition></standardLoopCharacteristics>"
    )
    body = node(looped(inner, 'startQuantity="2"'), "u")

    assert isinstance(body, StandardLoop)
    assert (body.maximum, body.test_before, body.bpmn_name) == (3, True, "U")
    assert value(body.condition, n=2) is True
    assert (body.start_quantity, body.instance) == (2, "u (instance)")


def test_multi_instance_over_a_collection():
    body = node(
        multi(
            "<completionCondition>${nrOfCompletedInstances == 2}</completionCondition>",
            'isSequential="1" camunda:collection="${people}" camunda:elementVariable="person"',
        ),
        "u",
    )

    assert isinstance(body, MultiInstance)
    assert (body.sequential, body.item, body.cardinality) == (True, "person", None)
    assert value(body.collection, people=["a"]) == ["a"]
    assert value(body.condition, nrOfCompletedInstances=2) is True


def test_multi_instance_in_words_of_the_standard():
    inner = (
        "<loopDataInputRef>ref</loopDataInputRef><loopDataOutputRef>results</loopDataOutputRef>"
        '<inputDataItem id="item"/><outputDataItem id="result"/>'
    )
    data = '<dataObject id="things"/><dataObjectReference id="ref" dataObjectRef="things"/>'
    xml = multi(inner).replace(b'<startEvent id="a"/>', data.encode() + b'<startEvent id="a"/>')
    body = node(xml, "u")

    assert (body.item, body.results, body.result) == ("item", "results", "result")
    assert value(body.collection, things=[1]) == [1]


def test_multi_instance_by_number_throws_what_it_says():
    inner = "<loopCardinality>n</loopCardinality>"
    xml = multi(inner, 'behavior="One" oneBehaviorEventRef="D"').replace(
        b"</definitions>", b'<signalEventDefinition id="D" signalRef="Sig"/></definitions>'
    )
    body = node(xml, "u")

    assert value(body.cardinality, n=3) == 3
    assert (body.behavior, body.behavior_event.name) == ("One", "stop")


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (looped("<standardLoopCharacteristics/>"), "loop_endless"),
        (looped('<standardLoopCharacteristics loopMaximum="0"/>'), "loop_number"),
        (looped('<standardLoopCharacteristics loopMaximum="x"/>'), "loop_number"),
        (multi(), "loop_items"),
        (multi("<loopCardinality>3</loopCardinality>", 'camunda:collection="x"'), "loop_items"),
        (multi("<loopCardinality>-3</loopCardinality>"), "loop_number"),
        (multi("<loopCardinality>${</loopCardinality>"), "expression_invalid"),
        (multi("<loopCardinality>3</loopCardinality>",
               'behavior="None" noneBehaviorEventRef="q"'), "loop_event"),
        (looped("", 'completionQuantity="0"'), "loop_number"),
    ],
)  # fmt: skip
def test_loops_that_cannot_run_are_refused(xml, code):
    assert errors(xml) == [(code, "u")]


def test_instance_of_a_loop_knows_who_works_it():
    inner = "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>"
    xml = looped(inner + "</multiInstanceLoopCharacteristics>", 'camunda:assignee="${who}"')

    assert value(node(xml, "u (instance)").assignment.assignee, who="ann") == "ann"
