"""The check before deployment: what is wrong, where, and what to do."""

from typing import Any

import pytest

from decisions import dmn, feel
from decisions.dmn.checks.catalogue import CATALOGUE
from tests.decisions.dmn.building import (
    CAMUNDA,
    codes,
    decision,
    element,
    given,
    knowledge,
    literal,
    model,
    output,
    table,
    text,
    value,
    xml,
)


def item(name: str, inner: str) -> str:
    return f'<itemDefinition name="{name}">{inner}</itemDefinition>'


def binding(name: str) -> str:
    return f'<binding><parameter name="{name}"/>{literal("1")}</binding>'


def call(function: str, name: str) -> str:
    return f"<invocation>{literal(function)}{binding(name)}</invocation>"


F = knowledge("f", {"n": None}, literal("n"))
ONE = decision("one", literal("1"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(ONE, [], id="nothing"),
        pytest.param("", ["no_decision"], id="empty"),
        pytest.param("<decision/>", ["no_name", "no_logic"], id="nameless"),
        pytest.param(
            "<decision id='a' name='x'/><decision id='a' name='y'/>",
            ["duplicate_id", "no_logic", "no_logic"],
            id="duplicate-id",
        ),
        pytest.param(
            ONE + element("decision", "one", literal("2"), id_="two"),
            ["shared_name"],
            id="shared-name",
        ),
        pytest.param(
            given("x") + ONE + element("decision", "one", literal("2"), id_="two"),
            ["duplicate_name"],
            id="duplicate-name",
        ),
        pytest.param(
            decision("d", literal("1"), decisions=["gone"]), ["dangling_reference"], id="dangling"
        ),
        pytest.param(
            ONE + decision("d", literal("1"), knowledge=["one"]), ["wrong_requirement"], id="kind"
        ),
        pytest.param(
            decision("a", literal("1"), decisions=["b"])
            + decision("b", literal("1"), decisions=["a"])
            + decision("c", literal("1"), decisions=["c"])
            + decision("e", literal("1"), decisions=["a"])
            + ONE,
            ["requirement_cycle", "requirement_cycle"],
            id="circles",
        ),
        pytest.param(element("decisionService", "s", ""), ["no_decision", "no_output_decision"]),
        pytest.param(item("t", "<typeRef>u</typeRef>"), ["unknown_type"], id="type"),
        pytest.param(
            item("t", "<itemComponent name='a'><typeRef>u</typeRef></itemComponent>"),
            ["unknown_type"],
            id="type-of-part",
        ),
        pytest.param(
            item("t", "<functionItem outputTypeRef='u'><parameters typeRef='v'/></functionItem>"),
            ["unknown_type", "unknown_type"],
            id="type-of-function",
        ),
        pytest.param(
            item("a", "<typeRef>b</typeRef>") + item("b", "<typeRef>a</typeRef>"),
            ["type_cycle", "type_cycle"],
            id="type-circle",
        ),
        pytest.param(
            item("t", "<typeRef>number</typeRef>") * 2, ["duplicate_type"], id="type-twice"
        ),
        pytest.param(decision("d", literal("1"), type_="u"), ["unknown_type"], id="variable-type"),
        pytest.param(
            decision("d", '<relation><column name="a" typeRef="u"/></relation>'),
            ["unknown_type"],
            id="column-type",
        ),
        pytest.param(
            decision(
                "d",
                f'<context><contextEntry><variable name="a" typeRef="u"/>{literal("1")}'
                "</contextEntry></context>",
            ),
            ["unknown_type"],
            id="entry-type",
        ),
        pytest.param(
            knowledge("f", {"n": "u"}, literal("1")), ["unknown_type"], id="parameter-type"
        ),
        pytest.param(decision("d", literal("1 +")), ["feel_syntax"], id="syntax"),
        pytest.param(
            decision("d", literal('"a"', 'typeRef="number"')), ["wrong_type"], id="literal-type"
        ),
        pytest.param(decision("d", literal('date("2026-02-30")')), ["no_value"], id="no-day"),
        pytest.param(decision("d", '<functionDefinition kind="PMML"/>'), ["foreign_function"]),
        pytest.param(
            F
            + decision(
                "d", f"<invocation>{literal('f')}{binding('m')}</invocation>", knowledge="f"
            ),
            ["unknown_parameter", "missing_parameter"],
            id="parameters",
        ),
        pytest.param(
            F
            + decision(
                "d", f"<invocation>{literal('f')}{binding('n')}</invocation>", knowledge="f"
            ),
            [],
            id="right-parameters",
        ),
        pytest.param(
            F
            + decision(
                "d", f"<invocation>{literal('abs')}{binding('n')}</invocation>", knowledge="f"
            ),
            [],
            id="another-function",
        ),
        pytest.param(
            decision("d", f"<invocation>{binding('n')}</invocation>"), [], id="no-function"
        ),
        pytest.param(
            decision(
                "d",
                '<relation><column name="a" typeRef="number"/><row>'
                f"{literal(chr(34) + 'x' + chr(34))}</row></relation>",
            ),
            ["wrong_type"],
            id="relation-cell",
        ),
    ],
)
def test_problem_is_found(body: str, expected: list[str]):
    found = dmn.check(model(body))

    assert [each.code for each in found] == expected
    for each in found:
        assert each.message
        assert "{" not in each.message + each.advice


