"""FEEL in the codes of errors and escalations that events throw."""

import pytest

from tests.engine.bpmn.diagrams import errors, line
from tests.engine.bpmn.play import E1, boundary, end, flow, start, sub, throw, user

ROOTS = (
    "<error id='Computed' errorCode='=\"E\" + string(n)'/>"
    "<escalation id='Risen' escalationCode='=code'/>"
)
COMPUTED = '<errorEventDefinition errorRef="Computed"/>'
RISEN = '<escalationEventDefinition escalationRef="Risen"/>'
BODY = sub("s", start("sa") + end("se", COMPUTED) + flow("sa>se")) + boundary("b", "s", E1)


@pytest.mark.parametrize(("n", "ended"), [(1, "u"), (2, None)])
def test_error_is_caught_by_its_computed_code(play, n, ended):
    p = play(start() + BODY + user("u") + end() + flow("a>s, s>z, b>u"), {"n": n}, extra=ROOTS)

    assert p.tasks() == ([ended] if ended else [])


def test_escalation_has_its_computed_code(play):
    p = play(start() + throw("s", RISEN) + end() + flow("a>s, s>z"), {"code": "X9"}, extra=ROOTS)

    assert [(one.kind, one.name) for one in p.thrown] == [("escalation", "X9")]


def test_code_must_not_be_null(play):
    p = play(start() + throw("s", RISEN) + end() + flow("a>s, s>z"), extra=ROOTS)

    assert "no variable named 'code'" in p.incidents[0].message
    assert p.set(code="X9").retry("s").done


def test_computed_code_cannot_be_caught():
    event = f'<boundaryEvent id="b" attachedToRef="t">{COMPUTED}</boundaryEvent>'
    xml = line('<task id="t"/>' + event, "t").replace(b"</definitions>", b"").rstrip()
    xml += ROOTS.encode() + b"</definitions>"

    assert errors(xml) == [("code_computed", "b")]
