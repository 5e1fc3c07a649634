"""Whatever is done to a diagram, it is deployed or refused with reasons: nothing else happens."""

import random

import pytest
from lxml import etree

from engine.errors import DefinitionInvalidError
from tests.engine.bpmn.diagrams import compiled, extended, flow, process

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
FLOWS = "a>u u>g g>s s>S S>c c>v v>r r>t k>w w>z b>z"
BODY = (
    '<laneSet id="ls"><lane id="l" name="Desk"><flowNodeRef>u</flowNodeRef></lane></laneSet>'
    '<dataObject id="d"/><startEvent id="a"/><userTask id="u" camunda:assignee="${x}"/>'
    '<boundaryEvent id="b" attachedToRef="u"><timerEventDefinition><timeDuration>PT1H'
    '</timeDuration></timerEventDefinition></boundaryEvent><exclusiveGateway id="g" default="g_s"/>'
    '<scriptTask id="s"><script>x = 1</script></scriptTask><subProcess id="S"><startEvent id="i"/>'
    '<userTask id="m"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality>'
    "</multiInstanceLoopCharacteristics></userTask>" + flow("i", "m") + "</subProcess>"
    '<subProcess id="E" triggeredByEvent="true"><startEvent id="e"><messageEventDefinition '
    'messageRef="Msg"/></startEvent></subProcess><callActivity id="c" calledElement="P"/>'
    '<eventBasedGateway id="v"/><receiveTask id="r" messageRef="Msg"/>'
    '<intermediateThrowEvent id="t"><linkEventDefinition name="L"/></intermediateThrowEvent>'
    '<intermediateCatchEvent id="k"><linkEventDefinition name="L"/></intermediateCatchEvent>'
    '<endEvent id="z"><errorEventDefinition errorRef="Err"/></endEvent>'
    + extended("serviceTask", "w", "<camunda:inputOutput><camunda:inputParameter name='q'>"
               "${x}</camunda:inputParameter></camunda:inputOutput>", 'ravand:topic="t"')
    + "".join(flow(*ends.split(">")) for ends in FLOWS.split())
    + flow("g", "w", "x > 1")
)  # fmt: skip
TAGS = [
    *("task", "userTask", "serviceTask", "startEvent", "endEvent", "boundaryEvent", "subProcess"),
    *("intermediateCatchEvent", "intermediateThrowEvent", "exclusiveGateway", "callActivity"),
    *("eventBasedGateway", "messageEventDefinition", "timerEventDefinition", "transaction"),
    *("compensateEventDefinition", "linkEventDefinition", "cancelEventDefinition", "process"),
    *("multiInstanceLoopCharacteristics", "adHocSubProcess", "lane", "extensionElements"),
]
VALUES = ["", " ", "true", "-1", "${", "= x", "${a.b}", "ü x", "R3/PT1H", "a", "u", "S", "Msg", "P"]


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
        etree.SubElement(element, MODEL + chance.choice(TAGS), id=chance.choice("auxyz"))


def deployed(xml):
    """Whether a diagram is deployed; if not, there is a reason that can be told."""
    try:
        return bool(compiled(xml))
    except DefinitionInvalidError as refusal:
        return not any(p.severity == "error" and str(p) for p in refusal.problems)


def test_the_diagram_to_be_mutated_is_sound():
    assert compiled(process(BODY))


@pytest.mark.parametrize("seed", range(8))
def test_mutated_diagrams_are_deployed_or_refused(seed):
    chance = random.Random(seed)
    verdicts = set()

    for _ in range(40):
        root = etree.fromstring(process(BODY))
        for _ in range(chance.randint(1, 4)):
            mutate(root, chance)
        verdicts.add(deployed(etree.tostring(root)))

    assert verdicts == {True, False}
