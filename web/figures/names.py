"""Names of processes and of their elements in the language of the request."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from engine import queries
from engine.errors import NotFoundError
from engine.queries import DefinitionFilter
from web.diagram import element_names
from web.i18n import language, title

MOST_PROCESSES = 1_000


def processes(session: Session) -> dict[str, str]:
    """Return the name of each process, by key."""
    rows = queries.definitions(session, DefinitionFilter(), 0, MOST_PROCESSES)
    return {row.key: title(row) for row in rows}


@dataclass
class Elements:
    """Names of elements, read from the diagrams of the default versions when they are wanted."""

    session: Session
    known: dict[str, dict[str, str]] = field(default_factory=dict)

    def name(self, process: str, element_id: str) -> str:
        """Return the name of an element, its id where it has none now."""
        if process not in self.known:
            self.known[process] = self._read(process)
        return self.known[process].get(element_id, element_id)

    def _read(self, process: str) -> dict[str, str]:
        try:
            definition = queries.default_definition(self.session, process)
        except NotFoundError:
            return {}
        return element_names(queries.diagram(self.session, definition.id), language())
