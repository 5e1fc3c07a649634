"""The door: parse once, evaluate often, any thread, never an error but the limit."""

import decimal
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from decisions import feel
from tests.decisions.feel.evaluating import ids, written


def test_condition_is_evaluated_on_python_values() -> None:
    expression = feel.parse('amount > 1000 and status = "open"')

    outcome = expression.evaluate({"amount": 1200, "status": "open"})

    assert outcome == feel.Outcome(True, ())
    assert expression.names == ("amount", "status")
    assert expression.text == 'amount > 1000 and status = "open"'


def test_expression_is_parsed_once() -> None:
    assert feel.parse("a + 1", ("b", "x-y")) is feel.parse("a + 1", ("z-y",))
    assert feel.parse("x-y + 1", ("x-y",)) is not feel.parse("x-y + 1")
    assert feel.parse_tests("< 1") is feel.parse_tests("< 1")


def test_long_texts_are_not_kept() -> None:
    text = "1" + " + 1" * 2_000

    assert feel.parse(text) is not feel.parse(text)
    assert feel.parse_tests(text).evaluate({}, 2001).value is True


def test_few_of_the_middling_texts_are_kept() -> None:
    texts = [f"{number}" + " + 1" * 200 for number in range(130)]

    first, *_, last = [feel.parse(text) for text in texts]

    assert feel.parse(texts[-1]) is last
    assert feel.parse(texts[0]) is not first


def test_known_names_decide_how_a_text_is_read() -> None:
    variables = {"order-id": 5, "order": 10, "id": 3}

    assert feel.parse("order-id", tuple(variables)).evaluate(variables).value == 5
    assert feel.parse("order-id").evaluate(variables).value == 7


NAMES: list[tuple[str, dict[str, Any], str]] = [
    ("monthly  salary * 2", {"monthly salary": 5}, "10"),
    ("نام مشتری", {"نام مشتری": "رضا"}, '"رضا"'),
    ("می\u200cشود + ۱", {"می\u200cشود": 1, "۱": 2}, "3"),
    ("كتاب", {"كتاب": 1, "کتاب": 2}, "1"),
    ("applicant 2 age", {"applicant 2 age": 5}, "5"),
    ("date of birth", {"date of birth": 1}, "1"),
    ("in stock and if any", {"in stock": True, "if any": True}, "true"),
    ("applicant's age + 1", {"applicant's age": 5}, "6"),
    ("a.b", {"a.b": 5}, "5"),
    ("a.b", {"a": {"b": 6}}, "6"),
    ("a.b.c", {"a.b": None, "a": {"b": {"c": 7}}}, "null"),
    ("a.b.c", {"a.b.c": 8}, "8"),
    ("a . b", {"a": {"b": 6}}, "6"),
    ("order.line count", {"order": {"line count": 6}}, "6"),
    ("`x y` + 1", {"x y": 6}, "7"),
    ("count", {"count": 5}, "5"),
    ("count([1]) + count", {"count": 5}, "6"),
    ('date(date) > date("2026-03-20")', {"date": "2026-03-21"}, "true"),
    ("{abs: function(x) 7, found: abs(1)}.found", {}, "7"),
    ("{abs: null, found: abs(1)}.found", {}, "null"),
    ("x(1)", {"x": 5}, "null"),
    ("x", {"x": feel.Range(Decimal(1), Decimal(2))}, "[1..2]"),
]


@pytest.mark.parametrize(("text", "variables", "expected"), NAMES, ids=ids)
def test_variables_are_found_by_name(text: str, variables: dict[str, Any], expected: str) -> None:
    assert written(text, **variables) == expected


def test_name_with_point_falls_back_to_properties() -> None:
    expression = feel.parse("a.b + 1", ("a.b",))

    assert expression.names == ("a", "a.b")
    assert expression.evaluate({"a": {"b": 1}}).value == 2
    assert expression.evaluate({}).warnings[0].code == "unknown_name"


def test_unusable_variable_is_null_with_a_warning() -> None:
    outcome = feel.parse("a = null and b").evaluate({"a": object(), "b": True, "c": object()})

    assert outcome.value is True
    assert outcome.warnings == (
        feel.Warning(
            "unusable_variable",
            "the variable 'a' is left out: FEEL has no type for object",
            1,
            1,
            {"name": "a", "reason": "FEEL has no type for object"},
        ),
    )


def test_warning_tells_place_and_cause() -> None:
    outcome = feel.parse('1 +\n  2 * "a"').evaluate({})

    first = outcome.warnings[0]
    assert outcome.value is None
    assert (first.code, first.line, first.column) == ("no_result", 2, 5)
    assert first.facts == {"left": "number", "operator": "*", "right": "string"}
    assert first.message == "number * string has no result"


def test_warnings_are_bounded() -> None:
    outcome = feel.parse("for i in 1..5000 return i + null").evaluate({})

    assert len(outcome.warnings) == 100
    assert len(outcome.value) == 5000


def test_clock_is_an_argument() -> None:
    now = datetime(2026, 3, 21, 10, 30, tzinfo=UTC)

    assert feel.parse("today()").evaluate({}, now=now).value == feel.from_python(date(2026, 3, 21))


def test_types_of_a_model_are_found() -> None:
    def types(name: str) -> feel.TypeTest | None:
        return (lambda value, run: value == 5) if name == "model.tFive" else None

    expression = feel.parse(
        "[5 instance of model.tFive, 6 instance of model.tFive, 5 instance of x]"
    )

    assert expression.evaluate({}, types=types).value == [True, False, False]


def test_decimal_context_is_put_back() -> None:
    before = decimal.getcontext().prec

    feel.parse("1 / 3").evaluate({})

    assert decimal.getcontext().prec == before


def test_threads_share_one_expression() -> None:
    expression = feel.parse("sum(for i in 1..n return i / 3) * 3")

    def evaluate(n: int) -> bool:
        value = expression.evaluate({"n": n}).value
        return bool(abs(value - n * (n + 1) // 2) < Decimal("1e-25"))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(evaluate, range(1, 200)))


def test_unary_tests_take_an_input() -> None:
    tests = feel.parse_tests("> limit")

    assert tests.evaluate({"limit": 5}, 6) == feel.Outcome(True, ())
    assert tests.names == ("limit",)


def test_deep_values_end_in_the_limit() -> None:
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    made = feel.Function((), lambda values, run: deep)

    with pytest.raises(feel.LimitExceededError, match="nested too deeply"):
        feel.parse("flatten(made())").evaluate({"made": made})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("order.total >= 100", "true"),
        ("order.total + order.tax", "120"),
        ("order.nothing", "null"),
        ("order.lines.price", "[5]"),
        ("count(get entries(order)) + order.total", "104"),
        ("(for order in [{total: 1}] return order.total)[1] + order.total", "101"),
    ],
    ids=ids,
)
def test_properties_of_large_variables_are_read(text: str, expected: str) -> None:
    order = {"total": 100, "tax": 20, "lines": [{"price": 5}], "rest": {"a": [1]}}

    assert written(text, order=order) == expected


def test_unread_properties_are_not_converted() -> None:
    outcome = feel.parse("order.total").evaluate({"order": {"total": 5, "rest": object()}})

    assert outcome == feel.Outcome(5, ())
