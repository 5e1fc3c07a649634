"""for, some and every."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from decisions.feel.compiler.core import Compiler, Evaluator, compiles
from decisions.feel.run import Run, Scope, Site
from decisions.feel.syntax import tree
from decisions.feel.syntax.names import reads
from decisions.feel.values.kinds import kind
from decisions.feel.values.moments import Date
from decisions.feel.values.ranges import Range

Domain = Callable[[Scope], Iterable[Any] | None]


class _NoDomainError(Exception):
    """Something that cannot be run through."""


def span(
    start: Any, end: Any, *, start_included: bool = True, end_included: bool = True
) -> Iterable[Any] | None:
    """Return the integers or days from start to end, downwards too; None for other ends."""
    if type(start) is Decimal and type(end) is Decimal:
        if start != int(start) or end != int(end):
            return None
        numbers = _steps(int(start), int(end), start_included, end_included)
        return map(Decimal, numbers)
    if type(start) is Date and type(end) is Date:
        return map(Date.of, _steps(start.number, end.number, start_included, end_included))
    return None


def _steps(start: int, end: int, *included: bool) -> range:
    step = 1 if start <= end else -1
    return range(start if included[0] else start + step, end + step if included[1] else end, step)


def items_of(value: Any) -> Iterable[Any] | None:
    """Return what a `for` runs through in a value; a single value is a list of it."""
    if isinstance(value, Range):
        return span(
            value.start,
            value.end,
            start_included=value.start_included,
            end_included=value.end_included,
        )
    if value is None or type(value) is list:
        return value
    return [value]


class _Loop:
    """The iterations of a `for`, `some` or `every`."""

    def __init__(self, iterations: tuple[tree.Iteration, ...], compiler: Compiler) -> None:
        self.iterations = [
            (name, _domain(domain, compiler), compiler.site(domain)) for name, domain in iterations
        ]

    def scopes(self, scope: Scope, index: int = 0) -> Iterator[Scope]:
        """Yield the scope of each turn; the last iterator turns fastest.

        Raises:
            _NoDomainError: something cannot be run through.
        """
        name, domain, site = self.iterations[index]
        items = domain(scope)
        if items is None:
            _warn_domain(scope.run, site)
            raise _NoDomainError
        run, is_last = scope.run, index == len(self.iterations) - 1
        for item in items:
            run.use()
            inside = Scope({name: item}, scope, run)
            if is_last:
                yield inside
            else:
                yield from self.scopes(inside, index + 1)


def _warn_domain(run: Run, site: Site) -> None:
    run.warn("not_iterable", site, "this is no list, nor a range of integers or dates")


def _domain(node: tree.Node, compiler: Compiler) -> Domain:
    if not isinstance(node, tree.Iterated):
        value = compiler.compile(node)
        return lambda scope: items_of(value(scope))
    start, end = compiler.compile(node.start), compiler.compile(node.end)
    return lambda scope: span(start(scope), end(scope))


@compiles(tree.For)
def compile_for(node: tree.For, compiler: Compiler) -> Evaluator:
    """Compile `for`; `partial` holds the results so far."""
    loop, body = _Loop(node.iterations, compiler), compiler.compile(node.body)
    partial = reads(node.body, "partial")

    def evaluate(scope: Scope) -> list[Any] | None:
        results: list[Any] = []
        limit = scope.run.limits.items
        try:
            for turn in loop.scopes(scope):
                if partial:
                    turn.run.use(len(results))
                    results.append(body(turn.inner({"partial": list(results)})))
                else:
                    results.append(body(turn))
                if len(results) > limit:
                    turn.run.items(len(results))
        except _NoDomainError:
            return None
        return results

    return evaluate


@compiles(tree.Quantified)
def compile_quantified(node: tree.Quantified, compiler: Compiler) -> Evaluator:
    """Compile `some` and `every`: null when undecided and an answer is no boolean."""
    loop, body = _Loop(node.iterations, compiler), compiler.compile(node.body)
    settles = node.quantifier == "some"
    site = compiler.site(node)

    def evaluate(scope: Scope) -> Any:
        unknown = False
        try:
            for turn in loop.scopes(scope):
                answer = body(turn)
                if answer is settles:
                    return settles
                if answer is not (not settles):
                    unknown = True
                    _warn_answer(answer, turn.run, site)
        except _NoDomainError:
            return None
        return None if unknown else not settles

    return evaluate


def _warn_answer(answer: Any, run: Run, site: Site) -> None:
    run.warn("not_boolean", site, "an answer is {kind}, not true or false", kind=kind(answer))
