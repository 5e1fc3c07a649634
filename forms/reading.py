"""From a file's bytes to JSON, with the line of every object for the messages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from json.decoder import JSONObject  # type: ignore[attr-defined]  # typeshed lacks it
from json.scanner import py_make_scanner  # type: ignore[attr-defined]  # typeshed lacks it
from typing import Any

from forms.report import Report
from forms.scope import Limits

NESTING = 40  # of JSON; a form at its deepest needs less


def read(schema: bytes | str | Mapping[str, Any], report: Report, limits: Limits) -> Any:
    """Return the JSON of a schema; None, with a problem reported, if it is none."""
    parsed = schema if isinstance(schema, Mapping) else _parse(schema, report, limits)
    if depth_of(parsed, NESTING) > NESTING:
        report.error("too_deep", limit=limits.depth)
        return None
    return parsed


def depth_of(value: Any, most: int) -> int:
    """Return how deep lists and objects are nested, counting no further than one over `most`."""
    level, depth = [value], 0
    while level and depth <= most:
        level = [
            item
            for outer in level
            if isinstance(outer, list | Mapping)
            for item in (outer.values() if isinstance(outer, Mapping) else outer)
        ]
        depth += 1
    return depth


def _parse(schema: bytes | str, report: Report, limits: Limits) -> Any:
    if len(schema) > limits.schema_bytes:
        report.error("too_large", size=len(schema), limit=limits.schema_bytes)
        return None
    try:
        text = schema if isinstance(schema, str) else schema.decode("utf-8-sig")
    except UnicodeDecodeError:
        report.error("not_text")
        return None
    decoder = _LineDecoder(parse_constant=_refuse_constant)
    try:
        parsed = decoder.decode(text)
    except json.JSONDecodeError as found:
        report.broken(found.msg, found.lineno)
        return None
    except ValueError as found:
        report.broken(str(found), None)
        return None
    except RecursionError:
        report.error("too_deep", limit=limits.depth)
        return None
    starts = sorted(decoder.starts.items(), key=lambda item: item[1])
    report.lines = _lines(text, starts)
    return parsed


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number in JSON")


def _lines(text: str, starts: list[tuple[int, int]]) -> dict[int, int]:
    lines: dict[int, int] = {}
    line, position = 1, 0
    for identity, start in starts:
        line += text.count("\n", position, start)
        position = start
        lines[identity] = line
    return lines


class _LineDecoder(json.JSONDecoder):
    """Remembers where each object begins; the C scanner of the standard library cannot."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.starts: dict[int, int] = {}
        self.parse_object = self._located
        self.scan_once = py_make_scanner(self)

    def _located(self, text_and_end: tuple[str, int], *rest: Any) -> tuple[Any, int]:
        found, end = JSONObject(text_and_end, *rest)
        self.starts[id(found)] = text_and_end[1]
        return found, end
