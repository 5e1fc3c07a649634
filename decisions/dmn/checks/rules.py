"""Checks of what the rules of a table cover: gaps, overlaps, rules that never match."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from decisions.dmn.boxes import DecisionTable, Rule
from decisions.dmn.checks.axes import Axis
from decisions.dmn.checks.coverage import Coverage, TooLargeError
from decisions.dmn.checks.texts import Checked, shown
from decisions.dmn.checks.wording import region

MAX_REPORTED = 10
MAX_PAIRS = 10_000
_SINGLE = frozenset(("UNIQUE", "ANY", "FIRST", "PRIORITY"))


def check_rules(checked: Checked, table: DecisionTable, axes: Sequence[Axis], columns: int) -> None:
    """Report gaps, overlaps and rules that never match, as far as the cells can be told.

    Args:
        axes: the columns that could be cut into pieces.
        columns: how many there are; when some could not be cut, only single rules are judged.
    """
    if any(len(rule.inputs) != columns for rule in table.rules):
        return
    judge = _Judge(checked, table, axes)
    judge.impossible()
    if len(axes) == columns:
        try:
            judge.cover()
        except TooLargeError:
            checked.problems.add("too_large_to_check", table, checked.element)


class _Judge:
    def __init__(self, checked: Checked, table: DecisionTable, axes: Sequence[Axis]) -> None:
        self.checked, self.table, self.axes = checked, table, axes
        self.never: set[int] = set()

    def impossible(self) -> None:
        """Report rules with a cell that no value fits."""
        for axis in self.axes:
            for number, rule in enumerate(self.table.rules):
                if axis.cells[number] == 0:
                    self.never.add(number)
                    text = shown(rule.inputs[axis.index].text)
                    self._add("impossible_rule", rule, rule=number + 1, text=text)

    def cover(self) -> None:
        """Report gaps, overlaps and unreachable rules.

        Raises:
            TooLargeError: there are too many cases.
        """
        policy = self.table.hit_policy
        coverage = Coverage(self.axes, len(self.table.rules))
        if policy in ("UNIQUE", "ANY"):
            self._overlaps(coverage, "overlap" if policy == "UNIQUE" else "conflict")
        if policy in _SINGLE and not any(each.default for each in self.table.outputs):
            self._gaps(coverage)
        if policy == "FIRST":
            self._unreachable(coverage)

    def _gaps(self, coverage: Coverage) -> None:
        gaps = coverage.gaps()
        for box in gaps[:MAX_REPORTED]:
            self._add("gap", self.table, region=region(self.axes, box))
        if len(gaps) > MAX_REPORTED:
            self._add("more_gaps", self.table)

    def _overlaps(self, coverage: Coverage, code: str) -> None:
        count = 0
        for first, second in islice(coverage.overlaps(), MAX_PAIRS):
            if code == "conflict" and self._outputs(first) == self._outputs(second):
                continue
            count += 1
            if count <= MAX_REPORTED:
                both = zip(coverage.box(first), coverage.box(second), strict=True)
                where = region(self.axes, [one & other for one, other in both])
                rules = f"{first + 1}, {second + 1}"
                self._add(code, self.table.rules[second], rules=rules, region=where)
        if count > MAX_REPORTED:
            self._add("more_overlaps", self.table, count=count - MAX_REPORTED)

    def _outputs(self, number: int) -> list[str]:
        return [cell.text.strip() for cell in self.table.rules[number].outputs]

    def _unreachable(self, coverage: Coverage) -> None:
        for number, rule in enumerate(self.table.rules):
            told = not coverage.opaque >> number & 1
            if told and number not in self.never and not coverage.is_reachable(number):
                self._add("unreachable_rule", rule, rule=number + 1)

    def _add(self, code: str, part: Rule | DecisionTable, **facts: Any) -> None:
        self.checked.problems.add(code, part, self.checked.element, **facts)
