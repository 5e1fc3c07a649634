"""A file of decisions to begin with: one empty table."""

from __future__ import annotations

import re
import unicodedata

from lxml import etree

MODEL = "https://www.omg.org/spec/DMN/20191111/MODEL/"
DMNDI = "https://www.omg.org/spec/DMN/20191111/DMNDI/"
DC = "http://www.omg.org/spec/DMN/20180521/DC/"
SPACES = {None: MODEL, "dmndi": DMNDI, "dc": DC}
LONGEST_KEY = 100
KEY = re.compile(r"[A-Za-z_][\w.-]*")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def key_of(name: str, otherwise: str = "decision") -> str:
    """Return an id for a name: its Latin letters and digits, else another word."""
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "_".join(re.findall(r"[a-z0-9]+", latin))[:LONGEST_KEY]
    return words if KEY.fullmatch(words) else otherwise


def is_storable(name: str) -> bool:
    """Return whether a file can hold a name: not one with control characters."""
    return _NO_XML.search(name) is None


def empty_table(key: str, name: str) -> bytes:
    """Return a file with a table of one input, one output and no rule."""
    root = etree.Element(f"{{{MODEL}}}definitions", nsmap=SPACES)
    root.set("id", f"definitions_{key}")
    root.set("name", name)
    root.set("namespace", f"http://ravand.org/decisions/{key}")
    decision = _child(root, "decision", id=key, name=name)
    table = _child(decision, "decisionTable", id=f"{key}_table", hitPolicy="UNIQUE")
    column = _child(table, "input", id=f"{key}_input")
    expression = _child(column, "inputExpression", id=f"{key}_expression", typeRef="string")
    _child(expression, "text")
    _child(table, "output", id=f"{key}_output", name="result", typeRef="string")
    _drawing(root, key)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _drawing(root: etree._Element, key: str) -> None:
    drawing = etree.SubElement(root, f"{{{DMNDI}}}DMNDI")
    diagram = etree.SubElement(drawing, f"{{{DMNDI}}}DMNDiagram", id=f"{key}_diagram")
    shape = etree.SubElement(diagram, f"{{{DMNDI}}}DMNShape", id=f"{key}_shape", dmnElementRef=key)
    bounds = {"x": "160", "y": "100", "width": "180", "height": "80"}
    etree.SubElement(shape, f"{{{DC}}}Bounds", attrib=bounds)


def _child(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{MODEL}}}{tag}", attrib=attributes)
