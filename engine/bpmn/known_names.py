"""The variables that a diagram names: FEEL needs those whose names look like something else.

`order-id` is a difference unless a variable of that name is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.problems import local_name
from engine.bpmn.reading import MODEL

_PROCESS = f"{{{MODEL}}}process"
_BY_NAME = frozenset({"input", "output", "inputParameter", "outputParameter", "payload"})
_BY_ID = frozenset(
    {
        *("dataObject", "dataInput", "dataOutput", "inputDataItem", "outputDataItem"),
        *("formField", "formProperty"),
    }
)
_IN_ATTRIBUTES = frozenset(
    {
        *(
            "resultVariable",
            "resultVariableName",
            "result",
            "variable",
            "variableName",
            "initiator",
        ),
        *("elementVariable", "errorCodeVariable", "errorMessageVariable", "target"),
        *("escalationCodeVariable", "inputElement", "outputCollection"),
    }
)


class KnownNames:
    """Finds the names of each process once, when an expression of it first asks."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._found: dict[etree._Element, frozenset[str]] = {}

    def at(self, element: etree._Element) -> frozenset[str]:
        """Return the variables of the process that an element belongs to, else of the file."""
        place = next(element.iterancestors(_PROCESS), self._root)
        if place not in self._found:
            self._found[place] = frozenset(_named(place)) - {""}
        return self._found[place]


def _named(place: etree._Element) -> Iterator[str]:
    for element in place.iter(etree.Element):
        tag = local_name(element)
        if tag in _BY_NAME:
            yield (element.get("name") or "").strip()
        elif tag in _BY_ID:
            yield (element.get("id") or "").strip()
        elif tag == "loopDataOutputRef":
            yield (element.text or "").strip()
        for attribute, value in element.attrib.items():
            if str(attribute).rpartition("}")[2] in _IN_ATTRIBUTES:
                yield str(value).strip()
