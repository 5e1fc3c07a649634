"""The logic of a decision as pages draw it: a table with its rules, or nested boxes of text."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from decisions.dmn.boxes import (
    Box,
    Conditional,
    Context,
    DecisionTable,
    Entry,
    Filter,
    Function,
    Invocation,
    Iteration,
    ListBox,
    LiteralExpression,
    Relation,
    Rule,
    Text,
)
from decisions.dmn.model import Decision, InputData, Model
from web.i18n import lazy_gettext as _

POLICIES = {
    "UNIQUE": _("Only one rule may match"),
    "ANY": _("Several rules may match, all with the same result"),
    "FIRST": _("The first rule that matches decides"),
    "PRIORITY": _("The most important result of the rules that match decides"),
    "RULE ORDER": _("All rules that match count, in their order"),
    "OUTPUT ORDER": _("All rules that match count, the most important result first"),
    "COLLECT": _("All rules that match count"),
}
AGGREGATIONS = {
    "SUM": _("The results of all rules that match are added up"),
    "COUNT": _("The results of all rules that match are counted"),
    "MIN": _("The smallest result of the rules that match decides"),
    "MAX": _("The largest result of the rules that match decides"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column: what people call it, and the expression or name behind it."""

    label: str
    detail: str
    allowed: str


@dataclass(frozen=True, slots=True)
class Row:
    """A rule.

    Attributes:
        lit: it matched in the evaluation that is shown.
    """

    id: str
    number: int
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    annotation: str
    lit: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table as it is drawn."""

    policy: str
    inputs: tuple[Heading, ...]
    outputs: tuple[Heading, ...]
    rows: tuple[Row, ...]
    annotated: bool


@dataclass(frozen=True, slots=True)
class Node:
    """A box of text with boxes inside."""

    label: str
    text: str = ""
    children: tuple[Node, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Drawn:
    """A decision as it is drawn: its table, or else its boxes.

    Attributes:
        reads: the names of the inputs and decisions that it requires.
    """

    id: str
    name: str
    question: str
    reads: tuple[str, ...]
    table: Table | None
    node: Node | None


def drawn(model: Model, decision: Decision, lit: Collection[str] = ()) -> Drawn:
    """Return a decision as it is drawn.

    Args:
        lit: the ids of the rules that matched.
    """
    table = None if decision.table is None else table_of(decision.table, lit)
    logic = decision.logic
    return Drawn(
        decision.id,
        decision.name,
        decision.question,
        tuple(_reads(model, decision)),
        table,
        node(logic) if table is None and logic is not None else None,
    )


def table_of(table: DecisionTable, lit: Collection[str] = ()) -> Table:
    """Return a decision table as it is drawn."""
    policy = AGGREGATIONS[table.aggregation] if table.aggregation else POLICIES[table.hit_policy]
    inputs = tuple(
        Heading(each.label or _of(each.expression), _of(each.expression), _of(each.values))
        for each in table.inputs
    )
    outputs = tuple(
        Heading(each.label or each.name or "", each.name or "", _of(each.values))
        for each in table.outputs
    )
    rows = tuple(_row(rule, number, lit) for number, rule in enumerate(table.rules, 1))
    return Table(str(policy), inputs, outputs, rows, any(row.annotation for row in rows))


def _row(rule: Rule, number: int, lit: Collection[str]) -> Row:
    inputs = tuple(each.text.strip() for each in rule.inputs)
    outputs = tuple(each.text.strip() for each in rule.outputs)
    return Row(rule.id, number, inputs, outputs, rule.description, rule.id in lit)


def _of(text: Text | None) -> str:
    return "" if text is None else text.text.strip()


def _reads(model: Model, decision: Decision) -> Iterator[str]:
    by_id = {each.id: each for each in model.elements}
    for reference in decision.requirements:
        target = by_id.get(reference.href.removeprefix("#"))
        if isinstance(target, InputData | Decision):
            yield target.name


def node(box: Box | None, label: str = "") -> Node:
    """Return any boxed expression as text with parts."""
    match box:
        case None:
            return Node(label)
        case LiteralExpression(text=text):
            return Node(label, _of(text))
        case DecisionTable():
            return Node(label, str(POLICIES[box.hit_policy]), tuple(_rules(box)))
        case Context(entries=entries):
            return Node(label, "", _entries(entries))
        case Invocation(function=function, bindings=bindings):
            return Node(label, node(function).text, _entries(bindings))
        case ListBox(items=items):
            return Node(label, "", tuple(node(each) for each in items))
        case Relation():
            return Node(label, "", tuple(_rows(box)))
    return _logic(box, label)


def _logic(box: Box, label: str) -> Node:
    match box:
        case Function(parameters=parameters, body=body):
            return Node(label, ", ".join(each.name for each in parameters), (node(body),))
        case Conditional():
            chosen = (node(box.then, "then"), node(box.otherwise, "else"))
            return Node(label, "", (node(box.condition, "if"), *chosen))
        case Filter():
            return Node(label, "", (node(box.items, "in"), node(box.match, "match")))
        case Iteration():
            inner = "return" if box.kind == "for" else "satisfies"
            parts = (node(box.items, "in"), node(box.body, inner))
            return Node(label, f"{box.kind} {box.variable}", parts)
    return Node(label)


def _entries(entries: tuple[Entry, ...]) -> tuple[Node, ...]:
    return tuple(node(each.value, each.name or "") for each in entries)


def _rules(table: DecisionTable) -> Iterator[Node]:
    for number, rule in enumerate(table.rules, 1):
        cells = " | ".join(_of(each) for each in (*rule.inputs, *rule.outputs))
        yield Node(str(number), cells)


def _rows(relation: Relation) -> Iterator[Node]:
    for row in relation.rows:
        pairs = zip(relation.columns, row, strict=False)
        yield Node("", "", tuple(node(cell, column.name) for column, cell in pairs))
