"""Lanes: who is responsible for the nodes drawn in them."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from engine.bpmn import dialects


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane as drawn; `group` is None if it names nobody."""

    name: str | None
    group: str | None


def lanes(process: etree._Element) -> dict[str, Lane]:
    """Return the innermost lane of each node of a scope by the node's id."""
    found: dict[str, Lane] = {}
    todo = [
        lane
        for lane_set in dialects.model_children(process, "laneSet")
        for lane in dialects.model_children(lane_set, "lane")
    ]
    while todo:
        element = todo.pop()
        read = _lane(element)
        for reference in dialects.model_children(element, "flowNodeRef"):
            node = (dialects.text_of(reference) or "").rpartition(":")[2]
            if node:
                found[node] = read
        for inner in dialects.model_children(element, "childLaneSet"):
            todo += dialects.model_children(inner, "lane")
    return found


def lane_name(element: etree._Element) -> str | None:
    """Return the name of a lane on one line, as tasks and the event log hold it."""
    return " ".join((element.get("name") or "").split()) or None


def _lane(element: etree._Element) -> Lane:
    name = lane_name(element)
    group = dialects.attribute(element, "group")
    return Lane(name, group or (dialects.slug(name) if name else None) or None)
