"""Diagrams for people: element names in their language, and nothing that is not drawn."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

RAVAND = "http://ravand.org/schema/1.0/bpmn"
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
NAME = f"{{{RAVAND}}}name"
EXTENSIONS = f"{{{BPMN}}}extensionElements"
ANNOTATION = f"{{{BPMN}}}textAnnotation"
# what the viewer does not draw and whoever only looks need not read
UNDRAWN = frozenset(
    f"{{{BPMN}}}{name}"
    for name in ("script", "conditionExpression", "ioSpecification", "documentation")
)


def for_viewer(xml: bytes, language: str) -> bytes:
    """Return a diagram with the names of a language, without scripts and extensions."""
    root = _parsed(xml)
    for extensions in list(root.iter(EXTENSIONS)):
        _rename(extensions, language)
        _drop(extensions)
    for element in [e for e in root.iter(*UNDRAWN)]:
        _drop(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


@lru_cache(maxsize=256)
def element_names(xml: bytes, language: str) -> dict[str, str]:
    """Return the names of a diagram's elements in a language, by element id."""
    root = _parsed(xml)
    for extensions in root.iter(EXTENSIONS):
        _rename(extensions, language)
    named = ((element.get("id"), element.get("name")) for element in root.iter(f"{{{BPMN}}}*"))
    return {str(key): str(name) for key, name in named if key and name}


def element_properties(xml: bytes) -> dict[str, dict[str, str]]:
    """Return the properties that a diagram gives to its elements for programs, by element id."""
    found: dict[str, dict[str, str]] = {}
    for one in _parsed(xml).iterfind(f".//{EXTENSIONS}/{{*}}properties/{{*}}property"):
        owner = next(one.iterancestors(EXTENSIONS)).getparent()
        if owner is not None and (name := one.get("name")):
            found.setdefault(str(owner.get("id")), {})[name] = one.get("value") or ""
    return found


def _parsed(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    return etree.fromstring(xml, parser)


def _rename(extensions: etree._Element, language: str) -> None:
    owner = extensions.getparent()
    for name in extensions.findall(NAME):
        if owner is None or name.get("lang") != language or not (name.text or "").strip():
            continue
        if owner.tag == ANNOTATION:
            _annotate(owner, name.text or "")
        else:
            owner.set("name", (name.text or "").strip())


def _annotate(annotation: etree._Element, text: str) -> None:
    drawn = annotation.find(f"{{{BPMN}}}text")
    if drawn is not None:
        drawn.text = text.strip()


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
