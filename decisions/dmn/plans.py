"""In which order the elements of a graph are evaluated, and what each reads of the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from decisions.dmn.errors import DmnError
from decisions.dmn.linking import Found, Models, Path
from decisions.dmn.model import Decision, KnowledgeModel, Model
from decisions.dmn.names import aliases, outputs


class Key(NamedTuple):
    """An element as reached on one way of imports: on another way its inputs may differ."""

    path: Path
    model: Model
    id: str


class Feed(NamedTuple):
    """A value that an element reads.

    Attributes:
        slot: where it stands.
        names: by which it is read, each a way into contexts; the last is the most certain.
        outputs: the names of its parts that are read by themselves.
    """

    slot: int
    names: tuple[Path, ...]
    outputs: tuple[str, ...] = ()


class Step(NamedTuple):
    """One element to be evaluated; its value goes into the slot of the same number."""

    key: Key
    found: Found
    feeds: tuple[Feed, ...]


class Plan(NamedTuple):
    """The steps to some elements, in an order in which everything is there when it is read."""

    steps: tuple[Step, ...]
    targets: tuple[int, ...]


def key_of(found: Found) -> Key:
    """Return the key of an element."""
    return Key(found.path, found.model, found.element.id)


def requirements(models: Models, found: Found) -> Iterator[tuple[Path, Found]]:
    """Return what an element requires: the way of imports from it, and the element.

    A knowledge model may require itself: it sees itself anyway.
    """
    element = found.element
    if not isinstance(element, Decision | KnowledgeModel):
        return
    for reference in element.requirements:
        other = models.resolve(found.model, reference.href)
        if other is None or (other.element is element and isinstance(element, KnowledgeModel)):
            continue
        yield other.path, other._replace(path=(*found.path, *other.path))


def make_plan(models: Models, targets: Sequence[Found], given: Collection[Key] = ()) -> Plan:
    """Return the plan to evaluate some elements.

    Args:
        given: elements whose value is given, so that nothing they require is needed.

    Raises:
        DmnError: an element requires itself, directly or not.
    """
    planner = _Planner(models, frozenset(given))
    for target in targets:
        planner.reach(target)
    return Plan(
        tuple(planner.steps),
        tuple(planner.slots[key_of(target)] for target in targets),
    )


_Waiting = tuple[Found, list[tuple[Path, Found]], Iterator[tuple[Path, Found]]]


class _Planner:
    def __init__(self, models: Models, given: frozenset[Key]) -> None:
        self._models, self._given = models, given
        self.steps: list[Step] = []
        self.slots: dict[Key, int] = {}
        self._open: dict[Key, Found] = {}

    def reach(self, target: Found) -> None:
        """Add the steps to an element; without recursion, for chains may be long."""
        waiting = [self._enter(target)] if key_of(target) not in self.slots else []
        while waiting:
            found, required, left = waiting[-1]
            missing = next((each for _, each in left if key_of(each) not in self.slots), None)
            if missing is None:
                self._add(found, required)
                waiting.pop()
            else:
                self._refuse_circle(key_of(missing))
                waiting.append(self._enter(missing))

    def _enter(self, found: Found) -> _Waiting:
        self._open[key_of(found)] = found
        required = self._required(found)
        return found, required, iter(required)

    def _required(self, found: Found) -> list[tuple[Path, Found]]:
        return [] if key_of(found) in self._given else list(requirements(self._models, found))

    def _refuse_circle(self, key: Key) -> None:
        if key in self._open:
            names = [each.element.name for each in self._open.values()]
            circle = names[list(self._open).index(key) :]
            element = self._open[key].element
            path = " → ".join([*circle, circle[0]])
            facts = {"id": element.id, "name": element.name, "path": path}
            raise DmnError("requirement_cycle", element.line, **facts)

    def _add(self, found: Found, required: list[tuple[Path, Found]]) -> None:
        key = key_of(found)
        feeds = []
        for path, other in required:
            slot = self.slots[key_of(other)]
            if path:
                feeds.append(Feed(slot, ((*path, other.element.variable),)))
            else:
                names = tuple((name,) for name in aliases(other.model, other.element))
                feeds.append(Feed(slot, names, tuple(outputs(other.model, other.element))))
        del self._open[key]
        self.slots[key] = len(self.steps)
        self.steps.append(Step(key, found, tuple(feeds)))
