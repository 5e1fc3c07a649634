"""Load the process library that ships with the product, and people to try it with."""

from __future__ import annotations

from pathlib import Path

from engine.transaction import Context
from web import publishing
from web.accounts.demo import PASSWORD, load
from web.settings import ROOT

LIBRARY = ROOT / "processes"
FILES = (".bpmn", ".form", ".dmn")
SOURCE = "process library"

__all__ = ["PASSWORD", "folders", "load_people", "load_processes"]


def folders() -> list[Path]:
    """Return the folders of the library that hold a process."""
    return sorted({diagram.parent for diagram in LIBRARY.glob("*/*/*.bpmn")})


def load_processes(ctx: Context) -> list[str]:
    """Deploy every process of the library that is new or changed; return what was deployed."""
    loaded = []
    for folder in folders():
        files = sorted(file for file in folder.iterdir() if file.suffix in FILES)
        named = [(file.name, file.read_bytes()) for file in files]
        deployed = publishing.publish(ctx, folder.name, named, SOURCE)
        loaded += [
            f"{one.key} version {one.version}"
            for one in deployed.definitions
            if one.id in deployed.created
        ]
    return loaded


def load_people(ctx: Context) -> list[tuple[str, str]]:
    """Create the demonstration's people that are not there; return names and what they do."""
    return load(ctx)
