"""The syntax tree of a JUEL expression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, text, truth value or null."""

    value: Any


@dataclass(frozen=True, slots=True)
class Name:
    """A variable."""

    name: str


@dataclass(frozen=True, slots=True)
class Property:
    """base.name or base[key]."""

    base: Node
    key: Node


@dataclass(frozen=True, slots=True)
class Method:
    """base.name(arguments)."""

    base: Node
    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """name(arguments)."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Unary:
    """An operator before its operand: `-`, `!` or `empty`."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator between its operands."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Choice:
    """test ? yes : no."""

    test: Node
    yes: Node
    no: Node


Node = Literal | Name | Property | Method | Function | Unary | Binary | Choice
