"""Models that import each other: what their references and type names mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from decisions.dmn.errors import DmnError
from decisions.dmn.model import Graph, ItemDefinition, Model

Path = tuple[str, ...]
"""The names of the imports that lead from the first model to another one."""


MAX_WAYS = 1000  # models that import each other crosswise have endlessly many ways between them


class Found(NamedTuple):
    """An element, the model it stands in, and the imports that lead there."""

    model: Model
    element: Graph
    path: Path


class Models:
    """A model and those it imports, directly or not.

    Attributes:
        main: the model whose decisions are evaluated.
        all: every model given, the main one first.
    """

    def __init__(self, models: Sequence[Model]) -> None:
        self.main, self.all = models[0], tuple(models)
        self._by_namespace: dict[str, Model] = {}
        for model in models:
            if self._by_namespace.setdefault(model.namespace, model) is not model:
                raise DmnError("ambiguous_namespace", model.line, namespace=model.namespace)
        self._elements = {
            model: {element.id: element for element in reversed(model.elements)} for model in models
        }
        self._items = {
            model: {item.name: item for item in reversed(model.items)} for model in models
        }

    def imports(self, model: Model) -> Iterator[tuple[str, Model]]:
        """Return the imports of a model that are there: their names and models."""
        for each in model.imports:
            found = self._by_namespace.get(each.namespace)
            if found is not None and found is not model:
                yield each.name, found

    def reached(self, model: Model) -> Iterator[tuple[Path, Model]]:
        """Return a model and all it imports, the nearest first, each path without a circle."""
        waiting: list[tuple[Path, Model, tuple[Model, ...]]] = [((), model, (model,))]
        for path, here, way in islice(waiting, MAX_WAYS):
            yield path, here
            for name, imported in self.imports(here):
                if imported not in way:
                    step = (name,) if name else ()
                    waiting.append(((*path, *step), imported, (*way, imported)))

    def resolve(self, model: Model, href: str) -> Found | None:
        """Return what a reference in a model points at, if it is there."""
        namespace, _, name = href.rpartition("#")
        own = self._elements[model].get(name)
        if own is not None and namespace in ("", model.namespace):
            return Found(model, own, ())
        for path, imported in self.reached(model):
            found = self._elements[imported].get(name)
            if found is not None and imported.namespace == namespace:
                return Found(imported, found, path)
        return None if own is None else Found(model, own, ())

    def item(self, model: Model, name: str) -> tuple[Model, ItemDefinition] | None:
        """Return the item definition that a type name means in a model, and its model."""
        for path, here in self.reached(model):
            prefix = "".join(f"{step}." for step in path)
            found = self._items[here].get(name.removeprefix(prefix))
            if found is not None and name.startswith(prefix):
                return here, found
        return None

    def named(self, name: str) -> Found:
        """Return an element of the main model by its id, else by its name.

        Raises:
            DmnError: there is none.
        """
        own = self._elements[self.main].get(name)
        if own is not None:
            return Found(self.main, own, ())
        for path, model in self.reached(self.main):
            called: tuple[Graph, ...]
            called = (*model.decisions, *model.services, *model.bkms, *model.inputs)
            for element in called:
                if name in (element.name, element.variable):
                    return Found(model, element, path)
        raise DmnError("unknown_decision", name=name)


def link(models: Sequence[Model]) -> Models:
    """Resolve imports by namespace.

    Args:
        models: the one to be evaluated first, then all those it may import, in any order.

    Raises:
        DmnError: two of them have the same namespace.
    """
    return Models(models)


@lru_cache(maxsize=128)
def alone(model: Model) -> Models:
    """Return a model with no other to import."""
    return Models((model,))
