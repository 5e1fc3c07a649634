"""Load the process library that ships with the product, and people to try it with."""

from __future__ import annotations

from pathlib import Path

from engine.transaction import Context
from web import publishing
from web.accounts import demo
from web.accounts.demo import DemoPerson
from web.settings import ROOT, Settings

LIBRARY = ROOT / "processes"
FILES = (".bpmn", ".form", ".dmn", ".tests.json")
SOURCE = "process library"


def folders() -> list[Path]:
    """Return the folders of the library that hold a process."""
    return sorted({diagram.parent for diagram in LIBRARY.glob("*/*/*.bpmn")})


def load_processes(ctx: Context) -> list[str]:
    """Deploy every process of the library that is new or changed; return what was deployed."""
    loaded = []
    for folder in folders():
        files = sorted(file for file in folder.iterdir() if file.name.endswith(FILES))
        named = [(file.name, file.read_bytes()) for file in files]
        deployed = publishing.publish(ctx, folder.name, named, SOURCE)
        loaded += [
            f"{one.key} version {one.version}"
            for one in deployed.definitions
            if one.id in deployed.created
        ]
    return loaded


def load_people(ctx: Context, settings: Settings) -> tuple[DemoPerson, ...]:
    """Create the demonstration's people that are not there, and return everybody."""
    return demo.load(ctx, settings)
