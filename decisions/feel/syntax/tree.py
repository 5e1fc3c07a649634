"""The syntax tree: frozen nodes, each with its position (0-based) in the text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an expression."""

    position: int


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number, string, boolean or null."""

    value: Decimal | str | bool | None


@dataclass(frozen=True, slots=True)
class AtLiteral(Node):
    """A temporal value written `@"..."`."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A variable or function."""

    name: str


@dataclass(frozen=True, slots=True)
class Items(Node):
    """A list `[a, b]`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Entries(Node):
    """A context `{a: 1, b: 2}`."""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """A range `[a..b]` or `(a..b)`."""

    start: Node
    end: Node
    start_included: bool
    end_included: bool


@dataclass(frozen=True, slots=True)
class Iterated(Node):
    """What `for i in a..b` runs through, downwards too."""

    start: Node
    end: Node


@dataclass(frozen=True, slots=True)
class Bound(Node):
    """A range with one end, `(> 5)`."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Conditional(Node):
    """`if condition then consequence else alternative`."""

    condition: Node
    consequence: Node
    alternative: Node


Iteration = tuple[str, Node]
"""The variable of a `for`, `some` or `every`, and what it runs through."""


@dataclass(frozen=True, slots=True)
class For(Node):
    """`for a in b, c in d return body`."""

    iterations: tuple[Iteration, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`some a in b satisfies body`, or `every`."""

    quantifier: str
    iterations: tuple[Iteration, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Lambda(Node):
    """`function(a: number, b) body`."""

    parameters: tuple[tuple[str, Type | None], ...]
    body: Node
    external: bool = False


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """A chain of `and`, or of `or`."""

    operator: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """`left < right` and its like; the position is the operator's."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`value between low and high`."""

    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """`value in (test, test)`."""

    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """A chain of operators of one level, from the left: `first + second - third`."""

    first: Node
    rest: tuple[tuple[str, int, Node], ...]


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """`-operand`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """`operand instance of type`."""

    operand: Node
    type: Type


@dataclass(frozen=True, slots=True)
class Path(Node):
    """`operand.name`."""

    operand: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """`operand[condition]`."""

    operand: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`function(a, b)`, or `function(x: a, y: b)` with names; positional is empty then."""

    function: Node
    positional: tuple[Node, ...]
    named: tuple[tuple[str, Node], ...] = ()


@dataclass(frozen=True, slots=True)
class Test(Node):
    """The unary test `< operand`."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """Unary tests; none of them stands for `-`, which anything passes."""

    tests: tuple[Node, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Type(Node):
    """A type."""


@dataclass(frozen=True, slots=True)
class NamedType(Type):
    """A type of FEEL, or of the model, by its name; dots separate an import."""

    name: str


@dataclass(frozen=True, slots=True)
class ListType(Type):
    """`list<element>`."""

    element: Type


@dataclass(frozen=True, slots=True)
class RangeType(Type):
    """`range<element>`."""

    element: Type


@dataclass(frozen=True, slots=True)
class ContextType(Type):
    """`context<key: type, ...>`."""

    entries: tuple[tuple[str, Type], ...]


@dataclass(frozen=True, slots=True)
class FunctionType(Type):
    """`function<type, ...> -> result`."""

    parameters: tuple[Type, ...]
    result: Type
