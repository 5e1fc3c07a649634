"""Tokens that sleep in large numbers: in chunks that nobody reads until one of theirs is wanted.

Three hundred people who are asked at once are three hundred rows in the state. Reading and writing
all of them for each answer would make the last of them cost what all of them cost together.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

import orjson

CHUNK = 64  # rows; fewer sleepers than these stay where all tokens are
FAST = 1  # of zlib: the rows resemble each other, so more effort gains little
NODE, OWNER = 1, 4  # places in the row of a token

Row = list[Any]


class Chunk:
    """Some rows, packed, with what the scope has to know of them all the time.

    Attributes:
        first, last: the ids of the oldest and the youngest token.
        nodes: names of the nodes they wait at; `owners`: ids of the tokens they hang on.
    """

    __slots__ = ("first", "last", "nodes", "owners", "raw")

    def __init__(
        self, first: int, last: int, nodes: list[str], owners: list[int], raw: bytes
    ) -> None:
        self.first, self.last, self.nodes, self.owners, self.raw = first, last, nodes, owners, raw

    @classmethod
    def of(cls, rows: list[Row]) -> Chunk:
        """Pack rows, the oldest first."""
        owners = {row[OWNER] for row in rows if len(row) > OWNER} - {None}
        raw = zlib.compress(orjson.dumps(rows), FAST)
        nodes = list(dict.fromkeys(row[NODE] for row in rows))
        return cls(rows[0][0], rows[-1][0], nodes, sorted(owners), raw)

    def rows(self) -> list[Row]:
        """Return the rows."""
        rows: list[Row] = orjson.loads(zlib.decompress(self.raw))
        return rows


class Dormant:
    """The chunks of one scope.

    Attributes:
        owners: ids of tokens that something in a chunk hangs on.
        opened: for each chunk that was opened in this step, the ids it held.
    """

    def __init__(self, chunks: list[Chunk] | None = None) -> None:
        self.chunks = chunks or []
        self.owners = {owner for chunk in self.chunks for owner in chunk.owners}
        self.opened: list[list[int]] = []

    @property
    def nodes(self) -> Iterator[str]:
        """The names of the nodes that hold tokens, each at least once."""
        return (node for chunk in self.chunks for node in chunk.nodes)

    def open(self, token_id: int) -> Iterator[Row]:
        """Yield the rows of the chunks that may hold a token."""
        return self._open([c for c in self.chunks if c.first <= token_id <= c.last])

    def open_owned(self, owner_id: int) -> Iterator[Row]:
        """Yield the rows of the chunks in which something hangs on a token."""
        self.owners.discard(owner_id)
        return self._open([c for c in self.chunks if owner_id in c.owners])

    def open_all(self) -> Iterator[Row]:
        """Yield the rows of all chunks."""
        return self._open(list(self.chunks))

    def _open(self, chunks: list[Chunk]) -> Iterator[Row]:
        for chunk in chunks:
            self.chunks.remove(chunk)
            rows = chunk.rows()
            self.opened.append([row[0] for row in rows])
            yield from rows

    def close(self, asleep: dict[int, Row]) -> list[Chunk]:
        """Return the chunks to store: those not opened, and of the others what sleeps still.

        Args:
            asleep: the rows by token; those that go back into a chunk are taken out.
        """
        closed = list(self.chunks)
        for ids in self.opened:
            rows = [asleep.pop(token_id) for token_id in ids if token_id in asleep]
            if rows:
                closed.append(Chunk.of(rows))
        return closed


def pack(rows: list[Row]) -> list[Chunk]:
    """Return rows in chunks, the oldest first."""
    ordered = sorted(rows, key=itemgetter(0))
    return [Chunk.of(ordered[n : n + CHUNK]) for n in range(0, len(ordered), CHUNK)]
