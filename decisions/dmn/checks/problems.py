"""Findings about a model, collected while it is checked: all of them, not only the first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from decisions.dmn.boxes import Part
from decisions.dmn.checks.catalogue import CATALOGUE
from decisions.dmn.model import Named


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding.

    Attributes:
        severity: "error" refuses the deployment, "warning" does not.
        code: stable, a key of the catalogue.
        template, hint: English format strings over `facts`: what is wrong, and what to do.
        element_id: the most precise XML id there is: of the cell, rule, column, table, decision.
        element_name: of the decision or other element of the graph.
        line: of the file, counted from 1.
    """

    severity: Literal["error", "warning"]
    code: str
    template: str
    hint: str
    facts: Mapping[str, Any]
    element_id: str | None
    element_name: str | None
    line: int | None

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.template.format(**self.facts)

    @property
    def advice(self) -> str:
        """What to do, in English."""
        return self.hint.format(**self.facts)


@dataclass(slots=True)
class Problems:
    """Collects the findings about one model."""

    _found: list[Problem] = field(default_factory=list)
    _known: set[tuple[Any, ...]] = field(default_factory=set)

    def add(
        self,
        code: str,
        part: Part,
        owner: Named | None = None,
        *,
        line: int | None = None,
        **facts: Any,
    ) -> None:
        """Record a finding of the catalogue; the same one about the same place counts once.

        Args:
            part: what is to blame.
            owner: the element of the graph that it belongs to, whose name the message tells.
        """
        finding = CATALOGUE[code]
        name = None if owner is None else owner.name
        facts.setdefault("element", name or "the model")
        place = part.id or (owner.id if owner else "") or None
        problem = Problem(
            *(finding.severity, code, finding.template, finding.hint),
            *(facts, place, name, line or part.line or None),
        )
        key = (code, place, problem.line, problem.message)
        if key not in self._known:
            self._known.add(key)
            self._found.append(problem)

    @property
    def all(self) -> tuple[Problem, ...]:
        """Every finding, by line."""
        return tuple(sorted(self._found, key=lambda problem: problem.line or 0))
