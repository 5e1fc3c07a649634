"""What something costs: CPU time with child processes, SQL statements, commits.

CPU time is read in nanoseconds from the kernel's scheduler, for living children too (script
workers); on systems without /proc only this process counts.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

PROC = Path("/proc")


def spent(run: Callable[[], Any], *servers: int) -> float:
    """Return the CPU time that a call costs here, in living children, and in other process trees.

    Reading the others takes longer than many a call, so it stays outside of what is measured.
    """
    others = (*_children().get(os.getpid(), []), *servers)
    elsewhere = trees_seconds(*others)
    before = time.process_time()
    run()
    own = time.process_time() - before
    return own + trees_seconds(*others) - elsewhere


def trees_seconds(*pids: int) -> float:
    """Return the CPU time of processes and their living descendants."""
    return sum(_process_ns(each) for pid in pids for each in tree(pid)) / 1e9


def tree(pid: int) -> list[int]:
    """Return a process and its living descendants."""
    children, found, waiting = _children(), [], [pid]
    while waiting:
        each = waiting.pop()
        found.append(each)
        waiting += children.get(each, [])
    return found


def _children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has ended meanwhile
        found.setdefault(parent, []).append(int(folder.name))
    return found


def _process_ns(pid: int) -> int:
    total = 0
    for task in (PROC / str(pid) / "task").glob("*/schedstat"):
        try:
            total += int(task.read_text().split()[0])
        except OSError:
            continue
    return total


@dataclass
class Counted:
    """Statements and commits of a database while counting."""

    statements: int = 0
    commits: int = 0


@contextmanager
def counting(database: Engine) -> Iterator[Counted]:
    """Count what the block asks of a database. A commit that wrote nothing is not counted."""
    counted, writing = Counted(), False

    def executed(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        nonlocal writing
        counted.statements += 1
        writing = writing or not statement.lstrip().upper().startswith("SELECT")

    def committed(_connection: Any) -> None:
        nonlocal writing
        counted.commits += writing
        writing = False

    event.listen(database, "before_cursor_execute", executed)
    event.listen(database, "commit", committed)
    try:
        yield counted
    finally:
        event.remove(database, "before_cursor_execute", executed)
        event.remove(database, "commit", committed)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU for one run: the median of several batches, and their range."""

    median: float
    lowest: float
    highest: float

    def milliseconds(self) -> str:
        """Return median and range for a table."""
        return f"{self.median * 1e3:.2f} ({self.lowest * 1e3:.2f} to {self.highest * 1e3:.2f})"


def summary(seconds: Sequence[float]) -> Cost:
    """Return median and range."""
    return Cost(statistics.median(seconds), min(seconds), max(seconds))


def ratio(base: Callable[[], float], other: Callable[[], float], *, pairs: int = 15) -> Cost:
    """Return how many times `base` the other costs: the median of interleaved pairs.

    Both return what they cost; the order changes, so that warming up favours neither.
    """
    base(), other()
    ratios = []
    for pair in range(pairs):
        second = other() if pair % 2 else None
        first = base()
        ratios.append((second if second is not None else other()) / first)
    return summary(ratios)
