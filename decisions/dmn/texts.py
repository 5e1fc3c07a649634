"""The FEEL texts of a model, compiled; those that cannot be read are null, with a warning."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from decisions.dmn.boxes import Text
from decisions.dmn.languages import feel_text, language_of
from decisions.dmn.model import Model
from decisions.feel import NOWHERE, FeelSyntaxError, Scope, parse, parse_tests
from decisions.feel.syntax import tree

Code: TypeAlias = Callable[[Scope], Any]
"""Gives the value of an expression."""

Test: TypeAlias = Callable[[Scope, Any], Any]
"""Applies unary tests to a value; true if it passes."""


@dataclass(frozen=True, slots=True)
class CellTests:
    """Unary tests, compiled.

    Attributes:
        anything: every value passes, null too.
        tree: None if the text could not be read; nothing passes then.
    """

    text: str
    test: Test
    tree: tree.Tests | None
    anything: bool = False


def compile_expression(model: Model, text: Text | None, names: Collection[str]) -> Code:
    """Return the code of an expression; no text at all is null."""
    found = None if text is None else feel_text(model, text)
    if text is None or (found is not None and not found.strip()):
        return _null
    if found is None:
        return _refused(language_of(model, text))
    try:
        return parse(found, names).evaluator
    except FeelSyntaxError as error:
        return _unreadable(error)


def compile_tests(model: Model, text: Text, names: Collection[str]) -> CellTests:
    """Return unary tests, compiled; an empty text accepts everything, as `-` does."""
    found = feel_text(model, text)
    if found is None:
        return _failing(text.text, _refused(language_of(model, text)))
    plain = found.strip()
    if plain in ("", "-"):
        return CellTests("-", _accept, tree.Tests(0, ()), anything=True)
    try:
        tests = parse_tests(found, names)
    except FeelSyntaxError as error:
        return _failing(plain, _unreadable(error))
    evaluator, node = tests.evaluator, cast("tree.Tests", tests.tree)
    return CellTests(plain, lambda scope, value: evaluator(scope.inner({"?": value})), node)


def _null(scope: Scope) -> None:
    del scope


def _accept(scope: Scope, value: Any) -> bool:
    del scope, value
    return True


def _failing(text: str, code: Code) -> CellTests:
    return CellTests(text, lambda scope, _value: code(scope), None)


def _refused(language: str | None) -> Code:
    message = "expressions in {language} are not evaluated"
    return lambda scope: scope.run.warn("foreign_language", NOWHERE, message, language=language)


def _unreadable(error: FeelSyntaxError) -> Code:
    site = (error.line, error.column)
    return lambda scope: scope.run.warn("feel_syntax", site, "{reason}", reason=error.reason)
