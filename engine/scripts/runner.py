"""Runs scripts in a pool of pydantic-monty workers, one pool per process.

Each run gets an interpreter of its own with nothing in it but the variables that the code names.
The interpreter has no files, network or processes; time, memory and depth are bounded inside it,
and a worker that does not stop is killed from here and replaced.
"""

from __future__ import annotations

import os
import sys
import threading
import weakref
from collections.abc import Collection, Mapping
from importlib.util import find_spec
from types import TracebackType
from typing import Any, Self

import pydantic_monty

from engine.ports import ScriptError, Variables
from engine.scripts import faults, source, wire
from engine.scripts.limits import ScriptLimits
from engine.scripts.source import Source

CONTAINERS = (list, dict, set, tuple)
FORKED = (
    "Scripts cannot run in this process: it was forked from one in which scripts had run already."
    " Start worker processes before that, or as new programs."
)


class MontyRunner:
    """Implements ports.ScriptRunner; may be used by any number of threads.

    The workers start with the first script. A process that is forked before that makes its own;
    one forked later cannot run scripts (the library's threads do not survive it) and says so.
    """

    def __init__(self, processes: int = 2, limits: ScriptLimits | None = None) -> None:
        self.processes = processes
        self.limits = limits or ScriptLimits()
        self._lock = threading.Lock()
        self._pool: pydantic_monty.Monty | None = None
        self._options: dict[str, Any] = {
            "limits": {
                "max_feed_duration_secs": self.limits.seconds,
                "max_memory": self.limits.memory_bytes,
                "max_recursion_depth": self.limits.depth,
                "max_suspensions": self.limits.suspensions,
            },
            "os_policy": {"sleep": "zero"},
            "assert_message_annotations": False,
        }
        _process.runners.add(self)

    def evaluate(self, expression: str, variables: Mapping[str, Any]) -> Any:
        """Return the value of an expression.

        Raises:
            ScriptError: it is no Python, failed, took too much or yields what is no plain value.
        """
        code = source.expression(expression, self.limits.characters)
        return self._run(code, _given(code, variables), {source.VALUE}, certain=True)[source.VALUE]

    def execute(self, script: str, variables: Mapping[str, Any]) -> Variables:
        """Return the variables that the script bound or changed.

        Functions, classes and imports stay inside, and so does a name that begins with an
        underscore, unless it is a process variable already.

        Raises:
            ScriptError: as `evaluate`; or a variable was bound to what is no plain value.
        """
        code = source.script(script, self.limits.characters)
        given = _given(code, variables)
        bound = {name for name in code.bound if name[0] != "_" or name in given}
        wanted = bound | _changeable(code, given)
        found = self._run(code, given, wanted, certain=wanted <= code.certain | given.keys())
        return {
            name: value
            for name, value in found.items()
            if name in bound or not wire.same(value, given[name])
        }

    def close(self) -> None:
        """Stop the workers; the next script starts new ones."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.__exit__(None, None, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _run(
        self, code: Source, given: Variables, wanted: Collection[str], *, certain: bool
    ) -> Variables:
        """Run the code and return the wanted variables as it left them."""
        code, inputs = source.sheltered(code, given)
        try:
            return self._attempted(code, inputs, wanted, certain=certain)
        except pydantic_monty.MontyConversionError as error:
            raise faults.unreadable(given) from error
        except pydantic_monty.MontyError as error:
            raise faults.explain(error, self.limits, code) from error
        except TimeoutError as error:
            raise ScriptError("Too many scripts are running; this one found no place.") from error

    def _attempted(
        self, code: Source, given: Variables, wanted: Collection[str], *, certain: bool
    ) -> Variables:
        try:
            return self._fed(code, given, wanted, certain=certain)
        except pydantic_monty.MontyCrashedError as error:
            if error.timed_out:
                raise
            # somebody killed the worker; a run leaves no traces, so it can be repeated
            return self._fed(code, given, wanted, certain=certain)

    def _fed(
        self, code: Source, given: Variables, wanted: Collection[str], *, certain: bool
    ) -> Variables:
        text = f"{code.text}\n{wire.short(wanted, certain=certain, taken=code.taken)}"
        with self._workers().checkout(**self._options) as session:
            answer = session.feed_run(text, inputs=given, print_callback=_discard)
            found = wire.read_short(answer)
            if found is not None:
                return found
            text = wire.long(wanted, self.limits.result_characters, code.taken)
            answer = session.feed_run(text, print_callback=_discard)
        return self._spelt(answer, code)

    def _spelt(self, answer: str, code: Source) -> Variables:
        if len(answer) > self.limits.result_characters:
            raise ScriptError("What the script returns is too large for process variables.")
        result = {}
        try:
            spelt = wire.read_long(answer)
        except wire.OddValueError as error:
            raise ScriptError(f"The script returns {error.kind}.") from error
        for name, value in spelt.items():
            try:
                result[name] = wire.restore(value)
            except wire.OddValueError as error:
                if name not in code.helpers:
                    raise faults.no_variable(name, error.kind) from error
        return result

    def _workers(self) -> pydantic_monty.Monty:
        pool = self._pool
        if pool is not None:
            return pool
        with self._lock:
            if self._pool is None:
                self._pool = self._start()
            return self._pool

    def _start(self) -> pydantic_monty.Monty:
        if _process.forked_too_late:
            raise RuntimeError(FORKED)
        _process.used = True
        _tell_that_telemetry_is_absent()
        pool = pydantic_monty.Monty(
            min_processes=1,
            max_processes=self.processes,
            checkout_timeout=self.limits.wait_seconds,
            request_timeout=self.limits.seconds + self.limits.grace_seconds,
            feed_duration_limit_grace=self.limits.grace_seconds,
        )
        return pool.__enter__()

    def after_fork(self) -> pydantic_monty.Monty | None:
        """Forget, in the child, what belongs to the parent; return the pool, to be kept alive."""
        pool, self._pool, self._lock = self._pool, None, threading.Lock()
        return pool


def _tell_that_telemetry_is_absent() -> None:
    """Spare each checkout a search of the whole path: the library asks for it every time.

    A None in sys.modules is Python's way to say so; where it is installed, nothing changes.
    """
    if "opentelemetry" not in sys.modules and find_spec("opentelemetry") is None:
        sys.modules["opentelemetry"] = None  # type: ignore[assignment]


class _Process:
    """What has to be known once per operating system process."""

    def __init__(self) -> None:
        self.runners: weakref.WeakSet[MontyRunner] = weakref.WeakSet()
        self.used = False
        self.forked_too_late = False
        self.abandoned: list[object] = []  # freeing a parent's pool would stop its workers

    def after_fork(self) -> None:
        self.forked_too_late = self.used
        self.abandoned += [runner.after_fork() for runner in self.runners]


_process = _Process()
os.register_at_fork(after_in_child=_process.after_fork)


def _given(code: Source, variables: Mapping[str, Any]) -> Variables:
    if code.looking_around:
        return dict(variables)
    return {name: variables[name] for name in code.names if name in variables}


def _changeable(code: Source, given: Variables) -> set[str]:
    """The given variables that the code may change without binding them."""
    if not code.changing:
        return set()
    return {name for name, value in given.items() if isinstance(value, CONTAINERS)}


def _discard(_stream: str, _text: str) -> None:
    """Drop what a script prints: nobody would ever read it."""
