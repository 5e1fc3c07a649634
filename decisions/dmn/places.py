"""What every part of a file is read with: its place, its texts, its declared type."""

from __future__ import annotations

from typing import TypedDict

from decisions.dmn.boxes import Text
from decisions.dmn.document import Document, Element, child


class Place(TypedDict):
    """Id and line of an element."""

    id: str
    line: int


class Places:
    """Knows where the elements of one file stand."""

    def __init__(self, document: Document) -> None:
        self._lines = document.lines

    def of(self, element: Element) -> Place:
        """Return id and line of an element."""
        return {"id": element.get("id") or "", "line": self._lines[element]}

    def text(self, element: Element | None) -> Text | None:
        """Return the text of an element, pointing at the line in which the text begins."""
        holder = child(element, "text")
        if element is None or holder is None:
            return None
        return Text(
            id=element.get("id") or "",
            line=self._lines[holder],
            text=holder.text or "",
            language=element.get("expressionLanguage"),
        )


def type_of(element: Element | None) -> str | None:
    """Return the declared type: an attribute, or an element in item definitions and DMN 1.1.

    A prefix is that of an XML name, as DMN 1.1 wrote it (`feel:number`).
    """
    if element is None:
        return None
    told = element.get("typeRef")
    if told is None:
        holder = child(element, "typeRef")
        told = None if holder is None else holder.text
    return (told or "").strip().rpartition(":")[2].strip() or None
