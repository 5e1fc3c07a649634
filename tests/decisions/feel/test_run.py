"""The budget: whatever is asked, an evaluation ends soon and small."""

import tracemalloc
from typing import Any

import pytest

from decisions import feel
from decisions.feel.run import Run
from tests.decisions.feel.evaluating import ids

STOPPED: list[tuple[str, str]] = [
    ("for i in 1..1000000000 return i", "items"),
    ("some i in 1..1000000000 satisfies i < 0", "steps"),
    ("count(for i in 1..1000 return for j in 1..1000 return 1)", "steps"),
    ("for i in 1..90000 return [i, i, i, i, i]", "steps"),
    ("for i in 1..90000 return {a: 1, b: 2, c: 3}", "steps"),
    ("{f: function(n) f(n + 1), r: f(0)}.r", "depth"),
    ('for i in 1..99 return if i = 1 then "x" else partial[-1] + partial[-1]', "text"),
    ("for i in 1..99999 return [partial]", "steps"),
    ("string(for i in 1..60 return partial)", "text"),
    ("(for i in 1..60 return partial) = (for i in 1..60 return partial)", "steps"),
    ("flatten(for i in 1..60 return partial)", "steps"),
    ("distinct values(for i in 1..9000 return [i])", "steps"),
    ("sort(for i in 1..50000 return -i)", "steps"),
    ('for i in 1..100000 return big + "x"', "steps"),
    ("for i in 1..100000 return substring(big, 2)", "steps"),
    ("string join([big, big, big])", "text"),
    ('replace(short, ".", long)', "text"),
    ("big + big + big", "text"),
    ("concatenate(many, many)", "items"),
    ("many.a.b.c", "steps"),
    ("range(big)", "steps"),
]


@pytest.mark.parametrize(("text", "limit"), STOPPED, ids=ids)
def test_greedy_expression_is_stopped(text: str, limit: str) -> None:
    variables = {
        "big": "x" * 400_000,
        "short": "x" * 5_000,
        "long": "y" * 1_000,
        "many": [None] * 90_000,
    }

    with pytest.raises(feel.LimitExceededError) as caught:
        # however slow the machine is: it is not the time that stops it
        feel.parse(text).evaluate(variables, limits=feel.Limits(seconds=600))

    assert caught.value.limit == limit
    assert caught.value.code == "feel_limit"


def test_endless_list_takes_little_memory() -> None:
    expression = feel.parse("for i in 1..1000000000 return i")
    tracemalloc.start()

    with pytest.raises(feel.LimitExceededError):
        expression.evaluate({})

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 25_000_000


def test_time_is_limited() -> None:
    limits = feel.Limits(steps=10**9, seconds=0.02, items=10**9)

    with pytest.raises(feel.LimitExceededError, match=r"longer than 0.02 seconds"):
        feel.parse("for i in 1..1000000000 return i").evaluate({}, limits=limits)


EXTREME = [
    "string(1E999999999)",
    "string(1E6144)",
    "10 ** 6144 * 10",
    "exp(14000)",
    "decimal(1E6144, 6176)",
    "modulo(1E6144, 7E-6000)",
    'substring("abc", 1E6000)',
    "[1][1E6000]",
    "date(1E6000, 1, 1)",
    "1.0000001 ** 9999999",
    "log(1E-6000)",
    '@"P1D" * 1E6000',
    "round up(1E-6000, 6100)",
]


@pytest.mark.parametrize("text", EXTREME, ids=ids)
def test_extreme_numbers_are_answered(text: str) -> None:
    outcome = feel.parse(text).evaluate({})

    assert feel.to_python(outcome.value) is None or not outcome.warnings


def test_budget_is_shared_by_expressions() -> None:
    run = Run(feel.Limits(steps=1000))
    scope = feel.Scope({}, None, run)
    expression = feel.parse("for i in 1..100 return i")

    for _ in range(10):
        expression.evaluator(scope)

    with pytest.raises(feel.LimitExceededError, match="more than 1000 steps"):
        expression.evaluator(scope)


def test_calls_leave_their_depth() -> None:
    expression = feel.parse("{f: function(n) if n = 0 then 0 else f(n - 1), r: f(90) + f(90)}.r")

    value: Any = expression.evaluate({}).value

    assert value == 0
