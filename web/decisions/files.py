"""A deployed file of decisions: what was uploaded, its tests, and what it imports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from decisions import DecisionsError, dmn
from decisions.dmn.model import Decision, Model
from engine import queries
from engine.errors import NotFoundError
from engine.queries import DecisionDefinition

ENDING = ".dmn"
TESTS = ".tests.json"


@dataclass(frozen=True, slots=True)
class DecisionFile:
    """A file as it was deployed.

    Attributes:
        others: the other files of decisions of its deployment that it may import, by name.
    """

    name: str
    content: bytes
    model: Model
    tests: bytes | None
    others: Mapping[str, bytes]

    @property
    def models(self) -> Model | dmn.Models:
        """The model, linked to those it imports."""
        return linked(self.model, self.others)

    def decision(self, key: str) -> Decision:
        """Return one of its decisions.

        Raises:
            NotFoundError: it is not in the file.
        """
        return decision_of(self.model, key)


def load(session: Session, row: DecisionDefinition) -> DecisionFile:
    """Return the file of one version of a decision."""
    content = queries.dmn_source(session, row.id)
    rows = queries.resources(session, row.deployment_id)
    name = next((each.name for each in rows if each.id == row.resource_id), f"{row.key}{ENDING}")
    model = dmn.read(content)
    others = {
        each.name: each.content
        for each in rows
        if model.imports and each.name.endswith(ENDING) and each.id != row.resource_id
    }
    return DecisionFile(name, content, model, queries.decision_tests(session, row.id), others)


def decision_of(model: Model, key: str) -> Decision:
    """Return a decision of a model by its id.

    Raises:
        NotFoundError: there is none.
    """
    found = next((each for each in model.decisions if each.id == key), None)
    if found is None:
        raise NotFoundError(what="decision definition", id=key)
    return found


def linked(model: Model, others: Mapping[str, bytes]) -> Model | dmn.Models:
    """Return a model linked to those that it imports; alone when they cannot be linked."""
    if not model.imports:
        return model
    try:
        return dmn.link([model, *(dmn.read(content) for content in others.values())])
    except DecisionsError:
        return model
