"""Who holds which place in the data: two fields must not write the same one.

Source: PathRegistry of form-js-viewer 2.0.0.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from forms.component import Path


@dataclass(slots=True)
class _Place:
    """A place in the data; closed holds a value, `repeater` is the dynamic list that owns it."""

    places: dict[str, _Place] = field(default_factory=dict)
    closed: bool = False
    repeater: str | None = None


class Claims:
    """The places claimed so far, as a tree of path segments."""

    def __init__(self) -> None:
        self._root = _Place()

    def claim(
        self, path: Path, owner: str, within: tuple[str, ...], *, closed: bool, repeats: bool
    ) -> bool:
        """Claim a path, and return whether it was free.

        Args:
            path: from the root of the data.
            owner: id of the component.
            within: ids of the components around it.
            closed: it holds a value; others may share the path of a group.
            repeats: it is a dynamic list.
        """
        if not self._is_free(path, within, shareable=not (closed or repeats)):
            return False
        place = self._root
        for segment in path:
            place = place.places.setdefault(segment, _Place())
        place.closed = closed
        place.repeater = owner if repeats else place.repeater
        return True

    def _is_free(self, path: Path, within: tuple[str, ...], *, shareable: bool) -> bool:
        place: _Place | None = self._root
        for segment in path:
            place = place.places.get(segment) if place else None
            if place is None:
                return True
            if place.closed or (place.repeater and place.repeater not in within):
                return False
        return shareable
