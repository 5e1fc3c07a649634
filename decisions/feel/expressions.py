"""Parsed expressions and unary tests: cached, immutable, evaluated by any number of threads."""

from __future__ import annotations

import decimal
import functools
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from decisions.feel.compiler import Compiler, Evaluator
from decisions.feel.errors import LimitExceededError
from decisions.feel.run import EXACT, LIMITS, NOWHERE, Limits, Run, Scope, TypeTest, Warning
from decisions.feel.syntax import tree
from decisions.feel.syntax.names import free_names, holds, keys_read, relevant
from decisions.feel.syntax.parser import parse_expression, parse_unary_tests
from decisions.feel.values.python import from_python

CACHE_SIZE = 4_096
# a tree is fifty times as large as its text: of long ones, less are kept, of longer ones none
SHORT_TEXT = 500
LONG_CACHE_SIZE = 128
CACHED_TEXT = 5_000
INPUT = "?"
COMPUTING = (tree.Arithmetic, tree.Negation, tree.Call)
Types = Callable[[str], TypeTest | None]


class Outcome(NamedTuple):
    """The value of an expression, and why it or a part of it is null."""

    value: Any
    warnings: tuple[Warning, ...]


class _Compiled:
    """A text, its free names and its closure.

    Attributes:
        names: the variables it may read, sorted; those of filtered items too.
        tree: its syntax, for checks before it runs.
        evaluator: computes it in a scope of FEEL values, as decisions do.
    """

    __slots__ = ("_computes", "_keys", "_reads", "evaluator", "names", "text", "tree")

    # what every evaluation is given besides its variables
    _given: frozenset[str] = frozenset()

    def __init__(self, text: str, node: tree.Node) -> None:
        self.text = text
        self.tree = node
        self._reads = tuple(sorted(free_names(node) | self._given))
        self.names = tuple(name for name in self._reads if name not in self._given)
        # of a variable read by its properties alone, the rest need not be converted
        self._keys = keys_read(node)
        # setting the decimal context takes longer than a comparison, which needs none
        self._computes = holds(node, COMPUTING)
        self.evaluator: Evaluator = Compiler(text).compile(node)

    def _outcome(self, variables: Mapping[str, Any], run: Run) -> Outcome:
        if not self._computes:
            return self._value(variables, run)
        before = decimal.getcontext()
        decimal.setcontext(EXACT)
        try:
            return self._value(variables, run)
        finally:
            decimal.setcontext(before)

    def _value(self, variables: Mapping[str, Any], run: Run) -> Outcome:
        values = {}
        for name in self._reads:
            if name in variables:
                value = variables[name]
                if type(value) is dict and name in self._keys:
                    value = {key: value[key] for key in self._keys[name] if key in value}
                values[name] = value if type(value) is str else _feel_value(name, value, run)
        try:
            value = self.evaluator(Scope(values, None, run))
        except RecursionError:
            raise LimitExceededError("depth", "values or calls nested too deeply") from None
        return _outcome((value, tuple(run.warnings)))


def _outcome(parts: tuple[Any, tuple[Warning, ...]]) -> Outcome:
    # twice as fast as calling a named tuple
    return tuple.__new__(Outcome, parts)


def _feel_value(name: str, value: Any, run: Run) -> Any:
    try:
        return from_python(value)
    except (TypeError, ValueError, RecursionError) as error:
        message = "the variable '{name}' is left out: {reason}"
        run.warn("unusable_variable", NOWHERE, message, name=name, reason=str(error))
        return None


class Expression(_Compiled):
    """A parsed expression."""

    __slots__ = ()

    def evaluate(
        self,
        variables: Mapping[str, Any],
        *,
        limits: Limits = LIMITS,
        now: datetime | None = None,
        types: Types | None = None,
    ) -> Outcome:
        """Return the value with plain Python or FEEL values as variables.

        Args:
            now: what `now()` and `today()` answer; they are null without it.
            types: finds the types of a model that `instance of` names.

        Raises:
            LimitExceededError: it takes too many steps, too long, or makes too large a value.
        """
        return self._outcome(variables, Run(limits, now, types))


class UnaryTests(_Compiled):
    """Parsed unary tests."""

    __slots__ = ()
    _given = frozenset({INPUT})

    def evaluate(
        self,
        variables: Mapping[str, Any],
        value: Any,
        *,
        limits: Limits = LIMITS,
        now: datetime | None = None,
        types: Types | None = None,
    ) -> Outcome:
        """Return whether a value, known to the tests as `?`, passes one of them.

        Raises:
            LimitExceededError: it takes too many steps, too long, or makes too large a value.
        """
        return self._outcome({**variables, INPUT: value}, Run(limits, now, types))


def parse(text: str, names: Collection[str] = ()) -> Expression:
    """Return the expression of a text.

    Args:
        names: the known names; only those with operators or keywords in them matter.

    Raises:
        FeelSyntaxError: the text is no expression.
    """
    known = _relevant(text, names)
    if len(text) <= SHORT_TEXT:
        return _short_expression(text, known)
    return (_long_expression if len(text) <= CACHED_TEXT else _expression)(text, known)


def parse_tests(text: str, names: Collection[str] = ()) -> UnaryTests:
    """Return the unary tests of a text, such as `< 5, [10..20]`.

    Raises:
        FeelSyntaxError: the text holds no unary tests.
    """
    known = _relevant(text, names)
    if len(text) <= SHORT_TEXT:
        return _short_tests(text, known)
    return (_long_tests if len(text) <= CACHED_TEXT else _tests)(text, known)


def _relevant(text: str, names: Collection[str]) -> frozenset[str]:
    return relevant(text, frozenset(names)) if names else frozenset()


def _expression(text: str, names: frozenset[str]) -> Expression:
    return Expression(text, parse_expression(text, names))


def _tests(text: str, names: frozenset[str]) -> UnaryTests:
    return UnaryTests(text, parse_unary_tests(text, names))


_short_expression = functools.lru_cache(CACHE_SIZE)(_expression)
_long_expression = functools.lru_cache(LONG_CACHE_SIZE)(_expression)
_short_tests = functools.lru_cache(CACHE_SIZE)(_tests)
_long_tests = functools.lru_cache(LONG_CACHE_SIZE)(_tests)
