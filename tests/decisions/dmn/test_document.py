"""What strangers upload is read without document types, entities or network, within limits."""

import pytest

from decisions import dmn
from decisions.dmn import document
from tests.decisions.dmn.building import DMN15, decision, given, literal, model, xml

BOMB = (
    b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    b'<definitions xmlns="' + DMN15.encode() + b'"><decision id="&c;"/></definitions>'
)
OUTSIDE = (
    b'<!DOCTYPE d SYSTEM "http://127.0.0.1:1/evil.dtd"><definitions xmlns="'
    + DMN15.encode()
    + b'"/>'
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"  ", "empty_file", id="empty"),
        pytest.param(b"hello", "not_xml", id="no-xml"),
        pytest.param(b"<a><b></a>", "not_xml", id="mismatched"),
        pytest.param(b'<?xml version="1.0" encoding="nonsense"?><a/>', "not_xml", id="encoding"),
        pytest.param(BOMB, "document_type", id="entity-bomb"),
        pytest.param(OUTSIDE, "document_type", id="external-dtd"),
        pytest.param(b"<definitions/>", "not_dmn", id="no-namespace"),
        pytest.param(b"<x xmlns='urn:y'/>", "not_dmn", id="another-root"),
        pytest.param(b"<d:e xmlns:d='urn:a b'/>", "not_xml", id="bad-namespace"),
        pytest.param(xml("<x>" * 300 + "</x>" * 300), "too_deep", id="deep"),
    ],
)
def test_unsafe_or_foreign_file_is_refused(data: bytes, code: str):
    with pytest.raises(dmn.DmnError) as refused:
        dmn.read(data)

    assert refused.value.code == code
    assert str(refused.value) == refused.value.template.format(**refused.value.facts)


def test_large_file_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(document, "MAX_BYTES", 100)

    with pytest.raises(dmn.DmnError, match="MB"):
        model("")


def test_file_of_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(document, "MAX_ELEMENTS", 5)

    with pytest.raises(dmn.DmnError) as refused:
        model("\n<x/>" * 9)

    assert (refused.value.code, refused.value.line) == ("too_many_elements", 6)


def test_line_tells_where_an_element_starts():
    logic = "<literalExpression><text>\n1</text></literalExpression>"

    found = model(f'\n\n<decision id="a"\n  name="b">\n{logic}</decision>')

    assert found.decisions[0].line == 3
    assert found.decisions[0].logic is not None
    assert found.decisions[0].logic.line == 5


@pytest.mark.parametrize(
    "version",
    [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        DMN15,
    ],
)
def test_every_version_is_read(version: str):
    found = model(given("x") + decision("d", literal("x")), version=version)

    assert [each.name for each in found.decisions] == ["d"]
    assert not found.open


def test_extension_elements_are_not_read():
    found = model('<e:decision xmlns:e="urn:e" id="a" name="a"/>')

    assert not found.decisions
