"""The grammar of expressions and unary tests."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from decisions.feel.errors import FeelSyntaxError
from decisions.feel.syntax import tree
from decisions.feel.syntax.cursor import MAX_NESTING
from decisions.feel.syntax.operands import COMPARISONS, STATEMENTS, OperandGrammar

MAX_TEXT = 100_000
MAX_READINGS = 50
LEVELS = {
    "or": 1, "and": 2,
    "=": 3, "!=": 3, "<": 3, "<=": 3, ">": 3, ">=": 3, "between": 3, "in": 3,
    "+": 4, "-": 4, "*": 5, "/": 5, "**": 6,
}  # fmt: skip
COMPARISON, SUM = 3, 4
T = TypeVar("T")
# what may follow `x in (a)` when the brackets were no list of tests
CONTINUATIONS = ("..", "[", "(", ".", "+", "-", "*", "/", "**", "instance")


def parse_expression(text: str, names: Collection[str] = ()) -> tree.Node:
    """Return the tree of an expression.

    Raises:
        FeelSyntaxError: the text is no expression, or is nested deeper than 100.
    """
    return _read(text, names, Grammar.whole_expression)


def parse_unary_tests(text: str, names: Collection[str] = ()) -> tree.Tests:
    """Return the tree of unary tests, such as `< 5, [10..20]`, `not("a")` or `-`.

    Raises:
        FeelSyntaxError: the text holds no unary tests, or is nested deeper than 100.
    """
    return _read(text, names, Grammar.whole_tests)


def parse_type(text: str, names: Collection[str] = ()) -> tree.Type:
    """Return the tree of a type, such as `list<number>`.

    Raises:
        FeelSyntaxError: the text is no type.
    """
    return _read(text, names, Grammar.whole_type)


def _read(text: str, names: Collection[str], whole: Callable[[Grammar], T]) -> T:
    if len(text) > MAX_TEXT:
        raise FeelSyntaxError(f"longer than {MAX_TEXT} characters", text, MAX_TEXT)
    known = set(names)
    # a key such as `a-b` is a name from then on: read again, knowing it
    for _ in range(MAX_READINGS):
        grammar = Grammar(text, known)
        try:
            found = whole(grammar)
        except FeelSyntaxError as error:
            if grammar.made <= known:
                raise grammar.furthest or error from None
        except RecursionError:
            position = grammar.token.position
            reason = f"nested deeper than {MAX_NESTING}"
            raise FeelSyntaxError(reason, text, position) from None
        else:
            if grammar.made <= known:
                return found
        known |= grammar.made
    raise FeelSyntaxError(f"more than {MAX_READINGS} unusual keys", text, 0)


class Grammar(OperandGrammar):
    """Read expressions and unary tests."""

    def __init__(self, text: str, names: Collection[str]) -> None:
        super().__init__(text, names)
        # reading an expression at a token always ends alike: no place is read twice
        self._known: dict[int, tuple[tree.Node, int] | FeelSyntaxError] = {}

    def whole_expression(self) -> tree.Node:
        """Read an expression up to the end."""
        found = self.expression()
        self._end()
        return found

    def whole_type(self) -> tree.Type:
        """Read a type up to the end."""
        found = self.type()
        self._end()
        return found

    def whole_tests(self) -> tree.Tests:
        """Read unary tests up to the end."""
        if self.at("-") and self.tokens[self.index + 1].kind == "end":
            return tree.Tests(0, ())
        if self.at("not") and self.followed_by("("):
            negated = self._negated_tests()
            if negated is not None:
                return negated
        tests = self._tests()
        self._end()
        return tree.Tests(0, tests)

    def _negated_tests(self) -> tree.Tests | None:
        self.index += 2
        try:
            tests = self._tests()
            self.expect(")")
            self._end()
        except FeelSyntaxError:
            self.index = 0
            return None
        return tree.Tests(0, tests, negated=True)

    def _end(self) -> None:
        if self.token.kind != "end":
            self.fail("an operator", "the end")

    def _tests(self) -> tuple[tree.Node, ...]:
        found = [self._test(self.expression)]
        while self.accept(","):
            found.append(self._test(self.expression))
        return tuple(found)

    def _test(self, otherwise: Callable[[], tree.Node]) -> tree.Node:
        if self.at(*COMPARISONS):
            operator = self.advance()
            return tree.Test(operator.position, operator.value, self.sum())
        return otherwise()

    def expression(self) -> tree.Node:
        """Read one expression."""
        start = self.index
        known = self._known.get(start)
        if isinstance(known, FeelSyntaxError):
            raise known
        if known is not None:
            found, self.index = known
            return found
        nesting = self.nesting
        self.deeper()
        try:
            found = self._statement() if self.at(*STATEMENTS) else self._binary(1)
        except FeelSyntaxError as error:
            self._known[start] = error
            raise
        finally:
            self.nesting = nesting
        self._known[start] = (found, self.index)
        return found

    def sum(self) -> tree.Node:
        """Read an expression that binds at least as tight as addition."""
        return self._binary(SUM)

    def _statement(self) -> tree.Node:
        token = self.advance()
        match token.value:
            case "if":
                return self._conditional(token.position)
            case "for":
                iterations = self._iterations("return")
                return tree.For(token.position, iterations, self.expression())
            case "function":
                return self._lambda(token.position)
        iterations = self._iterations("satisfies")
        return tree.Quantified(token.position, token.value, iterations, self.expression())

    def _conditional(self, position: int) -> tree.Node:
        condition = self.expression()
        self.expect("then")
        consequence = self.expression()
        self.expect("else")
        return tree.Conditional(position, condition, consequence, self.expression())

    def _iterations(self, closing: str) -> tuple[tree.Iteration, ...]:
        return self.separated(self._iteration, closing)

    def _iteration(self) -> tree.Iteration:
        name = self.any_name()
        self.expect("in")
        position = self.token.position
        domain = self.expression()
        if self.accept(".."):
            domain = tree.Iterated(position, domain, self.expression())
        return name, domain

    def _lambda(self, position: int) -> tree.Node:
        self.expect("(")
        parameters = self.separated(self._parameter, ")")
        external = self.accept("external")
        return tree.Lambda(position, parameters, self.expression(), external)

    def _parameter(self) -> tuple[str, tree.Type | None]:
        name = self.any_name()
        return name, self.type() if self.accept(":") else None

    def _binary(self, lowest: int) -> tree.Node:
        left, nesting = self._unary(), self.nesting
        while True:
            token = self.token
            known = token.kind in ("sign", "keyword")
            level = LEVELS.get(token.value, 0) if known else 0
            if level < lowest or not level:
                self.nesting = nesting
                return left
            if level == COMPARISON:
                # `a < b < c` nests to the left, without a bracket
                self.deeper()
                left = self._comparison(left)
            else:
                left = self._chain(left, level)

    def _chain(self, first: tree.Node, level: int) -> tree.Node:
        rest: list[tuple[str, int, tree.Node]] = []
        while self.token.kind in ("sign", "keyword") and LEVELS.get(self.token.value) == level:
            token = self.advance()
            rest.append((token.value, token.position, self._binary(level + 1)))
        operator, position, _ = rest[0]
        if level < COMPARISON:
            operands = (first, *(operand for _, _, operand in rest))
            return tree.Logic(position, operator, operands)
        return tree.Arithmetic(position, first, tuple(rest))

    def _comparison(self, left: tree.Node) -> tree.Node:
        token = self.advance()
        if token.value == "in":
            return tree.In(token.position, left, self._tests_of_in())
        if token.value == "between":
            low = self.sum()
            self.expect("and")
            return tree.Between(token.position, left, low, self.sum())
        return tree.Comparison(token.position, token.value, left, self.sum())

    def _tests_of_in(self) -> tuple[tree.Node, ...]:
        start, nesting = self.index, self.nesting
        if self.accept("("):
            try:
                tests = self._tests()
                self.expect(")")
            except FeelSyntaxError:
                tests, self.nesting = (), nesting
            if tests and not self.at(*CONTINUATIONS):
                return tests
            self.index = start
        return (self._test(self.sum),)

    def _unary(self) -> tree.Node:
        if not self.at("-"):
            return self._instance_of()
        position = self.advance().position
        self.deeper()
        operand = self._unary()
        self.nesting -= 1
        return tree.Negation(position, operand)

    def _instance_of(self) -> tree.Node:
        operand = self.operand()
        if self.at("instance") and self.followed_by("of"):
            position = self.advance().position
            self.index += 1
            return tree.InstanceOf(position, operand, self.type())
        return operand
