"""XML from strangers: what is refused before anything is read, and every way it may be written."""

import pytest

from engine.ports import Limits
from tests.engine.bpmn.diagrams import (
    NAMESPACES,
    compiled,
    definitions,
    errors,
    flow,
    process,
    refused,
)

BODY = f'<startEvent id="a"/><endEvent id="z"/>{flow("a", "z")}'
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE definitions [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="&b;"/>"""


def only(problems):
    assert len(problems) == 1
    return problems[0]


@pytest.mark.parametrize(
    ("xml", "code", "line"),
    [
        pytest.param(b"", "empty_file", None, id="empty"),
        pytest.param(b" \n ", "empty_file", None, id="blank"),
        pytest.param(b"hello", "not_xml", 1, id="text"),
        pytest.param(b"PK\x03\x04\x00\x00", "not_xml", 1, id="binary"),
        pytest.param(b"<a>\n<b>\n</a>", "not_xml", 3, id="unbalanced"),
        pytest.param(b'<a x="\xff"/>', "not_xml", 1, id="no UTF-8"),
        pytest.param(b'<?xml version="1.0" encoding="klingon"?><a/>', "not_xml", 1, id="encoding"),
        pytest.param(
            b'<?xml version="1.0" encoding="shift_jis"?><a/>', "not_xml", 1, id="multi-byte"
        ),
        pytest.param(b"<a>&b;</a>", "not_xml", 1, id="undefined entity"),
        pytest.param(BOMB, "document_type", 2, id="entity bomb"),
        pytest.param(
            b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "document_type", 1, id="external"
        ),
        pytest.param(b"\n<html/>", "not_bpmn", 2, id="html"),
        pytest.param(b'<definitions xmlns="urn:other"/>', "not_bpmn", 1, id="other namespace"),
        pytest.param(b"<definitions/>", "not_bpmn", 1, id="no namespace"),
    ],
)
def test_what_is_no_diagram_is_refused(xml, code, line):
    problem = only(refused(xml))

    assert (problem.severity, problem.code, problem.line) == ("error", code, line)
    assert problem.resource == "test.bpmn"
    assert str(problem)


def test_not_xml_says_column_and_reason():
    problem = only(refused(b"<a><b></a>"))

    assert problem.facts == {"column": 9, "reason": "mismatched tag"}


def test_upload_over_the_limit_is_refused():
    xml = process(BODY)

    problem = only(refused(xml, Limits(upload_bytes=len(xml) - 1)))

    assert problem.code == "too_large"
    assert compiled(xml, Limits(upload_bytes=len(xml)))


def test_too_many_elements_are_refused():
    xml = process(BODY)  # definitions, process, two events, a flow, four root elements

    assert only(refused(xml, Limits(elements=8))).code == "too_many_elements"
    assert compiled(xml, Limits(elements=9))


def test_shapes_have_a_limit_of_their_own():
    shapes = '<di:S xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"/>'
    xml = definitions(f'<process id="P">{BODY}</process>' + shapes * 50)

    assert compiled(xml, Limits(elements=5))
    assert only(refused(xml, Limits(elements=4))).code == "too_many_elements"


def test_too_deep_nesting_is_refused():
    xml = process("<subProcess>" * 300 + "</subProcess>" * 300)

    assert only(refused(xml)).code == "too_deep"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1256"])
def test_any_encoding_is_read(encoding):
    name = "déposé" if encoding == "iso-8859-1" else "Bestellung" if "125" in encoding else "روند"
    declared = encoding.removesuffix("-sig")
    text = process(BODY, f'name="{name}"').decode()
    xml = f'<?xml version="1.0" encoding="{declared}"?>{text}'.encode(encoding)

    assert compiled(xml).processes["P"].name == name


@pytest.mark.parametrize("prefix", ["bpmn:", "bpmn2:", "semantic:", "سند:"])
def test_any_prefix_is_read(prefix):
    ns = NAMESPACES.replace("xmlns=", f"xmlns:{prefix[:-1]}=")
    flow_ = f'<{prefix}sequenceFlow id="f" sourceRef="a" targetRef="z"/>'
    body = f'<{prefix}startEvent id="a"/><{prefix}endEvent id="z"/>{flow_}'
    xml = (
        f'<{prefix}definitions {ns}><{prefix}process id="P">{body}</{prefix}process>'
        f"</{prefix}definitions>"
    )

    assert list(compiled(xml.encode()).processes) == ["P"]


def test_comments_and_instructions_do_not_matter():
    script = "<scriptTask id='s'><script>x = <!-- two -->2</script></scriptTask>"
    xml = process(
        f"<?keep me?><!-- a --><startEvent id='a'/>{script}{flow('a', 's')}",
    )

    assert compiled(xml).specs["P"].task_specs["s"].script == "x = 2"


def test_line_is_where_the_tag_starts():
    xml = process('\n<userTask\n id="u"\n camunda:dueDate="soon"\n/>')

    problem = next(p for p in refused(xml) if p.code == "date_invalid")

    assert problem.line == 4


def test_lines_beyond_65535_are_counted():
    xml = process("\n" * 70_000 + '<userTask id="u" camunda:dueDate="soon"/>')

    assert [p.line for p in refused(xml) if p.severity == "error"] == [70_003]


def test_all_problems_are_collected():
    xml = process(
        '<startEvent id="a"/>\n<userTask id="u" camunda:priority="high" camunda:dueDate="x"/>\n'
        f'<exclusiveGateway id="g"/>{flow("a", "u")}{flow("u", "nowhere")}'
    )

    assert errors(xml) == [
        ("date_invalid", "u"),
        ("number_invalid", "u"),
        ("dangling_reference", "u_nowhere"),
    ]
