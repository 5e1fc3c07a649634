"""XML that strangers upload: read without document types, entities or network, within limits."""

from __future__ import annotations

from typing import Any, NoReturn
from xml.parsers import expat

from lxml import etree

from engine.bpmn.problems import Problems
from engine.ports import Limits

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DRAWING = (
    "http://www.omg.org/spec/BPMN/20100524/DI ",
    "http://www.omg.org/spec/DD/20100524/DC ",
    "http://www.omg.org/spec/DD/20100524/DI ",
)
MAX_DEPTH = 200
_FINAL = True
DRAWING_FACTOR = 10  # shapes, edges and way points: several for each element of the model


class _Scan:
    """Walks the file once, before any tree is built of it."""

    def __init__(self, limits: Limits, problems: Problems) -> None:
        self.limits, self.problems = limits, problems
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._document_type
        self.depth = self.elements = self.drawing = 0
        self.lines: list[int] = []

    def run(self, xml: bytes) -> None:
        try:
            self.parser.Parse(xml, _FINAL)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code) or "not well-formed"
            self._refuse("not_xml", error.lineno, column=error.offset + 1, reason=reason)
        except (LookupError, ValueError) as error:
            self._refuse("not_xml", 1, column=1, reason=str(error))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        self.depth += 1
        self.lines.append(self.parser.CurrentLineNumber)
        if name.startswith(DRAWING):
            self.drawing += 1
        else:
            self.elements += 1
        limit = self.limits.elements
        if self.elements > limit or self.drawing > limit * DRAWING_FACTOR:
            self._refuse("too_many_elements", self.parser.CurrentLineNumber, limit=limit)
        if self.depth > MAX_DEPTH:
            self._refuse("too_deep", self.parser.CurrentLineNumber, limit=MAX_DEPTH)

    def _end(self, name: str) -> None:
        del name
        self.depth -= 1

    def _document_type(self, *declaration: object) -> None:
        del declaration
        self._refuse("document_type", self.parser.CurrentLineNumber)

    def _refuse(self, code: str, line: int, **facts: Any) -> NoReturn:
        _refuse(self.problems, code, line, **facts)


def _refuse(problems: Problems, code: str, line: int | None, **facts: Any) -> NoReturn:
    problems.add(code, line=line, **facts)
    problems.refuse()
    raise AssertionError(code)  # every code used here is an error of the catalogue


def read(xml: bytes, limits: Limits, problems: Problems) -> etree._Element:
    """Return the root of a BPMN file.

    Raises:
        DefinitionInvalidError: the file is too large, not XML, not safe or not BPMN.
    """
    if len(xml) > limits.upload_bytes:
        _refuse(problems, "too_large", None, limit=limits.upload_bytes // 1024 // 1024)
    if not xml.strip():
        _refuse(problems, "empty_file", None)
    scan = _Scan(limits, problems)
    scan.run(xml)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        _refuse(problems, "not_xml", error.lineno, column=error.offset or 1, reason=error.msg)
    problems.lines = dict(zip(root.iter(etree.Element), scan.lines, strict=True))
    if root.tag != f"{{{MODEL}}}definitions":
        tag = etree.QName(root)
        facts = {"tag": tag.localname, "namespace": tag.namespace or "-"}
        _refuse(problems, "not_bpmn", problems.line_of(root), **facts)
    return root


def read_apart(xml: bytes) -> etree._Element:
    """Return the root of a file that was checked when it was deployed."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(xml, parser)
