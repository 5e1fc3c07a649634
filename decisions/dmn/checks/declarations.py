"""Checks of types: those that are used must be defined, and not by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from decisions.dmn.boxes import Box, Context, DecisionTable, Function, Part, Relation
from decisions.dmn.checks.problems import Problems
from decisions.dmn.linking import Models
from decisions.dmn.model import Decision, ItemDefinition, KnowledgeModel, Model
from decisions.dmn.names import parts
from decisions.dmn.types import ANY, KINDS, MAX_CHAIN


def check_declarations(models: Models, model: Model, problems: Problems) -> None:
    """Report types that are not defined, or refer to themselves."""
    seen: set[str] = set()
    for item in model.items:
        if item.name in seen:
            problems.add("duplicate_type", item, type=item.name)
        seen.add(item.name)
        _check_item(models, model, item, problems)
    for element in model.elements:
        logic = element.logic if isinstance(element, Decision | KnowledgeModel) else None
        for part, name in [(element, element.type), *_used_by_box(logic)]:
            if not _is_known(models, model, name):
                problems.add("unknown_type", part, element, type=name)


def _check_item(models: Models, model: Model, item: ItemDefinition, problems: Problems) -> None:
    for part, name in _used_by_item(item):
        if not _is_known(models, model, name):
            problems.add("unknown_type", part, element=item.name, type=name)
    if _refers_to_itself(models, model, item):
        problems.add("type_cycle", item, type=item.name)


def _is_known(models: Models, model: Model, name: str | None) -> bool:
    known = name is None or name == ANY or name in KINDS
    return known or models.item(model, str(name)) is not None


def _used_by_item(item: ItemDefinition) -> Iterator[tuple[Part, str | None]]:
    yield item, item.base
    yield item, item.result
    for parameter in item.parameters:
        yield parameter, parameter.type
    for component in item.components:
        yield from _used_by_item(component)


def _refers_to_itself(models: Models, model: Model, item: ItemDefinition) -> bool:
    seen: set[tuple[str, str]] = set()
    here: tuple[Model, ItemDefinition] | None = (model, item)
    while here is not None and here[1].base is not None and len(seen) <= MAX_CHAIN:
        key = (here[0].namespace, here[1].name)
        if key in seen:
            return key == (model.namespace, item.name)
        seen.add(key)
        here = models.item(here[0], here[1].base)
    return False


def _used_by_box(box: Box | None) -> Iterator[tuple[Part, str | None]]:
    if box is None:
        return
    yield box, box.type
    typed: tuple[Part, ...] = ()
    match box:
        case Context():
            typed = box.entries
        case Function():
            typed = box.parameters
        case Relation():
            typed = box.columns
        case DecisionTable():
            typed = (*box.inputs, *box.outputs)
    for part in typed:
        yield part, getattr(part, "type", None)
    for inner in parts(box):
        yield from _used_by_box(inner)
