"""One open page, and what it is to be told: only topics, never what happened."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic

from web.persons import Person

LIFE_SECONDS = 300.0  # then the browser asks again, and is asked who it is
HEARTBEAT_SECONDS = 15.0
PAUSE_SECONDS = 3.0  # between two messages: a burst of work refreshes a page once
TICK_SECONDS = 1.0
RETRY_MILLISECONDS = 3000


class Topic(StrEnum):
    """What to look at again."""

    TASKS = "tasks"
    TASK = "task"
    BELL = "bell"


@dataclass(eq=False)
class Listener:
    """A stream's end in the server.

    Attributes:
        session: key and id of the session that it belongs to.
        case_id: the case of the task that the page shows, if it shows one.
    """

    person: Person
    session: tuple[str, str]
    case_id: str | None = None
    _topics: set[Topic] = field(default_factory=set)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _ended: bool = False

    def tell(self, topics: Iterable[Topic]) -> None:
        """Let the page look at something again."""
        with self._changed:
            self._topics.update(topics)
            self._changed.notify()

    def end(self) -> None:
        """Close the stream."""
        with self._changed:
            self._ended = True
            self._changed.notify()

    def messages(self, last: int, is_gone: Callable[[], bool]) -> Iterator[bytes]:
        """Yield the lines of the stream until it ends.

        Args:
            last: number of the newest entry of the log, with which the browser comes back.
            is_gone: whether the browser has closed the connection.
        """
        begun, spoken = monotonic(), 0.0  # the first message need not wait
        yield f"retry: {RETRY_MILLISECONDS}\nid: {last}\nevent: ready\ndata:\n\n".encode()
        while monotonic() - begun < LIFE_SECONDS and not is_gone():
            topics = self._wait(spoken)
            if self._ended:
                return
            if topics:
                spoken = monotonic()
                yield "".join(f"event: {one}\ndata:\n\n" for one in sorted(topics)).encode()
            elif monotonic() - spoken >= HEARTBEAT_SECONDS:
                spoken = monotonic()
                yield b":\n\n"

    def _wait(self, spoken: float) -> frozenset[Topic]:
        """Return what has come since, at the latest after a tick; nothing before the pause ends."""
        with self._changed:
            if not self._topics and not self._ended:
                self._changed.wait(TICK_SECONDS)
            if monotonic() - spoken < PAUSE_SECONDS and self._topics and not self._ended:
                self._changed.wait(min(TICK_SECONDS, PAUSE_SECONDS - (monotonic() - spoken)))
                return frozenset()
            topics = frozenset(self._topics)
            self._topics.clear()
            return topics
