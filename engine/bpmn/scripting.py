"""Scripts in diagrams: Python and FEEL run; of JavaScript only what plainly sets variables."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from engine.bpmn.compiling import Compiler
from engine.bpmn.declared import Value
from engine.ports import ScriptRunner

_PYTHON = re.compile(r"^(text/|application/)?(x-)?python\d?(\.\d+)?$|^jython$", re.I)
_JAVASCRIPT = re.compile(r"javascript|ecmascript|^js$|graal", re.I)
_SET = re.compile(
    r"""\s*execution\s*\.\s*setVariable\s*\(\s*
    (?P<quote>["'])(?P<name>[^\W\d]\w*)(?P=quote)\s*,\s*
    (?P<value>"[^"\\\n]*"|'[^'\\\n]*'|-?\d+(?:\.\d+)?|true|false|null)\s*\)\s*(?:;|$)\s*""",
    re.X,
)
RESULT = "ravand_result"


@dataclass(frozen=True, slots=True)
class ScriptValue:
    """A script whose last expression is a value."""

    script: str
    names: frozenset[str]

    def evaluate(
        self, variables: Mapping[str, Any], scripts: ScriptRunner, facts: Mapping[str, Any]
    ) -> Any:
        """Run the script and return its value; variables it sets on the way are dropped."""
        del facts
        return scripts.execute(self.script, variables).get(RESULT)


def is_python(language: str | None) -> bool:
    """Return whether a scriptFormat is Python, which it is when it says nothing."""
    return not language or _PYTHON.match(language.strip()) is not None


def is_feel(language: str | None) -> bool:
    """Return whether a scriptFormat is FEEL."""
    return "feel" in (language or "").lower()


def assignments(language: str | None, text: str) -> dict[str, Any] | None:
    """Return the variables that JavaScript sets to literals, if it does nothing else."""
    if not language or not _JAVASCRIPT.search(language):
        return None
    found: dict[str, Any] = {}
    position = 0
    while position < len(text):
        match = _SET.match(text, position)
        if match is None:
            return None
        raw = match["value"]
        found[match["name"]] = raw[1:-1] if raw[0] in "'\"" else json.loads(raw)
        position = match.end()
    return found or None


def refuse(compiler: Compiler, element: etree._Element, language: str | None) -> None:
    """Say that a script is in a language that is not executed."""
    compiler.problems.add("script_language", element, language=language or "-")


def value(compiler: Compiler, text: str, element: etree._Element) -> Value | None:
    """Compile a script that gives a value: an expression, or statements that end with one."""
    module = compiler.script(text, element)
    if module is None:
        return None
    if len(module.body) == 1 and isinstance(module.body[0], ast.Expr):
        return compiler.python(text, element)
    script = storing(compiler, text, element, RESULT)
    return None if script is None else ScriptValue(script, _names(module))


def storing(compiler: Compiler, text: str, element: etree._Element, variable: str) -> str | None:
    """Return the script with the value of its last line put into a variable."""
    module = compiler.script(text, element)
    if module is None or _binds(module, variable):
        return None if module is None else text
    last = module.body[-1] if module.body else None
    if not isinstance(last, ast.Expr):
        compiler.problems.add("script_value", element)
        return None
    lines = text.encode().splitlines(keepends=True)
    start = sum(map(len, lines[: last.lineno - 1])) + last.col_offset
    end = sum(map(len, lines[: (last.end_lineno or 1) - 1])) + (last.end_col_offset or 0)
    raw = text.encode()
    return (raw[:start] + f"{variable} = (".encode() + raw[start:end] + b")" + raw[end:]).decode()


def _binds(module: ast.Module, variable: str) -> bool:
    targets = [
        node
        for node in ast.walk(module)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    return any(target.id == variable for target in targets)


def _names(module: ast.Module) -> frozenset[str]:
    return frozenset(node.id for node in ast.walk(module) if isinstance(node, ast.Name))
