"""Files that people send: a name that shows what it is, and what may be shown in the browser."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 200
LONGEST_ENDING = 20
JOINERS = "\u200c\u200d"  # Persian words are written with them
OTHER = "application/octet-stream"
STARTS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"})


def clean_name(name: str) -> str:
    """Return a file's name without folders, and without letters that are not seen.

    Such as those that turn the direction of writing: "exe.fdp" must not be read as a PDF.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = (one for one in last if one in JOINERS or not unicodedata.category(one).startswith("C"))
    return _shortened(" ".join("".join(seen).split()).strip(". ")) or "file"


def media_type(content: bytes) -> str:
    """Return what a content is by its first bytes, whatever its name or sender say."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in STARTS if content.startswith(start)), OTHER)


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        return name[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
