"""Graphs of decisions in any order, knowledge models, services, and what is traced of them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from decisions import dmn, feel
from tests.decisions.dmn.building import (
    decision,
    element,
    given,
    knowledge,
    literal,
    model,
    output,
    table,
    value,
    variable,
)


def service(name: str, outputs: str, *, inputs: str = "", type_: str | None = None) -> str:
    arrows = "".join(f'<outputDecision href="#{each}"/>' for each in outputs.split())
    for each in inputs.split():
        tag = "inputData" if each.startswith("i_") else "inputDecision"
        arrows += f'<{tag} href="#{each}"/>'
    return element("decisionService", name, variable(name, type_) + arrows)


def test_decisions_are_evaluated_after_what_they_require():
    body = (
        decision("d", literal("b + c"), decisions=["b", "c"])
        + decision("b", literal("a * 2"), decisions=["a"])
        + decision("c", literal("a * 3"), decisions=["a"])
        + decision("a", literal("x + 1"), inputs=["x"])
        + given("x", "number")
    )

    found = dmn.evaluate(model(body), "d", {"x": 1})

    assert found.value == 10
    assert [each.id for each in found.outputs] == ["a", "b", "c", "d"]
    assert feel.to_python(dict(found.outputs[-1].inputs)) == {"b": 4, "c": 6}


def test_long_chain_needs_no_recursion():
    body = given("x") + decision("d0", literal("x"), inputs=["x"])
    body += "".join(
        decision(f"d{n}", literal(f"d{n - 1} + 1"), decisions=[f"d{n - 1}"]) for n in range(1, 1200)
    )

    assert value(model(body), "d1199", x=1) == 1200


def test_decision_reads_only_what_it_requires():
    body = given("x") + given("y") + decision("d", literal("[x, y]"), inputs=["x"])

    assert value(model(body), x=1, y=2) == [1, None]


def test_open_model_reads_every_variable():
    assert value(model(decision("d", literal("x + y"))), x=1, y=2) == 3


def test_name_of_a_variable_wins_over_that_of_an_output():
    body = (
        decision("a", literal("1"))
        + decision("b", table(["1"], [["-", "2"]], outputs=[output("a")]))
        + decision("d", literal("[a, b]"), decisions=["a", "b"])
    )

    assert value(model(body)) == [1, 2]


def test_decision_is_found_by_id_name_and_variable():
    body = f"<decision id='x1' name='Dish choice'>{variable('dish')}{literal('5')}</decision>"

    assert [value(model(body), name) for name in ("x1", "Dish choice", "dish")] == [5, 5, 5]


def test_unknown_decision_is_refused():
    with pytest.raises(dmn.DmnError, match="no decision") as refused:
        dmn.evaluate(model(decision("d", literal("1"))), "e", {})

    assert refused.value.code == "unknown_decision"


def test_circle_is_refused_with_its_path():
    body = decision("a", literal("b"), decisions=["b"]) + decision(
        "b", literal("a"), decisions=["a"]
    )

    with pytest.raises(dmn.DmnError, match="a → b → a") as refused:
        dmn.evaluate(model(body), "a", {})

    assert refused.value.code == "requirement_cycle"


def test_missing_input_is_null_with_a_warning():
    body = given("x") + decision("d", literal("x"), inputs=["x"])

    found = dmn.evaluate(model(body), "d", {})

    assert found.value is None
    assert [each.code for each in found.warnings] == ["input_missing"]


def test_input_is_evaluated_by_itself():
    assert value(model(given("x", "number")), "x", x=[4]) == 4


def test_dangling_requirement_is_left_out():
    assert value(model(given("x") + decision("d", literal("1"), decisions=["gone"]))) == 1


def test_knowledge_model_may_call_itself_and_others():
    body = (
        knowledge("fact", {"n": "number"}, literal("if n < 2 then 1 else n * fact(n - 1)"))
        + knowledge("twice", {"n": "number"}, literal("fact(n) * 2"), more=requires("fact"))
        + given("x")
        + decision("d", literal("twice(x)"), inputs=["x"], knowledge=["twice"])
    )

    assert value(model(body), x=5) == 240
    assert value(model(body), "twice", n=3) == 12


def requires(name: str) -> str:
    return f'<knowledgeRequirement><requiredKnowledge href="#{name}"/></knowledgeRequirement>'


def test_knowledge_model_may_say_that_it_calls_itself():
    body = knowledge("f", {"n": None}, literal("if n < 1 then 0 else f(n - 1)"), more=requires("f"))

    assert value(model(body), "f", n=3) == 0


def test_endless_recursion_is_stopped():
    body = knowledge("f", {"n": None}, literal("f(n)"))

    with pytest.raises(feel.LimitExceededError):
        dmn.evaluate(model(body), "f", {"n": 1})


def test_recursion_through_many_boxes_is_stopped():
    inner = literal("f(n)")
    for _ in range(20):
        inner = f"<context><contextEntry>{inner}</contextEntry></context>"

    with pytest.raises(feel.LimitExceededError, match="deep"):
        dmn.evaluate(model(knowledge("f", {"n": None}, inner)), "f", {"n": 1})


def test_argument_of_a_wrong_type_keeps_a_function_from_being_called():
    body = knowledge("f", {"n": "number"}, literal("1"))

    assert value(model(body), "f", n="a") is None
    assert value(model(body), "f", n=None) == 1
    assert value(model(body), "f") is None


@pytest.mark.parametrize(("type_", "expected"), [("string", None), ("tText", None), (None, 1)])
def test_result_of_a_function_is_converted(type_: str | None, expected: Any):
    item = '<itemDefinition name="tText"><functionItem outputTypeRef="string"/></itemDefinition>'
    body = knowledge("f", {}, literal("1"), type_=type_)

    assert value(model(item + body), "f") == expected


def test_knowledge_model_without_logic_is_null():
    assert value(model("<businessKnowledgeModel id='d' name='d'/>")) is None


def test_knowledge_model_in_java_is_null():
    logic = '<encapsulatedLogic kind="Java"/>'

    assert value(model(element("businessKnowledgeModel", "d", logic))) is None


SERVICE = (
    given("x", "number")
    + decision("base", literal("x * 2"), inputs=["x"])
    + decision("a", literal("base + 1"), decisions=["base"])
    + decision("b", literal("x"), inputs=["x"])
)


def test_service_is_a_function_of_its_inputs():
    body = SERVICE + service("s", "a", inputs="i_x")
    body += decision("d", literal("s(4) + s(x: 5)"), knowledge=["s"])

    assert value(model(body)) == 9 + 11


def test_service_takes_decisions_as_inputs():
    body = SERVICE + service("s", "a", inputs="base")

    assert value(model(body), "s", base=10) == 11


def test_service_with_several_outputs_gives_a_context():
    body = SERVICE + service("s", "a b", inputs="i_x")

    assert value(model(body), "s", x=1) == {"a": 3, "b": 1}


def test_service_converts_arguments_and_result():
    body = SERVICE + service("s", "b", inputs="i_x", type_="string")

    assert value(model(body), "s", x=1) is None
    assert value(model(SERVICE + service("s", "b", inputs="i_x")), "s", x=[1]) == 1
    assert value(model(SERVICE + service("s", "b", inputs="i_x")), "s", x="a") is None
    assert value(model(SERVICE + service("s", "b", inputs="i_x")), "s") is None
    assert value(model(SERVICE + service("s", "b gone", inputs="i_x")), "s", x=1) == 1


def test_trace_tells_inputs_rules_and_outputs():
    rules = [["< 10", "-", '"a"', "1"], ["-", '"x"', '"b"', "2"]]
    outputs = [output("name"), output("fee")]
    body = decision("d", table(["n", "s"], rules, policy="RULE ORDER", outputs=outputs))

    found = dmn.evaluate(model(body), "d", {"n": 5, "s": "x"})

    trace = found.outputs[0]
    assert trace.rules == ("r1", "r2")
    assert trace.indices == (1, 2)
    assert trace.table is not None
    assert [(each.id, each.label) for each in trace.table.inputs] == [("in1", "n"), ("in2", "s")]
    assert feel.to_python(list(trace.outputs)) == [
        {"name": "a", "fee": 1},
        {"name": "b", "fee": 2},
    ]
    assert dmn.results(found) == list(trace.outputs)


@pytest.mark.parametrize(
    ("logic", "expected"),
    [
        (literal("null"), []),
        (literal("5"), [{"d": 5}]),
        (literal("[1, 2]"), [{"d": 1}, {"d": 2}]),
        (literal("{a: 1}"), [{"a": 1}]),
        (literal("[{a: 1}, {b: 2}]"), [{"a": 1}, {"b": 2}]),
        (table(["1"], [["2", "3"]], outputs=[output("o", default="7")]), [{"o": 7}]),
        (table(["1"], [["2", "3"]], outputs=[output("o")]), []),
        (
            table(
                ["1"],
                [["-", "3"], ["-", "4"]],
                policy="COLLECT",
                outputs=[output("o")],
                more='aggregation="SUM"',
            ),
            [{"o": 7}],
        ),
    ],
)
def test_results_are_maps_as_camunda_gives_them(logic: str, expected: Any):
    found = dmn.results(dmn.evaluate(model(decision("d", logic)), "d", {}))

    assert feel.to_python(found) == expected


def test_results_of_no_decision_are_empty():
    assert dmn.results(dmn.evaluate(model(given("x")), "x", {"x": 1})) == []


def test_trace_is_bounded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("decisions.dmn.trace.MAX_NOTED", 3)
    body = knowledge("f", {"n": None}, table(["n"], [["-", "n"]]))
    body += decision("a", literal("for i in 1..10 return f(i)"), knowledge=["f"])
    body += "".join(decision(f"d{n}", literal("1"), decisions=["a"]) for n in range(5))
    body += decision("d", literal("a"), decisions=["a", *(f"d{n}" for n in range(5))])

    found = dmn.evaluate(model(body), "d", {})

    assert len(found.outputs) == 3
    assert len(found.outputs[0].tables) == 3
    assert found.outputs[-1].id == "d"
    assert dmn.results(found) == [{"d": each} for each in found.value]


def test_clock_is_an_argument():
    found = model(decision("d", literal("today()")))

    now = datetime(2026, 3, 21, 10, tzinfo=UTC)

    assert str(dmn.evaluate(found, "d", {}, now=now).value) == "2026-03-21"


def test_steps_are_limited_for_all_decisions_together():
    body = decision("a", literal("sum(for i in 1..300 return i)"))
    body += decision("b", literal("sum(for i in 1..300 return i)"), decisions=["a"])

    dmn.evaluate(model(body), "a", {}, limits=feel.Limits(steps=1000))
    with pytest.raises(feel.LimitExceededError):
        dmn.evaluate(model(body), "b", {}, limits=feel.Limits(steps=1000))


@pytest.mark.parametrize(
    "logic",
    [
        literal("{order-id: 5, other: [{due-date: 1}]}"),
        literal('{"order-id": 5, x: function(a) {due-date: a}}'),
        "<context><contextEntry><variable name='order-id'/>"
        f"{literal('5')}</contextEntry></context>",
        table(["1"], [["-", "5", "6"]], outputs=[output("order-id"), output("due-date")]),
    ],
)
def test_entries_of_other_decisions_are_read_by_unusual_names(logic: str):
    body = given("x") + decision("a", logic) + decision("b", literal("{order-id: + }"))

    body += decision("d", literal("a.order-id"), decisions=["a"])

    assert value(model(body)) == 5


def test_columns_of_a_relation_are_read_by_unusual_names():
    rows = f"<column name='order-id'/><row>{literal('5')}</row>"
    body = given("x") + decision("a", f"<relation>{rows}</relation>")
    body += decision("d", literal("a.order-id"), decisions=["a"])

    assert value(model(body)) == [5]


def test_persian_graph_is_evaluated():
    body = given("مبلغ سفارش", "number") + decision(
        "تخفیف", literal("مبلغ سفارش * 0.1"), inputs=["مبلغ سفارش"]
    )

    assert value(model(body), "تخفیف", **{"مبلغ سفارش": 50}) == 5
