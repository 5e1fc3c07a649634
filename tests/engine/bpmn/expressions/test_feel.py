"""FEEL expressions of diagrams: answers, missing answers, facts, the clock, syntax errors."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.expressions import CLOCK, FeelError, NoAnswerError, compile_expression
from engine.bpmn.expressions.feel import compile_feel
from engine.ports import ScriptError

NOW = datetime(2026, 3, 20, 22, 0, tzinfo=UTC)
TEHRAN = NOW.astimezone(ZoneInfo("Asia/Tehran"))
FACTS = {
    "now": NOW,
    CLOCK: TEHRAN,
    "case_no": "A-1405-7",
    "business_key": "k",
    "instance_id": "i",
    "initiator": "mina",
}


def value(text, wanted="any", names=(), **variables):
    expression = compile_expression(text, wanted=wanted, names=frozenset(names))
    return expression.evaluate(variables, None, FACTS)


@pytest.mark.parametrize(
    ("text", "variables", "expected"),
    [
        ("=amount * 2", {"amount": 21}, 42),
        ("= order.lines[item = 2].price", {"order": {"lines": [{"item": 2, "price": 5}]}}, [5]),
        ("=missing", {}, None),
        ("=if missing = null then 1 else 2", {}, 1),
        ("=case_no", {}, "A-1405-7"),
        ("=case_no", {"case_no": "mine"}, "mine"),
        ("=initiator + business_key + instance_id", {}, "minaki"),
        ("=[1, \"a\", null, {b: true}]", {}, [1, "a", None, {"b": True}]),
        ("=مبلغ + 1", {"مبلغ": 2}, 3),
        ("=count(items) > 1", {"items": [1, 2], "count": 7}, True),
        ("=count + 1", {"count": 7}, 8),
        ("=count(items) > count", {"items": [1, 2], "count": 1}, True),
        ('=date(date) = date("2026-01-01")', {"date": "2026-01-01"}, True),
    ],
)  # fmt: skip
def test_value(text, variables, expected):
    assert value(text, **variables) == expected


def test_names_are_the_variables_it_reads():
    expression = compile_expression('=count(a) > b and is defined(c) and string(d) != ""')

    assert expression.names == {"a", "b", "c", "d"}


def test_clock_is_that_of_the_installation():
    assert value("=today()") == date(2026, 3, 21)
    assert value("=now()") == TEHRAN
    assert value("=string(now())") == "2026-03-21T01:30:00@Asia/Tehran"


def test_the_fact_now_is_no_function():
    assert value("=now") == NOW
    assert value("=now() = now()", "truth") is True


@pytest.mark.parametrize("text", ["=today()", '=date and time(today(), time("00:00:00"))'])
def test_due_dates_without_zone_are_local(text):
    assert value(text, "due") == datetime(2026, 3, 21, tzinfo=TEHRAN.tzinfo)
    assert value(text, "time") == datetime(2026, 3, 20, 20, 30, tzinfo=UTC)


def test_due_date_may_be_null_and_a_timer_not():
    assert value("=missing", "due") is None
    assert value('=duration("P2D")', "time") == timedelta(days=2)
    assert value('="P2D"', "due") == "P2D"
    with pytest.raises(NoAnswerError):
        value("=missing", "time")


def test_months_repeat_by_their_text():
    assert value('=duration("P1M")', "cycle") == "R/P1M"
    assert value('=cycle(2, duration("P1M"))', "cycle") == "R2/P1M"
    assert value('=duration("P1D")', "cycle") == timedelta(days=1)


def test_local_time_needs_a_clock():
    expression = compile_expression('=date("2026-01-01")', wanted="due")

    assert expression.evaluate({}, None, {}) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "variables", "message"),
    [
        ("=amount > 5", {}, "The expression =amount > 5 gives null instead of true or false: "
         "there is no variable named 'amount'; null and number cannot be compared."),
        ("=amount", {"amount": 5},
         "The expression =amount gives a number instead of true or false."),
        ('="true"', {}, 'The expression ="true" gives a string instead of true or false.'),
        ("=null", {}, "The expression =null gives null instead of true or false."),
    ],
)  # fmt: skip
def test_condition_must_be_true_or_false(text, variables, message):
    with pytest.raises(NoAnswerError) as caught:
        value(text, "truth", **variables)

    assert str(caught.value) == message
    assert caught.value.unknown_variable is ("amount" in text and not variables)


def test_no_answer_names_three_reasons_at_most():
    with pytest.raises(NoAnswerError) as caught:
        value("=a > b and c > d and e > f", "truth")

    assert str(caught.value).count("there is no variable") <= 3
    assert str(caught.value).count(";") == 2


def test_value_that_is_needed_must_not_be_null():
    with pytest.raises(NoAnswerError, match="gives null: there is no variable named 'items'"):
        value("=items", "value")


@pytest.mark.parametrize("wanted", ["any", "truth"])
def test_limits_are_errors(wanted):
    with pytest.raises(ScriptError, match=r"^The expression was stopped: (more|longer) than .*\.$"):
        value("=some i in 1..1000, j in 1..1000 satisfies i * j < 0", wanted)


def test_value_that_is_too_large_is_an_error():
    text = "=for i in 1..30 return if i = 1 then [1, 1] else [partial[-1], partial[-1]]"
    with pytest.raises(ScriptError, match="too large to keep"):
        value(text)


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("=a >", 1, 5, "expected an expression, found the end"),
        ("= a == 1", 1, 6, "expected an expression, found '='"),
        ("=[1,\n 2", 2, 3, "expected ',' or ']', found the end"),
        ("=", 1, 2, "expected an expression, found the end"),
    ],
)
def test_syntax_error_tells_where_and_what_is_expected(text, line, column, reason):
    with pytest.raises(FeelError) as caught:
        compile_expression(text)

    assert (caught.value.line, caught.value.column, str(caught.value)) == (line, column, reason)


def test_known_names_are_read_as_one():
    assert value("=order-id", names=["order-id"], **{"order-id": 7, "order": 5, "id": 1}) == 7
    assert value("=order-id", **{"order-id": 7, "order": 5, "id": 1}) == 4


@given(st.text(max_size=30))
def test_no_text_breaks_the_compiler(text):
    with suppress(FeelError):
        names, closure = compile_feel(text, frozenset(), "any")

        assert len(names) <= len(text)
        assert closure is not None


@given(st.integers(-(10**15), 10**15), st.integers(-(10**15), 10**15))
def test_conditions_agree_with_python(a, b):
    for sign in ("<", "<=", ">", ">="):
        in_feel = value(f"=a {sign} b", "truth", a=a, b=b)

        assert in_feel is compile_expression(f"a {sign} b").evaluate({"a": a, "b": b}, None, {})
