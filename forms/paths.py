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
