"""Whatever is done to a decision file, it is deployed or refused; then it answers or fails."""

import contextlib
import random

import pytest
from lxml import etree

from engine import commands
from engine.errors import DecisionFailedError, DefinitionInvalidError
from tests.engine.decisions import LEVEL, literal, model, table

MODEL = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"
SOUND = model(
    LEVEL,
    literal("days", "level.deadline * 2", ["level"]),
    table("groups", ["amount", "days"], ["group"], ["> 5", "-", '"a"'], hit="COLLECT"),
)
TAGS = [
    *("decision", "decisionTable", "input", "inputExpression", "output", "rule", "inputEntry"),
    *("outputEntry", "text", "informationRequirement", "requiredDecision", "variable", "context"),
    *("businessKnowledgeModel", "literalExpression", "itemDefinition", "import", "invocation"),
]
VALUES = [
    *("", " ", "-", "level", "days", "#days", "#groups", "UNIQUE", "COLLECT", "SUM", "number"),
    *("1 +", "[1..", "days", "for i in 1..9 return i", '"a"', "date(1)", "ü x", "not(1)", "?"),
    *("a:b", "urn:x", "string", "amount", "level.level", "f(1)", "x" * 300),
]


def mutate(root, chance):
    """Change one thing: an attribute, a tag, a text, a place."""
    elements = list(root.iter(etree.Element))
    element, other = chance.choice(elements), chance.choice(elements)
    kind = chance.randrange(6)
    if kind == 0 and element.attrib:
        element.attrib.pop(chance.choice(list(element.attrib)))
    elif kind == 1 and element.attrib:
        element.set(chance.choice(list(element.attrib)), chance.choice(VALUES))
    elif kind == 2 and element is not root:
        element.tag = MODEL + chance.choice(TAGS)
    elif kind == 3 and element is not root and element not in (other, *other.iterancestors()):
        other.append(element)
    elif kind == 4:
        element.text = chance.choice(VALUES)
    else:
        etree.SubElement(element, MODEL + chance.choice(TAGS), id=chance.choice(VALUES))


def verdict(act, content):
    """Return what becomes of a file; every refusal has a reason that can be told."""
    resource = commands.Resource("rules.dmn", content)
    try:
        deployed = act(lambda ctx: commands.deploy(ctx, "p", [resource]))
    except DefinitionInvalidError as refusal:
        told = [str(p) for p in refusal.problems if p.severity == "error"]
        return "refused" if all(told) and told else "refused without a reason"
    for row in deployed.decisions:
        with contextlib.suppress(DecisionFailedError):
            act(lambda ctx, key=row.id: commands.evaluate(ctx, key, {"amount": 7}))
    return "deployed"


def test_the_file_to_be_mutated_is_sound(act):
    assert verdict(act, SOUND) == "deployed"


@pytest.mark.parametrize("seed", range(6))
def test_mutated_files_are_deployed_or_refused(act, seed):
    chance = random.Random(seed)
    verdicts = set()

    for _ in range(40):
        root = etree.fromstring(SOUND)
        for _ in range(chance.randint(1, 4)):
            mutate(root, chance)
        verdicts.add(verdict(act, etree.tostring(root)))

    assert verdicts == {"deployed", "refused"}


@pytest.mark.parametrize("seed", range(3))
def test_mutated_bytes_are_deployed_or_refused(act, seed):
    chance = random.Random(seed)

    for _ in range(60):
        content = bytearray(SOUND)
        for _ in range(chance.randint(1, 5)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        assert verdict(act, bytes(content)) in ("deployed", "refused")
