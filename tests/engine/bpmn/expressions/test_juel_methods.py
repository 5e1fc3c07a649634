"""The methods and functions that JUEL expressions may call."""

import datetime

import pytest

from engine.bpmn.expressions import ExpressionError, compile_expression
from engine.ports import ScriptError
from tests.engine.bpmn.expressions.conftest import NoRunner

UTC = datetime.UTC
FACTS = {
    "now": datetime.datetime(2026, 1, 31, 12, tzinfo=UTC),
    "instance_id": "I-1",
    "business_key": "B-1",
    "definition_key": "claim",
}
GIVEN = {
    "s": "Bob",
    "l": [1, "a", None, 2.0],
    "m": {"a": 1, "b": None},
    "n": 3,
    "nothing": None,
    "day": datetime.date(2026, 3, 31),
    "moment": FACTS["now"],
    "naive": datetime.datetime.fromisoformat("2026-01-31T13:00:00"),
}
VALUES = {
    "${s.length()}": 3,
    "${s.isEmpty()}": False,
    "${s.toLowerCase()}": "bob",
    "${s.toUpperCase().toLowerCase()}": "bob",
    "${s.contains('ob')}": True,
    "${s.startsWith('B')}": True,
    "${s.endsWith('B')}": False,
    "${s.indexOf('o')}": 1,
    "${s.substring(1)}": "ob",
    "${s.substring(0, 2)}": "Bo",
    "${s.concat(n)}": "Bob3",
    "${' a '.trim()}": "a",
    "${s.equals('Bob')}": True,
    "${s.equals('bob')}": False,
    "${s.equalsIgnoreCase('bOB')}": True,
    "${n.equals('3')}": False,
    "${n.equals(3)}": True,
    "${n.toString()}": "3",
    "${'7'.intValue() + n}": 10,
    "${l.size()}": 4,
    "${l.isEmpty()}": False,
    "${l.contains(1)}": True,
    "${l.contains('1')}": False,
    "${l.contains(null)}": True,
    "${l.contains('b')}": False,
    "${l.contains(true)}": False,
    "${l.get(1)}": "a",
    "${l.get('0')}": 1,
    "${m.size()}": 2,
    "${m.get('a')}": 1,
    "${m.get('x')}": None,
    "${m.containsKey('b')}": True,
    "${m.containsValue(1)}": True,
    "${m.keySet()}": ["a", "b"],
    "${m.values()}": [1, None],
    "${execution.getVariable('n')}": 3,
    "${execution.getVariable('x')}": None,
    "${execution.getVariable('x') == null}": True,
    "${execution.hasVariable('n')}": True,
    "${execution.hasVariable('x')}": False,
    "${execution.businessKey}": "B-1",
    "${execution.processBusinessKey}": "B-1",
    "${execution.getProcessBusinessKey()}": "B-1",
    "${execution.processInstanceId}": "I-1",
    "${execution.getProcessInstanceId()}": "I-1",
    "${execution.processDefinitionKey}": "claim",
    "${now()}": FACTS["now"],
    "${dateTime().toDate()}": FACTS["now"],
    "${dateTime().plusDays(2).toDate()}": datetime.datetime(2026, 2, 2, 12, tzinfo=UTC),
    "${dateTime().plusWeeks(1)}": datetime.datetime(2026, 2, 7, 12, tzinfo=UTC),
    "${now().plusHours(1).plusMinutes(30).plusSeconds(5)}": datetime.datetime(
        2026, 1, 31, 13, 30, 5, tzinfo=UTC
    ),
    "${now().minusDays(31).minusHours(13)}": datetime.datetime(2025, 12, 30, 23, tzinfo=UTC),
    "${now().plusMonths(1)}": datetime.datetime(2026, 2, 28, 12, tzinfo=UTC),
    "${now().plusYears(2).minusMonths(13)}": datetime.datetime(2026, 12, 31, 12, tzinfo=UTC),
    "${day.plusMonths(-1)}": datetime.date(2026, 2, 28),
    "${day.plusDays(n)}": datetime.date(2026, 4, 3),
    "${day.isAfter(moment)}": True,
    "${moment.isBefore(naive)}": True,
    "${naive.isBefore(moment)}": False,
    "${day > now()}": True,
}


@pytest.mark.parametrize(("text", "expected"), VALUES.items(), ids=VALUES)
def test_method_or_function(text, expected):
    result = compile_expression(text).evaluate(GIVEN, NoRunner(), FACTS)

    assert (type(result), result) == (type(expected), expected)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("${bean.anything(x)}", "There is no method anything(...)."),
        ("Hi ${bean.anything(x)}", "There is no method anything(...)."),
        ("${s.getClass()}", "There is no method getClass(...)."),
        ("${s.matches('(a+)+')}", "There is no method matches(...)."),
        ("${s.length(1)}", "The method length does not take 1 arguments."),
        ("${execution.setVariable('a', 1)}", "an expression only reads."),
        ("${execution.removeVariable('a')}", "an expression only reads."),
        ("${execution.getVariable()}", "takes the name of a variable."),
        ("${execution.getEngineServices()}", "There is no execution.engineServices"),
        ("${execution.signal('x')}", "There is no execution.signal(...)"),
        ("${execution.parent}", "There is no execution.parent"),
        ("${execution['id'][0]}", "There is no execution.id"),
        ("${execution}", "'execution' alone has no value"),
        ("${currentUser()}", "There is no function currentUser(...)"),
        ("${now(1)}", "There is no function now(...) with 1 arguments"),
    ],
)
def test_other_calls_are_refused_when_compiled(text, message):
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text)

    assert message in str(caught.value)
    assert caught.value.line == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("${nothing.size()}", "null has no method size."),
        ("${n.length()}", "the number 3 has no method length."),
        ("${s.get(0)}", "the text 'Bob' has no method get."),
        ("${l.get(9)}", "The list has no entry 9: it has 4."),
        ("${s.substring(2, 1)}", "The text has no part from 2 to 1: it is 3 long."),
        ("${s.intValue()}", "Expected a number, found the text 'Bob'."),
        ("${day.plusYears(9999)}", "The date is outside the years 1 to 9999."),
        ("${day.plusMonths(-99999)}", "The date is outside the years 1 to 9999."),
        ("${now().plusDays(99999999)}", "The date is outside the years 1 to 9999."),
        ("${now().plusDays('x')}", "Expected a number, found the text 'x'."),
        ("${day.isBefore(5)}", "Expected a date, found the number 5."),
        ("${m.get(l)}", "TypeError: unhashable type: 'list'"),
    ],
)
def test_failure_names_the_receiver(text, message):
    with pytest.raises(ScriptError) as caught:
        compile_expression(text).evaluate(GIVEN, NoRunner(), FACTS)

    assert str(caught.value) == message


def test_time_must_be_given():
    with pytest.raises(ScriptError, match="The time is not known here"):
        compile_expression("${now()}").evaluate({}, NoRunner(), {})


def test_variable_called_execution_does_not_hide_the_instance():
    text = "${execution.businessKey}"

    assert compile_expression(text).evaluate({"execution": 1}, NoRunner(), FACTS) == "B-1"
