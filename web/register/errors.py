"""The errors about the register of processes."""

from __future__ import annotations

from engine.errors import ConcurrentUpdateError


class FactsChangedError(ConcurrentUpdateError):
    """Somebody else changed what is said about a process in between."""

    template = "{who} changed what is said about this process in the meantime. Look, and try again."

    def __init__(self, who: str) -> None:
        self.who = who
        super().__init__(who=who)
