"""What holds for all values and all texts."""

import string
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from decisions import feel
from decisions.feel.functions import BUILT_INS
from decisions.feel.syntax.tokens import KEYWORDS
from decisions.feel.values.chronology import civil, day_number

LIMITS = feel.Limits(steps=5_000, seconds=0.5, text=10_000, items=1_000)
numbers = st.decimals(
    min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False, places=6
)
dates = st.builds(lambda number: feel.Date(*civil(number)), st.integers(-400_000_000, 300_000_000))
day_durations = st.builds(feel.DaysTime, st.integers(-(10**20), 10**20))
month_durations = st.builds(feel.YearsMonths, st.integers(-(10**6), 10**6))
texts = st.text(max_size=20)
zones = st.sampled_from([None, 0, 12_600, -18_000, "Asia/Tehran", "Europe/Paris"])
times = st.builds(feel.Time, st.integers(0, 86_400 * 10**9 - 1), zones)
moments = st.builds(feel.DateTime, dates, st.integers(0, 86_400 * 10**9 - 1), zones)
simple = st.one_of(
    st.none(), st.booleans(), numbers, texts, dates, times, moments, day_durations, month_durations
)
values = st.recursive(
    simple, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4)
)
SIGNS = tuple("+-*/=<>()[]{},:.@?'`%")
LONG_SIGNS = ("**", "..", "!=", "<=", ">=", "->", "//", "/*", "*/")
pieces_of_text = [*SIGNS, *LONG_SIGNS, *sorted(KEYWORDS), *sorted(BUILT_INS)]
WORDS = [
    "for",
    "in",
    "return",
    "if",
    "then",
    "else",
    "some",
    "every",
    "satisfies",
    "function",
    "external",
    "and",
    "or",
    "between",
    "instance",
    "of",
    "not",
    "null",
    "true",
    "false",
]
WORDS = ["a", "b c", "1", "2.5", "1E5", "list<", '"x"', '@"P1D"', "partial", "item", "نام", "\n"]
pieces = st.lists(st.sampled_from(pieces_of_text + WORDS), max_size=25).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda between: between.join(parts))
)

OPERANDS = [
    *("1", "0", "-2.5", '"ab"', "null", "true", "x", "y", "[]", "[1, 2, null]", "{a: 1, b: [2]}"),
    *('@"2020-02-29"', '@"PT5H"', '@"P1Y2M"', '@"10:00:00Z"', "[1..5)", "(> 2)", "count"),
    '@"2020-01-01T00:00:00@Europe/Paris"',
]
OPERATORS = ["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in"]
FRAMES = [
    "({0})[{1}]",
    "(for i in {0}, j in 1..2 return {1})",
    "(some i in {0} satisfies {1})",
    "(every i in {1} satisfies {0})",
    "(if {0} then {1} else {0})",
    "({0}).a",
    "({0}).year",
    "({0}).start",
    "-({0})",
    "(function(x, y) {0})(1, {1})",
    "({0} instance of list<number>)",
    "({0} between {1} and {0})",
    *(f"({{0}} {operator} {{1}})" for operator in OPERATORS),
    *(f"{name}({{0}})" for name in sorted(BUILT_INS)),
    *(f"{name}({{0}}, {{1}})" for name in sorted(BUILT_INS)),
    *(f"{name}({{0}}, {{1}}, {{0}})" for name in sorted(BUILT_INS)),
]


def framed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def fill(frame: str, one: str, other: str) -> str:
        return frame.replace("{0}", one).replace("{1}", other)

    return st.builds(fill, st.sampled_from(FRAMES), inner, inner)


expressions = st.recursive(st.sampled_from(OPERANDS), framed, max_leaves=6)


def evaluated(text: str, **variables: Any) -> Any:
    return feel.parse(text).evaluate(variables, limits=LIMITS).value


def refusal(parse: Callable[[str], object], text: str) -> feel.FeelSyntaxError | None:
    try:
        parse(text)
    except feel.FeelSyntaxError as error:
        return error
    return None


