"""How values lie: number, median, 90th percentile and mean; and many values packed. Pure."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHOWN_FROM = 5  # fewer values say more about persons than about the process
LARGEST = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Spread:
    """Values in seconds; all but `n` are None when n < 5."""

    n: int
    median: float | None = None
    p90: float | None = None
    mean: float | None = None


def spread(values: Iterable[int]) -> Spread:
    """Return how values lie, in any order."""
    ordered = sorted(values)
    n = len(ordered)
    if n < SHOWN_FROM:
        return Spread(n)
    return Spread(n, percentile(ordered, 50), percentile(ordered, 90), sum(ordered) / n)


def percentile(ordered: Sequence[int], percent: int) -> float:
    """Return a percentile of sorted values, n >= 1, between the nearest two in proportion.

    Source: PERCENTILE.INC of spreadsheets, so that an exported table gives the same.
    """
    place, rest = divmod((len(ordered) - 1) * percent, 100)
    low = ordered[place]
    return low + (ordered[place + 1] - low) * rest / 100 if rest else float(low)


def pack(values: Iterable[int]) -> bytes:
    """Return values, sorted, as four bytes each, the lowest byte first."""
    ordered = sorted(min(value, LARGEST) for value in values)
    return struct.pack(f"<{len(ordered)}I", *ordered)


def unpack(packed: Iterable[bytes]) -> list[int]:
    """Return the values of several packs, one after the other."""
    together = b"".join(packed)
    return list(struct.unpack(f"<{len(together) // 4}I", together))
