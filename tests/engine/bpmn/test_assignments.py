"""Scripts of plain assignments bind what the interpreter binds, or are left to it."""

import pytest

from engine.bpmn.expressions import plain_assignments
from engine.scripts import MontyRunner

GIVEN = {
    "price": 3,
    "count": 4,
    "name": "سارا",
    "tags": ["a", "b"],
    "order": {"sum": 12.5, "open": True},
    "nobody": None,
}
PLAIN = [
    "total = price * count",
    "total = price * count\nlarge = total > 10\n",
    "  # a remark\n  a = 1\n  b = a + 1\n  a = b * 2",
    "first = tags[0]; rest = tags[1:]",
    "text = f'{name}: {price}'",
    "waits = order['open'] and not nobody",
    "both = [price, count, {'name': name}]",
    "price = price + 1",
    "level = 'high' if price > 2 else 'low'",
    "size = len(tags)",
    "ratio = price / count",
    "",
]
LEFT = [
    "_inner = 1",
    "count += 1",
    "a = b = 2",
    "a, b = 1, 2",
    "tags[0] = 'x'",
    "if price: a = 1",
    "total = sorted(tags)",
    "len = 3",
    "open = price > 2",
    "tags.append('c')",
    "a: int = 3",
    "\n".join(f"v{number} = {number}" for number in range(51)),
    "a = (",
    "bpmn_error('X')",
]
FAILING = ["a = missing", "a = 1 / 0", "a = name + 1", "a = order['none']", "a = 10 ** 30"]


@pytest.fixture(scope="module")
def monty():
    with MontyRunner(processes=1) as runner:
        yield runner


@pytest.mark.parametrize("script", PLAIN)
def test_plain_scripts_bind_the_same(script, monty):
    found = plain_assignments(script).run(GIVEN)

    assert found == monty.execute(script, GIVEN)
    assert {type(value) for value in found.values()} == {
        type(value) for value in monty.execute(script, GIVEN).values()
    }


@pytest.mark.parametrize("script", LEFT)
def test_everything_else_is_left_to_the_interpreter(script):
    assert plain_assignments(script) is None


@pytest.mark.parametrize("script", FAILING)
def test_what_fails_is_left_to_the_interpreter(script):
    assert plain_assignments(script).run(GIVEN) is None


def test_names_stay_as_given():
    given = dict(GIVEN)

    plain_assignments("price = 5\nother = price").run(given)

    assert given == GIVEN
