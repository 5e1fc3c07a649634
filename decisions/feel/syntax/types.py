"""The grammar of types: `list<number>`, `context<a: string>`, `function<number> -> number`."""

from __future__ import annotations

from decisions.feel.syntax import tree
from decisions.feel.syntax.cursor import Cursor


class TypeGrammar(Cursor):
    """Read types."""

    def type(self) -> tree.Type:
        """Read one type."""
        self.deeper()
        position = self.token.position
        if self.accept("function"):
            found = self._function(position)
        elif self.accept("null"):
            found = tree.NamedType(position, "Null")
        else:
            found = self._named(position)
        self.nesting -= 1
        return found

    def _function(self, position: int) -> tree.Type:
        if not self.accept("<"):
            return tree.NamedType(position, "function")
        parameters = self.separated(self.type, ">")
        self.expect("->")
        return tree.FunctionType(position, parameters, self.type())

    def _named(self, position: int) -> tree.Type:
        name = self.any_name()
        while self.accept("."):
            name += "." + self.any_name()
        if name not in ("list", "range", "context") or not self.accept("<"):
            return tree.NamedType(position, name)
        if name == "context":
            return tree.ContextType(position, self.separated(self._entry, ">"))
        element = self.type()
        self.expect(">")
        made = tree.ListType if name == "list" else tree.RangeType
        return made(position, element)

    def _entry(self) -> tuple[str, tree.Type]:
        key = self.any_name()
        self.expect(":")
        return key, self.type()
