"""Which row of a dynamic list as it was shown a submitted row is.

The browser removes rows and appends new ones, but tells neither. Rows are known by their read-only
values, which it sends back as they were shown: each submitted row is the next shown row with the
same ones. Without any, rows are known by their place, if there are as many as were shown. If there
are not, the values that expressions can make read-only tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forms import expressions, javascript, paths
from forms.component import Leaf
from forms.expressions import MISSING


def complete(leaf: Leaf, submitted: list[Any], shown: int) -> list[Any]:
    """Return the rows of a list with fixed rows: the last ones are left out if all is hidden."""
    missing = shown - len(submitted) if leaf.dynamic else 0
    return [*submitted, *[{}] * missing]


def match(
    leaf: Leaf, submitted: Sequence[Any], shown: Sequence[Mapping[str, Any]]
) -> list[int | None]:
    """Return for each submitted row the index of the shown row it is, None for a new one."""
    locked = [inner for inner in leaf.leaves if _is_locked(inner)]
    at_times = [inner for inner in leaf.leaves if _is_locked_at_times(inner)]
    found: list[int | None] = []
    start = 0
    for row in submitted:
        given = _given(locked, row)
        if not given and len(submitted) != len(shown):
            given = _given(at_times, row)
        if not given:
            index = len(found) if len(submitted) == len(shown) else None
        else:
            known = range(start, len(shown))
            index = next((i for i in known if _is_same(given, row, shown[i])), None)
        start = start if index is None else index + 1
        found.append(index)
    return found


def _is_locked(leaf: Leaf) -> bool:
    component = leaf.component
    return component.readonly and not leaf.hidden and not component.field.repeats


def _is_locked_at_times(leaf: Leaf) -> bool:
    readonly = leaf.component.raw.get("readonly")
    return expressions.is_dynamic(readonly) and not (leaf.hidden or leaf.component.field.repeats)


def _given(leaves: list[Leaf], row: Any) -> list[Leaf]:
    return [leaf for leaf in leaves if paths.get(row, leaf.path) is not MISSING]


def _is_same(given: list[Leaf], row: Any, shown: Mapping[str, Any]) -> bool:
    return all(
        javascript.same(paths.get(row, leaf.path), paths.get(shown, leaf.path)) for leaf in given
    )
