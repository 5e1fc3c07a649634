"""Which decision a business rule task evaluates, in the words of every vendor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from engine.bpmn import dialects
from engine.bpmn.compiling import Compiler
from engine.bpmn.declared import Ruling, Value
from engine.bpmn.dialects import SPIFF
from engine.bpmn.info import Asked
from engine.bpmn.problems import Problems, label, local_name
from engine.dmn.results import MAPPINGS

TASKS = ("businessRuleTask", "serviceTask")
BINDINGS = ("latest", "deployment", "version", "versionTag")
DEFAULT_MAPPING = "resultList"
_FLOWABLE = "decisionTableReferenceKey"
_OTHER_WORK = ("connector", "topic", "class", "delegateExpression", "expression")
_VERSIONS = {"version": "decisionRefVersion", "versionTag": "decisionRefVersionTag"}


@dataclass(frozen=True, slots=True)
class Named:
    """A decision as a task names it; `spread`: its outputs become variables."""

    text: str
    spread: bool = False


def named(element: etree._Element) -> Named | None:
    """Return the decision that a task names, None if it names none."""
    if local_name(element) not in TASKS:
        return None
    text = dialects.attribute(element, "decision", "decisionRef")
    if text is not None:
        return Named(text)
    for child in dialects.extensions(element):
        text = dialects.text_of(child)
        if child.tag == f"{{{SPIFF}}}calledDecisionId" and text:
            return Named(text, spread=True)
    text = dialects.attribute(element, _FLOWABLE) or _field(element)
    return None if text is None else Named(text, spread=True)


def _field(element: etree._Element) -> str | None:
    """Return the decision that a service task of Flowable's type `dmn` names."""
    if (dialects.attribute(element, "type") or "").lower() != "dmn":
        return None
    for field in dialects.children(element, "field"):
        if field.get("name") == _FLOWABLE:
            texts = [field.get("stringValue"), *(dialects.text_of(each) for each in field)]
            return next((text.strip() for text in texts if text and text.strip()), None)
    return None


class DecisionParser:
    """Reads one task that names a decision."""

    def __init__(self, compiler: Compiler, element: etree._Element) -> None:
        self.compiler, self.problems, self.element = compiler, compiler.problems, element

    def parse(self, decision: Named) -> Ruling | None:
        """Return what is to be evaluated; None, and a problem, if that can not be."""
        reference = self.compiler.text(decision.text, self.element)
        binding, version = self._binding()
        if dialects.attribute(self.element, *_OTHER_WORK) is not None:
            self.problems.add("decision_and_work", self.element, decision=decision.text)
        mapping = dialects.attribute(self.element, "mapResult", "mapDecisionResult")
        mapping = mapping or DEFAULT_MAPPING
        if mapping not in MAPPINGS:
            known = ", ".join(MAPPINGS)
            self.problems.add("decision_mapping", self.element, mapping=mapping, known=known)
        if reference is None:
            return None
        result = dialects.attribute(self.element, "result", "resultVariable", "resultVariableName")
        return Ruling(reference, binding, version, result, mapping, decision.spread)

    def _binding(self) -> tuple[str, Value | None]:
        binding = dialects.attribute(self.element, "decisionRefBinding") or BINDINGS[0]
        said = _VERSIONS.get(binding)
        text = None if said is None else dialects.attribute(self.element, said)
        if binding not in BINDINGS or (said is not None and text is None):
            self.problems.add("decision_binding", self.element, binding=binding)
        return binding, None if text is None else self.compiler.text(text, self.element)


def asked(elements: Iterator[etree._Element], problems: Problems) -> Iterator[Asked]:
    """Yield the decisions that tasks name in plain text, without saying which version."""
    for element in elements:
        decision = named(element)
        binding = dialects.attribute(element, "decisionRefBinding") or BINDINGS[0]
        if decision is None or not dialects.plain(decision.text) or binding in _VERSIONS:
            continue
        yield Asked(
            decision.text,
            element.get("id") or "",
            label(element),
            problems.line_of(element),
            with_process=binding == "deployment",
        )
