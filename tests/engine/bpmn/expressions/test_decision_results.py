"""Expressions over the result of a decision, as output mappings of Camunda 7 write them."""

import pytest

from engine.bpmn.expressions import compile_expression
from engine.ports import ScriptError
from tests.engine.bpmn.expressions.conftest import NoRunner

GIVEN = {
    "one": [{"level": "clerk"}],
    "wide": [{"level": "clerk", "days": 2}],
    "many": [{"level": "a"}, {"days": 1}, {"level": "b"}],
    "none": [],
    "entries": ["a"],
}
VALUES = {
    "${one.getSingleEntry()}": "clerk",
    "${one.singleEntry}": "clerk",
    "${one.singleResult.level}": "clerk",
    "${one.getSingleResult().getSingleEntry()}": "clerk",
    "${wide.getSingleResult().getEntry('days')}": 2,
    "${wide.singleResult.getFirstEntry()}": "clerk",
    "${many.getFirstResult().level}": "a",
    "${many.firstResult['level']}": "a",
    "${many.collectEntries('level')}": ["a", "b"],
    "${many.getResultList().size()}": 3,
    "${many.resultList[2].level}": "b",
    "${none.singleEntry}": None,
    "${none.getSingleResult()}": None,
    "${none.getFirstResult()}": None,
    "${none.collectEntries('level')}": [],
    "${entries.singleEntry}": "a",
}
REFUSED = ["${many.singleEntry}", "${many.getSingleResult()}", "${wide.getSingleEntry()}"]


def evaluate(text):
    return compile_expression(text, None, default="text").evaluate(GIVEN, NoRunner(), {})


@pytest.mark.parametrize(("text", "expected"), VALUES.items(), ids=VALUES)
def test_results_are_read(text, expected):
    assert evaluate(text) == expected


@pytest.mark.parametrize("text", REFUSED)
def test_more_than_one_is_an_error(text):
    with pytest.raises(ScriptError):
        evaluate(text)
