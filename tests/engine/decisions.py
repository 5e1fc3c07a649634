"""Small decision files for tests of the engine and the web."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

HEAD = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" '
    'xmlns:camunda="http://camunda.org/schema/1.0/dmn" '
    'xmlns:ravand="http://ravand.org/schema/1.0/bpmn" '
    'namespace="http://camunda.org/schema/1.0/dmn" id="{id}" name="{name}">'
)


def model(*decisions: str, id: str = "rules", name: str = "Rules") -> bytes:
    """Return a file of decisions, as Camunda's tools write them."""
    return f"{HEAD.format(id=id, name=name)}{''.join(decisions)}</definitions>".encode()


def table(
    key: str,
    inputs: Sequence[str],
    outputs: Sequence[str],
    *rules: Sequence[str],
    hit: str = "UNIQUE",
    extra: str = "",
    attributes: str = "",
) -> str:
    """Return a decision table; a rule is its cells, inputs first, and has the id `<key>_<n>`."""
    columns = "".join(
        f'<input id="{key}_in{n}" label="{escape(text)}"><inputExpression id="{key}_ie{n}">'
        f"<text>{escape(text)}</text></inputExpression></input>"
        for n, text in enumerate(inputs, start=1)
    )
    columns += "".join(
        f'<output id="{key}_out{n}" label="{name}" name="{name}"/>'
        for n, name in enumerate(outputs, start=1)
    )
    rows = "".join(
        f'<rule id="{key}_{n}">{_cells(key, n, cells, len(inputs))}</rule>'
        for n, cells in enumerate(rules, start=1)
    )
    return (
        f'<decision id="{key}" name="{key.capitalize()}" {attributes}>{extra}'
        f'<decisionTable id="{key}_table" hitPolicy="{hit}">{columns}{rows}</decisionTable>'
        "</decision>"
    )


def _cells(key: str, rule: int, cells: Sequence[str], inputs: int) -> str:
    found = []
    for column, text in enumerate(cells, start=1):
        tag = "inputEntry" if column <= inputs else "outputEntry"
        inner = f"<text>{escape(text)}</text>"
        found.append(f'<{tag} id="{key}_{rule}_{column}">{inner}</{tag}>')
    return "".join(found)


def literal(key: str, text: str, requires: Sequence[str] = (), extra: str = "") -> str:
    """Return a decision that is an expression."""
    arrows = "".join(
        f'<informationRequirement id="{key}_needs_{other}"><requiredDecision href="#{other}"/>'
        "</informationRequirement>"
        for other in requires
    )
    return (
        f'<decision id="{key}" name="{key}">{extra}<variable name="{key}"/>{arrows}'
        f'<literalExpression id="{key}_text"><text>{escape(text)}</text></literalExpression>'
        "</decision>"
    )


LEVEL = table(
    "level",
    ["amount"],
    ["level", "deadline"],
    ["< 100", '"clerk"', "2"],
    ["[100..1000]", '"manager"', "5"],
    ["> 1000", '"board"', "10"],
)
LEVELS = model(LEVEL)
TESTS = b"""{"decision": "level", "tests": [
 {"name": "small", "inputs": {"amount": 5}, "expected": {"level": "clerk", "deadline": 2}},
 {"name": "large", "inputs": {"amount": 5000}, "expected": {"level": "board", "deadline": 10}}]}"""
