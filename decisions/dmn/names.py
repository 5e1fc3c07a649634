"""The names that an element may use, so that those with signs in them are read as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from decisions.dmn import boxes
from decisions.dmn.linking import Models
from decisions.dmn.model import (
    Decision,
    Graph,
    ItemDefinition,
    KnowledgeModel,
    Model,
)
from decisions.feel.syntax.tokens import is_plain


def required(models: Models, model: Model, element: Graph) -> Iterator[str]:
    """Return the names by which an element reads what it requires."""
    if isinstance(element, Decision | KnowledgeModel):
        for reference in element.requirements:
            found = models.resolve(model, reference.href)
            if found is not None:
                yield from found.path
                yield from outputs(found.model, found.element)
                yield from aliases(found.model, found.element)


def aliases(model: Model, element: Graph) -> Iterator[str]:
    """Return the names by which others may read an element, the least certain first.

    Where every variable is open, a decision is also read by its id, as Camunda's engines do.
    """
    if model.open and isinstance(element, Decision):
        yield element.id
    yield element.name
    yield element.variable


def outputs(model: Model, element: Graph) -> Iterator[str]:
    """Return the names of the outputs of a table that others may read by these names.

    Where every variable is open they may, as Camunda 7 does.
    """
    if model.open and isinstance(element, Decision) and element.table is not None:
        yield from (each.name for each in element.table.outputs if each.name)


def unusual(names: Iterable[str | None]) -> frozenset[str]:
    """Return those names that a text cannot be read without knowing them."""
    return frozenset(name for name in names if name and not is_plain(name))


def shared(models: Models, model: Model) -> frozenset[str]:
    """Return the unusual names that every text of a model may hold."""
    names = set(_components(models, model))
    for _, imported in models.reached(model):
        if imported is not model or model.open:
            names.update(name for each in imported.elements for name in aliases(imported, each))
    return unusual(names)


def own(models: Models, model: Model, element: Graph) -> frozenset[str]:
    """Return the unusual names that only the texts of one element may hold."""
    names = {element.name, element.variable, *required(models, model, element)}
    if isinstance(element, Decision | KnowledgeModel):
        names.update(within(element.logic))
    return unusual(names)


def _components(models: Models, model: Model) -> Iterator[str]:
    waiting: list[ItemDefinition] = []
    for path, each in models.reached(model):
        yield from path
        waiting.extend(each.items)
    for item in waiting:
        yield from (part.name for part in item.components)
        waiting.extend(item.components)


def within(box: boxes.Box | None) -> Iterator[str]:
    """Return the names that a boxed expression declares: entries, parameters, columns."""
    match box:
        case boxes.Context():
            yield from (entry.name for entry in box.entries if entry.name)
        case boxes.Function():
            yield from (parameter.name for parameter in box.parameters)
        case boxes.Relation():
            yield from (column.name for column in box.columns)
        case boxes.Iteration():
            yield box.variable
        case boxes.DecisionTable():
            yield from (each.name for each in box.outputs if each.name)
            yield from (each.variable for each in box.inputs if each.variable)
    for inner in parts(box):
        yield from within(inner)


def parts(box: boxes.Box | None) -> Iterator[boxes.Box]:
    """Return the boxed expressions directly within one."""
    collect = _PARTS.get(type(box))
    if collect is not None:
        yield from (each for each in collect(box) if each is not None)


_PARTS: dict[type, Callable[[Any], Iterable[boxes.Box | None]]] = {
    boxes.Context: lambda box: [entry.value for entry in box.entries],
    boxes.Invocation: lambda box: [box.function, *(each.value for each in box.bindings)],
    boxes.Relation: lambda box: [cell for row in box.rows for cell in row],
    boxes.ListBox: lambda box: box.items,
    boxes.Function: lambda box: [box.body],
    boxes.Conditional: lambda box: [box.condition, box.then, box.otherwise],
    boxes.Filter: lambda box: [box.items, box.match],
    boxes.Iteration: lambda box: [box.items, box.body],
}


def texts_within(box: boxes.Box | None) -> Iterator[boxes.Text]:
    """Return every text of a boxed expression, cells too."""
    match box:
        case boxes.LiteralExpression(text=boxes.Text() as text):
            yield text
        case boxes.DecisionTable():
            columns = [(each.expression, each.values) for each in box.inputs]
            columns += [(each.values, each.default) for each in box.outputs]
            yield from (text for pair in columns for text in pair if text is not None)
            for rule in box.rules:
                yield from (*rule.inputs, *rule.outputs)
    for inner in parts(box):
        yield from texts_within(inner)
