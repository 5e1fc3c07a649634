"""The grammar of operands: literals, names, brackets of all kinds, paths, filters and calls."""

from __future__ import annotations

from abc import abstractmethod

from decisions.feel.errors import FeelSyntaxError
from decisions.feel.syntax import tree
from decisions.feel.syntax.tokens import is_plain
from decisions.feel.syntax.types import TypeGrammar

COMPARISONS = ("<=", ">=", "<", ">", "!=", "=")
CONSTANTS = {"null": None, "true": True, "false": False}
STATEMENTS = ("for", "if", "some", "every", "function")
NAME_SIGNS = (".", "/", "-", "'", "+", "*", "**", "..")


class OperandGrammar(TypeGrammar):
    """Read operands with what follows them."""

    @abstractmethod
    def sum(self) -> tree.Node:
        """Read an expression that binds at least as tight as addition."""

    def operand(self) -> tree.Node:
        """Read a primary with its paths, filters and calls."""
        found = self.primary()
        nesting = self.nesting
        while True:
            position = self.token.position
            if self.accept("."):
                found = tree.Path(position, found, self.any_name())
            elif self.at("("):
                found = self._call(found, position)
            elif self.at("["):
                filtered = self._filter(found, position)
                if filtered is None:
                    break
                found = filtered
            else:
                break
            self.deeper()
        self.nesting = nesting
        return found

    def _filter(self, operand: tree.Node, position: int) -> tree.Node | None:
        """Read a filter; None when the bracket ends a range, as in `[1..2[`."""
        start = self.index
        self.index += 1
        try:
            condition = self.expression()
            self.expect("]")
        except FeelSyntaxError:
            self.index = start
            return None
        return tree.Filter(position, operand, condition)

    def _call(self, function: tree.Node, position: int) -> tree.Node:
        self.expect("(")
        if self._names_argument():
            return tree.Call(position, function, (), self.separated(self._named_argument, ")"))
        return tree.Call(position, function, self.separated(self.expression, ")"))

    def _names_argument(self) -> bool:
        index = self.index + 1
        if self.token.kind == "name":
            while self.tokens[index].kind in ("name", "number"):
                index += 1
        elif self.token.kind != "keyword":
            return False
        return self.tokens[index].kind == "sign" and self.tokens[index].value == ":"

    def _named_argument(self) -> tuple[str, tree.Node]:
        if not self._names_argument():
            self.fail("a parameter's name and ':'")
        name = self.any_name()
        self.expect(":")
        return name, self.expression()

    def primary(self) -> tree.Node:
        """Read a literal, a name, or something in brackets."""
        kind, value, position, _ = self.token
        if kind in ("number", "string"):
            self.index += 1
            return tree.Literal(position, value)
        if kind == "name":
            return tree.Name(position, self.name())
        if kind == "keyword":
            return self._keyword(str(value), position)
        if kind == "sign" and value in ("@", "[", "]", "(", "{"):
            return self._sign(str(value), position)
        return self.fail("an expression")

    def _keyword(self, word: str, position: int) -> tree.Node:
        if word in CONSTANTS:
            self.index += 1
            return tree.Literal(position, CONSTANTS[word])
        if word == "not" and self.followed_by("("):
            self.index += 1
            return tree.Name(position, word)
        if word in STATEMENTS:
            return self.expression()
        return self.fail("an expression")

    def _sign(self, sign: str, position: int) -> tree.Node:
        self.index += 1
        if sign == "@":
            return self._at_literal(position)
        if sign == "{":
            return self._entries(position)
        if sign == "[" and self.accept("]"):
            return tree.Items(position, ())
        if sign == "(" and self.at(*COMPARISONS):
            return self._bound(position)
        first = self.expression()
        if self.accept(".."):
            return self._interval(sign, first, position)
        if sign == "(":
            self.expect(")")
            return first
        if sign == "[":
            return self._items(first, position)
        return self.fail("..")

    def _at_literal(self, position: int) -> tree.Node:
        if self.token.kind != "string":
            self.fail('a string such as @"2026-03-21"')
        return tree.AtLiteral(position, self.advance().value)

    def _bound(self, position: int) -> tree.Node:
        operator = str(self.advance().value)
        operand = self.sum()
        self.expect(")")
        return tree.Bound(position, operator, operand)

    def _interval(self, opening: str, start: tree.Node, position: int) -> tree.Node:
        end = self.expression()
        if not self.at("]", ")", "["):
            self.fail("]", ")", "[")
        closing = self.advance().value
        return tree.Interval(position, start, end, opening == "[", closing == "]")

    def _items(self, first: tree.Node, position: int) -> tree.Node:
        if self.accept("]"):
            return tree.Items(position, (first,))
        if not self.accept(","):
            self.fail(",", "]", "..")
        return tree.Items(position, (first, *self.separated(self.expression, "]")))

    def _entries(self, position: int) -> tree.Node:
        return tree.Entries(position, self.separated(self._entry_of_context, "}"))

    def _entry_of_context(self) -> tuple[str, tree.Node]:
        key = self._string_key() if self.token.kind == "string" else self._name_key()
        self.expect(":")
        return key, self.expression()

    def _string_key(self) -> str:
        return str(self.advance().value)

    def _name_key(self) -> str:
        start = self.token.position
        first = self.index
        while self.token.kind in ("name", "keyword", "number") or self.at(*NAME_SIGNS):
            self.index += 1
        if self.index == first:
            self.fail("the key of an entry")
        written = self.text[start : self.tokens[self.index - 1].end]
        key = " ".join(written.strip("`").split())
        if not is_plain(key) and key not in self.names:
            self.made.add(key)
        return key
