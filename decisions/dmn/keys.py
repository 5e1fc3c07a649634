"""The entries of contexts that a model makes: others read them as `decision.entry`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from decisions.dmn import boxes
from decisions.dmn.model import Model
from decisions.dmn.names import parts, texts_within
from decisions.feel import FeelSyntaxError, parse
from decisions.feel.syntax import tree


def keys_of(model: Model) -> Iterator[str]:
    """Return the names of entries, columns and outputs in the logic of a model."""
    logics: list[boxes.Box | None] = [each.logic for each in model.decisions]
    logics += [each.logic for each in model.bkms]
    for logic in logics:
        yield from _declared(logic)
        for text in texts_within(logic):
            if "{" in text.text:
                yield from _written(text.text)


def _declared(box: boxes.Box | None) -> Iterator[str]:
    match box:
        case boxes.Context():
            yield from (entry.name for entry in box.entries if entry.name)
        case boxes.Relation():
            yield from (column.name for column in box.columns)
        case boxes.DecisionTable():
            yield from (output.name for output in box.outputs if output.name)
    for inner in parts(box):
        yield from _declared(inner)


def _written(text: str) -> Iterator[str]:
    try:
        node = parse(text).tree
    except FeelSyntaxError:  # it needs more names, or is wrong and told so elsewhere
        return
    yield from _entries(node)


def _entries(node: Any) -> Iterator[str]:
    if isinstance(node, tree.Entries):
        yield from (key for key, _ in node.entries)
    if isinstance(node, tuple):
        for each in node:
            yield from _entries(each)
    elif dataclasses.is_dataclass(node):
        for field in dataclasses.fields(node):
            yield from _entries(getattr(node, field.name))
