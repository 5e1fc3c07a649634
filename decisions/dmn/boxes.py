"""Boxed expressions as they stand in the file; every part keeps its XML id and its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as Choice
from typing import TypeAlias

HitPolicy: TypeAlias = Choice[
    "UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT"
]
Aggregation: TypeAlias = Choice["SUM", "COUNT", "MIN", "MAX"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something of the file that a message can point at.

    Attributes:
        id: of the XML element, empty when it has none.
        line: where it starts in the file, counted from 1.
    """

    id: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Part):
    """A text in an expression language: a cell, an input expression, allowed values.

    Attributes:
        language: as the file tells it; None is that of the file, FEEL if there is none.
    """

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Box(Part):
    """A boxed expression.

    Attributes:
        type: typeRef, the declared type of its value; None when not told.
    """

    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiteralExpression(Box):
    """A text that is evaluated; `None` when the file only says that something is meant."""

    text: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Part):
    """A formal parameter, or the column of a relation."""

    name: str
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Part):
    """A named value: of a context (without a name: its result), or bound to a parameter."""

    name: str | None
    type: str | None = None
    value: Box | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context(Box):
    """Named entries, each seeing those before it."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation(Box):
    """A call with named arguments."""

    function: Box | None
    bindings: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Box):
    """A list of contexts, drawn as rows."""

    columns: tuple[Parameter, ...]
    rows: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBox(Box):
    """A list of expressions."""

    items: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Function(Box):
    """A function definition.

    Attributes:
        kind: FEEL, Java or PMML; only FEEL is evaluated.
    """

    kind: str
    parameters: tuple[Parameter, ...]
    body: Box | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional(Box):
    """If, then, else."""

    condition: Box | None
    then: Box | None
    otherwise: Box | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter(Box):
    """The items of a list that match."""

    items: Box | None
    match: Box | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Iteration(Box):
    """For, some or every item of a list."""

    kind: Choice["for", "some", "every"]
    variable: str
    items: Box | None
    body: Box | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Input(Part):
    """A column of conditions.

    Attributes:
        expression: what is tested; None is an empty column.
        variable: the name under which Camunda 7 lets the cells refer to the value.
        values: the allowed values, as unary tests.
    """

    label: str
    expression: Text | None
    type: str | None = None
    values: Text | None = None
    variable: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Output(Part):
    """A column of results."""

    name: str | None
    label: str
    type: str | None = None
    values: Text | None = None
    default: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Part):
    """A row. Its cells stand in the order of the columns; an id is made up where it has none."""

    inputs: tuple[Text, ...]
    outputs: tuple[Text, ...]
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTable(Box):
    """A decision table."""

    hit_policy: HitPolicy
    aggregation: Aggregation | None
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
