"""XML that strangers upload: read without document types, entities or network, within limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from lxml import etree

from decisions.dmn.errors import DmnError

MAX_BYTES = 10 * 1024 * 1024
MAX_ELEMENTS = 200_000
MAX_DEPTH = 200
_FINAL = True
NAMESPACES = ("http://www.omg.org/spec/DMN/", "https://www.omg.org/spec/DMN/")
DIALECTS = (
    "http://camunda.org/schema/",
    "http://operaton.org/schema/",
    "http://www.flowable.org/dmn",
)

Element = etree._Element


@dataclass(slots=True)
class _Scan:
    """Walks the file once, before any tree is built of it."""

    parser: expat.XMLParserType
    depth: int = 0
    lines: list[int] = field(default_factory=list)

    def run(self, xml: bytes) -> list[int]:
        """Return the line in which each element starts, in document order."""
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._document_type
        try:
            self.parser.Parse(xml, _FINAL)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code) or "not well-formed"
            _not_xml(error.lineno, error.offset + 1, reason)
        except (LookupError, ValueError) as error:
            _not_xml(1, 1, str(error))
        return self.lines

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        del name, attributes
        self.depth += 1
        line = self.parser.CurrentLineNumber
        self.lines.append(line)
        if len(self.lines) > MAX_ELEMENTS:
            raise DmnError("too_many_elements", line, limit=MAX_ELEMENTS)
        if self.depth > MAX_DEPTH:
            raise DmnError("too_deep", line, limit=MAX_DEPTH)

    def _end(self, name: str) -> None:
        del name
        self.depth -= 1

    def _document_type(self, *declaration: object) -> None:
        del declaration
        raise DmnError("document_type", self.parser.CurrentLineNumber)


def _not_xml(line: int | None, column: int, reason: str) -> NoReturn:
    raise DmnError("not_xml", line, column=column, reason=reason)


@dataclass(frozen=True, slots=True)
class Document:
    """The tree of a file and the line in which each element starts.

    libxml2 only knows where a start tag ends, and counts to 65535.
    """

    root: Element
    lines: dict[Element, int]

    @property
    def dialect(self) -> bool:
        """Whether a tool of the Camunda family wrote it: every variable is visible everywhere."""
        told = (*self.root.nsmap.values(), self.root.get("namespace") or "")
        return any(name.startswith(DIALECTS) for name in told)


def open_document(xml: bytes) -> Document:
    """Return the tree of a DMN file.

    Raises:
        DmnError: the file is too large, not XML, not safe or not DMN.
    """
    if len(xml) > MAX_BYTES:
        raise DmnError("too_large", limit=MAX_BYTES // 1024 // 1024)
    if not xml.strip():
        raise DmnError("empty_file")
    lines = _Scan(expat.ParserCreate()).run(xml)
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
        _not_xml(error.lineno, error.offset or 1, error.msg)
    tag = etree.QName(root)
    if tag.localname != "definitions" or not (tag.namespace or "").startswith(NAMESPACES):
        raise DmnError("not_dmn", lines[0], tag=tag.localname, namespace=tag.namespace or "-")
    return Document(root, dict(zip(root.iter(etree.Element), lines, strict=True)))


def local_name(element: Element) -> str:
    """Return the tag without its namespace; extension elements have none that counts."""
    tag = str(element.tag)
    namespace, _, name = tag.rpartition("}")
    return name if namespace[1:].startswith(NAMESPACES) else ""


def children(element: Element | None, *names: str) -> list[Element]:
    """Return the children with one of the names, in order."""
    if element is None:
        return []
    return [each for each in element.iterchildren(tag=etree.Element) if local_name(each) in names]


def child(element: Element | None, *names: str) -> Element | None:
    """Return the first child with one of the names."""
    return next(iter(children(element, *names)), None)


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute of DMN or of a dialect, whichever stands there first; None if blank."""
    # not items(): it takes the square of their number
    for key in element.attrib:
        if str(key).rpartition("}")[2] == name:
            return str(element.get(key)).strip() or None
    return None