@given(numbers, numbers, numbers)
def test_arithmetic_laws_hold(a: Decimal, b: Decimal, c: Decimal) -> None:
    assert evaluated("a + b = b + a", a=a, b=b)
    assert evaluated("a * b = b * a", a=a, b=b)
    assert evaluated("(a + b) + c = a + (b + c)", a=a, b=b, c=c)
    assert evaluated("a - b = -(b - a)", a=a, b=b)
    assert evaluated("abs(a) = max(a, -a)", a=a)
    assert evaluated("b = 0 or modulo(a, b) + b * floor(a / b) - a < 0.001", a=a, b=b)


@given(numbers, numbers)
def test_order_is_total(a: Decimal, b: Decimal) -> None:
    assert evaluated("[a < b, a = b, a > b][item = true]", a=a, b=b) == [True]
    assert evaluated("a <= b", a=a, b=b) is evaluated("not(a > b)", a=a, b=b)


@given(dates, day_durations)
def test_difference_undoes_addition(day: feel.Date, duration: feel.DaysTime) -> None:
    start = feel.DateTime(day, 0, 0)

    moved = evaluated("start + duration", start=start, duration=duration)

    assert moved is None or evaluated("moved - start", moved=moved, start=start) == duration


@given(numbers)
def test_number_is_read_back(number: Decimal) -> None:
    assert evaluated("number(string(n)) = n", n=number)
    assert evaluated(feel.to_text(abs(number))) == abs(number)


@given(texts)
def test_string_is_read_back(text: str) -> None:
    assert evaluated(feel.to_text([text])) == [text]


@given(st.one_of(dates, times, moments, day_durations, month_durations))
def test_temporal_value_is_read_back(value: Any) -> None:
    found = evaluated(f'@"{feel.to_text(value)}"')

    assert type(found) is type(value)
    assert str(found) == str(value)


@given(st.integers(-400_000_000, 400_000_000))
def test_day_numbers_are_read_back(number: int) -> None:
    assert day_number(*civil(number)) == number


@given(values)
def test_values_survive_python(value: Any) -> None:
    converted = feel.from_python(value)

    feel.to_python(converted)
    assert feel.equal(converted, converted, feel.Run()) is True
    assert isinstance(feel.to_text(converted), str)


@given(st.lists(numbers, max_size=8))
def test_list_laws_hold(items: list[Decimal]) -> None:
    assert evaluated("reverse(reverse(l)) = l", l=items)
    assert evaluated("sort(l) = sort(reverse(l))", l=items)
    assert evaluated("count(distinct values(l)) <= count(l)", l=items)
    assert evaluated("every i in l satisfies list contains(l, i)", l=items)


@settings(max_examples=400)
@given(st.one_of(st.text(max_size=60), st.text(string.printable, max_size=60), pieces))
def test_parser_refuses_with_its_own_error(text: str) -> None:
    for parse in (feel.parse, feel.parse_tests):
        error = refusal(parse, text)
        assert error is None or 1 <= error.line <= text.count("\n") + 1
        assert error is None or error.column >= 1


@settings(max_examples=400)
@given(st.one_of(expressions, pieces), values, values)
def test_evaluation_raises_nothing_but_its_limit(text: str, x: Any, y: Any) -> None:
    try:
        expression = feel.parse(text)
    except feel.FeelSyntaxError:
        return
    try:
        outcome = expression.evaluate({"x": x, "y": y}, limits=LIMITS)
    except feel.LimitExceededError:
        return
    feel.to_python(outcome.value)


@settings(max_examples=300)
@given(st.sampled_from(sorted(BUILT_INS)), st.lists(values, max_size=4))
def test_functions_take_anything(name: str, arguments: list[Any]) -> None:
    run = feel.Run(LIMITS)
    converted = [feel.from_python(value) for value in arguments]

    try:
        with feel.exact():
            result = BUILT_INS[name].call(converted, run, feel.NOWHERE)
    except feel.LimitExceededError:
        return

    assert feel.is_value(result)
