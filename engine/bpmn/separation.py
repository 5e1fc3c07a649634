"""Four eyes: who did one activity of a case may not do another, in every vendor's words."""

from __future__ import annotations

from lxml import etree

from engine.bpmn import dialects
from engine.bpmn.document import Document
from engine.bpmn.problems import local_name

NAME = "separateFrom"
DONE_BY_PEOPLE = ("userTask", "manualTask")


def separate_from(document: Document, element: etree._Element) -> tuple[str, ...]:
    """Return the activities whose doers may not do this one, in the order they are named.

    They are user tasks of the same process; the task itself means its earlier rounds.
    """
    found: list[str] = []
    for name in dict.fromkeys(dialects.split(_said(element) or "")):
        other = document.by_id.get(name)
        if other is None or not _may_be_named(element, other):
            document.problems.add("separation_unknown", element, activity=name)
        else:
            found.append(name)
    return tuple(found)


def _said(element: etree._Element) -> str | None:
    """Return our attribute, else the property of that name that every vendor's modeler can set."""
    said = dialects.attribute(element, NAME)
    if said is not None:
        return said
    for holder in dialects.extensions(element):
        for item in holder.iterchildren(tag=etree.Element):
            if local_name(item) == "property" and item.get("name") == NAME:
                return item.get("value")
    return None


def _may_be_named(element: etree._Element, other: etree._Element) -> bool:
    return local_name(other) in DONE_BY_PEOPLE and _process(element) is _process(other)


def _process(element: etree._Element) -> etree._Element | None:
    return next((e for e in element.iterancestors() if local_name(e) == "process"), None)
