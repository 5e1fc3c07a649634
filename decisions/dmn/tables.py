"""Decision tables, compiled: find the matching rules, take their outputs, apply the policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from decisions.dmn.boxes import DecisionTable, Output
from decisions.dmn.columns import Column, rules_of
from decisions.dmn.hits import LISTS, Ranks, aggregated, chosen
from decisions.dmn.texts import Code
from decisions.dmn.trace import Cell, Match, Outputs, Record, TableTrace
from decisions.dmn.types import Type
from decisions.feel import NOWHERE, Run, Scope, to_text


@dataclass(frozen=True, slots=True)
class Results:
    """An output column.

    Attributes:
        name: of its value in the result.
        cells: in the order of the rules.
        default: what it gives when no rule matches.
        ranks: gives the output values, the most important first.
    """

    output: Output
    name: str
    type: Type | None
    cells: tuple[Code, ...]
    default: Code | None
    ranks: Code | None

    def value(self, code: Code, scope: Scope) -> Any:
        """Return what a cell gives, as the column's type wants it."""
        value = code(scope)
        return value if self.type is None else self.type.coerce(value, scope.run)

    def otherwise(self, scope: Scope) -> Any:
        """Return what the column gives when no rule matches."""
        return None if self.default is None else self.value(self.default, scope)


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table, ready to be evaluated."""

    declared: DecisionTable
    columns: tuple[Column, ...]
    results: tuple[Results, ...]

    def __call__(self, scope: Scope) -> Any:
        """Return the value of the table, and note what matched."""
        run, table = scope.run, self.declared
        run.use(1 + len(table.rules) // 8)
        values = [column.value(scope) for column in self.columns]
        matches: list[Match] = []
        if self._allowed(scope, values):
            matches = [self._match(scope, number) for number in self._matching(scope, values)]
            kept = self._kept(scope, matches)
            value = self._value(kept, run, matched=bool(matches))
        else:
            kept, value = [], None
        if self.declared.aggregation is not None and value is not None:
            kept = [{self.results[0].name: value}]
        self._note(cast("Record", run), values, matches, kept)
        return value

    def _allowed(self, scope: Scope, values: list[Any]) -> bool:
        for column, value in zip(self.columns, values, strict=True):
            if not column.allows(scope, value):
                scope.run.warn(
                    "input_not_allowed",
                    NOWHERE,
                    "{value} is none of the values that the column {column} allows",
                    value=to_text(value)[:200],
                    column=column.input.label,
                )
                return False
        return True

    def _matching(self, scope: Scope, values: list[Any]) -> list[int]:
        count = len(self.declared.rules)
        candidates = (1 << count) - 1
        for column, value in zip(self.columns, values, strict=True):
            candidates = column.accepting(scope, value, candidates)
            if not candidates:
                return []
        if self.declared.hit_policy == "FIRST":
            candidates &= -candidates
        return rules_of(candidates, count)

    def _match(self, scope: Scope, number: int) -> Match:
        outputs = {each.name: each.value(each.cells[number], scope) for each in self.results}
        return Match(self.declared.rules[number].id, number + 1, outputs)

    def _kept(self, scope: Scope, matches: list[Match]) -> list[Outputs]:
        if matches:
            return chosen(self.declared.hit_policy, matches, self._ranks(scope), scope.run)
        if any(each.default for each in self.results):
            return [{each.name: each.otherwise(scope) for each in self.results}]
        if self.declared.hit_policy != "COLLECT":
            scope.run.warn("no_rule_matched", NOWHERE, "no rule matches")
        return []

    def _ranks(self, scope: Scope) -> Ranks:
        if self.declared.hit_policy not in ("PRIORITY", "OUTPUT ORDER"):
            return ()
        told = [(each.name, each.ranks(scope)) for each in self.results if each.ranks is not None]
        return [(name, values) for name, values in told if type(values) is list]

    def _value(self, kept: list[Outputs], run: Run, *, matched: bool) -> Any:
        policy, aggregation = self.declared.hit_policy, self.declared.aggregation
        plain = [self._plain(outputs) for outputs in kept]
        if not matched and kept:
            return plain[0]
        if policy == "COLLECT" and aggregation is not None:
            if not matched:
                return aggregated(aggregation, [], run)
            return aggregated(aggregation, plain, run) if len(self.results) == 1 else None
        if policy in LISTS:
            return plain if matched or policy == "COLLECT" else None
        return plain[0] if plain else None

    def _plain(self, outputs: Outputs) -> Any:
        return outputs[self.results[0].name] if len(self.results) == 1 else outputs

    def _note(
        self, record: Record, values: list[Any], matches: list[Match], kept: list[Outputs]
    ) -> None:
        cells = tuple(
            Cell(column.input.id, column.input.label, value)
            for column, value in zip(self.columns, values, strict=True)
        )
        record.note(TableTrace(self.declared.id, cells, tuple(matches), tuple(kept)))
