"""What differs between two diagrams: elements by id, what they say, and where they are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from engine.bpmn.problems import DRAWN, local_name
from engine.bpmn.reading import MODEL, read_apart

Kind = Literal["added", "removed", "changed", "moved"]
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
# said by the flows themselves, or by the lane
REDUNDANT = frozenset({"incoming", "outgoing", "flowNodeRef", "laneSet", "extensionElements"})
# what BPMN 2.0 says when a file does not: some tools write it, others leave it out
DEFAULTS = {
    "startQuantity": "1",
    "completionQuantity": "1",
    "isInterrupting": "true",
    "cancelActivity": "true",
    "waitForCompletion": "true",
    "cancelRemainingInstances": "true",
    "ordering": "Parallel",
    "behavior": "All",
    "gatewayDirection": "Unspecified",
    "eventGatewayType": "Exclusive",
    "associationDirection": "None",
    "processType": "None",
    "textFormat": "text/plain",
    "implementation": "##unspecified",
    "method": "##Compensate",
    "itemKind": "Information",
} | dict.fromkeys(
    (
        "isForCompensation",
        "triggeredByEvent",
        "parallelMultiple",
        "instantiate",
        "isSequential",
        "testBefore",
        "isCollection",
        "isClosed",
        "isImmediate",
    ),
    "false",
)
KINDS: tuple[Kind, ...] = ("added", "removed", "changed", "moved")
# they tell parts of an element apart, or tell nothing
IN_PATHS = frozenset({"id", "name", "lang", "type"})
SMALLEST_STEP = 1.0  # pixels


@dataclass(frozen=True, slots=True)
class PropertyChange:
    """A property and what it says; None where it says nothing.

    Attributes:
        path: local names from the element inwards, such as `timerEventDefinition timeDuration`;
            what has a name or language carries it: `input:subject`, `name:fa`.
    """

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """An element that differs; `name` is the newer one, or None."""

    element_id: str
    kind: Kind
    tag: str
    name: str | None
    properties: tuple[PropertyChange, ...] = ()


def compare(before: bytes, after: bytes) -> list[Change]:
    """Return what differs: what was added, removed, changed, and at last what was only moved.

    That everything was moved alike is no difference.
    """
    old, new = _Diagram(before), _Diagram(after)
    found = [*_came(old, new), *_went(old, new), *_stayed(old, new)]
    return sorted(found, key=lambda change: KINDS.index(change.kind))


class _Diagram:
    """One file: its elements by id, what they say, and where their shapes are."""

    def __init__(self, xml: bytes) -> None:
        self.root = read_apart(xml)
        self.elements = {
            str(element.get("id")): element
            for element in self.root.iter(f"{{{MODEL}}}*")
            if element.get("id") and local_name(element) in DRAWN
        }
        self.lanes = {
            (reference.text or "").strip(): lane
            for lane in self.root.iter(f"{{{MODEL}}}lane")
            for reference in lane.iterchildren(f"{{{MODEL}}}flowNodeRef")
        }
        self.places = dict(self._places())

    def _places(self) -> Iterator[tuple[str, tuple[float, ...]]]:
        for shape in self.root.iter(f"{{{DI}}}BPMNShape"):
            bounds = shape.find(f"{{{DC}}}Bounds")
            element = (shape.get("bpmnElement") or "").rpartition(":")[2]
            if bounds is not None and element in self.elements:
                sizes = ("x", "y", "width", "height")
                yield element, tuple(_number(bounds.get(name)) for name in sizes)

    def properties(self, element_id: str) -> dict[str, str]:
        """Return what an element says by path; `lane` is the id of its lane."""
        element = self.elements[element_id]
        found: dict[str, str] = {}
        for path, text in self._said(element, ""):
            again = sum(other == path or other.startswith(f"{path} #") for other in found)
            found[f"{path} #{again + 1}" if again else path] = text
        found.pop("id", None)
        lane = self.lanes.get(element_id)
        if lane is not None:
            found["lane"] = lane.get("id") or ""
        return found

    def _said(self, element: etree._Element, path: str) -> Iterator[tuple[str, str]]:
        attributes = dict(_attributes(element, path))
        yield from attributes.items()
        text = (element.text or "").strip()
        if path and (text or not (len(element) or attributes)):
            yield path, text
        for child in element.iterchildren(tag=etree.Element):
            yield from self._inside(child, path)

    def _inside(self, child: etree._Element, path: str) -> Iterator[tuple[str, str]]:
        tag = local_name(child)
        if tag == "extensionElements":
            for part in child.iterchildren(tag=etree.Element):
                yield from self._inside(part, path)
        elif tag not in REDUNDANT and not (child.get("id") and tag in DRAWN):
            own = child.get("name") or child.get("lang")
            yield from self._said(child, f"{path} {tag}{f':{own}' if own else ''}".strip())

    def named(self, value: str | None) -> str | None:
        """Return the name of the element whose id this is, else the value itself."""
        target = self.elements.get((value or "").rpartition(":")[2])
        return value if target is None else target.get("name") or value


def _attributes(element: etree._Element, path: str) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        local, said = str(name).rpartition("}")[2], " ".join(str(value).split())
        if said != DEFAULTS.get(local, "") and not (path and local in IN_PATHS):
            yield f"{path} {local}".strip(), said


def _came(old: _Diagram, new: _Diagram) -> Iterator[Change]:
    for element_id, element in new.elements.items():
        if element_id not in old.elements:
            yield Change(element_id, "added", local_name(element), element.get("name"))


def _went(old: _Diagram, new: _Diagram) -> Iterator[Change]:
    for element_id, element in old.elements.items():
        if element_id not in new.elements:
            yield Change(element_id, "removed", local_name(element), element.get("name"))


def _stayed(old: _Diagram, new: _Diagram) -> Iterator[Change]:
    moved = _moved(old.places, new.places)
    for element_id, element in new.elements.items():
        if element_id not in old.elements:
            continue
        changed = tuple(_differences(old, new, element_id))
        tag, name = local_name(element), element.get("name")
        if local_name(old.elements[element_id]) != tag:
            was = PropertyChange("tag", local_name(old.elements[element_id]), tag)
            changed = (was, *changed)
        if changed:
            yield Change(element_id, "changed", tag, name, changed)
        elif element_id in moved:
            yield Change(element_id, "moved", tag, name)


def _differences(old: _Diagram, new: _Diagram, element_id: str) -> Iterator[PropertyChange]:
    before, after = old.properties(element_id), new.properties(element_id)
    for path in dict.fromkeys((*before, *after)):
        one, other = before.get(path), after.get(path)
        if one != other:
            yield PropertyChange(path, old.named(one), new.named(other))


def _moved(
    before: Mapping[str, tuple[float, ...]], after: Mapping[str, tuple[float, ...]]
) -> set[str]:
    """Return the elements that were moved otherwise than most were, or resized."""
    steps = {
        key: (after[key][0] - place[0], after[key][1] - place[1])
        for key, place in before.items()
        if key in after
    }
    if not steps:
        return set()
    (common, _count), *_ = Counter((round(x), round(y)) for x, y in steps.values()).most_common(1)
    return {
        key
        for key, (x, y) in steps.items()
        if abs(x - common[0]) > SMALLEST_STEP
        or abs(y - common[1]) > SMALLEST_STEP
        or before[key][2:] != after[key][2:]
    }


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
