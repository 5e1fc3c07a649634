"""What a submission holds that its form does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.component import Leaf, Path


@dataclass(slots=True)
class Trie:
    """The names that may occur in an object; without any, the name holds a value."""

    names: dict[str, Trie] = field(default_factory=dict)

    @classmethod
    def of(cls, leaves: tuple[Leaf, ...]) -> Trie:
        """Return the names of a form or of a row of its list."""
        root = cls()
        for leaf in leaves:
            place = root
            for name in leaf.path:
                place = place.names.setdefault(name, cls())
        return root


def strangers(given: Mapping[str, Any], known: Trie, most: int) -> Iterator[tuple[Path, str]]:
    """Return the path and error code of up to `most` names that do not belong, and one more."""
    for name, value in given.items():
        if most < 0:
            return
        inner = known.names.get(name)
        if inner is None:
            most -= 1
            yield (str(name),), "unknown_field"
        elif inner.names and isinstance(value, Mapping):
            for path, code in strangers(value, inner, most):
                most -= 1
                yield (name, *path), code
        elif inner.names and value is not None:
            most -= 1
            yield (name,), "object_expected"
