"""Boxed filters and iterators: what becomes of the items of a list.

Source: DMN 1.5, 7.3.7 to 7.3.9; they mean what FEEL's filters, `for`, `some` and `every` mean.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

from decisions.dmn.texts import Code
from decisions.feel import NOWHERE, Scope, items_of, kind


def filtered(items: Code, match: Code) -> Code:
    """Return the code that keeps the items that match."""

    def evaluate(scope: Scope) -> Any:
        found = _items(items, scope)
        if found is None:
            return None
        kept = []
        for item in found:
            own = item if type(item) is dict else {}
            matches = match(scope.inner({**own, "item": item}))
            if matches is True:
                kept.append(item)
            elif matches is not False and matches is not None:
                not_boolean(scope, "what an item must match", matches)
                return None
        return kept

    return evaluate


def mapped(items: Code, variable: str, body: Code, *, partial: bool) -> Code:
    """Return the code that makes a list of what each item gives.

    Args:
        partial: the body may read what came before, as `partial`.
    """

    def evaluate(scope: Scope) -> Any:
        found = _items(items, scope)
        if found is None:
            return None
        done: list[Any] = []
        for item in found:
            values = {variable: item}
            if partial:
                scope.run.items(len(done))
                values["partial"] = list(done)
            done.append(body(scope.inner(values)))
        return done

    return evaluate


def quantified(items: Code, variable: str, body: Code, *, every: bool) -> Code:
    """Return the code that tells whether some item, or every one, satisfies the body.

    Null for an item leaves the answer open; any other value than true or false makes it null.
    """

    def evaluate(scope: Scope) -> bool | None:
        found = _items(items, scope)
        if found is None:
            return None
        answers = [body(scope.inner({variable: item})) for item in found]
        for answer in answers:
            if answer is not None and type(answer) is not bool:
                not_boolean(scope, "what an item must satisfy", answer)
                return None
        if (not every) in answers:
            return not every
        return None if None in answers else every

    return evaluate


def not_boolean(scope: Scope, what: str, value: Any) -> None:
    """Warn that something is neither true nor false."""
    scope.run.warn(
        "not_boolean",
        NOWHERE,
        "{what} is a value of the kind {kind}, not true or false",
        what=what,
        kind=kind(value),
    )


def _items(items: Code, scope: Scope) -> list[Any] | None:
    value = items(scope)
    found = items_of(value)
    if found is None:
        if value is not None:
            scope.run.warn("not_iterable", NOWHERE, "a range of these ends has no items")
        return None
    listed = list(islice(found, scope.run.limits.items + 1))
    scope.run.items(len(listed))
    return listed
