"""What an evaluation did: which rules matched, what was read and what came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from decisions.feel import Limits, Run, Warning

MAX_NOTED = 1000

Outputs = dict[str, Any]
"""Name of the output column -> its value."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The value of an input column.

    Attributes:
        id, label: of the column.
    """

    id: str
    label: str
    value: Any


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that matched.

    Attributes:
        rule: its id.
        index: its number, from 1, as the table shows it.
    """

    rule: str
    index: int
    outputs: Outputs


@dataclass(frozen=True, slots=True)
class TableTrace:
    """One evaluation of a decision table.

    Attributes:
        id: of the table.
        matches: in the order of the rules.
        results: what the hit policy made of them, as names and values; what a default gave too.
    """

    id: str
    inputs: tuple[Cell, ...]
    matches: tuple[Match, ...]
    results: tuple[Outputs, ...]


@dataclass(frozen=True, slots=True)
class DecisionTrace:
    """One decision that was evaluated.

    Attributes:
        id: of the decision.
        path: the names of the imports that lead to it; empty in the model itself.
        inputs: the values it required, by the names it reads them by.
        table: of the decision itself, if its logic is a table.
        tables: every table evaluated for it, also within functions it called; the first thousand.
    """

    id: str
    name: str
    path: tuple[str, ...]
    inputs: Mapping[str, Any]
    value: Any
    table: TableTrace | None
    tables: tuple[TableTrace, ...]
    warnings: tuple[Warning, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that matched, in the order of the table."""
        return tuple(match.rule for match in self.table.matches) if self.table else ()

    @property
    def indices(self) -> tuple[int, ...]:
        """The numbers of the rules that matched, from 1."""
        return tuple(match.index for match in self.table.matches) if self.table else ()

    @property
    def outputs(self) -> tuple[Outputs, ...]:
        """One map of names and values for each result, as Camunda's decision results are."""
        if self.table is not None:
            return self.table.results
        if self.value is None:
            return ()
        values = self.value if type(self.value) is list else [self.value]
        return tuple(each if type(each) is dict else {self.name: each} for each in values)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The value of a decision and how it came about.

    Attributes:
        value: a FEEL value; `feel.to_python` makes plain data of it.
        outputs: the decisions evaluated, each after those it requires; the asked one is last.
    """

    value: Any
    outputs: tuple[DecisionTrace, ...] = ()
    warnings: tuple[Warning, ...] = ()


class Record(Run):
    """An evaluation's budget, which also notes what was evaluated."""

    __slots__ = ("decisions", "tables")

    def __init__(self, limits: Limits, now: datetime | None) -> None:
        super().__init__(limits, now)
        self.tables: list[TableTrace] = []
        self.decisions: list[DecisionTrace] = []

    def note(self, table: TableTrace) -> None:
        """Note the evaluation of a table."""
        if len(self.tables) < MAX_NOTED:
            self.tables.append(table)

    @property
    def mark(self) -> tuple[int, int]:
        """How much is noted by now, to be given to `close`."""
        return len(self.tables), len(self.warnings)

    def close(
        self,
        decision: Decided,
        inputs: Mapping[str, Any],
        value: Any,
        since: tuple[int, int],
    ) -> None:
        """Note the end of a decision: the tables and warnings since the mark are its own."""
        tables, warnings = tuple(self.tables[since[0] :]), tuple(self.warnings[since[1] :])
        own = tables[-1] if tables else None  # those it calls end before it
        table = own if own is not None and own.id == decision.table_id else None
        found = (decision.id, decision.name, decision.path, inputs, value)
        # the asked decision ends last and has to be there, whatever else is not
        del self.decisions[MAX_NOTED - 1 :]
        self.decisions.append(DecisionTrace(*found, table, tables, warnings))


class Decided(NamedTuple):
    """Which decision a trace is of; `table_id` is None unless its logic is a table."""

    id: str
    name: str
    path: tuple[str, ...]
    table_id: str | None
