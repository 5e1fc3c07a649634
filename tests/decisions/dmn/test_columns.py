"""Quick tests of cells agree with FEEL's unary tests, for values of every kind."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from decisions import dmn, feel
from tests.decisions.dmn.building import decision, model, table

NUMBERS = st.integers(-3, 3).map(str) | st.sampled_from(["1.0", "0.5", "1e1"])
TEXTS = st.sampled_from(['"a"', '"b"', '""', '"1"'])
LITERALS = NUMBERS | TEXTS | st.sampled_from(["true", "false", "null"])
COMPARED = st.tuples(st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), LITERALS).map(" ".join)
RANGES = st.tuples(
    st.sampled_from("[(]"), NUMBERS | TEXTS, st.just(".."), NUMBERS | TEXTS, st.sampled_from("])[")
).map("".join)
TESTS = (
    LITERALS
    | COMPARED
    | RANGES
    | st.lists(LITERALS, max_size=2).map(lambda items: f"[{', '.join(items)}]")
)
CELLS = st.lists(TESTS, min_size=1, max_size=3).map(", ".join)
ANY_CELLS = st.just("-") | CELLS | CELLS.map(lambda cell: f"not({cell})")
VALUES: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers(-4, 4)
    | st.sampled_from([0.5, 10, "a", "b", "", "1"])
    | st.lists(st.integers(0, 2), max_size=2)
)


@settings(max_examples=80, deadline=None)
@given(st.lists(ANY_CELLS, min_size=1, max_size=5), VALUES)
def test_table_matches_as_unary_tests_do(cells: list[str], value: Any):
    rules = [[cell, str(number)] for number, cell in enumerate(cells)]
    found = model(decision("d", table(["x"], rules, policy="COLLECT")))

    matched = dmn.evaluate(found, "d", {"x": value}).value

    assert matched == [
        number
        for number, cell in enumerate(cells)
        if feel.parse_tests(cell).evaluate({}, value).value is True
    ]
