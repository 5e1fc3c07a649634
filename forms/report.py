"""Collects the problems of one schema while it is checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.catalogue import PROBLEMS
from forms.problems import Problem


class Report:
    """Problems in the order they are found; `lines` maps id(object) to its line in the file."""

    def __init__(self, resource: str | None, lines: Mapping[int, int]) -> None:
        self.resource = resource
        self.lines = lines
        self.problems: list[Problem] = []

    @property
    def refused(self) -> bool:
        """Whether a problem is an error."""
        return any(problem.severity == "error" for problem in self.problems)

    def error(self, code: str, raw: Mapping[str, Any] | None = None, **facts: Any) -> None:
        """Add what refuses the form; `raw` is the component it is about."""
        self._add("error", code, raw, facts)

    def warning(self, code: str, raw: Mapping[str, Any] | None = None, **facts: Any) -> None:
        """Add what the designer should know."""
        self._add("warning", code, raw, facts)

    def broken(self, reason: str, line: int | None) -> None:
        """Add that the file is no JSON, at a line if that is known."""
        template, hint = PROBLEMS["not_json"]
        facts = {"reason": reason}
        found = Problem("error", "not_json", template, hint, facts, self.resource, line=line)
        self.problems.append(found)

    def bad_property(self, raw: Mapping[str, Any], name: str, expected: str) -> None:
        """Add that a property has a value it cannot have."""
        self.error("bad_property", raw, property=name, expected=expected)

    def check_flag(self, raw: Mapping[str, Any], name: str) -> None:
        """Add that a property is neither true nor false, if it is set."""
        if not isinstance(raw.get(name), bool | None):
            self.bad_property(raw, name, "true or false")

    def _add(
        self, severity: str, code: str, raw: Mapping[str, Any] | None, facts: dict[str, Any]
    ) -> None:
        template, hint = PROBLEMS[code]
        raw = raw or {}
        name = next((raw[key] for key in ("key", "path", "id") if _named(raw.get(key))), None)
        label = raw["label"] if _named(raw.get("label")) else None
        line = self.lines.get(id(raw))
        found = Problem(severity, code, template, hint, facts, self.resource, name, label, line)
        self.problems.append(found)


def _named(value: Any) -> bool:
    return isinstance(value, str) and value != ""
