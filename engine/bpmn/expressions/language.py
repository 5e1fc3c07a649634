"""Which language an expression is in, and the compiled expression."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, cast

from engine.bpmn.expressions import juel, python
from engine.bpmn.expressions.closures import Closure, NotPlainError
from engine.bpmn.expressions.errors import ExpressionError, UnknownVariableError
from engine.bpmn.expressions.feel import Wanted, compile_feel
from engine.ports import ScriptError, ScriptRunner

Default = Literal["python", "text"]

FEEL = re.compile(r"feel", re.IGNORECASE)
JUEL = re.compile(r"juel|unified.?expression", re.IGNORECASE)
# XPath is what modelling tools write without meaning it: it is the default of BPMN 2.0
OPEN = re.compile(r"python|xpath|^$", re.IGNORECASE)
FAILURES = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression.

    Attributes:
        text: as it was written.
        language: "feel", "python", "juel" or "text".
        names: the variables it reads, as far as it names them.
    """

    text: str
    language: str
    names: frozenset[str]
    _closure: Closure | None = field(default=None, repr=False, compare=False)
    _script: str = field(default="", repr=False, compare=False)

    def evaluate(
        self, variables: Mapping[str, Any], scripts: ScriptRunner, facts: Mapping[str, Any]
    ) -> Any:
        """Return its value.

        Args:
            variables: what the scope holds.
            scripts: runs what is more than a plain Python expression.
            facts: further names: instance_id, business_key, case_no, initiator, definition_key,
                now. A variable of the same name wins.

        Raises:
            UnknownVariableError: it reads a variable that does not exist.
            NoAnswerError: it is FEEL and null where that is no answer.
            ScriptError: it failed otherwise.
        """
        if self._closure is None:
            return self._interpreted(variables, scripts, facts)
        try:
            return self._closure(variables, facts)
        except NotPlainError:  # rare operands or a large result: slower there, but bounded
            return self._interpreted(variables, scripts, facts)
        except UnknownVariableError as error:
            raise UnknownVariableError(error.name, self.text) from error
        except FAILURES as error:
            raise ScriptError(f"{type(error).__name__}: {error}") from error

    def _interpreted(
        self, variables: Mapping[str, Any], scripts: ScriptRunner, facts: Mapping[str, Any]
    ) -> Any:
        # a chain only reads its maps
        maps = cast("tuple[MutableMapping[str, Any], ...]", (variables, facts))
        try:
            return scripts.evaluate(self._script, ChainMap(*maps))
        except ScriptError as error:
            name = getattr(error, "name", None)  # the runner's error for a name that is not bound
            if name is None:
                raise
            raise UnknownVariableError(name, self.text, error.line) from error


@lru_cache(maxsize=4096)
def compile_expression(
    text: str,
    language: str | None = None,
    *,
    default: Default = "python",
    wanted: Wanted = "any",
    names: frozenset[str] = frozenset(),
) -> Expression:
    """Compile an expression.

    Args:
        text: `${...}`, `#{...}` or text with such parts is JUEL, whatever the language says;
            `=...` is FEEL.
        language: as the diagram names it; None or empty: not named.
        default: what an unmarked text in no named language is.
        wanted: what FEEL has to answer; the other languages are asked by who evaluates them.
        names: known variables, for those whose names FEEL would take for something else.

    Raises:
        FeelError: it is marked as FEEL, or named so, and is none.
        ExpressionError: it is wrong in its language, or the language is unknown.
    """
    named = language or ""
    if juel.marked(text):
        return _juel(text)
    if _is_feel(text, named):
        variables, closure = compile_feel(text, names, wanted)
        return Expression(text, "feel", variables, closure)
    if JUEL.search(named):
        return _text(text)  # without ${ } it means itself, as in Camunda
    if not OPEN.search(named):
        raise ExpressionError(f"Expressions in {named} cannot be evaluated.", 1, 1)
    return _text(text) if default == "text" and not named else _python(text)


def _is_feel(text: str, language: str) -> bool:
    # two signs are no expression but a ruled heading in a text
    return bool(FEEL.search(language)) or (text.startswith("=") and not text.startswith("=="))


def _text(text: str) -> Expression:
    plain_text = juel.unescaped(text)
    return Expression(text, "text", frozenset(), lambda variables, facts: plain_text)


def _juel(text: str) -> Expression:
    names, closure = juel.compile_juel(text)
    return Expression(text, "juel", names, closure)


def _python(text: str) -> Expression:
    names, closure, script = python.compile_python(text)
    return Expression(text, "python", names, closure, script)
