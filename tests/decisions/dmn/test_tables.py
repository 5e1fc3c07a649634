"""Decision tables: every hit policy, several outputs, defaults, priorities, violations."""

from typing import Any

import pytest

from decisions import dmn
from tests.decisions.dmn.building import (
    CAMUNDA,
    decision,
    given,
    knowledge,
    literal,
    model,
    output,
    table,
    value,
)

RULES = [["< 10", '"low"'], [">= 5", '"high"'], ["7", '"low"']]
PRIORITIES = output("risk", "string", '"high", "low"')


def graded(policy: str, n: int | None, *, rules: Any = RULES, **more: Any) -> Any:
    more.setdefault("outputs", [PRIORITIES])
    body = decision("d", table([("n", "number")], rules, policy=policy, **more))
    return value(model(body), n=n)


@pytest.mark.parametrize(
    ("policy", "n", "expected"),
    [
        ("UNIQUE", 3, "low"),
        ("UNIQUE", 7, None),
        ("UNIQUE", None, None),
        ("ANY", 3, "low"),
        ("ANY", 7, None),
        ("FIRST", 7, "low"),
        ("FIRST", 20, "high"),
        ("PRIORITY", 7, "high"),
        ("PRIORITY", 3, "low"),
        ("RULE ORDER", 7, ["low", "high", "low"]),
        ("RULE ORDER", None, None),
        ("OUTPUT ORDER", 7, ["high", "low", "low"]),
        ("COLLECT", 7, ["low", "high", "low"]),
        ("COLLECT", None, []),
    ],
)
def test_hit_policy_chooses_among_matches(policy: str, n: int | None, expected: Any):
    assert graded(policy, n) == expected


EXAMPLE = [["< 100", "10"], [">= 50", "20"], ["[70..80]", "10"]]


@pytest.mark.parametrize(
    ("policy", "aggregation", "expected"),
    [
        ("UNIQUE", "", [10, None, None]),
        ("ANY", "", [10, None, None]),
        ("FIRST", "", [10, 10, 10]),
        ("PRIORITY", "", [10, 20, 20]),
        ("RULE ORDER", "", [[10], [10, 20, 10], [10, 20]]),
        ("OUTPUT ORDER", "", [[10], [20, 10, 10], [20, 10]]),
        ("COLLECT", "", [[10], [10, 20, 10], [10, 20]]),
        ("COLLECT", "SUM", [10, 40, 30]),
        ("COLLECT", "MIN", [10, 10, 10]),
        ("COLLECT", "MAX", [10, 20, 20]),
        ("COLLECT", "COUNT", [1, 3, 2]),
    ],
)
def test_examples_of_the_page_are_true(policy: str, aggregation: str, expected: list[Any]):
    outputs = [output("fee", values="30, 20, 10")]
    more = f'aggregation="{aggregation}"' if aggregation else ""
    found = model(
        decision("d", table(["amount"], EXAMPLE, policy=policy, outputs=outputs, more=more))
    )

    assert [value(found, amount=amount) for amount in (10, 75, 60)] == expected


def test_any_accepts_equal_outputs():
    rules = [["< 10", '"low"'], ["< 20", '"lo" + "w"']]

    assert graded("ANY", 3, rules=rules) == "low"


@pytest.mark.parametrize(
    ("aggregation", "n", "expected"),
    [
        ("SUM", 5, 60),
        ("COUNT", 5, 3),
        ("MIN", 5, 10),
        ("MAX", 5, 30),
        ("SUM", 500, None),
        ("COUNT", 500, 0),
        ("MIN", 500, None),
        ("MAX", 500, None),
    ],
)
def test_collect_aggregates(aggregation: str, n: int, expected: Any):
    rules = [["< 10", "20"], ["< 20", "10"], ["< 30", "30"]]
    more = f'aggregation="{aggregation}"'

    assert graded("COLLECT", n, rules=rules, outputs=[output("o")], more=more) == expected