READS = [
    ("x + 1", []),
    ("x + y", ["y"]),
    ("y.z", ["y"]),
    ("sum(x)", []),
    ("for i in x return i + j", ["j"]),
    ("for i in x return partial", []),
    ("some i in x satisfies i > k", ["k"]),
    ("(function(a) a + b)(x)", ["b"]),
    ("{a: x, b: a, c: q}", ["q"]),
    ("x[salary > 10]", []),
    ("x instance of number", []),
    ("[x, unknown thing]", ["unknown thing"]),
    ("if x then d else 1", []),
    ('function(a) external {java: {class: "a", "method signature": "b"}}', []),
    ("[y, y]", ["y"]),
]


@pytest.mark.parametrize(("expression", "unknown"), READS, ids=[each for each, _ in READS])
def test_unknown_names_are_found(expression: str, unknown: list[str]):
    found = dmn.check(model(given("x") + decision("d", literal(expression), inputs=["x"])))

    assert [each.facts["name"] for each in found] == unknown
    assert {each.code for each in found} <= {"unknown_name"}


def test_names_are_known_where_they_are_declared():
    entries = "".join(
        f"<contextEntry><variable name='{name}'/>{body}</contextEntry>"
        for name, body in (
            ("a", literal("x")),
            ("f", f"<functionDefinition><formalParameter name='p'/>{literal('p + a')}"
             "</functionDefinition>"),
            ("l", f"<list>{literal('a')}{literal('f(1)')}</list>"),
            ("c", f"<conditional><if>{literal('a = 1')}</if></conditional>"),
            ("g", f"<filter><in>{literal('l')}</in><match>{literal('anything')}</match></filter>"),
            ("h", f"<for iteratorVariable='i'><in>{literal('l')}</in><return>{literal('i + e')}"
             "</return></for>"),
        )
    )  # fmt: skip
    body = given("x") + decision("d", f"<context>{entries}</context>", inputs=["x"])

    assert [each.facts["name"] for each in dmn.check(model(body))] == ["e"]


def test_persian_digits_are_told_everywhere():
    found = model(decision("d", table(["amount"], [["< ۱۰۰", "1"], [">= 100", "2"]])))

    assert codes(found, "error") == ["unknown_name"]


def test_unknown_name_is_not_told_where_variables_are_open():
    assert codes(model(decision("d", literal("anything")))) == []
    assert codes(model(given("x") + decision("d", literal("anything")), more=CAMUNDA)) == []


