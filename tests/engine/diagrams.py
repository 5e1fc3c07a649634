"""Small diagrams for tests of the engine's tables and commands."""

from __future__ import annotations

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:ravand="http://ravand.org/schema/1.0/bpmn" targetNamespace="urn:test" id="d">'
)


def diagram(body: str, *, key: str = "order", attributes: str = "", before: str = "") -> bytes:
    """Return a file with one process."""
    return (
        f'{HEAD}{before}<process id="{key}" isExecutable="true" {attributes}>{body}</process>'
        "</definitions>"
    ).encode()


def flows(text: str) -> str:
    """Return sequence flows: `a>b, b>c[condition]`."""
    found = []
    for part in text.split(","):
        ends, _, condition = part.strip().partition("[")
        source, target = ends.split(">")
        inner = condition.removesuffix("]").replace("<", "&lt;")
        inner = f"<conditionExpression>{inner}</conditionExpression>" if inner else ""
        name = f"{source}_{target}"
        found.append(
            f'<sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">{inner}'
            "</sequenceFlow>"
        )
    return "".join(found)


CASE = diagram(
    '<startEvent id="begin" name="Begin"/>'
    '<userTask id="approve" name="Approve the order" camunda:assignee="${clerk}" '
    'camunda:candidateGroups="sales,finance" camunda:dueDate="P1D" camunda:priority="70"/>'
    '<exclusiveGateway id="decide" default="decide_sum"/>'
    '<scriptTask id="sum" name="Add up"><script>total = price * count</script></scriptTask>'
    '<endEvent id="done" name="Done"/><endEvent id="refused" name="Refused"/>'
    + flows("begin>approve, approve>decide, decide>sum, decide>refused[${!approved}], sum>done"),
    attributes='name="Order" ravand:caseLetter="O" camunda:versionTag="1.0"',
)
CASE_VARIABLES = {"clerk": None, "price": 3, "count": 4, "approved": True}
