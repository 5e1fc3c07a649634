"""Findings about a diagram, collected while it is compiled: all of them, not only the first."""

from __future__ import annotations

from typing import Any

from lxml import etree

from engine.bpmn.catalogue import CATALOGUE
from engine.errors import DefinitionInvalidError
from engine.ports import Problem

_DRAWN = (
    "task userTask manualTask scriptTask serviceTask businessRuleTask sendTask receiveTask "
    "startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent "
    "exclusiveGateway parallelGateway inclusiveGateway complexGateway eventBasedGateway "
    "subProcess transaction adHocSubProcess callActivity sequenceFlow process lane participant "
    "messageFlow message signal error escalation dataObject dataObjectReference dataStore "
    "dataStoreReference textAnnotation group association choreographyTask subChoreography "
    "callChoreography correlationProperty globalTask globalUserTask globalScriptTask "
    "globalManualTask globalBusinessRuleTask"
)
DRAWN = frozenset(_DRAWN.split())


def local_name(element: etree._Element) -> str:
    """Return the tag without its namespace."""
    return str(element.tag).rpartition("}")[2]


def drawn(element: etree._Element) -> etree._Element:
    """Return the element, or what it is a part of, that a person can point at in the diagram."""
    place: etree._Element | None = element
    while place is not None:
        if place.get("id") and local_name(place) in DRAWN:
            return place
        place = place.getparent()
    return element


def label(element: etree._Element) -> str:
    """Return how messages call an element: its name on one line, else its id, else its tag."""
    name = " ".join((element.get("name") or "").split())
    return name or element.get("id") or local_name(element)


class Problems:
    """The findings about one file.

    Attributes:
        lines: where each element starts, as far as known; libxml2 only knows where its start tag
            ends, and counts to 65535.
    """

    def __init__(self, resource: str, ignored: frozenset[str] = frozenset()) -> None:
        """Ignored: codes of findings that are not looked for."""
        self.resource, self.ignored = resource, ignored
        self.lines: dict[etree._Element, int] = {}
        self._found: dict[tuple[Any, ...], Problem] = {}

    def add(
        self,
        code: str,
        element: etree._Element | None = None,
        *,
        line: int | None = None,
        **facts: Any,
    ) -> None:
        """Record a finding of the catalogue; the same one about the same place counts once."""
        if code in self.ignored:
            return
        finding = CATALOGUE[code]
        place = None if element is None else drawn(element)
        # numbers stay numbers: people read them in the digits of their language
        facts = {key: v if type(v) is int else str(v) for key, v in facts.items()}
        if element is not None and place is not None:
            line = line or self.line_of(element) or self.line_of(place)
            facts.setdefault("element", label(place))
        problem = Problem(
            finding.severity,
            code,
            finding.template,
            finding.hint,
            facts,
            self.resource,
            None if place is None else place.get("id"),
            None if place is None else place.get("name"),
            line,
        )
        key = (code, problem.element_id, line, tuple(sorted(facts.items())))
        self._found.setdefault(key, problem)

    def line_of(self, element: etree._Element) -> int | None:
        """Return the line in which an element of the uploaded file starts."""
        return self.lines.get(element) or element.sourceline

    def place(self, made: etree._Element, origin: etree._Element) -> None:
        """Let findings about a made element point at what it was made from."""
        self.lines[made] = self.line_of(origin) or 0

    @property
    def all(self) -> list[Problem]:
        """Every finding, by line; those without one come first."""
        return sorted(self._found.values(), key=lambda problem: problem.line or 0)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The findings that do not refuse the deployment."""
        return tuple(problem for problem in self.all if problem.severity == "warning")

    @property
    def refused(self) -> bool:
        """Whether any finding refuses the deployment."""
        return any(problem.severity == "error" for problem in self._found.values())

    def refuse(self) -> None:
        """Raise DefinitionInvalidError if any finding refuses the deployment."""
        if self.refused:
            raise DefinitionInvalidError(self.all)
