"""Lists, contexts, ranges and filters."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from decisions.feel.compiler.core import Compiler, Evaluator, compiles
from decisions.feel.compiler.operands import constant, nothing
from decisions.feel.compiler.operators import not_comparable
from decisions.feel.run import EXACT, Run, Scope, Site
from decisions.feel.syntax import tree
from decisions.feel.values.comparison import less
from decisions.feel.values.kinds import kind
from decisions.feel.values.ranges import Range


@compiles(tree.Items)
def compile_items(node: tree.Items, compiler: Compiler) -> Evaluator:
    """Compile `[a, b]`."""
    items = tuple(compiler.compile(item) for item in node.items)
    size = len(items)

    def evaluate(scope: Scope) -> list[Any]:
        scope.run.use(size)
        return [item(scope) for item in items]

    return evaluate


@compiles(tree.Entries)
def compile_entries(node: tree.Entries, compiler: Compiler) -> Evaluator:
    """Compile `{a: 1, b: a}`: an entry sees those before it."""
    entries = tuple((key, compiler.compile(value)) for key, value in node.entries)
    twice = [key for key, times in Counter(key for key, _ in entries).items() if times > 1]
    if twice:
        message = "the key '{name}' occurs twice"
        return nothing(compiler.site(node), "duplicate_key", message, name=twice[0])

    def evaluate(scope: Scope) -> dict[str, Any]:
        scope.run.use(len(entries))
        context: dict[str, Any] = {}
        inside = scope.inner(context)
        for key, value in entries:
            context[key] = value(inside)
        return context

    return evaluate


@compiles(tree.Interval)
def compile_interval(node: tree.Interval, compiler: Compiler) -> Evaluator:
    """Compile `[a..b]`."""
    start, end, site = compiler.compile(node.start), compiler.compile(node.end), compiler.site(node)
    start_included, end_included = node.start_included, node.end_included
    if _is_constant(node):
        run = Run()
        scope = Scope({}, None, run)
        return constant(Range(start(scope), end(scope), start_included, end_included))

    def evaluate(scope: Scope) -> Range | None:
        first, last = start(scope), end(scope)
        ascending = less(first, last, or_equal=True)
        if ascending is None:
            not_comparable(first, last, scope.run, site)
            return None
        if not ascending:
            scope.run.warn("descending_range", site, "the start lies behind the end")
            return None
        return Range(first, last, start_included, end_included)

    return evaluate


def _is_constant(node: tree.Interval) -> bool:
    """Tell whether both ends are literals in ascending order."""
    match node.start, node.end:
        case tree.Literal(value=Decimal() as low), tree.Literal(value=Decimal() as high):
            return low.adjusted() < EXACT.Emax > high.adjusted() and low <= high
        case tree.Literal(value=str() as first), tree.Literal(value=str() as last):
            return first <= last
    return False


@compiles(tree.Bound)
def compile_bound(node: tree.Bound, compiler: Compiler) -> Evaluator:
    """Compile `(> 5)`."""
    operand, site, sign = compiler.compile(node.operand), compiler.site(node), node.operator

    def evaluate(scope: Scope) -> Range | None:
        value = operand(scope)
        if sign == "!=":
            scope.run.warn("no_value", site, "'!=' makes no range")
            return None
        included = sign in ("<=", ">=", "=")
        start = None if sign in ("<", "<=") else value
        end = None if sign in (">", ">=") else value
        return Range(
            start,
            end,
            start_included=included and sign != "<=",
            end_included=included and sign != ">=",
            operator=sign,
        )

    return evaluate


@compiles(tree.Filter)
def compile_filter(node: tree.Filter, compiler: Compiler) -> Evaluator:
    """Compile `list[condition]` and `list[position]`; a single value is a list of it."""
    operand, condition = compiler.compile(node.operand), compiler.compile(node.condition)
    site = compiler.site(node)

    def evaluate(scope: Scope) -> Any:
        value = operand(scope)
        if value is None:
            return None
        items = value if type(value) is list else [value]
        answer = condition(_inside(None if not items else items[0], scope))
        if type(answer) is Decimal:
            return _item_at(items, answer, scope.run, site)
        return _chosen(items, condition, scope, site)

    return evaluate


def _inside(item: Any, scope: Scope) -> Scope:
    if type(item) is dict:
        # a key named item hides the item itself
        return scope.inner({"item": item, **item})
    return scope.inner({"item": item})


def _item_at(items: list[Any], position: Decimal, run: Run, site: Site) -> Any:
    number = int(position)
    if number == position and 0 < abs(number) <= len(items):
        return items[number - 1 if number > 0 else number]
    facts = {"position": str(position), "count": len(items)}
    run.warn("no_such_position", site, "there is no position {position} in {count} items", **facts)
    return None


def _chosen(items: list[Any], condition: Evaluator, scope: Scope, site: Site) -> Any:
    chosen = []
    for item in items:
        scope.run.use()
        answer = condition(_inside(item, scope))
        if answer is True:
            chosen.append(item)
        elif answer is not False and answer is not None:
            facts = {"kind": kind(answer)}
            scope.run.warn("not_boolean", site, "the filter is {kind}, not true or false", **facts)
            return None
    return chosen
