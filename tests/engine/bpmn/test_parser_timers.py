"""Timers: literals are checked, the rest is compiled."""

import pytest

from engine.bpmn.parser import compile as compile_diagram
from engine.bpmn.timers import Timer
from engine.ports import Limits
from tests.engine.bpmn.diagrams import (
    errors,
    line,
    node,
)


def catching(definition, attributes="", roots=""):
    event = f'<intermediateCatchEvent id="e" {attributes}>\n{definition}</intermediateCatchEvent>'
    return line(event, "e").replace(b"</definitions>", roots.encode() + b"</definitions>")


def definition_of(xml):
    return node(xml, "e").event_definition


def timed(kind, text, attributes=""):
    time = f"<time{kind} {attributes}>{text}</time{kind}>"
    return catching(f"<timerEventDefinition>\n{time}</timerEventDefinition>")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("Duration", "PT1H"),
        ("Duration", "P1Y2M3DT4H5M6S"),
        ("Date", "2026-11-21T10:00:00Z"),
        ("Date", "2026-11-21"),
        ("Cycle", "R3/PT10M"),
        ("Cycle", "R/PT10M"),
        ("Cycle", "0 0/5 * * * ?"),
        ("Duration", "${wait}"),
        ("Date", "due_date"),
        ("Duration", '"PT1H"'),
        ("Duration", "timedelta(hours=n)"),
    ],
)
def test_timers_are_literals_or_expressions(kind, text):
    found = definition_of(timed(kind, text))

    assert isinstance(found, Timer)
    assert found.kind == kind.lower()


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("Duration", "PT1X", "timer_invalid"),
        ("Duration", "R3/PT1H", "timer_invalid"),
        ("Duration", "5", "timer_invalid"),
        ("Date", "2026-13-01", "timer_invalid"),
        ("Duration", "P99999999Y", "timer_invalid"),
        ("Duration", "P120000M", "timer_invalid"),
        ("Date", "0001-01-01T00:00:00+14:00", "timer_invalid"),
        ("Cycle", "R/PT0S", "timer_invalid"),
        ("Cycle", "R/PT0.001S", "timer_too_often"),
        ("Cycle", "R3/2026-01-01T00:00:00Z/PT0.9S", "timer_too_often"),
        ("Cycle", "R3/x", "timer_invalid"),
        ("Cycle", "99 * * * * ?", "timer_invalid"),
        ("Duration", "one hour", "expression_invalid"),
        ("Duration", "${wait", "expression_invalid"),
        ("Duration", "= wait +", "feel_invalid"),
        ("Duration", "", "timer_missing"),
    ],
)
def test_timers_are_checked(kind, text, code):
    assert errors(timed(kind, text)) == [(code, "e")]


def test_rule_that_came_later_does_not_stop_what_is_deployed():
    xml = timed("Cycle", "R/PT0.001S")

    definition = compile_diagram(xml, "old.bpmn", Limits(), deployed=True)

    assert "e" in definition.specs["P"].task_specs
