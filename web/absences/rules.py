"""Whose work falls to whom: chains of substitutes, and absences for some processes only. Pure.

An absence that names a process counts for it, else the one that names none. Work goes on from
substitute to substitute, as long as they are away themselves; in a circle it falls to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

ANY_OTHER = ""  # stands for all processes that no absence names


class Away(Protocol):
    """What the rules ask of an absence."""

    @property
    def account_id(self) -> str:
        """Who is away."""

    @property
    def substitute_id(self) -> str:
        """Who stands in."""

    @property
    def processes(self) -> Sequence[str] | None:
        """Keys of the processes, None for all others."""

    @property
    def first_at(self) -> datetime:
        """When it begins."""

    @property
    def until_at(self) -> datetime:
        """When it is over."""


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a person's work: some processes, or all besides some."""

    person: str
    processes: tuple[str, ...] | None = None
    besides: tuple[str, ...] = ()

    def covers(self, process: str) -> bool:
        """Return whether work of a process is part of it."""
        return process not in self.besides if self.processes is None else process in self.processes


def substitute(absences: Sequence[Away], person: str, process: str) -> str | None:
    """Return who stands in for a person, None if nobody does: they are there, or it is a circle.

    Args:
        absences: those of one instant.
        process: a key, or ANY_OTHER.
    """
    seen = [person]
    while (found := _absence(absences, seen[-1], process)) is not None:
        if found.substitute_id in seen:
            return None
        seen.append(found.substitute_id)
    return seen[-1] if len(seen) > 1 else None


def parts(absences: Sequence[Away], substitute_id: str) -> tuple[Part, ...]:
    """Return whose work falls to a substitute at one instant, by name."""
    named = sorted({key for one in absences for key in one.processes or ()})
    people = sorted({one.account_id for one in absences} - {substitute_id})
    return tuple(
        part for person in people for part in _part(absences, person, substitute_id, named)
    )


def clash(absences: Sequence[Away], new: Away) -> Away | None:
    """Return another absence of the same person and time that names the same work."""
    for one in absences:
        same = one.account_id == new.account_id and _meet(one, new)
        if same and _alike(one.processes, new.processes):
            return one
    return None


def leads_back(absences: Sequence[Away], new: Away) -> bool:
    """Return whether at some time of an absence its work would come back to who is away."""
    together = [one for one in absences if _meet(one, new)]
    # the circle can only close when an absence begins
    instants = {max(one.first_at, new.first_at) for one in [*together, new]}
    keys = {key for one in [*together, new] for key in one.processes or ()} | {ANY_OTHER}
    return any(
        _goes_round([*together, new], new, instant, key)
        for instant in instants
        for key in keys
        if new.processes is None or key in new.processes
    )


def _goes_round(absences: Sequence[Away], new: Away, instant: datetime, process: str) -> bool:
    now = [one for one in absences if one.first_at <= instant < one.until_at]
    if _absence(now, new.account_id, process) is not new:
        return False
    return substitute(now, new.account_id, process) is None


def _absence(absences: Sequence[Away], person: str, process: str) -> Away | None:
    own = [one for one in absences if one.account_id == person]
    named = [one for one in own if process in (one.processes or ())]
    return next(iter(named or [one for one in own if one.processes is None]), None)


def _part(
    absences: Sequence[Away], person: str, substitute_id: str, named: Sequence[str]
) -> Iterator[Part]:
    mine = [key for key in named if substitute(absences, person, key) == substitute_id]
    if substitute(absences, person, ANY_OTHER) == substitute_id:
        yield Part(person, None, tuple(key for key in named if key not in mine))
    elif mine:
        yield Part(person, tuple(mine))


def _meet(one: Away, other: Away) -> bool:
    return one.first_at < other.until_at and other.first_at < one.until_at


def _alike(one: Sequence[str] | None, other: Sequence[str] | None) -> bool:
    if one is None or other is None:
        return one is other
    return bool(set(one) & set(other))