@pytest.mark.parametrize("aggregation", ["SUM", "MIN", "MAX"])
def test_values_of_mixed_kinds_are_not_aggregated(aggregation: str):
    rules = [["-", "20"], ["-", '"a"']]
    body = decision("d", table(["n"], rules, policy="COLLECT", more=f'aggregation="{aggregation}"'))

    found = dmn.evaluate(model(body), "d", {"n": 1})

    assert found.value is None
    assert [each.code for each in found.warnings] == ["not_aggregated"]


def test_several_outputs_are_not_aggregated():
    outputs = [output("a"), output("b")]

    found = graded("COLLECT", 1, rules=[["-", "1", "2"]], outputs=outputs, more='aggregation="SUM"')

    assert found is None


def test_several_outputs_make_a_context():
    outputs = [output("risk"), output("fee", "number")]

    assert graded("UNIQUE", 1, rules=[["1", '"low"', "2 * 3"]], outputs=outputs) == {
        "risk": "low",
        "fee": 6,
    }


def test_priority_heeds_all_outputs_the_first_most():
    outputs = [output("a", values='"x", "y"'), output("b", values="[1..5], 9"), output("c")]
    rules = [["-", '"y"', "9", "1"], ["-", '"y"', "3", "2"], ["-", '"q"', "3", "3"]]

    found = graded("OUTPUT ORDER", 1, rules=rules, outputs=outputs)

    assert [each["c"] for each in found] == [2, 1, 3]


def test_priority_is_that_of_the_allowed_values_of_the_type():
    item = (
        '<itemDefinition name="tRisk"><typeRef>string</typeRef><allowedValues>'
        '<text>"high", "low"</text></allowedValues></itemDefinition>'
    )
    body = table(["n"], RULES, policy="PRIORITY", outputs=[output("o", "tRisk")])

    assert value(model(item + decision("d", body)), n=7) == "high"


def test_rules_without_order_stay_as_they_are():
    assert graded("OUTPUT ORDER", 7, outputs=[output("o")]) == ["low", "high", "low"]
    assert graded("OUTPUT ORDER", 7, outputs=[output("o", values="a b c")]) == [
        "low",
        "high",
        "low",
    ]


@pytest.mark.parametrize(
    ("policy", "expected"), [("UNIQUE", "none"), ("COLLECT", "none"), ("FIRST", "none")]
)
def test_default_is_given_when_no_rule_matches(policy: str, expected: str):
    outputs = [output("risk", default='"none"')]

    assert graded(policy, None, outputs=outputs) == expected


def test_default_of_some_outputs_leaves_the_others_null():
    outputs = [output("a", default="1"), output("b")]

    assert graded("UNIQUE", None, rules=[["1", "2", "3"]], outputs=outputs) == {"a": 1, "b": None}


@pytest.mark.parametrize(
    ("policy", "code"), [("UNIQUE", "unique_violated"), ("ANY", "any_violated")]
)
def test_violation_is_warned_of_with_its_rules(policy: str, code: str):
    body = decision("d", table(["n"], RULES, policy=policy, outputs=[PRIORITIES]))

    found = dmn.evaluate(model(body), "d", {"n": 7})

    assert found.value is None
    assert found.warnings[0].code == code
    assert found.warnings[0].facts["rules"] == ["r1", "r2", "r3"]
    assert "1, 2, 3" in found.warnings[0].message
    assert found.outputs[-1].rules == ("r1", "r2", "r3")
    assert dmn.results(found) == []


def test_no_match_is_warned_of():
    found = dmn.evaluate(model(decision("d", table(["n"], [["1", "2"]]))), "d", {"n": 5})

    assert [each.code for each in found.warnings] == ["no_rule_matched"]


def test_value_beyond_the_allowed_ones_is_warned_of():
    body = decision("d", table([("s", "string", '"a","b"')], [["-", "1"]]))

    found = dmn.evaluate(model(body), "d", {"s": "c"})

    assert found.value is None
    assert [each.code for each in found.warnings] == ["input_not_allowed"]
    assert value(model(body), s="a") == 1
    assert value(model(body), s=None) == 1


