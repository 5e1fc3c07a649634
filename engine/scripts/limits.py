"""What one script or expression may use; every bound is a setting."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScriptLimits:
    """Bounds of one run.

    Attributes:
        seconds: computing time. A worker that ignores it dies `grace_seconds` later.
        memory_bytes: of the interpreter's values.
        depth: of functions calling functions.
        suspensions: questions to the outside, all of which are answered with no.
        characters: of the source.
        result_characters: of the returned variables together, spelt as JSON.
        wait_seconds: for a free worker, while all are busy.
    """

    seconds: float = 2.0
    grace_seconds: float = 1.0
    memory_bytes: int = 64 * 1024 * 1024
    depth: int = 200
    suspensions: int = 100
    characters: int = 64 * 1024
    result_characters: int = 4 * 1024 * 1024
    wait_seconds: float = 30.0
