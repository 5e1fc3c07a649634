"""Small diagrams as text, and what the parser says about them."""

from itertools import pairwise

import pytest

from engine.bpmn.parser import compile as compile_diagram
from engine.bpmn.process_spec import Definition
from engine.errors import DefinitionInvalidError
from engine.ports import Limits, Problem, ScriptError

NAMESPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:operaton="http://operaton.org/schema/1.0/bpmn" '
    'xmlns:flowable="http://flowable.org/bpmn" '
    'xmlns:activiti="http://activiti.org/bpmn" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:ravand="http://ravand.org/schema/1.0/bpmn" targetNamespace="test"'
)
ROOTS = (
    '<message id="Msg" name="order"/><signal id="Sig" name="stop"/>'
    '<error id="Err" errorCode="E1"/><escalation id="Esc" escalationCode="X1"/>'
)


def definitions(body: str, attributes: str = "") -> bytes:
    return f"<definitions {NAMESPACES} {attributes}>\n{body}\n</definitions>".encode()


def process(body: str, attributes: str = 'isExecutable="true"', roots: str = "") -> bytes:
    """A file with one process P."""
    return definitions(f'<process id="P" {attributes}>\n{body}\n</process>\n{ROOTS}{roots}')


def line(body: str, *nodes: str) -> bytes:
    """A process: start event a, the nodes of these ids in a row, end event z."""
    names = ["a", *nodes, "z"]
    flows = "".join(flow(*pair) for pair in pairwise(names))
    return process(f'<startEvent id="a"/>\n{body}\n<endEvent id="z"/>\n{flows}')


def flow(source: str, target: str, condition: str | None = None) -> str:
    inner = "" if condition is None else f"<conditionExpression>{condition}</conditionExpression>"
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<sequenceFlow id="{source}_{target}" {ends}>{inner}</sequenceFlow>'


def extended(tag: str, name: str, extensions: str, attributes: str = "", inner: str = "") -> str:
    return (
        f'<{tag} id="{name}" {attributes}><extensionElements>{extensions}</extensionElements>'
        f"{inner}</{tag}>"
    )


def compiled(xml: bytes, limits: Limits | None = None) -> Definition:
    return compile_diagram(xml, "test.bpmn", limits or Limits())


def node(xml: bytes, name: str, scope: str = "P"):
    """The node that a diagram without errors was compiled to."""
    definition = compiled(xml)
    specs = {**definition.specs, **definition.subprocess_specs["P"]}
    return specs[scope].task_specs[name]


def refused(xml: bytes, limits: Limits | None = None) -> list[Problem]:
    """The findings about a diagram that is refused."""
    with pytest.raises(DefinitionInvalidError) as caught:
        compiled(xml, limits)
    return caught.value.problems


def errors(xml: bytes) -> list[tuple[str, str | None]]:
    """(code, element id) of what refuses a diagram."""
    return [(p.code, p.element_id) for p in refused(xml) if p.severity == "error"]


def warnings(xml: bytes) -> list[tuple[str, str | None]]:
    """(code, element id) of what a deployable diagram is warned of."""
    return [(p.code, p.element_id) for p in compiled(xml).warnings]


class NoScripts:
    """Nothing here needs a script."""

    def evaluate(self, expression, variables):
        raise ScriptError(expression)

    def execute(self, script, variables):
        raise ScriptError(script)


def value(declared, **variables):
    return None if declared is None else declared.evaluate(variables, NoScripts(), {})


def values(declared, **variables):
    return [value(one, **variables) for one in declared]
