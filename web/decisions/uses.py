"""Which processes ask for a decision, read from their diagrams."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from sqlalchemy.orm import Session

from engine import queries
from engine.queries import DefinitionFilter, ProcessDefinition

ATTRIBUTES = frozenset({"decisionRef", "decisionId", "decision"})
CALLED = "calledDecisionId"
MOST_PROCESSES = 500
MOST_KNOWN = 5_000
Asked = tuple[tuple[str, str], ...]
_KNOWN: dict[str, Asked] = {}


@dataclass(frozen=True, slots=True)
class Use:
    """An element of a process that asks for a decision."""

    process: ProcessDefinition
    element: str


def uses(session: Session, key: str) -> list[Use]:
    """Return where the default versions of all processes ask for a decision."""
    rows = queries.definitions(session, DefinitionFilter(), 0, MOST_PROCESSES)
    return [Use(row, name) for row in rows for one, name in _asked(session, row.id) if one == key]


def _asked(session: Session, definition_id: str) -> Asked:
    """Return the decisions that a version asks for, each with the name of the asking element.

    A version never changes, so its diagram is read once in the life of a server process.
    """
    found = _KNOWN.get(definition_id)
    if found is None:
        found = tuple(_references(_root(queries.diagram(session, definition_id))))
        if len(_KNOWN) >= MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[definition_id] = found
    return found


def _root(diagram: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(diagram, parser)


def _references(root: etree._Element) -> Iterator[tuple[str, str]]:
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            qualified = etree.QName(name)
            if qualified.localname in ATTRIBUTES and (qualified.namespace or _is_called(element)):
                yield _key(str(value)), _owner(element)
        if etree.QName(element).localname == CALLED:
            yield _key((element.text or "").strip()), _owner(element)


def _is_called(element: etree._Element) -> bool:
    return etree.QName(element).localname == "calledDecision"


def _key(reference: str) -> str:
    return reference.strip().partition(":")[0].partition("@")[0]


def _owner(element: etree._Element) -> str:
    """Return the name, or id, of the flow element that an extension belongs to."""
    found: etree._Element | None = element
    while found is not None and etree.QName(found).localname != "businessRuleTask":
        found = found.getparent()
    owner = element if found is None else found
    return owner.get("name") or owner.get("id") or ""
