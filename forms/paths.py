"""Read and write nested data by path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.component import Path
from forms.expressions import MISSING


def get(data: Any, path: Path) -> Any:
    """Return the value at a path, MISSING if there is none."""
    for name in path:
        if not isinstance(data, Mapping) or name not in data:
            return MISSING
        data = data[name]
    return data


def reach(data: Any, path: Path) -> tuple[Path, Any]:
    """Return how far a path leads, and the value there: what is no object ends it.

    The value is MISSING if an object on the way lacks the next name.
    """
    for index, name in enumerate(path):
        if not isinstance(data, Mapping):
            return path[:index], data
        if name not in data:
            return path[:index], MISSING
        data = data[name]
    return path, data


def put(data: dict[str, Any], path: Path, value: Any) -> None:
    """Set the value at a path; what stands in the way and is no object gives way."""
    for name in path[:-1]:
        inner = data.get(name)
        if not isinstance(inner, dict):
            inner = data[name] = {}
        data = inner
    data[path[-1]] = value


def text(path: tuple[str | int, ...]) -> str:
    """Return a path as errors are addressed: `rows.0.name`."""
    return ".".join(map(str, path))
