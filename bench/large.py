"""What large installations ask for, on both databases; writes bench/LARGE.md.

`make bench-large`, or `python -m bench.large [--rows 1000000] [--events 10000000]`. The times are
of the wall, medians of several runs; filling the databases takes most of an hour.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench import databases, kpi, lists, machine
from bench.desk import Desk
from engine.ports import Services
from engine.scripts import MontyRunner

RESULTS = Path(__file__).parent / "LARGE.md"


def main() -> None:
    """Measure everything and write it down."""
    parser = argparse.ArgumentParser(prog="python -m bench.large", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="open tasks")
    parser.add_argument("--events", type=int, default=10_000_000, help="entries of the event log")
    parser.add_argument("--no-write", action="store_true", help="print only")
    options = parser.parse_args()
    told = []
    for line in _report(options.rows, options.events):
        print(line, flush=True)
        told.append(line)
    if not options.no_write:
        RESULTS.write_text("\n".join(told) + "\n")


def _report(rows: int, events: int) -> Iterator[str]:
    yield from ("# Large installations: the last results", "")
    yield f"`python -m bench.large --rows {rows} --events {events}` on {_today()}."
    yield from ("", *machine.describe())
    for name in ("SQLite", "PostgreSQL"):
        with _opened(name) as desk:
            yield from _head(f"{rows:,} open tasks, {name}", "Page, ms", "Count, ms")
            for asked, page, count in lists.measured(desk, rows):
                yield f"| {asked} | {page} | {count} |"
        with _opened(name) as desk:
            yield from _head(f"{events:,} entries of the event log, {name}", "Measured")
            for what, measured in kpi.measured(desk.database, desk.sessions, events):
                yield f"| {what} | {measured} |"


def _today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"


def _head(title: str, *columns: str) -> Iterator[str]:
    yield from ("", f"## {title}", "", f"| What | {' | '.join(columns)} |")
    yield "|---" * (len(columns) + 1) + "|"


@contextmanager
def _opened(name: str) -> Iterator[Desk]:
    with MontyRunner(processes=0) as scripts:
        services = Services(scripts=scripts)
        if name == "SQLite":
            with databases.sqlite(services) as desk:
                yield desk
        else:
            with databases.postgresql(services) as (desk, _):
                yield desk


if __name__ == "__main__":
    main()
