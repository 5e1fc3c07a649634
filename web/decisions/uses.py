"""Which processes ask for a decision, read from their diagrams."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from sqlalchemy.orm import Session

from engine import queries
from engine.queries import DefinitionFilter, ProcessDefinition

ATTRIBUTES = frozenset({"decisionRef", "decisionId", "decision"})
CALLED = "calledDecisionId"
MOST_PROCESSES = 500


@dataclass(frozen=True, slots=True)
class Use:
    """An element of a process that asks for a decision."""

    process: ProcessDefinition
    element: str


def uses(session: Session, key: str) -> list[Use]:
    """Return where the default versions of all processes ask for a decision."""
    rows = queries.definitions(session, DefinitionFilter(), 0, MOST_PROCESSES)
    return [
        Use(row, name)
        for row in rows
        for asked, name in _asked(_diagram(session, row))
        if asked == key
    ]


def _diagram(session: Session, row: ProcessDefinition) -> bytes:
    return queries.diagram(session, row.id)


@lru_cache(maxsize=256)
def _asked(diagram: bytes) -> tuple[tuple[str, str], ...]:
    """Return the decisions that a diagram asks for, each with the name of the asking element."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return tuple(_references(etree.fromstring(diagram, parser)))


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
