"""The machine and the versions that a result was made with."""

from __future__ import annotations

import os
import platform
import sqlite3
import time
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("SpiffWorkflow", "SQLAlchemy", "pydantic-monty", "psycopg")


def describe() -> list[str]:
    """Return lines for a report, with a measure of how busy the machine is otherwise."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    return [
        f"- {_processor()}, {os.cpu_count()} cores, {_memory()}, load {load} before",
        f"- {platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}",
        f"- {libraries}",
        f"- a million turns of a Python loop cost {_loop():.0f} CPU-ms",
    ]


def _loop() -> float:
    before = time.process_time()
    sum(number * number for number in range(1_000_000))
    return (time.process_time() - before) * 1e3


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    names = info.read_text().split("\n") if info.exists() else []
    found = [line.partition(":")[2].strip() for line in names if line.startswith("model name")]
    return found[0] if found else platform.processor() or platform.machine()


def _memory() -> str:
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{pages / 2**30:.0f} GB"