@pytest.mark.parametrize(
    ("cell", "given_value", "matches"),
    [
        ("-", None, True),
        ("", 5, True),
        ("5", 5, True),
        ("5", "5", False),
        ("5", True, False),
        ("1", True, False),
        ("-5", -5, True),
        ('"a", "b"', "b", True),
        ('"a", "b"', "c", False),
        ('"a", "b"', ["a"], False),
        ('not("a", "b")', "c", True),
        ('not("a", "b")', "a", False),
        ("< 5", 4, True),
        ("< 5", "4", False),
        ("<= 5", 5, True),
        ("> 5", 5, False),
        (">= 5", 5, True),
        ("!= 5", 4, True),
        ("= 5", 5, True),
        ('> "b"', "c", True),
        ("[1..3)", 3, False),
        ("(1..3]", 3, True),
        ("]1..3]", 1, False),
        ('["a".."c"]', "b", True),
        ('[1.."c"]', 1, False),
        ("[1, 2, 3]", 2, True),
        ("< 1, > 9", 10, True),
        ("1, > 9", 1, True),
        ("? > 1 and ? < 3", 2, True),
        ("limit", 7, True),
        ("> limit", 8, True),
        ("[0..limit]", 8, False),
        ("null", None, True),
        ("null", 0, False),
        ('contains(?, "b")', "abc", True),
        ("true", True, True),
        ("false", True, False),
        ('date("2026-03-21")', "2026-03-21", False),
        ("a b(", 1, False),
    ],
)
def test_cell_accepts(cell: str, given_value: Any, *, matches: bool):
    found = model(decision("d", table(["x"], [[cell, "true"]])))

    assert value(found, x=given_value, limit=7) is (True if matches else None)


def test_missing_cells_accept_everything_and_give_null():
    column = "<inputExpression><text>a</text></inputExpression>"
    rule = "<rule id='r'></rule>"
    body = f"<decisionTable><input>{column}</input>{output('o')}{rule}</decisionTable>"

    found = dmn.evaluate(model(decision("d", body)), "d", {"a": 1})

    assert found.outputs[-1].rules == ("r",)
    assert found.value is None


def test_column_without_expression_is_null():
    body = f"<decisionTable><input/>{output('o')}<rule><inputEntry><text>null</text></inputEntry>"
    body += "<outputEntry><text>1</text></outputEntry></rule></decisionTable>"

    assert value(model(decision("d", body))) == 1


def test_outputs_without_names_get_some():
    found = graded("UNIQUE", 1, rules=[["1", "2", "3"]], outputs=["<output/>", "<output/>"])

    assert found == {"output": 2, "output 2": 3}


def test_cells_read_the_input_under_its_camunda_name():
    expression = "<inputExpression><text>a</text></inputExpression>"
    column = f'<input camunda:inputVariable="it">{expression}</input>'
    rule = "<rule><inputEntry><text>it * 2 = 8</text></inputEntry><outputEntry><text>1</text>"
    body = f"<decisionTable>{column}{output('o')}{rule}</outputEntry></rule></decisionTable>"

    assert value(model(decision("d", body), more=CAMUNDA), a=4) == 1


def test_cell_input_of_camunda_is_known():
    found = model(decision("d", table(["a"], [["cellInput > 3", "1"]])), more=CAMUNDA)

    assert value(found, a=4) == 1


def test_table_in_a_function_reads_parameters():
    body = knowledge("f", {"n": "number"}, table([("n", "number")], RULES, policy="FIRST"))
    body += given("x") + decision("d", literal("f(x)"), inputs=["x"], knowledge=["f"])

    found = dmn.evaluate(model(body), "d", {"x": 20})

    assert found.value == "high"
    assert [each.id for each in found.outputs[0].tables] == ["table"]
    assert found.outputs[0].table is None


def test_many_rules_match_in_order():
    rules = [["-" if number % 2 else "> 5", str(number)] for number in range(70)]
    found = model(decision("d", table(["n"], rules, policy="COLLECT")))

    assert value(found, n=1) == [number for number in range(70) if number % 2]
    assert value(found, n=6) == list(range(70))
