"""Ids: everything that a state, a table or an address refers to has one of its own."""

from __future__ import annotations

import re

from lxml import etree

from engine.bpmn.problems import Problems, local_name
from engine.bpmn.reading import MODEL
from engine.bpmn.scope_parser import KINDS

_MODEL = f"{{{MODEL}}}*"
_PROCESS_ID = re.compile(r"[^\W][\w.-]*|_[\w.-]*")  # stands in addresses and in key:version:id
_VARIABLES = (
    "dataObject",
    "inputDataItem",
    "outputDataItem",
    "dataInput",
    "dataOutput",
    "property",
)
_NODE_ID = re.compile(r"[^\s()<>&\"']+")


def check(root: etree._Element, problems: Problems) -> None:
    """Find missing, unusable and repeated ids."""
    first: dict[str, int] = {}
    for element in root.iter(etree.Element):
        name = element.get("id")
        if not str(element.tag).startswith(f"{{{MODEL}}}"):
            continue
        if not name:
            _missing(element, problems)
        elif name in first:
            code = "repeated_name" if local_name(element) in _VARIABLES else "duplicate_id"
            problems.add(code, element, id=name, first=first[name])
        else:
            first[name] = problems.line_of(element) or 0
            _usable(element, name, problems)


def _missing(element: etree._Element, problems: Problems) -> None:
    tag = local_name(element)
    if tag in KINDS or tag == "process":
        problems.add("missing_id", element, tag=tag)


def _usable(element: etree._Element, name: str, problems: Problems) -> None:
    tag = local_name(element)
    rule = _PROCESS_ID if tag == "process" else _NODE_ID if tag in KINDS else None
    if rule is not None and not rule.fullmatch(name):
        problems.add("invalid_id", element, id=name)
