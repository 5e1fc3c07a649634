"""Checks of texts: another language, no FEEL, unknown names, constants of a wrong type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from decisions.dmn.boxes import Text
from decisions.dmn.checks.constants import constant, is_null
from decisions.dmn.checks.problems import Problems
from decisions.dmn.checks.reading import read_names
from decisions.dmn.compiling import Compiler
from decisions.dmn.languages import feel_text, language_of
from decisions.dmn.linking import Models
from decisions.dmn.model import Graph
from decisions.feel import BUILT_INS, FeelSyntaxError, Run, kind, parse, parse_tests
from decisions.feel.syntax import tree

MAX_SHOWN = 60

Visible = frozenset[str] | None
"""The names that a text may read; None when they cannot be told."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the texts of one element are checked with."""

    models: Models
    element: Graph
    compiler: Compiler
    problems: Problems

    def expression(self, text: Text | None, visible: Visible) -> tree.Node | None:
        """Check an expression, and return its tree."""
        return self._tree(text, visible, tests=False)

    def tests(self, text: Text | None, visible: Visible) -> tree.Tests | None:
        """Check unary tests, and return their tree; none for those that accept everything."""
        inner = None if visible is None else visible | {"?"}
        found = None if text is None else self._tree(text, inner, tests=True)
        return found if isinstance(found, tree.Tests) else None

    def _tree(self, text: Text | None, visible: Visible, *, tests: bool) -> tree.Node | None:
        found = None if text is None else feel_text(self.compiler.model, text)
        if text is None or (found is not None and found.strip() in ("", "-"[:tests])):
            return None
        if found is None:
            language = language_of(self.compiler.model, text)
            self.problems.add("foreign_language", text, self.element, language=language)
            return None
        try:
            read = parse_tests if tests else parse
            node: tree.Node = read(found, self.compiler.names).tree
        except FeelSyntaxError as error:
            self._unreadable(text, error)
            return None
        self._names(text, node, visible)
        return node

    def _unreadable(self, text: Text, error: FeelSyntaxError) -> None:
        self.problems.add(
            "feel_syntax",
            text,
            self.element,
            line=text.line + error.line - 1,
            text=shown(text.text),
            reason=error.reason,
            column=error.column,
        )

    def _names(self, text: Text, node: tree.Node, visible: Visible) -> None:
        for name in dict.fromkeys(read_names(node)):
            if not _is_known(name, visible):
                self.problems.add("unknown_name", text, self.element, name=name)

    def value(self, text: Text, node: tree.Node | None, type_name: str | None) -> None:
        """Check that a constant is of the type its place has."""
        outcome = None if node is None else constant(node)
        if node is None or outcome is None or is_null(node):
            return
        if outcome.value is None:
            reason = outcome.warnings[0].message if outcome.warnings else "null"
            self.problems.add("no_value", text, self.element, text=shown(text.text), reason=reason)
            return
        wanted = self.compiler.type(type_name)
        if wanted is not None and wanted.coerce(outcome.value, Run()) is None:
            facts: dict[str, Any] = {
                "text": shown(text.text),
                "type": type_name,
                "kind": kind(outcome.value),
            }
            self.problems.add("wrong_type", text, self.element, **facts)


def _is_known(name: str, visible: Visible) -> bool:
    if visible is None:
        # Persian digits make a name to FEEL; whoever wrote them meant a number
        return not name[0].isdecimal()
    return name in visible or name in BUILT_INS or name.partition(".")[0] in visible


def shown(text: str) -> str:
    """Return a text on one line, shortened."""
    plain = " ".join(text.split())
    return plain if len(plain) <= MAX_SHOWN else f"{plain[:MAX_SHOWN]}…"
