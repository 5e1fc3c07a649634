"""Checks of the drawing: ids, names, arrows, imports, circles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from decisions.dmn.boxes import Part
from decisions.dmn.checks.problems import Problems
from decisions.dmn.document import NAMESPACES
from decisions.dmn.errors import DmnError
from decisions.dmn.linking import Found, Models
from decisions.dmn.model import (
    Decision,
    DecisionService,
    Graph,
    InputData,
    KnowledgeModel,
    Model,
    Reference,
)
from decisions.dmn.plans import make_plan

MAX_CIRCLES = 10
_KINDS: dict[str, tuple[type, ...]] = {
    "input": (InputData,),
    "decision": (Decision,),
    "knowledge": (KnowledgeModel, DecisionService),
}


def check_graph(models: Models, model: Model, problems: Problems) -> None:
    """Report what is wrong with the graph of a model."""
    for part in model.repeated:
        problems.add("duplicate_id", part, id=part.id)
    if not model.decisions and not model.bkms and not model.items:
        problems.add("no_decision", Part(id=model.id, line=model.line))
    namespaces = {each.namespace for each in models.all}
    for each in model.imports:
        if each.kind.startswith(NAMESPACES) and each.namespace not in namespaces:
            problems.add("unknown_import", each, namespace=each.namespace)
    _check_names(model, problems)
    for element in model.elements:
        for reference in _references(element):
            _check_reference(models, model, element, reference, problems)
        _check_contents(element, problems)
    _check_circles(models, model, problems)


def _check_names(model: Model, problems: Problems) -> None:
    seen: set[str] = set()
    for element in model.elements:
        if not element.name:
            problems.add("no_name", element, element)
        elif element.name in seen:
            problems.add("shared_name" if model.open else "duplicate_name", element, element)
        seen.add(element.name)


def _references(element: Graph) -> Iterator[Reference]:
    if isinstance(element, Decision | KnowledgeModel):
        yield from element.requirements
    elif isinstance(element, DecisionService):
        yield from element.outputs
        yield from element.encapsulated
        yield from element.input_decisions
        yield from element.inputs


def _check_reference(
    models: Models, model: Model, element: Graph, reference: Reference, problems: Problems
) -> None:
    found = models.resolve(model, reference.href)
    if found is None:
        problems.add("dangling_reference", reference, element, href=reference.href)
    elif not isinstance(found.element, _KINDS[reference.kind]):
        facts: dict[str, Any] = {"other": found.element.name, "kind": reference.kind}
        problems.add("wrong_requirement", reference, element, **facts)


def _check_contents(element: Graph, problems: Problems) -> None:
    if isinstance(element, Decision | KnowledgeModel) and element.logic is None:
        problems.add("no_logic", element, element)
    if isinstance(element, DecisionService) and not element.outputs:
        problems.add("no_output_decision", element, element)


def _check_circles(models: Models, model: Model, problems: Problems) -> None:
    """Report each circle once, by the path that its first element shows."""
    reported: set[frozenset[str]] = set()
    elements = [Found(model, element, ()) for element in model.elements]
    if _circle(models, elements) is None:
        return
    for element in elements:
        told = any(element.element.name in members for members in reported)
        error = None if told or len(reported) == MAX_CIRCLES else _circle(models, [element])
        if error is None:
            continue
        path = str(error.facts["path"])
        members = frozenset(path.split(" → "))
        if members not in reported:
            reported.add(members)
            blamed = Part(id=str(error.facts["id"]), line=error.line or 0)
            problems.add(error.code, blamed, element=error.facts["name"], path=path)


def _circle(models: Models, elements: list[Found]) -> DmnError | None:
    try:
        make_plan(models, elements)
    except DmnError as error:
        return error
    return None
