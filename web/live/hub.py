"""Everybody who listens in this process, and the thread that looks for them while there is one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from time import monotonic

from sqlalchemy.orm import Session

from web.accounts.queries import live_sessions
from web.live.listening import TICK_SECONDS, Listener
from web.live.watching import Watch

logger = logging.getLogger(__name__)

CHECK_SECONDS = 15.0


class Hub:
    """Takes listeners up to a number, and ends the streams of sessions that have ended."""

    def __init__(self, sessions: Callable[[], Session], most: int, most_each: int) -> None:
        """Take how to open a database session, and how many may listen: in all, and each person."""
        self._sessions, self._most, self._most_each = sessions, most, most_each
        self._listeners: set[Listener] = set()
        self._guard = threading.Lock()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._failing = False

    def join(self, listener: Listener) -> bool:
        """Take a listener; False when too many listen already."""
        with self._guard:
            mine = sum(one.person.name == listener.person.name for one in self._listeners)
            full = len(self._listeners) >= self._most or mine >= self._most_each
            if full or self._closing.is_set():
                return False
            self._listeners.add(listener)
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="live", daemon=True)
                self._thread.start()
            return True

    def leave(self, listener: Listener) -> None:
        """Forget a listener, whose stream has ended."""
        with self._guard:
            self._listeners.discard(listener)

    def close(self) -> None:
        """End every stream, since the server stops."""
        self._closing.set()
        for listener in tuple(self._listeners):
            listener.end()

    def _watch(self) -> None:
        watch, checked = Watch(), monotonic()
        while self._is_needed():
            try:
                self._look(watch)
                if monotonic() - checked >= CHECK_SECONDS:
                    checked = monotonic()
                    self._end_ended()
                self._failing = False
            except Exception:
                if not self._failing:  # once, not every second that the database is away
                    logger.exception("the log can not be watched")
                self._failing = True
            self._closing.wait(TICK_SECONDS)

    def _is_needed(self) -> bool:
        with self._guard:
            if self._listeners and not self._closing.is_set():
                return True
            self._thread = None
            return False

    def _look(self, watch: Watch) -> None:
        with self._sessions() as session:
            found = watch.look(session)
        if found is not None:
            for listener in self._now():
                listener.tell(found.topics(listener))

    def _end_ended(self) -> None:
        listeners = self._now()
        with self._sessions() as session:
            alive = live_sessions(session, {one.person.name for one in listeners})
        for listener in listeners:
            key, session_id = listener.session
            known = alive.get(listener.person.name)
            if known is None or known[0] != key or session_id in known[1]:
                listener.end()

    def _now(self) -> tuple[Listener, ...]:
        with self._guard:
            return tuple(self._listeners)
