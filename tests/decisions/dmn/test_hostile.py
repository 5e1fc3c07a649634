"""Files meant to hang, crash or fill the machine are refused, or cost little."""

import threading

import pytest

from decisions import dmn, feel
from tests.decisions.dmn.building import (
    codes,
    decision,
    given,
    knowledge,
    literal,
    model,
    output,
    table,
    value,
    xml,
)


def nested(depth: int) -> str:
    return "<list>" * depth + literal("1") + "</list>" * depth


def test_deep_nesting_is_read_and_evaluated():
    found = model(decision("d", nested(100)))

    text = str(value(found))

    assert text.count("[") == 100
    assert codes(found) == []


def test_deeper_nesting_is_refused():
    with pytest.raises(dmn.DmnError) as refused:
        model(decision("d", nested(250)))

    assert refused.value.code == "too_deep"


def test_many_attributes_are_read():
    attributes = " ".join(f'a{number}="x"' for number in range(30_000))
    file = xml(f'<decision id="d" name="d" {attributes}>{literal("1")}</decision>')

    assert value(dmn.read(file)) == 1


def test_long_row_of_types_is_checked():
    rows = "".join(
        f'<itemDefinition name="t{number}"><typeRef>t{number + 1}</typeRef></itemDefinition>'
        for number in range(2000)
    )
    found = model(rows + decision("d", literal("1"), type_="t0"))

    assert codes(found) == ["unknown_type"]
    assert value(found) == 1


def test_deep_expression_is_a_syntax_error():
    found = model(decision("d", literal("(" * 5000 + "1" + ")" * 5000)))

    assert codes(found) == ["feel_syntax"]
    assert value(found) is None


def test_long_circle_is_told_quickly():
    body = "".join(
        decision(f"d{n}", literal("1"), decisions=[f"d{(n + 1) % 500}"]) for n in range(500)
    )

    assert codes(model(body)) == ["requirement_cycle"]


def test_wide_graph_is_evaluated():
    names = [f"d{n}" for n in range(500)]
    body = "".join(decision(name, literal("1")) for name in names)
    body += decision("d", literal(" + ".join(names)), decisions=names)

    assert value(model(body)) == 500


def test_every_decision_of_a_lattice_is_evaluated_once():
    body = decision("a0", literal("1")) + decision("b0", literal("1"))
    for n in range(1, 40):
        below = [f"a{n - 1}", f"b{n - 1}"]
        body += decision(f"a{n}", literal("1"), decisions=below)
        body += decision(f"b{n}", literal("1"), decisions=below)

    assert len(dmn.evaluate(model(body), "a39", {}).outputs) == 79


def test_huge_table_is_read_checked_and_evaluated():
    rules = [[f"[{n * 10}..{n * 10 + 9})", f'"k{n % 7}"', str(n)] for n in range(2000)]
    found = model(decision("d", table([("a", "number"), ("b", "string")], rules)))

    assert value(found, a=19995, b="k4") == 1999
    assert set(codes(found)) <= {"gap", "more_gaps", "too_large_to_check"}


def test_table_whose_gaps_explode_is_given_up():
    count = 40
    rules = [["-"] * n + [f"{n}"] + ["-"] * (count - n - 1) + ["1"] for n in range(count)] + [
        [f"not({n})" for n in range(count)] + ["2"]
    ]
    columns = [(f"x{n}", "number") for n in range(count)]

    found = codes(model(decision("d", table(columns, rules, policy="FIRST"))))

    assert set(found) <= {"gap", "more_gaps", "too_large_to_check", "unreachable_rule"}


def test_rules_that_all_overlap_are_counted_so_far():
    found = model(decision("d", table([("a", "number")], [["-", str(n)] for n in range(2000)])))

    assert codes(found) == ["overlap"] * 10 + ["more_overlaps"]


@pytest.mark.parametrize(
    "text",
    [
        "for i in 1..1000000000 return i",
        "count(for i in 1..100000, j in 1..100000 return i)",
        'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "(a|aa)+$x")',
    ],
)
def test_endless_expression_is_stopped(text: str):
    found = model(decision("d", literal(text)))

    with pytest.raises(feel.LimitExceededError) as stopped:
        dmn.evaluate(found, "d", {}, limits=feel.Limits(seconds=0.5))

    assert stopped.value.code == "feel_limit"


def test_endless_expression_in_a_cell_is_stopped():
    cells = ["count(for i in 1..1000000 return i) > 0", "1"]

    with pytest.raises(feel.LimitExceededError):
        dmn.evaluate(model(decision("d", table(["1"], [cells]))), "d", {})


def test_boxed_loop_is_stopped():
    loop = f"<in>{literal('[1..100000000]')}</in><return>{literal('i')}</return>"
    body = f'<for iteratorVariable="i">{loop}</for>'

    with pytest.raises(feel.LimitExceededError):
        dmn.evaluate(model(decision("d", body)), "d", {})


def test_service_that_calls_itself_is_stopped():
    service = '<decisionService id="s" name="s"><outputDecision href="#a"/></decisionService>'
    body = decision("a", literal("s()"), knowledge=["s"]) + service

    with pytest.raises(feel.LimitExceededError):
        dmn.evaluate(model(body), "a", {})


def test_many_threads_share_a_model():
    rules = [[f"[{n * 10}..{n * 10 + 9}]", str(n)] for n in range(100)]
    body = knowledge("f", {"n": "number"}, table([("n", "number")], rules))
    body += given("x", "number") + decision("d", literal("f(x)"), inputs=["x"], knowledge=["f"])
    found = model(body)
    wrong: list[int] = []

    def work(number: int) -> None:
        for _ in range(30):
            if value(found, x=number * 10) != number:
                wrong.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_control_characters_are_no_xml():
    with pytest.raises(dmn.DmnError):
        dmn.read(xml(decision("d", literal("\x00"))))


def test_check_never_raises_on_odd_tables():
    odd = table(["x", "y"], [["-"], [], ["1", "2", "3", "4", "5"]], outputs=[output("a")])

    assert "wrong_input_cells" in codes(model(decision("d", odd)))
