"""Tokens to a syntax tree: recursive descent over the grammar of EL 2.2, section 1.19."""

from __future__ import annotations

from collections.abc import Sequence

from engine.bpmn.expressions.errors import ExpressionError
from engine.bpmn.expressions.juel.lexer import Token, error
from engine.bpmn.expressions.juel.nodes import (
    Binary,
    Choice,
    Function,
    Literal,
    Method,
    Name,
    Node,
    Property,
    Unary,
)

MOST_DEPTH = 30
MOST_OPERATORS = 150
MOST_LONG = 2**63 - 1
LEVELS: tuple[tuple[str, ...], ...] = (
    ("||",),
    ("&&",),
    ("==", "!="),
    ("<", ">", "<=", ">="),
    ("+", "-"),
    ("*", "/", "%"),
)
CONSTANTS = {"true": True, "false": False, "null": None}


class Parser:
    """Parses the tokens of one expression."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.position = 0
        self.depth = 0
        self.operators = 0

    def parse(self) -> Node:
        """Return the tree.

        Raises:
            ExpressionError: it is no expression, or nested too deeply.
        """
        if self.token.kind == "end":
            raise self._refusal("The expression is empty")
        node = self._choice()
        if self.token.kind != "end":
            raise self._refusal(f"Unexpected {self.token.text!r}")
        return node

    @property
    def token(self) -> Token:
        """The next token."""
        return self.tokens[self.position]

    def _next(self) -> Token:
        token = self.token
        self.position += 1
        return token

    def _accept(self, *kinds: str) -> Token | None:
        return self._next() if self.token.kind in kinds else None

    def _expect(self, kind: str) -> Token:
        if self.token.kind != kind:
            found = "the end" if self.token.kind == "end" else repr(self.token.text)
            raise self._refusal(f"Expected {kind!r}, found {found}")
        return self._next()

    def _refusal(self, message: str) -> ExpressionError:
        return error(f"{message}.", self.text, self.token.position)

    def _choice(self) -> Node:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise self._refusal("The expression is nested too deeply")
        node = self._binary(0)
        if self._accept("?"):
            yes = self._choice()
            self._expect(":")
            node = Choice(node, yes, self._choice())
        self.depth -= 1
        return node

    def _binary(self, level: int) -> Node:
        if level == len(LEVELS):
            return self._unary()
        node = self._binary(level + 1)
        while operator := self._accept(*LEVELS[level]):
            self.operators += 1
            if self.operators > MOST_OPERATORS:
                raise self._refusal("The expression is too long")
            node = Binary(operator.kind, node, self._binary(level + 1))
        return node

    def _unary(self) -> Node:
        operators = []
        while operator := self._accept("-", "!", "empty"):
            operators.append(operator.kind)
            if len(operators) > MOST_DEPTH:
                raise self._refusal("The expression is nested too deeply")
        node = self._path()
        for kind in reversed(operators):
            node = Unary(kind, node)
        return node

    def _path(self) -> Node:
        node = self._primary()
        links = 0
        while opening := self._accept(".", "["):
            links += 1
            if links > MOST_DEPTH:
                raise self._refusal("The path is too long")
            node = self._member(node) if opening.kind == "." else self._entry(node)
        return node

    def _member(self, base: Node) -> Node:
        # a keyword is a name after a dot
        token = self._next() if self.token.text.isidentifier() else self._expect("name")
        if self._accept("("):
            return Method(base, token.text, self._arguments())
        return Property(base, Literal(token.text))

    def _entry(self, base: Node) -> Node:
        key = self._choice()
        self._expect("]")
        if self.token.kind == "(":
            raise self._refusal("A method is called by its name, after a dot")
        return Property(base, key)

    def _arguments(self) -> tuple[Node, ...]:
        if self._accept(")"):
            return ()
        arguments = [self._choice()]
        while self._accept(","):
            arguments.append(self._choice())
        self._expect(")")
        return tuple(arguments)

    def _primary(self) -> Node:
        token = self._next()
        if token.kind in CONSTANTS:
            return Literal(CONSTANTS[token.kind])
        if token.kind == "string":
            return Literal(token.text)
        if token.kind in ("int", "float"):
            return Literal(self._number(token))
        if token.kind == "(":
            node = self._choice()
            self._expect(")")
            return node
        if token.kind == "name":
            return self._named(token)
        self.position -= 1
        found = "the end" if token.kind == "end" else repr(token.text)
        raise self._refusal(f"Expected a value, found {found}")

    def _named(self, token: Token) -> Node:
        if self.token.kind == ":" and self._is_prefix():
            raise self._refusal(f"There are no functions {token.text}:...")
        return Function(token.text, self._arguments()) if self._accept("(") else Name(token.text)

    def _is_prefix(self) -> bool:
        """Tell whether name:name(...) follows, which only looks like the end of a choice."""
        kinds = [token.kind for token in self.tokens[self.position + 1 : self.position + 3]]
        questions = sum(token.kind == "?" for token in self.tokens[: self.position])
        colons = sum(token.kind == ":" for token in self.tokens[: self.position])
        return kinds == ["name", "("] and questions == colons

    def _number(self, token: Token) -> int | float:
        if token.kind == "float":
            return float(token.text)
        if len(token.text) > len(str(MOST_LONG)) or int(token.text) > MOST_LONG:
            self.position -= 1
            raise self._refusal(f"The number {token.text} is too large")
        return int(token.text)
