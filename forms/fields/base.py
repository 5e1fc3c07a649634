"""What every field type answers; a new one is a file with a Field, and a line in FIELDS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from forms import expressions, rules
from forms.component import Component
from forms.problems import FormError
from forms.report import Report
from forms.scope import Scope


class RefusedError(Exception):
    """A submitted value is of no type that the field could take."""

    def __init__(self, error: FormError) -> None:
        self.error = error
        super().__init__(str(error))


class Field:
    """One field type of form-js, or one of ours.

    Attributes:
        type: its name in the schema.
        keyed: whether it holds a value under its key.
        pathed: whether it holds other components under its path.
        repeats: whether it holds them once for each row.
        chooses: whether its values are options.
        computes: whether its value is that of an expression.
        conditions, formulas: its properties that form-js reads as FEEL, by how it does.
        empty: the value of an untouched field.
        rules: the names in `validate` that it understands.
        texts: its properties that people read, and that can be translated.
        not_supported: (why, what instead) if forms with it are refused.
    """

    type: ClassVar[str]
    keyed: ClassVar[bool] = False
    pathed: ClassVar[bool] = False
    repeats: ClassVar[bool] = False
    chooses: ClassVar[bool] = False
    computes: ClassVar[bool] = False
    conditions: ClassVar[tuple[expressions.Property, ...]] = expressions.CONDITIONS
    formulas: ClassVar[tuple[expressions.Property, ...]] = expressions.LIMITS
    empty: ClassVar[Any] = None
    rules: ClassVar[frozenset[str]] = frozenset()
    texts: ClassVar[frozenset[str]] = frozenset({"label", "description"})
    not_supported: ClassVar[tuple[str, str] | None] = None

    def check(self, component: Component, report: Report) -> None:
        """Report what is wrong with the properties that only this type has."""

    def initial(self, component: Component, value: Any, scope: Scope) -> Any:
        """Return what the field shows for a variable's value: form-js sanitizes it alike."""
        return value

    def accept(self, component: Component, value: Any, scope: Scope) -> Any:
        """Return a submitted value normalised.

        Raises:
            RefusedError: the field cannot hold it.
        """
        return value

    def judge(self, component: Component, value: Any, scope: Scope) -> Iterator[FormError]:
        """Return the rules that a value of the right type breaks, in the order of form-js."""
        return rules.judge(component, value)

    def describe(self, component: Component, value: Any, scope: Scope) -> str:
        """Return a value as people read it."""
        return ""
