"""The gettext catalogues: `<language>/LC_MESSAGES/messages.po`, compiled when they changed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent


def compile_catalogues(folder: Path = FOLDER) -> list[Path]:
    """Compile every catalogue that is newer than its compiled form; return the new files.

    The compiled file is put in place whole, so that a second process never reads half of it.
    """
    stale = [po for po in folder.glob("*/LC_MESSAGES/*.po") if _stale(po)]
    return [_compile(po) for po in stale]


def _stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _compile(po: Path) -> Path:
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parents[1].name)
    with tempfile.NamedTemporaryFile(dir=po.parent, delete=False) as aside:
        write_mo(aside, catalogue)
    return Path(aside.name).replace(po.with_suffix(".mo"))