def test_problem_points_at_cell_and_line():
    body = decision("d", table(["x"], [["<\n\n5 5", "1"]]))

    (found,) = dmn.check(model("\n\n" + body))

    assert (found.severity, found.code) == ("error", "feel_syntax")
    assert (found.element_id, found.element_name, found.line) == ("c1_1", "d", 5)


TABLE_PROBLEMS: list[tuple[str, str, list[str]]] = [
    ("no-outputs", table(["x"], [["-"]], outputs=[]), ["no_outputs"]),
    ("unnamed", table(["x"], [["-", "1", "2"]], outputs=["<output/>", output("a")]),
     ["unnamed_output"]),
    ("same-name", table(["x"], [["-", "1", "2"]], outputs=[output("a"), output("a")]),
     ["duplicate_id", "duplicate_output"]),
    ("aggregated", table(["x"], [["-", "1", "2"]], policy="COLLECT", more='aggregation="SUM"',
     outputs=[output("a"), output("b")]), ["several_aggregated"]),
    ("idle", table(["x"], [["-", "1"]], more='aggregation="SUM"'), ["idle_aggregation"]),
    ("no-priorities", table(["x"], [["-", "1"]], policy="PRIORITY"), ["no_priorities"]),
    ("priorities", table(["x"], [["-", "1"]], policy="PRIORITY", outputs=[output("a", values="1")]),
     []),
    ("few-cells", table(["x"], [[]]), ["wrong_input_cells", "wrong_output_cells"]),
    ("no-expression", table([""], [["-", "1"]]), ["no_expression"]),
    ("empty-output", table(["x"], [["-", ""]]), ["empty_output"]),
    ("null-output", table(["x"], [["-", "null"]]), []),
    ("number", table([("x", "number")], [['< "5"', "1"], [">= 5", "1"]]), ["wrong_type"]),
    ("range", table([("x", "number")], [["[1..@\"2026-03-21\"]", "1"]]),
     ["wrong_type", "impossible_rule"]),
    ("no-day", table(["x"], [['date("2026-02-30")', "1"], ["-", "1"]]), ["no_value"]),
    ("list-cell", table([("x", "string")], [['["a", 5]', "1"]]), ["wrong_type"]),
    ("difference", table([("x", "number")], [["5 - 10", "1"], ["-", "2"]], policy="FIRST"),
     ["difference_as_range"]),
    ("thousands", table([("x", "number")], [["1,000", "1"], ["-", "2"]], policy="FIRST"),
     ["list_as_number"]),
    ("list", table([("x", "number")], [["1, 2", "1"], ["[10..20]", "2"]], policy="FIRST"), []),
    ("unlisted-input", table([("x", "string", '"a"')], [['"b"', "1"], ['"a"', "2"]]),
     ["unlisted_input", "impossible_rule"]),
    ("output", table(["x"], [["-", '"a"']], outputs=[output("o", "number")]), ["wrong_type"]),
    ("unlisted-output", table(["x"], [["-", '"a"']], outputs=[output("o", "string", '"b"')]),
     ["unlisted_output"]),
    ("listed-outputs", table(["x"], [["-", '["b"]']], outputs=[output("o", None, '"b"')]), []),
    ("default", table(["x"], [["-", "1"]], outputs=[output("o", "number", default='"a"')]),
     ["wrong_type"]),
    ("unquoted-input", table([("x", "string")], [["gold", "1"], ["-", "1"]]), ["unquoted_text"]),
    ("unquoted-output", table(["x"], [["-", "gold"]], outputs=[output("o", "string")]),
     ["unquoted_text"]),
    ("endless", table([("x", "number", "count(for i in 1..99999999 return i) > ?")],
     [["5", "1"], ["-", "2"]], policy="FIRST"), []),
    ("no-rules", table(["x"], []), []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("logic", "expected"),
    [pytest.param(logic, expected, id=name) for name, logic, expected in TABLE_PROBLEMS],
)
def test_problem_of_a_table_is_found(logic: str, expected: list[str]):
    found = dmn.check(model(decision("d", logic)))

    assert [each.code for each in found if each.code not in ("gap", "overlap")] == expected


def test_large_constants_are_left_alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("decisions.dmn.checks.constants._LIMITS", feel.Limits(steps=0))
    logic = table([("x", "number")], [['date("2026-02-30")', "1"], ["-", "2"]], policy="FIRST")

    assert codes(model(decision("d", logic))) == []


def test_the_same_finding_counts_once():
    same = literal("y", 'id="a"')
    twice = given("x") + decision("d", f"<list>{same}{same}</list>")

    found = [each for each in dmn.check(model(twice)) if each.code == "unknown_name"]

    assert len(found) == 1


def test_function_is_told_from_other_requirements():
    body = ONE + F + decision("d", call("f", "m"), decisions=["one"], knowledge=["f"])

    assert codes(model(body)) == ["unknown_parameter", "missing_parameter"]


def test_circles_are_reported_up_to_ten():
    body = "".join(decision(f"d{n}", literal("1"), decisions=[f"d{n}"]) for n in range(12))

    assert codes(model(body)) == ["requirement_cycle"] * 10


def test_parts_that_are_missing_are_left_alone():
    cell = f"<relation><column name='a'/><row><literalExpression/>{literal('2')}</row></relation>"

    assert codes(model(decision("d", f"<list><literalExpression/>{cell}</list>"))) == []
    assert (
        codes(model(decision("d", "<relation><column name='a'/><row><list/></row></relation>")))
        == []
    )


def test_allowed_values_of_a_type_hold_for_cells():
    allowed = text('"a", "b"')
    inner = f"<typeRef>string</typeRef><allowedValues>{allowed}</allowedValues>"
    body = item("tRisk", inner)
    body += decision("d", table([("x", "tRisk")], [['"a"', "1"], ['"c"', "2"], ['"b"', "3"]]))

    assert codes(model(body)) == ["unlisted_input", "impossible_rule"]


def test_known_names_need_no_quotes():
    body = given("gold") + decision("d", table([("x", "string")], [["gold", "1"], ["-", "1"]]))

    assert codes(model(body, more=CAMUNDA)) == []


def test_camunda_name_of_the_input_is_known():
    column = '<input camunda:inputVariable="it"><inputExpression><text>x</text></inputExpression>'
    rule = "<rule><inputEntry><text>it > 1</text></inputEntry><outputEntry><text>1</text>"
    logic = f"<decisionTable>{column}</input><output/>{rule}</outputEntry></rule></decisionTable>"
    more = 'xmlns:camunda="urn:other"'

    found = dmn.read(xml(given("x") + decision("d", logic, inputs=["x"]), more=more))

    assert codes(found) == []


def test_check_of_a_linked_model_knows_the_import():
    base = model(given("n") + F, namespace="urn:f")
    body = '<import name="m" namespace="urn:f" importType="https://www.omg.org/spec/DMN/x"/>'
    body += given("x") + decision("d", literal("m.f(x)"), inputs=["x"], knowledge=["urn:f#f"])

    assert codes(dmn.link([model(body), base])) == []


def test_every_finding_says_what_to_do():
    for code, finding in CATALOGUE.items():
        assert finding.template.endswith("."), code
        assert finding.hint.endswith((".", "…")), code


def test_models_of_the_standard_are_right(corpus: Any):
    for path in sorted((corpus / "dmn-tck" / "compliance-level-2").glob("*/*.dmn")):
        assert codes(dmn.read(path.read_bytes()), "error") == [], path.name


def test_checked_model_is_still_evaluated():
    assert value(model(decision("d", literal('"a"', 'typeRef="number"')))) is None
