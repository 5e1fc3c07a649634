"""Text to pieces: literal text and expressions; and expressions to tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.bpmn.expressions.errors import ExpressionError

START = re.compile(r"\\?[$#]\{")
TOKEN = re.compile(
    r"""
    (?P<blank> \s+ )
  | (?P<float> \d+\.\d*(?:[eE][+-]?\d+)? | \.\d+(?:[eE][+-]?\d+)? | \d+[eE][+-]?\d+ )
  | (?P<int> \d+ )
  | (?P<name> [^\W\d][\w$]* | \$[\w$]+ )
  | (?P<string> '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" )
  | (?P<sign> == | != | <= | >= | && | \|\| | -> | \+= | [-+*/%<>!?:.,;=()\[\]] )
  | (?P<end> \} )
    """,
    re.VERBOSE | re.DOTALL,
)
WORDS = {
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "gt": ">",
    "le": "<=",
    "ge": ">=",
    "and": "&&",
    "or": "||",
    "not": "!",
    "div": "/",
    "mod": "%",
    "empty": "empty",
    "true": "true",
    "false": "false",
    "null": "null",
    "instanceof": "instanceof",
}
ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """A token: `kind` is int, float, string, name, end or the sign itself."""

    kind: str
    text: str
    position: int


def marked(text: str) -> bool:
    """Tell whether a text holds an expression."""
    return any(_opens(found) for found in START.finditer(text))


def unescaped(text: str) -> str:
    r"""Return literal text as it is meant: \${ is ${."""
    return START.sub(lambda found: found[0][1:] if found[0].startswith("\\") else found[0], text)


def _opens(found: re.Match[str]) -> bool:
    return not found[0].startswith("\\")


def pieces(text: str) -> Iterator[str | list[Token]]:
    """Return the literal parts as texts and the expressions as tokens, in order.

    Raises:
        ExpressionError: an expression is not closed, or holds a character that none has.
    """
    position = 0
    while True:
        found = next((f for f in START.finditer(text, position) if _opens(f)), None)
        literal = unescaped(text[position : found.start() if found else None])
        if literal:
            yield literal
        if found is None:
            return
        tokens = list(_tokens(text, found))
        position = tokens[-1].position + 1
        yield tokens


def _tokens(text: str, start: re.Match[str]) -> Iterator[Token]:
    position = start.end()
    while position < len(text):
        found = TOKEN.match(text, position)
        if found is None:
            raise error(f"Unexpected {text[position]!r}.", text, position)
        kind = found.lastgroup or ""
        if kind != "blank":
            yield _token(kind, found[0], position)
        if kind == "end":
            return
        position = found.end()
    raise error(f"{start[0]!r} is not closed by '}}'.", text, start.start())


def _token(kind: str, text: str, position: int) -> Token:
    if kind == "name":
        return Token(WORDS.get(text, "name"), text, position)
    if kind == "string":
        return Token(kind, ESCAPED.sub(r"\1", text[1:-1]), position)
    return Token(text if kind == "sign" else kind, text, position)


def error(message: str, text: str, position: int) -> ExpressionError:
    """Return the error with the place of a position."""
    line = text.count("\n", 0, position) + 1
    column = position - (text.rfind("\n", 0, position) + 1) + 1
    return ExpressionError(message, line, column)
