"""What changed between two versions of a decision table: rule by rule, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from decisions.dmn.model import Decision
from web.decisions.layout import Node, Row, Table, node, table_of

State = Literal["same", "changed", "added", "removed"]
ENOUGH_ALIKE = 0.5
MOST_COMPARED = 400


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell; `before` differs from `after` when it was changed."""

    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Return whether the cell says something else now."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class RowChange:
    """A rule with its numbers before and after; None where there was none."""

    state: State
    before: int | None
    after: int | None
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """A column of either version: by its expression or name it is known again."""

    kind: Literal["input", "output", "annotation"]
    label: CellChange
    state: State


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that changed.

    Attributes:
        rows: all rules of both versions, in the order of the newer one.
        node: what stands there now, where the logic is no table in both versions.
    """

    columns: tuple[ColumnChange, ...]
    rows: tuple[RowChange, ...]
    policy: CellChange
    nodes: tuple[Node, Node] | None

    def count(self, state: State) -> int:
        """Return how many rules are in a state."""
        return sum(row.state == state for row in self.rows)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing changed at all."""
        changed = any(row.state != "same" for row in self.rows)
        changed |= any(column.state != "same" for column in self.columns)
        nodes = self.nodes is not None and self.nodes[0] != self.nodes[1]
        labels = any(column.label.changed for column in self.columns)
        return not (changed or labels or self.policy.changed or nodes)


def differences(before: Decision, after: Decision) -> Differences:
    """Compare two versions of a decision."""
    if before.table is None or after.table is None:
        nodes = (node(before.logic), node(after.logic))
        return Differences((), (), CellChange("", ""), nodes)
    old, new = table_of(before.table), table_of(after.table)
    columns = list(_columns(old, new))
    pairs = _paired(old, new)
    rows = tuple(_row(columns, old, new, first, second) for first, second in pairs)
    shown = tuple(column.change for column in columns)
    return Differences(shown, rows, CellChange(old.policy, new.policy), None)


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a column stands in the cells of either version; None where it does not."""

    change: ColumnChange
    old: int | None
    new: int | None


def _columns(old: Table, new: Table) -> Iterator[_Column]:
    shift_old, shift_new = len(old.inputs), len(new.inputs)
    yield from _matched("input", old, new, (0, 0))
    yield from _matched("output", old, new, (shift_old, shift_new))
    if old.annotated or new.annotated:
        change = ColumnChange("annotation", CellChange("", ""), "same")
        yield _Column(change, shift_old + len(old.outputs), shift_new + len(new.outputs))


def _matched(
    kind: Literal["input", "output"], old: Table, new: Table, shifts: tuple[int, int]
) -> Iterator[_Column]:
    before = old.inputs if kind == "input" else old.outputs
    after = new.inputs if kind == "input" else new.outputs
    places: dict[tuple[str, int], int] = {}
    for place, each in enumerate(before):
        key = each.detail or each.label
        places[key, sum(1 for known, _ in places if known == key)] = place
    seen: dict[str, int] = {}
    for place, each in enumerate(after):
        key = each.detail or each.label
        found = places.pop((key, seen.get(key, 0)), None)
        seen[key] = seen.get(key, 0) + 1
        label = CellChange("" if found is None else before[found].label, each.label)
        change = ColumnChange(kind, label, "added" if found is None else "same")
        at = None if found is None else found + shifts[0]
        yield _Column(change, at, place + shifts[1])
    for place in places.values():
        change = ColumnChange(kind, CellChange(before[place].label, ""), "removed")
        yield _Column(change, place + shifts[0], None)


def _paired(old: Table, new: Table) -> list[tuple[Row | None, Row | None]]:
    """Return the rules of both versions that are one, removed ones where they stood."""
    left = {row.id: row for row in old.rows}
    partner: dict[str, Row] = {}
    for row in new.rows:
        if row.id in left:
            partner[row.id] = left.pop(row.id)
    alone = [row for row in new.rows if row.id not in partner]
    for row, found in _alike(list(left.values()), alone):
        partner[row.id] = left.pop(found.id)
    pairs: list[tuple[Row | None, Row | None]] = [(partner.get(row.id), row) for row in new.rows]
    for row in left.values():
        pairs.insert(_place(pairs, row), (row, None))
    return pairs


def _alike(old: list[Row], new: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Return rules whose ids tell nothing, but whose cells are mostly the same."""
    if len(old) * len(new) > MOST_COMPARED**2:
        return
    scores = sorted(
        ((_score(before, after), -abs(before.number - after.number), i, j))
        for i, before in enumerate(old)
        for j, after in enumerate(new)
    )
    used: tuple[set[int], set[int]] = (set(), set())
    for score, _, i, j in reversed(scores):
        if score > ENOUGH_ALIKE and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            yield new[j], old[i]


def _score(before: Row, after: Row) -> float:
    pairs = list(zip(_cells(before), _cells(after), strict=False))
    return sum(one == other for one, other in pairs) / max(1, len(pairs))


def _cells(row: Row) -> tuple[str, ...]:
    return (*row.inputs, *row.outputs)


def _place(pairs: Sequence[tuple[Row | None, Row | None]], row: Row) -> int:
    for at, (before, _) in enumerate(pairs):
        if before is not None and before.number > row.number:
            return at
    return len(pairs)


def _row(
    columns: Sequence[_Column], old: Table, new: Table, before: Row | None, after: Row | None
) -> RowChange:
    first = (*_cells(before), before.annotation) if before else ()
    second = (*_cells(after), after.annotation) if after else ()
    cells = tuple(CellChange(_at(first, column.old), _at(second, column.new)) for column in columns)
    state: State = "same" if not any(cell.changed for cell in cells) else "changed"
    if before is None or after is None:
        state = "added" if before is None else "removed"
    numbers = (before.number if before else None, after.number if after else None)
    return RowChange(state, *numbers, cells)


def _at(cells: Sequence[str], place: int | None) -> str:
    return "" if place is None or place >= len(cells) else cells[place]
