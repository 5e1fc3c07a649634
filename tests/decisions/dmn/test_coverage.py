"""Gaps, overlaps and unreachable rules: exact, against brute force too."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as sampled
from hypothesis import settings
from hypothesis import strategies as st

from decisions import dmn
from decisions.dmn.boxes import Text
from decisions.dmn.checks.axes import Axis, axis
from decisions.dmn.checks.coverage import Coverage
from decisions.dmn.linking import alone
from decisions.dmn.texts import compile_tests
from decisions.dmn.types import Types
from decisions.feel import Run, Scope
from tests.decisions.dmn.building import CAMUNDA, decision, model, output, table

Columns = Any


def told(inputs: Columns, rules: Any, **more: Any) -> list[str]:
    """Return code and region or rules of what the check says about the coverage of a table."""
    dialect = more.pop("dialect", "")
    found = dmn.check(model(decision("d", table(inputs, rules, **more)), more=dialect))
    return [
        " ".join(
            str(each.facts[name]) for name in ("rules", "rule", "region") if name in each.facts
        )
        for each in found
        if each.code in SPOKEN
    ]


SPOKEN = {"gap", "overlap", "conflict", "unreachable_rule", "impossible_rule"}


@pytest.mark.parametrize(
    ("type_", "cells", "gaps"),
    [
        pytest.param("number", ["< 10", "> 10"], ["x: 10"], id="point"),
        pytest.param("number", ["<= 10", "> 10"], [], id="complete"),
        pytest.param("number", ["< 10", "[10..20)"], ["x: >= 20"], id="above"),
        pytest.param("number", ["> 10"], ["x: <= 10"], id="below"),
        pytest.param("number", ["< 1", "[3..4]", "> 9"], ["x: [1..3), (4..9]"], id="between"),
        pytest.param("number", ["not(5)"], ["x: 5"], id="negated"),
        pytest.param("number", ["!= 5"], ["x: 5"], id="unequal"),
        pytest.param("number", ["= 5", "-5"], ["x: < -5, (-5..5), > 5"], id="equal"),
        pytest.param("number", ["not([1..2], > 5)"], ["x: [1..2], > 5"], id="negated-list"),
        pytest.param("number", ["[1, 2]", "> 2"], ["x: < 1, (1..2)"], id="list"),
        pytest.param("number", ["-"], [], id="anything"),
        pytest.param("integer", ["1", "2", "[3..4]", ">= 5"], ["x: < 1"], id="integers"),
        pytest.param("integer", ["< 1", "(1.5..2]", "> 2.5"], ["x: 1"], id="fractions"),
        pytest.param("boolean", ["true"], ["x: false"], id="boolean"),
        pytest.param("boolean", ["true", "false"], [], id="both"),
        pytest.param("boolean", ["not(true)"], ["x: true"], id="negated-boolean"),
        pytest.param(None, ["true"], ["x: false"], id="untyped-boolean"),
        pytest.param("string", ['"a"', '"b"'], ['x: not("a", "b")'], id="texts"),
        pytest.param("string", ['not("a")'], ['x: "a"'], id="negated-text"),
        pytest.param("string", ['< "b"'], ['x: >= "b"'], id="ordered-texts"),
        pytest.param("string", ['"a"', "null"], ['x: not("a")'], id="null"),
        pytest.param("number", ["null"], ["x: not(null)"], id="only-null"),
        pytest.param("number", ["null", "not(null)"], [], id="null-or-not"),
        pytest.param("number", ["not(null)"], ["x: null"], id="not-null"),
        pytest.param("number", ["not(null, 5)"], ["x: 5, null"], id="null-and-five"),
        pytest.param("number", ["> 5", "null"], ["x: <= 5"], id="null-beside"),
        pytest.param(
            "date",
            ['< date("2026-03-21")', '> @"2026-03-22"', 'date("2026-03-21")'],
            ["x: 2026-03-22"],
            id="dates",
        ),
        pytest.param(
            "date",
            ['<= date("2026-03-21")', '>= date("2026-03-22")'],
            [],
            id="days-have-neighbours",
        ),
        pytest.param("dayTimeDuration", ['< duration("PT1H")'], ["x: >= PT1H"], id="durations"),
        pytest.param("time", ['< @"10:00:00"', '> @"10:00:00Z"'], [], id="times-without-order"),
        pytest.param("time", ['< @"10:00:00"'], ["x: >= 10:00:00"], id="times"),
        pytest.param("number", ["< 5", "f(?)"], [], id="not-to-be-told"),
        pytest.param("number", ["< 5", "> limit"], [], id="variable"),
        pytest.param("number", ["< 5", "[limit..9]"], [], id="variable-range"),
        pytest.param("number", ["< 5", "[{}, 3]"], [], id="context"),
        pytest.param(None, ["< 5", '"a"'], [], id="mixed-kinds"),
        pytest.param("list", ["< 5"], [], id="collection"),
        pytest.param("number", ['"a"'], [], id="foreign-kind"),
        pytest.param("number", ["5 5"], [], id="unreadable"),
    ],
)
def test_gap_is_told_in_words(type_: str | None, cells: list[str], gaps: list[str]):
    rules = [[cell, "1"] for cell in cells]

    assert told([("x", type_ or "")], rules, policy="FIRST", dialect=CAMUNDA) == gaps


def test_allowed_values_bound_the_gaps():
    rules = [['"a"', "1"], ['"c"', "1"]]

    assert told([("x", "string", '"a", "b", "c"')], rules) == ['x: "b"']
    assert told([("x", "number", "[0..10]")], [["< 5", "1"]]) == ["x: [5..10]"]
    assert told([("x", "number", "[0..top]")], [["< 5", "1"]]) == ["x: >= 5"]
    assert told([("x", "number", "[9..1]")], [["-", "1"]]) == ["1"]


def test_gap_of_several_columns_is_a_region():
    rules = [["> 10", "true", "1"], ["<= 10", "-", "2"]]

    assert told([("amount", "number"), ("vip", "boolean")], rules) == ["amount: > 10; vip: false"]


@pytest.mark.parametrize("policy", ["COLLECT", "RULE ORDER", "OUTPUT ORDER"])
def test_lists_have_no_gaps(policy: str):
    outputs = [output("o", values="1")]

    assert told([("x", "number")], [["> 1", "1"]], policy=policy, outputs=outputs) == []


def test_default_closes_all_gaps():
    assert told([("x", "number")], [["> 1", "1"]], outputs=[output("o", default="2")]) == []


def test_many_gaps_are_cut_short():
    rules = [[f"[{n * 10}..{n * 10 + 5}]", f"[{n * 10}..{n * 10 + 5}]", "1"] for n in range(30)]
    body = decision("d", table([("a", "number"), ("b", "number")], rules))

    found = [each.code for each in dmn.check(model(body))]

    assert found == ["gap"] * 10 + ["more_gaps"]


def test_overlap_is_told_with_its_region():
    rules = [["< 10", "1"], ["> 5", "2"], ["7", "3"], [">= 10", "4"]]

    assert told([("x", "number")], rules) == [
        "1, 2 x: (5..10)",
        "1, 3 x: 7",
        "2, 3 x: 7",
        "2, 4 x: >= 10",
    ]


def test_rules_that_are_alike_overlap_everywhere():
    assert told([("x", "number")], [["-", "1"], ["-", "2"]]) == ["1, 2 -"]


def test_overlap_of_texts_names_them():
    rules = [['"a", "b", "c"', "1"], ['not("a")', "2"]]

    assert told([("x", "string")], rules) == ['1, 2 x: "b", "c"']


def test_long_lists_of_words_are_cut():
    names = ", ".join(f'"n{n:02}"' for n in range(15))
    points = ", ".join(str(n) for n in range(15))

    assert told([("x", "string")], [[names, "1"]])[0].endswith(', "n09", …)')
    assert told([("x", "number")], [[f"not({points})", "1"]])[0].endswith("9, …")


def test_any_conflicts_only_with_different_outputs():
    rules = [["< 10", "1"], ["> 5", "1"], ["7", "3"]]

    assert told([("x", "number")], rules, policy="ANY") == ["1, 3 x: 7", "2, 3 x: 7", "x: -"][:2]


def test_many_overlaps_are_counted():
    rules = [["-", str(n)] for n in range(8)]
    body = decision("d", table([("x", "number")], rules))

    found = dmn.check(model(body))

    assert [each.code for each in found].count("overlap") == 10
    assert [each.facts["count"] for each in found if each.code == "more_overlaps"] == [18]


def test_rule_that_cannot_be_told_does_not_overlap():
    assert told([("x", "number")], [["< limit", "1"], ["-", "2"]]) == []


@pytest.mark.parametrize(
    ("cells", "unreachable"),
    [
        (["< 10", "5", ">= 10"], ["2"]),
        (["< 10", "> 5", "[0..20]", "-"], ["3", "4"]),
        (["-", "5"], ["2"]),
        (["< limit", "5", "-"], []),
        (["-", "< limit"], []),
        (["5", "null", "-"], []),
    ],
)
def test_unreachable_rule_is_told_under_first(cells: list[str], unreachable: list[str]):
    rules = [[cell, "1"] for cell in cells]

    assert told([("x", "number")], rules, policy="FIRST") == unreachable


@pytest.mark.parametrize("cell", ["[9..1]", "(5..5)", "[5..5)", 'not("a"), 3'])
def test_impossible_rule_is_told(cell: str):
    rules = [[cell, "1"], ["-", "2"]]
    expected = ["1"] if "not" not in cell else []

    assert told([("x", "number")], rules, policy="FIRST") == expected


def test_table_that_is_too_large_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("decisions.dmn.checks.coverage.MAX_WORK", 50)
    rules = [[f"{n}", f"not({n})", "1"] for n in range(20)]
    body = decision("d", table([("a", "number"), ("b", "number")], rules))

    assert [each.code for each in dmn.check(model(body))] == ["too_large_to_check"]


CELLS = [
    *("-", "< 1", "<= 1", "> 1", ">= 1", "1", "2", "[1..2]", "(1..2]", "[1..3)", "not(2)"),
    *("1, 3", "!= 2", "not([2..3])", "null", "not(null)", "> 3, 1"),
]
SAMPLES = [None, *(Decimal(n) / 2 for n in range(9))]
SCOPE = Scope({}, None, Run())
MODEL = model(decision("d"))


def cut(cells: list[str], index: int) -> Axis:
    tests = [compile_tests(MODEL, Text(text=cell), ()).tree for cell in cells]
    found = axis(
        (index, "x"),
        Types(alone(MODEL)).of(MODEL, "number"),
        None,
        [(each, True) for each in tests],
    )
    assert found is not None
    return found


def accepts(cell: str, sample: Decimal | None) -> bool:
    return compile_tests(MODEL, Text(text=cell), ()).test(SCOPE, sample) is True


def piece(found: Axis, sample: Decimal | None) -> int:
    if sample is None:
        return found.null
    place = sum(2 for point in found.points if point < sample)
    return 1 << (place + (sample in found.points))


RULES = st.lists(st.tuples(st.sampled_from(CELLS), st.sampled_from(CELLS)), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@sampled(RULES)
def test_coverage_agrees_with_evaluation(rules: list[tuple[str, str]]):
    axes = [cut([rule[index] for rule in rules], index) for index in range(2)]
    coverage = Coverage(axes, len(rules))
    gaps, overlaps = coverage.gaps(), set(coverage.overlaps())
    matched: dict[tuple[Any, Any], list[int]] = {}
    for pair in itertools.product(SAMPLES, SAMPLES):
        if all(piece(found, each) & found.domain for found, each in zip(axes, pair, strict=True)):
            matched[pair] = [
                number
                for number, rule in enumerate(rules)
                if all(accepts(cell, each) for cell, each in zip(rule, pair, strict=True))
            ]

    for pair, numbers in matched.items():
        in_gap = any(
            all(
                piece(found, each) & pieces
                for found, each, pieces in zip(axes, pair, box, strict=True)
            )
            for box in gaps
        )
        assert in_gap is not bool(numbers), (rules, pair)
    together = {both for each in matched.values() for both in itertools.combinations(each, 2)}
    assert overlaps == together
    first = {numbers[0] for numbers in matched.values() if numbers}
    possible = {number for numbers in matched.values() for number in numbers}
    for number in possible:
        assert coverage.is_reachable(number) is (number in first), (rules, number)
