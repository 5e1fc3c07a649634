"""What is wrong with a schema (Problem) or with a submitted value (FormError)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about a form at deployment; field for field the engine's Problem.

    Attributes:
        severity: "error" refuses the deployment, "warning" does not.
        code: stable, e.g. "needs_feel"; `catalogue.PROBLEMS` holds its texts.
        template, hint: English format strings over `facts`: what is wrong, and what to do.
        resource: file name; line counts from 1.
        element_id, element_name: key (else id) and label of the component.
    """

    severity: str
    code: str
    template: str
    hint: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    resource: str | None = None
    element_id: str | None = None
    element_name: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        where = (self.resource or "", line, self.element_id or "")
        place = ", ".join(part for part in where if part)
        text = " ".join(t.format(**self.facts) for t in (self.template, self.hint) if t)
        return f"{place}: {text}" if place else text


@dataclass(frozen=True, slots=True)
class FormError:
    """One reason why a submitted value is refused.

    Attributes:
        code: stable, e.g. "required".
        template: English format string over `facts`.
        field_id, indexes: the component's id in the localised schema and the row of each dynamic
            list around it, outermost first: where form-js keeps the errors of that field.
    """

    code: str
    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    field_id: str | None = None
    indexes: tuple[int, ...] = ()

    def __str__(self) -> str:
        return self.template.format(**self.facts)


class FormsError(Exception):
    """Root of what this package raises on purpose."""

    code = "forms_error"
    template = "The form could not be used."

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.template.format(**facts))


class FormInvalidError(FormsError):
    """A schema that `check` refuses was to be used; `problems` says why."""

    code = "form_invalid"
    template = "The form has {count} problems."

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(count=len(self.problems))

    def __str__(self) -> str:
        return "; ".join(str(problem) for problem in self.problems)
