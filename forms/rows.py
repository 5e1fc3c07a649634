"""Which row of a dynamic list as it was shown a submitted row is.

The browser removes rows and appends new ones, but tells neither. Rows are known by their read-only
values, which it sends back as they were shown: each submitted row is the next shown row with the
same ones. Without any, rows are known by their place, if there are as many as were shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forms import javascript, paths
from forms.component import Leaf
from forms.expressions import MISSING


def match(
    leaf: Leaf, submitted: Sequence[Any], shown: Sequence[Mapping[str, Any]]
) -> list[int | None]:
    """Return for each submitted row the index of the shown row it is, None for a new one."""
    locked = [inner for inner in leaf.leaves if _is_locked(inner)]
    found: list[int | None] = []
    start = 0
    for row in submitted:
        given = [inner for inner in locked if paths.get(row, inner.path) is not MISSING]
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


def _is_same(given: list[Leaf], row: Any, shown: Mapping[str, Any]) -> bool:
    return all(
        javascript.same(paths.get(row, leaf.path), paths.get(shown, leaf.path)) for leaf in given
    )
