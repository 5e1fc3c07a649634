"""A diagram as it is drawn: shapes, edges and labels with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
RAVAND = "{http://ravand.org/schema/1.0/bpmn}"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in pixels of the drawing; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    def shrunk(self, by: float) -> Box:
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def contains(self, other: Box) -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )

    def overlaps(self, other: Box) -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def touches(self, point: Point) -> bool:
        """Whether a point lies on the border, or in the half of a pixel beside it."""
        tip = Box(*point, 0, 0)
        return grown(self).contains(tip) and not self.shrunk(0.5).contains(tip)

    def joined(self, other: Box) -> Box:
        x, y = min(self.x, other.x), min(self.y, other.y)
        right = max(self.x + self.width, other.x + other.width)
        bottom = max(self.y + self.height, other.y + other.height)
        return Box(x, y, right - x, bottom - y)


def grown(box: Box) -> Box:
    return box.shrunk(-0.5)


def segment(start: Point, end: Point) -> Box:
    """Return a horizontal or vertical line as a rectangle."""
    (x1, y1), (x2, y2) = start, end
    return Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))


class Diagram:
    """One .bpmn file of the library."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.root = etree.parse(path, etree.XMLParser(resolve_entities=False)).getroot()
        self.by_id = {e.get("id"): e for e in self.root.iter(etree.Element) if e.get("id")}

    @cached_property
    def flow_nodes(self) -> list[etree._Element]:
        kinds = re.compile(
            r"(?:.*Task|task|.*Gateway|.*Event|subProcess|callActivity|transaction)$"
        )
        return [e for e in self.model() if kinds.match(local(e))]

    @cached_property
    def flows(self) -> list[etree._Element]:
        return [e for e in self.model() if local(e) in ("sequenceFlow", "messageFlow")]

    @cached_property
    def containers(self) -> list[etree._Element]:
        return [e for e in self.model() if local(e) in ("process", "participant", "lane")]

    def model(self) -> Iterator[etree._Element]:
        """Yield the elements of the model, without the drawing."""
        return (e for e in self.root.iter(f"{BPMN}*"))

    @cached_property
    def boxes(self) -> dict[str, Box]:
        return {
            shape.get("bpmnElement"): _box(shape.find(f"{DC}Bounds"))
            for shape in self.root.iter(f"{BPMNDI}BPMNShape")
        }

    @cached_property
    def labels(self) -> dict[str, Box]:
        found = {}
        for label in self.root.iter(f"{BPMNDI}BPMNLabel"):
            found[label.getparent().get("bpmnElement")] = _box(label.find(f"{DC}Bounds"))
        return found

    @cached_property
    def lines(self) -> dict[str, list[Point]]:
        return {
            edge.get("bpmnElement"): [
                (float(p.get("x")), float(p.get("y"))) for p in edge.iter(f"{DI}waypoint")
            ]
            for edge in self.root.iter(f"{BPMNDI}BPMNEdge")
        }

    def segments(self, flow_id: str) -> list[Box]:
        return [segment(a, b) for a, b in pairwise(self.lines[flow_id])]

    @cached_property
    def lanes_of(self) -> dict[str, list[str]]:
        """Lane ids by the id of a flow node; a node across two lanes is in both."""
        found: dict[str, list[str]] = {}
        for reference in self.root.iter(f"{BPMN}flowNodeRef"):
            found.setdefault(reference.text, []).append(reference.getparent().get("id"))
        return found

    def scope(self, element: etree._Element) -> str:
        """Return the id of the process or subprocess that an element is drawn in."""
        return element.getparent().get("id")

    def is_inside(self, element: etree._Element, container_id: str) -> bool:
        return any(e.get("id") == container_id for e in element.iterancestors())


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def persian_name(element: etree._Element) -> str:
    return _persian(element, "name")


def persian_documentation(element: etree._Element) -> str:
    return _persian(element, "documentation")


def _persian(element: etree._Element, text: str) -> str:
    found = element.find(f"{BPMN}extensionElements/{RAVAND}{text}[@lang='fa']")
    return "" if found is None else (found.text or "").strip()


def _box(bounds: etree._Element) -> Box:
    return Box(*(float(bounds.get(name)) for name in ("x", "y", "width", "height")))
