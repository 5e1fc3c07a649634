"""Measure and write bench/RESULTS.md: `python -m bench [--rows 1000000] [--no-write]`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench import cases, core, databases, decisions, machine, over_http, scale
from engine.ports import Services
from engine.scripts import MontyRunner
from web.memory import settle

RESULTS = Path(__file__).parent / "RESULTS.md"
Row = tuple[str, str, str]


def main() -> None:
    """Measure everything; some minutes."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows in the large tables")
    parser.add_argument("--no-write", action="store_true", help="print only")
    options = parser.parse_args()
    report = "\n".join(_report(options.rows)) + "\n"
    if not options.no_write:
        RESULTS.write_text(report)


def _report(rows: int) -> Iterator[str]:
    with MontyRunner() as scripts:
        services = Services(scripts=scripts)
        settle()  # as the server does before its first request
        sections = [
            ("A case through the commands and over HTTP", _cases(services)),
            ("The engine without a database (stock SpiffWorkflow; first prototype)", None),
            ("Decisions, once compiled", decisions.costs()),
            ("Large tables", _scale(services, rows)),
        ]
        yield from _head(rows)
        for title, found in sections:
            lines = core.throughput(scripts) if found is None else found
            yield from _told(["", f"## {title}", "", "| What | Measured | Bar |", "|---|---|---|"])
            for what, measured, bar in lines:
                yield from _told([f"| {what} | {measured} | {bar} |"])


def _told(lines: list[str]) -> Iterator[str]:
    for line in lines:
        print(line, flush=True)
        yield line


def _head(rows: int) -> Iterator[str]:
    command = "make bench" if rows == 1_000_000 else f"python -m bench --rows {rows}"
    yield from _told(
        [
            "# Benchmarks: the last results",
            "",
            f"`{command}` on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC.",
            "",
            *machine.describe(),
            "",
            "CPU time includes script workers. Median (lowest to highest) of several batches; "
            "ratios are medians of interleaved pairs. Statement and commit counts are exact.",
        ]
    )


def _cases(services: Services) -> Iterator[Row]:
    with databases.sqlite(services) as desk:
        yield from cases.one_case(desk, "SQLite")
        yield cases.unused_tasks(desk)
        yield cases.growth(desk)
        yield from cases.multiple(desk)
    with databases.postgresql(services) as (desk, server):
        yield from cases.one_case(desk, "PostgreSQL", server)
    yield from over_http.one_case()


def _scale(services: Services, rows: int) -> Iterator[Row]:
    with databases.sqlite(services) as desk:
        yield from scale.million(desk, "SQLite", rows)
    with databases.postgresql(services) as (desk, _):
        yield from scale.million(desk, "PostgreSQL", rows)


if __name__ == "__main__":
    main()
