"""What a decision asks for and what it answers, as fields that a person can fill in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace

from decisions import feel
from decisions.dmn.boxes import Box, DecisionTable, Output, Text
from decisions.dmn.model import Decision, Graph, InputData, ItemDefinition, Model
from decisions.dmn.types import KINDS
from decisions.feel import BUILT_INS, FeelSyntaxError, LimitExceededError

ANY = "any"
SIMPLE = frozenset(KINDS.values()) - {"list", "context", "function", "range"}
MOST_REQUIRED = 1_000
LISTS = frozenset({"RULE ORDER", "OUTPUT ORDER", "COLLECT"})


@dataclass(frozen=True, slots=True)
class Field:
    """A value that is asked for or answered.

    Attributes:
        name: of the variable or output; empty for the value of the decision as a whole.
        type: a FEEL kind such as `number`, or `any`, for which FEEL is typed.
        options: the texts among which one is chosen; empty when anything may be typed.
    """

    name: str
    label: str
    type: str = ANY
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A decision with what it asks for and what it answers."""

    id: str
    name: str
    fields: tuple[Field, ...]
    results: tuple[Field, ...]

    @property
    def is_whole(self) -> bool:
        """Return whether the answer is one value without names of its own."""
        return len(self.results) == 1


def questions(model: Model) -> list[Question]:
    """Return the decisions of a model in the order of its file."""
    return [question(model, each) for each in model.decisions]


def question(model: Model, decision: Decision) -> Question:
    """Return what one decision asks for, also for the decisions that it requires."""
    order = {each.variable: place for place, each in enumerate(model.inputs)}
    found: dict[str, Field] = {}
    for each in _fields(model, decision):
        known = found.setdefault(each.name, each)
        # the more is told about a value the better, and a heading says more than a name
        more = (known.type == ANY and each.type != ANY) or (each.options and not known.options)
        label = known.label if known.label != known.name else each.label
        found[each.name] = replace(each if more else known, label=label)
    found = dict(sorted(found.items(), key=lambda item: order.get(item[0], len(order))))
    return Question(decision.id, decision.name, tuple(found.values()), _results(model, decision))


def _fields(model: Model, decision: Decision) -> Iterator[Field]:
    elements = required(model, decision)
    known = set(_known(elements))
    for each in elements:
        if isinstance(each, InputData):
            yield Field(each.variable, each.name, *_typed(model, each.type))
        elif isinstance(each, Decision):
            yield from _read(each, model, known)


def required(model: Model, decision: Decision) -> list[Graph]:
    """Return a decision and all that it requires within its file, the decision last."""
    by_id = {each.id: each for each in model.elements}
    found: dict[str, Graph] = {}
    waiting: list[Graph] = [decision]
    while waiting:
        element = waiting.pop()
        found.pop(element.id, None)  # what two others require comes before both
        found[element.id] = element
        if len(found) > MOST_REQUIRED:
            break
        for reference in getattr(element, "requirements", ()):
            target = by_id.get(reference.href.removeprefix("#"))
            if target is not None and target.id not in found:
                waiting.append(target)
    return list(reversed(found.values()))


def _known(elements: Iterable[Graph]) -> Iterator[str]:
    for each in elements:
        yield from (each.name, each.variable)
        if isinstance(each, Decision):
            yield each.id
            if each.table is not None:
                yield from (output.name for output in each.table.outputs if output.name)


def _read(decision: Decision, model: Model, known: set[str]) -> Iterator[Field]:
    """Return the variables of the caller that a decision reads, as its columns tell of them."""
    given = {each.variable for each in model.inputs}
    for column in decision.table.inputs if decision.table else ():
        for name in names(column.expression, known):
            is_it = column.expression is not None and column.expression.text.strip() == name
            if is_it and (name in given or (model.open and name not in known)):
                yield Field(name, column.label or name, *_typed(model, column.type, column.values))
            elif model.open and name not in known:
                yield Field(name, name)
    for text in _texts(decision.logic) if model.open else ():
        yield from (Field(name, name) for name in names(text, known) if name not in known)


def names(text: Text | None, known: Collection[str] = ()) -> tuple[str, ...]:
    """Return the variables that an expression reads; none if it cannot be read."""
    if text is None or not text.text.strip():
        return ()
    try:
        found = feel.parse(text.text, known).names
    except FeelSyntaxError:
        return ()
    return tuple(name for name in found if name not in BUILT_INS)


def _texts(box: Box | None) -> Iterator[Text]:
    """Return the expressions of a boxed expression that bind no names of their own."""
    if box is None or type(box).__name__ in ("Function", "Iteration", "Filter", "Context"):
        return
    if isinstance(box, DecisionTable):
        for rule in box.rules:
            yield from rule.outputs
        return
    for part in fields(box):
        value = getattr(box, part.name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Text):
                yield each
            elif is_dataclass(each) and isinstance(each, Box):
                yield from _texts(each)


def _results(model: Model, decision: Decision) -> tuple[Field, ...]:
    table = decision.table
    if table is None or (table.hit_policy in LISTS and table.aggregation is None):
        told = _typed(model, decision.type) if table is None else (ANY, ())
        return (Field("", decision.name, *told),)
    if table.aggregation is not None:
        return (Field("", table.outputs[0].label or decision.name, "number"),)
    return tuple(_output(model, decision, each) for each in table.outputs)


def _output(model: Model, decision: Decision, output: Output) -> Field:
    is_alone = decision.table is not None and len(decision.table.outputs) == 1
    told = output.type or (decision.type if is_alone else None)
    label = output.label or output.name or decision.name
    return Field(output.name or "", label, *_typed(model, told, output.values))


def _typed(
    model: Model, name: str | None, values: Text | None = None
) -> tuple[str, tuple[str, ...]]:
    """Return the kind of a declared type, and the texts it allows."""
    item = next((each for each in model.items if each.name == name), None)
    seen: set[str] = set()
    while item is not None and item.name not in seen:
        seen.add(item.name)
        if item.collection or item.components or item.function:
            return ANY, ()
        values = values or item.allowed or item.constraint
        name, item = item.base, _item(model, item.base)
    kind = KINDS.get(name or "", ANY)
    if kind not in SIMPLE:
        return ANY, ()
    return kind, options(values) if kind == "string" else ()


def _item(model: Model, name: str | None) -> ItemDefinition | None:
    return next((each for each in model.items if each.name == name), None)


def options(values: Text | None) -> tuple[str, ...]:
    """Return the texts that unary tests list; none when they are more than a list of texts."""
    if values is None or not values.text.strip():
        return ()
    try:
        found = feel.parse(f"[{values.text}]").evaluate({}).value
    except (FeelSyntaxError, LimitExceededError):
        return ()
    texts = found if isinstance(found, list) else []
    return tuple(texts) if all(isinstance(each, str) for each in texts) else ()
