"""Decision services and knowledge models as functions: their parameters and results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from decisions.dmn.linking import Found, Models
from decisions.dmn.model import DecisionService, Graph, KnowledgeModel, Model, Reference


def resolved(models: Models, found: Found, references: Iterable[Reference]) -> Iterator[Found]:
    """Return the elements that references point at, those that are there, with their whole way."""
    for reference in references:
        other = models.resolve(found.model, reference.href)
        if other is not None:
            yield other._replace(path=(*found.path, *other.path))


def parameters(models: Models, found: Found) -> list[Found]:
    """Return the inputs of a service in the order of its parameters: data, then decisions."""
    service = cast("DecisionService", found.element)
    return list(resolved(models, found, (*service.inputs, *service.input_decisions)))


def signature(models: Models, found: Found) -> list[tuple[str, str | None]]:
    """Return names and types of the parameters of a service or knowledge model."""
    element = found.element
    if isinstance(element, KnowledgeModel):
        logic = element.logic
        return [(each.name, each.type) for each in logic.parameters] if logic else []
    return [(each.element.variable, each.element.type) for each in parameters(models, found)]


def result_type(models: Models, model: Model, element: Graph) -> str | None:
    """Return the type of what a service or knowledge model returns.

    Its variable has the type of the function; before DMN 1.3 it had that of the result.
    """
    item = models.item(model, element.type) if element.type else None
    if item is not None and item[1].function:
        return item[1].result
    return element.type
