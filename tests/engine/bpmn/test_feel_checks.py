"""FEEL at deployment: every syntax error with its element, line, column and what was expected."""

import pytest

from tests.engine.bpmn.diagrams import compiled, errors, extended, flow, line, process, refused

GATEWAY = (
    '<startEvent id="a"/>\n<exclusiveGateway id="g" name="Choose" default="g_y"/>\n'
    '<endEvent id="x"/><endEvent id="y"/>\n'
)


def guarded(condition):
    flows = flow("a", "g") + flow("g", "y") + "\n" + flow("g", "x", condition)
    return process(GATEWAY + flows.replace('id="g_x"', 'id="g_x" name="large"'))


def test_error_tells_where_it_is_and_what_is_expected():
    (problem,) = refused(guarded("=amount &gt;"))

    assert problem.code == "feel_invalid"
    assert (problem.element_id, problem.element_name, problem.line) == ("g_x", "large", 7)
    assert problem.facts["column"] == 10
    assert problem.facts["reason"] == "expected an expression, found the end"
    assert str(problem) == (
        "test.bpmn, line 7, g_x: The FEEL expression =amount > can not be read at column 10: "
        "expected an expression, found the end. Correct the expression."
    )


def test_line_within_a_long_expression_is_counted():
    (problem,) = refused(guarded("\n\n=amount\n  and and\n"))

    assert (problem.line, problem.facts["column"]) == (10, 7)


def test_column_without_a_sign_is_that_of_the_text():
    xml = guarded("amount and").replace(
        b"<conditionExpression>", b'<conditionExpression language="feel">'
    )

    facts = refused(xml)[0].facts
    assert (facts["expression"], facts["column"]) == ("amount and", 11)


INPUT = (
    '<camunda:inputOutput><camunda:inputParameter name="n">=[1</camunda:inputParameter>'
    "</camunda:inputOutput>"
)
LOOP = '<multiInstanceLoopCharacteristics camunda:collection="=[1"/>'
COUNT = "<multiInstanceLoopCharacteristics><loopCardinality>=[1</loopCardinality>"
TIMER = "<timerEventDefinition><timeDuration>=[1</timeDuration></timerEventDefinition>"
EVENT = "<conditionalEventDefinition><condition>=[1</condition></conditionalEventDefinition>"


@pytest.mark.parametrize(
    "task",
    [
        extended("userTask", "t", INPUT),
        '<userTask id="t" camunda:assignee="=[1"/>',
        '<userTask id="t" camunda:candidateGroups="=[1"/>',
        '<userTask id="t" camunda:dueDate="=[1"/>',
        '<userTask id="t" camunda:priority="=[1"/>',
        f'<userTask id="t">{LOOP}</userTask>',
        f'<userTask id="t">{COUNT}</multiInstanceLoopCharacteristics></userTask>',
        f'<intermediateCatchEvent id="t">{TIMER}</intermediateCatchEvent>',
        f'<intermediateCatchEvent id="t">{EVENT}</intermediateCatchEvent>',
        '<callActivity id="t" calledElement="=[1"/>',
        '<serviceTask id="t" camunda:type="external" camunda:topic="=[1"/>',
        '<scriptTask id="t" scriptFormat="feel" camunda:resultVariable="n"><script>[1</script>'
        "</scriptTask>",
        extended("task", "t", '<zeebe:ioMapping><zeebe:input source="=[1" target="n"/>'
                              "</zeebe:ioMapping>"),
        extended("userTask", "t", '<zeebe:assignmentDefinition assignee="=[1"/>'),
        extended("scriptTask", "t", '<zeebe:script expression="=[1" resultVariable="n"/>'),
    ],
)  # fmt: skip
def test_every_expression_is_checked(task):
    found = {code for code in errors(line(task, "t")) if code[0] != "loop_items"}

    assert found == {("feel_invalid", "t")}


def test_script_without_a_variable_for_its_result_is_refused():
    script = '<scriptTask id="t" scriptFormat="feel"><script>1 + 1</script></scriptTask>'

    assert errors(line(script, "t")) == [("script_result", "t")]


def test_names_of_one_process_are_not_known_in_another():
    xml = process(GATEWAY + '<dataObject id="order-id"/>' + flow("a", "g") + flow("g", "y"))
    other = b'<process id="Q" isExecutable="true"><startEvent id="qa"/><scriptTask id="qs" '
    other += b'scriptFormat="feel" camunda:resultVariable="n"><script>order-id</script>'
    other += b'</scriptTask><sequenceFlow id="qf" sourceRef="qa" targetRef="qs"/></process>'

    definition = compiled(xml.replace(b"</definitions>", other + b"</definitions>"))
    script = definition.specs["Q"].task_specs["qs"].script
    assert script.names == {"order", "id"}
