"""What can be said of a script before it runs: whether the interpreter will take it at all."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator

from engine.bpmn.expressions.errors import ExpressionError
from engine.bpmn.expressions.python import MOST_CHARACTERS

# of pydantic-monty 1.4.0
MODULES = frozenset(
    (
        *("asyncio", "base64", "binascii", "bisect", "collections", "copy", "csv", "dataclasses"),
        *("datetime", "decimal", "functools", "hashlib", "itertools", "json", "math", "os"),
        *("os.path", "pathlib", "posixpath", "random", "re", "sys", "time", "tomllib", "typing"),
        "unicodedata",
    )
)
REFUSED: dict[type[ast.AST], str] = {
    ast.Delete: "del: set the variable to None instead",
    ast.Yield: "yield",
    ast.YieldFrom: "yield",
    ast.TryStar: "except*",
    ast.AsyncFor: "async for",
    ast.AsyncWith: "async with",
}


def parse_script(text: str) -> ast.Module:
    """Return the syntax tree of a script, indentation that it has as a whole taken off.

    Raises:
        ExpressionError: it is no Python, or more Python than scripts can use.
    """
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError(f"The script is longer than {MOST_CHARACTERS} characters.", 1, 1)
    source = textwrap.dedent(text)
    try:
        tree = ast.parse(source)
        # finds what the parser alone lets pass: a return outside a function
        compile(source, "<script>", "exec", dont_inherit=True)
    except SyntaxError as error:
        line, column = error.lineno or 1, error.offset or None
        raise ExpressionError(f"SyntaxError: {error.msg}", line, column) from error
    except (RecursionError, MemoryError) as error:
        raise ExpressionError("The script is nested too deeply.", 1, 1) from error
    except ValueError as error:
        raise ExpressionError(f"SyntaxError: {error}", 1, 1) from error
    for node, reason in _refusals(tree):
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1
        raise ExpressionError(f"Scripts cannot use {reason}.", line, column)
    return tree


def _refusals(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    tried = {node for t in ast.walk(tree) if isinstance(t, ast.Try) for node in ast.walk(t)}
    for node in ast.walk(tree):
        if type(node) in REFUSED:
            yield node, REFUSED[type(node)]
        elif isinstance(node, ast.ClassDef):
            yield from _class_refusals(node)
        elif isinstance(node, ast.Import | ast.ImportFrom) and node not in tried:
            yield from _import_refusals(node)


def _class_refusals(node: ast.ClassDef) -> Iterator[tuple[ast.AST, str]]:
    if node.bases or node.keywords:
        yield node, "classes made from others"
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef) and statement.decorator_list:
            yield statement, "decorated methods"


def _import_refusals(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[ast.AST, str]]:
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    else:
        names = [node.module or "."]
        if any(alias.name == "*" for alias in node.names):
            yield node, "import *"
    for name in names:
        if name not in MODULES:
            yield node, f"the module {name}"
