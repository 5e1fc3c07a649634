"""Python expressions: the plain ones become closures, all others are left to the interpreter."""

from __future__ import annotations

import ast
import builtins
from contextlib import suppress

from engine.bpmn.expressions import plain
from engine.bpmn.expressions.closures import Closure, NotPlainError
from engine.bpmn.expressions.errors import ExpressionError

MOST_CHARACTERS = 64 * 1024
BUILTINS = frozenset(dir(builtins))


def compile_python(text: str) -> tuple[frozenset[str], Closure | None, str]:
    """Compile a Python expression.

    Returns:
        the variables it reads, its closure if it is plain, and what the interpreter gets.

    Raises:
        ExpressionError: it is no Python expression.
    """
    source = text.strip()
    tree = _parsed(source)
    closure: Closure | None = None
    with suppress(NotPlainError):
        closure = plain.compile_plain(tree)
    return _names(tree), closure, _for_interpreter(source, tree)


def _parsed(source: str) -> ast.expr:
    if not source:
        raise ExpressionError("The expression is empty.", 1, 1)
    if len(source) > MOST_CHARACTERS:
        raise ExpressionError(f"The expression is longer than {MOST_CHARACTERS} characters.", 1, 1)
    try:
        return ast.parse(source, "<expression>", "eval").body
    except SyntaxError as error:
        line, column = error.lineno or 1, error.offset or None
        raise ExpressionError(f"SyntaxError: {error.msg}", line, column) from error
    except (RecursionError, MemoryError) as error:
        raise ExpressionError("The expression is nested too deeply.", 1, 1) from error
    except ValueError as error:
        raise ExpressionError(f"SyntaxError: {error}", 1, 1) from error


def _names(tree: ast.expr) -> frozenset[str]:
    read: set[str] = set()
    own: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else own).add(node.id)
        elif isinstance(node, ast.arg):
            own.add(node.arg)
    return frozenset(read - own - BUILTINS)


class _Paths(ast.NodeTransformer):
    """a.b becomes a["b"] where a is a mapping, as in the closures; methods stay methods."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Attribute):
            node.func.value = self.visit(node.func.value)
        else:
            node.func = self.visit(node.func)
        node.args = [self.visit(argument) for argument in node.args]
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        base = self.visit(node.value)
        key = ast.Constant(node.attr)
        owner = ast.Name("_it", ast.Load())
        names = ast.Name("isinstance", ast.Load()), ast.Name("dict", ast.Load())
        is_mapping = ast.Call(names[0], [owner, names[1]], [])
        choice = ast.IfExp(
            is_mapping,
            ast.Subscript(owner, key, ast.Load()),
            ast.Attribute(owner, node.attr, ast.Load()),
        )
        arguments = ast.arguments([], [ast.arg("_it")], None, [], [], None, [])
        return ast.Call(ast.Lambda(arguments, choice), [base], [])


def _for_interpreter(source: str, tree: ast.expr) -> str:
    if not any(isinstance(node, ast.Attribute) for node in ast.walk(tree)):
        return source
    copy = ast.parse(source, "<expression>", "eval").body
    try:
        rewritten = ast.unparse(ast.fix_missing_locations(_Paths().visit(copy)))
        ast.parse(rewritten, "<expression>", "eval")
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ExpressionError("The expression is nested too deeply.", 1, 1) from error
    return rewritten
