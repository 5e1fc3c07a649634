"""The table of BPMN is complete, the page made of it is fresh, and files are held against it."""

from pathlib import Path

import pytest
import SpiffWorkflow.bpmn.parser
from lxml import etree

from engine.bpmn import supported
from engine.bpmn.catalogue import CATALOGUE
from engine.bpmn.checks.extensions import EXTENSION_ATTRIBUTES, EXTENSION_ELEMENTS
from engine.bpmn.checks.table import ATTRIBUTES, ELEMENTS
from tests.engine.bpmn.diagrams import definitions, errors, extended, flow, line, process, warnings

XS = "{http://www.w3.org/2001/XMLSchema}"
START_END = f'<startEvent id="a"/><endEvent id="z"/>{flow("a", "z")}'


def schema():
    """Element -> attributes, as the schema of BPMN 2.0 has them."""
    folder = Path(SpiffWorkflow.bpmn.parser.__file__).parent / "schema"
    root = etree.parse(str(folder / "Semantic.xsd")).getroot()
    types = {t.get("name"): t for t in root.iter(XS + "complexType") if t.get("name")}

    def attributes(name):
        kind = types.get(name)
        if kind is None:
            return set()
        own = {a.get("name") for a in kind.iter(XS + "attribute") if a.get("name")}
        bases = [e.get("base").rpartition(":")[2] for e in kind.iter(XS + "extension")]
        return own.union(*(attributes(base) for base in bases))

    abstract = {t for t, kind in types.items() if kind.get("abstract") == "true"}
    found = {}
    for element in root.iter(XS + "element"):
        name, kind = element.get("name"), (element.get("type") or "").rpartition(":")[2]
        if name and kind not in abstract and not name.startswith("baseElement"):
            found.setdefault(name, set()).update(attributes(kind))
    return found


def test_table_holds_every_element_of_the_schema():
    beyond = {"definitions", "import", "partitionElement"}  # of BPMN20.xsd; of any type
    general = {"dataAssociation", "callableElement", "gateway"}  # heads of substitution groups

    assert set(schema()) - general - set(ELEMENTS) == set()
    assert set(ELEMENTS) - set(schema()) == beyond


def test_table_holds_every_attribute_of_the_schema():
    lacking = {n: a - ATTRIBUTES[n] for n, a in schema().items() if n in ELEMENTS}

    assert {name: attributes for name, attributes in lacking.items() if attributes} == {}


def test_no_name_stands_in_two_rows():
    rows = [name for row in supported.TABLE for name in row.elements.split()]

    assert len(rows) == len(set(rows))


def test_page_is_made_of_the_tables():
    assert supported.PAGE.read_text(encoding="utf-8") == supported.page(), (
        "stale: run python -m engine.bpmn.supported"
    )


def test_every_template_can_be_filled():
    for code, finding in CATALOGUE.items():
        assert finding.severity in ("error", "warning"), code
        assert finding.template[0] in "{ABCDEFGHIJKLMNOPQRSTUVWXYZe", code
        assert finding.hint.endswith((".", "}")), code


def test_every_code_of_the_catalogue_is_used():
    sources = Path(supported.__file__).parent.rglob("*.py")
    text = "".join(p.read_text() for p in sources if "catalogue" not in p.parts)
    special = {"message_unnamed", "signal_unnamed"}  # put together from the kind

    assert {code for code in CATALOGUE if f'"{code}"' not in text} == special


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        ('<bird id="x"/>', [("unknown_element", "P")]),
        ('<choreographyTask id="x"/>', [("unsupported_element", "x")]),
        ('<eventBasedGateway id="x" eventGatewayType="Parallel"/>',
         [("unsupported_attribute", "x"), ("event_gateway_needs_flows", "x")]),
        ('<task id="x"><dataOutputAssociation><sourceRef>v</sourceRef><targetRef>w</targetRef>'
         "<transformation>v + 1</transformation></dataOutputAssociation></task>",
         [("data_transformation", "x")]),
        ('<task id="x"><dataInputAssociation><targetRef>w</targetRef><assignment><from>1</from>'
         "<to>w</to></assignment></dataInputAssociation></task>", [("data_transformation", "x")]),
        ('<task id="x" flowable:skipExpression="${true}"/>', [("unsupported_extension", "x")]),
        ('<callActivity id="x" camunda:caseRef="c"/>',
         [("unsupported_extension", "x"), ("call_target", "x")]),
        ('<callActivity id="x" calledElement="P" camunda:variableMappingClass="C"/>',
         [("unsupported_extension", "x")]),
        ('<task id="x" zeebe:modelerTemplate="t"/>', []),
    ],
)  # fmt: skip
def test_what_is_not_executed_is_refused(inner, found):
    xml = process(START_END + inner)

    assert sorted(errors(xml) if found else []) == sorted(found)


def test_other_engines_extensions_are_refused():
    spiff = "http://spiffworkflow.org/bpmn/schema/1.0/core"
    task = extended("serviceTask", "x", f'<s:serviceTaskOperator xmlns:s="{spiff}" id="pay"/>')

    assert errors(line(task, "x")) == [("foreign_dialect", "x")]


def test_unknown_attributes_are_warned_of():
    xml = line('<userTask id="u" asignee="kermit" camunda:asignee="kermit"/>', "u")

    assert warnings(xml) == [("unknown_attribute", "u"), ("unknown_extension", "u")]


def test_listeners_are_warned_of():
    listener = (
        '<camunda:taskListener event="create" class="C"/><camunda:executionListener event="end">'
        '<camunda:script scriptFormat="groovy">x</camunda:script></camunda:executionListener>'
    )

    assert warnings(line(extended("userTask", "u", listener), "u")) == [
        ("listener", "u"),
        ("listener", "u"),
    ]


def test_wait_states_of_other_engines_say_nothing():
    asynchronous = 'camunda:asyncBefore="true" camunda:asyncAfter="true" camunda:exclusive="false"'

    assert warnings(line(f'<userTask id="u" {asynchronous} camunda:jobPriority="3"/>', "u")) == []


def test_properties_of_the_modeler_say_nothing():
    properties = '<camunda:properties><camunda:property name="x" value="1"/></camunda:properties>'

    assert warnings(line(extended("userTask", "u", properties), "u")) == []


def test_drawing_and_unknown_decoration():
    task = '<task id="t" xmlns:c="http://bpmn.io/schema/bpmn/biocolor/1.0" c:fill="red"/>'
    other = '<task id="t" xmlns:o="urn:other" o:cost="3"/>'

    assert warnings(line(task, "t")) == []
    assert warnings(line(other, "t")) == [("foreign_extension", "t")]


def test_what_is_not_deployed_is_not_checked():
    sketch = '<process id="Q" isExecutable="false"><bird/><startEvent id="q"/></process>'
    xml = definitions(f'<process id="P" isExecutable="true">{START_END}</process>{sketch}')

    assert warnings(xml) == [("process_left_out", "Q")]


def test_pools_and_notes_have_no_effect():
    pools = (
        '<collaboration id="C"><participant id="p1" processRef="P"/><participant id="p2"/>'
        '<messageFlow id="m" sourceRef="p2" targetRef="a"/></collaboration>'
    )
    note = '<textAnnotation id="n"><text>Hello</text></textAnnotation>'

    assert warnings(process(START_END + note, roots=pools)) == []


def test_known_extensions_have_one_verdict_each():
    assert {row.element for row in EXTENSION_ATTRIBUTES.values()} == {False}
    assert {row.element for row in EXTENSION_ELEMENTS.values()} == {True}
