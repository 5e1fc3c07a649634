"""Expressions and scripts of a diagram, compiled when it is deployed so that errors show there."""

from __future__ import annotations

import ast
import re

from lxml import etree

from engine.bpmn.declared import Shown, Text, Value
from engine.bpmn.expressions import FeelError, Wanted, compile_expression
from engine.bpmn.expressions.language import Default
from engine.bpmn.known_names import KnownNames
from engine.bpmn.problems import Problems
from engine.ports import ScriptError

SHOWN = 80  # letters of an expression in a message
_PYTHON = re.compile(r"python", re.I)
_JUEL = re.compile(r"juel|unified.?expression", re.I)
_OPEN = re.compile(r"xpath|^$", re.I)  # what tools write without meaning it


def shown(text: str) -> str:
    """Return an expression as messages show it."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


class Compiler:
    """Compiles the expressions of one file."""

    def __init__(self, problems: Problems, root: etree._Element) -> None:
        """Root: the definitions of the file."""
        self.problems = problems
        self.language = root.get("expressionLanguage") or ""
        self.names = KnownNames(root)

    def condition(self, element: etree._Element) -> Value | None:
        """Compile a formal expression that is true or false."""
        return self.formal(element, "truth")

    def formal(self, element: etree._Element, wanted: Wanted = "value") -> Value | None:
        """Compile a formal expression: a cardinality, a path ... Python unless marked."""
        return self.expression(element.text, element, element.get("language"), wanted)

    def in_feel(self, element: etree._Element) -> bool:
        """Return whether the language of an element, or of the file, is FEEL."""
        language = element.get("language")
        return "feel" in (self.language if language is None else language).lower()

    def expression(
        self,
        text: str | None,
        element: etree._Element,
        language: str | None = None,
        wanted: Wanted = "value",
    ) -> Value | None:
        """Compile an expression that is Python unless marked; None if blank or wrong."""
        written = text or ""
        text = written.strip()
        named = self.language if language is None else language
        marked = text.startswith(("=", "${", "#{"))
        if not text:
            return None
        if not marked and "feel" in named.lower():
            text = f"={text}"
        elif _JUEL.search(named) and not marked:
            text = f"${{{text}}}"
        elif language and not marked and not (_PYTHON.search(named) or _OPEN.search(named)):
            named = shown(language)
            self.problems.add(
                "expression_language", element, expression=shown(text), language=named
            )
            return None
        skipped = written[: len(written) - len(written.lstrip())].count("\n")
        return self._compile(text, element, "python", skipped, wanted)

    def text(self, text: str, element: etree._Element, wanted: Wanted = "any") -> Value | None:
        """Compile a text that means itself unless marked."""
        return self._compile(text, element, "text", wanted=wanted)

    @staticmethod
    def shown(text: str) -> Value:
        """Compile a text for people: what is no expression in it stays as it is."""
        try:
            return Shown(text, compile_expression(text, None, default="text"))
        except ScriptError:
            return Text(text)

    def python(self, text: str, element: etree._Element) -> Value | None:
        """Compile a Python expression."""
        return self._compile(text.strip(), element, "python")

    def _compile(
        self,
        text: str,
        element: etree._Element,
        default: Default,
        skipped: int = 0,
        wanted: Wanted = "any",
    ) -> Value | None:
        """Compile; `skipped` counts the blank lines above the text in its element."""
        names = self.names.at(element) if text.startswith("=") else frozenset[str]()
        try:
            return compile_expression(text, None, default=default, wanted=wanted, names=names)
        except FeelError as error:
            self._not_feel(text, element, error, skipped)
        except ScriptError as error:
            self._invalid(text, element, error, skipped)
        return None

    def _not_feel(self, text: str, element: etree._Element, error: FeelError, skipped: int) -> None:
        line = self._line(element, error, skipped)
        content = element.text or ""
        made = text not in content and text[1:] in content  # the file has it without the =
        column = (error.column or 1) - (made and error.line == 1)
        facts = {"expression": shown(text[made:]), "reason": str(error), "column": column}
        self.problems.add("feel_invalid", element, line=line, **facts)

    def _line(self, element: etree._Element, error: ScriptError, skipped: int) -> int | None:
        return (self.problems.line_of(element) or 0) + skipped + (error.line or 1) - 1 or None

    def _invalid(
        self, text: str, element: etree._Element, error: ScriptError, skipped: int
    ) -> None:
        if "xpath" in self.language.lower() and re.search(r"\w:?\w*getData", text):
            self.problems.add(
                "expression_language", element, expression=shown(text), language="XPath"
            )
            return
        line = self._line(element, error, skipped)
        reason = str(error).rstrip(".")
        self.problems.add(
            "expression_invalid", element, line=line, expression=shown(text), reason=reason
        )

    def script(self, text: str, element: etree._Element) -> ast.Module | None:
        """Check that a script is Python; None, and a problem, if it is not."""
        try:
            return ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            offset = getattr(error, "lineno", None) or 1
            line = (self.problems.line_of(element) or 1) + offset - 1
            reason = str(getattr(error, "msg", "") or error or type(error).__name__)
            self.problems.add("script_invalid", element, line=line, reason=reason)
            return None
