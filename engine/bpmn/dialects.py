"""Vendors' words for the same things: ours, Camunda 7's, Operaton's, Activiti's and Flowable's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from engine.bpmn.problems import local_name
from engine.bpmn.reading import MODEL

RAVAND = "http://ravand.org/schema/1.0/bpmn"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"  # Camunda 8, translated by zeebe.py
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
VENDORS = {  # in the order in which they win
    RAVAND: "ravand",
    CAMUNDA: "camunda",
    "http://operaton.org/schema/1.0/bpmn": "operaton",
    "http://flowable.org/bpmn": "flowable",
    "http://activiti.org/bpmn": "activiti",
    "http://activiti.com/modeler": "activiti",
}
_EXTENSIONS = f"{{{MODEL}}}extensionElements"
_PAIRS = {"(": ")", "[": "]", "{": "}"}


def attribute(element: etree._Element, *names: str) -> str | None:
    """Return the first attribute of one of the names that any vendor gave, None if blank."""
    for name in names:
        for namespace in VENDORS:
            value = element.get(f"{{{namespace}}}{name}")
            if value is not None and value.strip():
                return str(value).strip()
    return None


def extensions(element: etree._Element) -> Iterator[etree._Element]:
    """Yield what the extensionElements of an element hold."""
    for holder in element.iterchildren(_EXTENSIONS):
        yield from holder.iterchildren(tag=etree.Element)


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """Return the extensions of these names, in the order of the file."""
    return [child for child in extensions(element) if _is(child, names)]


def inside(element: etree._Element, *names: str) -> list[etree._Element]:
    """Return the children of an extension that have these names."""
    return [child for child in element.iterchildren(tag=etree.Element) if _is(child, names)]


def _is(element: etree._Element, names: tuple[str, ...]) -> bool:
    return etree.QName(element).namespace in VENDORS and local_name(element) in names


def child_text(element: etree._Element, name: str) -> str | None:
    """Return the text of the first extension of this name, None if blank."""
    for child in children(element, name):
        if child.text and child.text.strip():
            return str(child.text).strip()
    return None


def model_child(element: etree._Element, name: str) -> etree._Element | None:
    """Return the first BPMN child of this name."""
    return element.find(f"{{{MODEL}}}{name}")


def model_children(element: etree._Element, *names: str) -> list[etree._Element]:
    """Return the BPMN children of these names, in the order of the file."""
    return list(element.iterchildren(*(f"{{{MODEL}}}{name}" for name in names)))


def text_of(element: etree._Element | None) -> str | None:
    """Return the text of an element, None if blank or absent."""
    if element is None or element.text is None:
        return None
    return element.text.strip() or None


def is_true(element: etree._Element, name: str, *, default: bool = False) -> bool:
    """Return a boolean attribute: XML Schema writes it as true, false, 1 or 0."""
    value = element.get(name)
    return default if value is None else value.strip().lower() in ("true", "1")


def plain(text: str) -> bool:
    """Return whether a text means itself: it holds no expression."""
    return not (text.startswith("=") or "${" in text or "#{" in text)


def split(text: str) -> list[str]:
    """Split a text at commas that stand outside of brackets and quotes."""
    found, start, closing, quote = [], 0, [""], ""
    for position, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"" and len(closing) > 1:
            quote = letter
        elif letter in _PAIRS:
            closing.append(_PAIRS[letter])
        elif letter == closing[-1]:
            closing.pop()
        elif letter == "," and len(closing) == 1:
            found.append(text[start:position])
            start = position + 1
    return [part.strip() for part in (*found, text[start:]) if part.strip()]


def parts(text: str) -> list[str]:
    """Return the members of a list of ids; a FEEL expression is one, with all its commas."""
    return [text] if text.startswith("=") else split(text)


def slug(name: str) -> str:
    """Return the id of the group that a lane or resource of this name means."""
    letters = name.casefold().replace("ي", "ی").replace("ك", "ک")
    return re.sub(r"[\W_]+", "-", letters).strip("-")


def translations(element: etree._Element, text: str = "name") -> dict[str, str]:
    """Return a text of an element by language: `ravand:name` or `ravand:documentation`."""
    found = {}
    for child in children(element, text):
        language, said = child.get("lang"), text_of(child)
        if language and said:
            found[language.strip().lower()] = said
    return found
