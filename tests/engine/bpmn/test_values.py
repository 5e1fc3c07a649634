"""Variable values survive being stored, whatever they are."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.values import TAG, pack, unpack
from engine.errors import VariableInvalidError
from tests.engine.bpmn.play import end, flow, script, start, user

VALUES = {
    "typename": {"typename": "uuid", "value": 1},
    "tag": {TAG: ["date", "2020"]},
    "nested tag": {TAG: 1, "b": [{TAG: ["set", [1]]}]},
    "date": date(2020, 1, 2),
    "naive": datetime(2020, 1, 2, 3, 4, 5, 6),  # noqa: DTZ001 - a form may give one
    "zoned": datetime(2020, 1, 2, 3, 4, 5, 6, UTC),
    "time": time(3, 4),
    "span": timedelta(1, 2, 3),
    "decimal": Decimal("1.10"),
    "uuid": UUID(int=5),
    "bytes": b"\x00x",
    "keys": {1: "a", 2: {"x"}, (1, 2): None},
    "set": {1, 2},
    "tuple": (1, (2, 3)),
    "none": None,
    "large": [{"k": number, "d": date(2020, 1, 1)} for number in range(300)],
    "deep": {"x": {3: Decimal("2")}},
    "text": "بررسی ۱۲۳",
    "number": 2**63 - 1,
    "infinity": float("inf"),
}
PLAIN = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text()
NESTED = st.recursive(
    PLAIN | st.decimals(allow_nan=False) | st.dates() | st.timedeltas(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text() | st.integers(-(2**63), 2**63), inner)
    ),
)


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_value_survives(value):
    assert unpack(pack(value)) == value
    assert type(unpack(pack(value))) is type(value)


@given(NESTED)
def test_any_value_survives(value):
    assert unpack(pack(value)) == value


def test_sets_are_stored_in_one_order():
    assert pack({"b", "a", "c"}) == pack({"c", "b", "a"})


@pytest.mark.parametrize(
    "value",
    [object(), [object()], {"x": print}, {1: object()}, 2**70, [-(2**70)]],
    ids=["top", "list", "dict", "key", "number", "numbers"],
)
def test_what_can_not_be_stored_is_refused(value):
    with pytest.raises(VariableInvalidError):
        pack(value)


def test_values_survive_in_a_process(play):
    p = play(start() + user("u") + end() + flow("a>u,u>z"), {**VALUES})
    p.set(again=1)

    assert p.vars == {**VALUES, "again": 1}


def test_unstorable_variable_is_refused_by_name(play):
    with pytest.raises(VariableInvalidError) as caught:
        play(start() + user("u") + flow("a>u"), {"fine": 1, "odd": object()})

    assert caught.value.facts["name"] == "odd"


def test_unstorable_result_of_a_script_is_an_incident(play):
    p = play(start() + script("s", "n = 2 ** 70") + end() + flow("a>s,s>z"))

    (incident,) = p.incidents
    assert (incident.activity_id, incident.kind) == ("s", "script")
    assert "Variable n" in incident.message


def test_unstorable_answer_is_refused_and_changes_nothing(play):
    p = play(start() + user("u") + end() + flow("a>u,u>z"))

    with pytest.raises(VariableInvalidError):
        p.complete("u", odd=object())

    p.complete("u", odd=None)
    assert p.done
