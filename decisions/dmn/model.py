"""A DMN file as a tree of facts: what is drawn, with ids and lines, not yet how to evaluate it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal as Choice

from decisions.dmn.boxes import Box, DecisionTable, Function, Parameter, Part, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Part):
    """An arrow to another element: `#id`, or `namespace#id` of an imported model."""

    href: str
    kind: Choice["input", "decision", "knowledge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Part):
    """An element of the graph.

    Attributes:
        name: as drawn.
        variable: the name by which others read its value; the same unless a tool differs.
        type: typeRef of that variable.
    """

    name: str
    variable: str
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputData(Named):
    """A value that the caller gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Named):
    """A decision with its logic and what it requires.

    Attributes:
        version_tag: as Camunda's tools let the designer set it.
        names: further names, by language, from `<ravand:name lang="..">`.
    """

    question: str = ""
    answers: str = ""
    version_tag: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    logic: Box | None = None
    requirements: tuple[Reference, ...] = ()

    @property
    def table(self) -> DecisionTable | None:
        """The decision table, if the logic is one."""
        return self.logic if isinstance(self.logic, DecisionTable) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeModel(Named):
    """A business knowledge model: a function that decisions call."""

    logic: Function | None = None
    requirements: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionService(Named):
    """Decisions that are called together, as a function of what they do not contain."""

    outputs: tuple[Reference, ...] = ()
    encapsulated: tuple[Reference, ...] = ()
    input_decisions: tuple[Reference, ...] = ()
    inputs: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDefinition(Part):
    """A named type.

    Attributes:
        base: the type it refers to; None with components or a function.
        collection: a list of it is meant.
        allowed: unary tests for each item.
        constraint: unary tests for the value as a whole.
        function: it is a type of functions; `result` is what they return.
    """

    name: str
    base: str | None = None
    collection: bool = False
    allowed: Text | None = None
    constraint: Text | None = None
    components: tuple[ItemDefinition, ...] = ()
    function: bool = False
    parameters: tuple[Parameter, ...] = ()
    result: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Import(Part):
    """Another model, whose elements are read as `name.element`; an empty name merges them."""

    name: str
    namespace: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Model:
    """A DMN file. Two models are equal only if they are the same object.

    Attributes:
        id, line: of the root element.
        namespace: by which other models import it.
        language: the expression language of the file, None for FEEL.
        open: every variable of the caller is visible in every decision, as Camunda's tools mean
            it; else a decision reads only what it requires.
        repeated: elements whose id another one had before.
    """

    id: str
    line: int
    name: str
    namespace: str
    language: str | None = None
    open: bool = False
    imports: tuple[Import, ...] = ()
    items: tuple[ItemDefinition, ...] = ()
    inputs: tuple[InputData, ...] = ()
    decisions: tuple[Decision, ...] = ()
    bkms: tuple[KnowledgeModel, ...] = ()
    services: tuple[DecisionService, ...] = ()
    repeated: tuple[Part, ...] = ()

    @property
    def elements(self) -> tuple[InputData | Decision | KnowledgeModel | DecisionService, ...]:
        """Everything that has a value: inputs, decisions, knowledge models, services."""
        return (*self.inputs, *self.decisions, *self.bkms, *self.services)


Graph = InputData | Decision | KnowledgeModel | DecisionService
