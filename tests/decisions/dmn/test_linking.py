"""Models that import each other, by name, nested, merged, twice, or not at all."""

import pytest

from decisions import dmn
from tests.decisions.dmn.building import (
    codes,
    decision,
    element,
    given,
    knowledge,
    literal,
    model,
    value,
)

KIND = 'importType="https://www.omg.org/spec/DMN/20230324/MODEL/"'


def imports(name: str, namespace: str) -> str:
    return f'<import name="{name}" namespace="{namespace}" {KIND}/>'


ITEMS = '<itemDefinition name="tName"><typeRef>string</typeRef></itemDefinition>'
BASE = model(
    ITEMS
    + given("Person name", "tName")
    + knowledge("greet", {"who": "tName"}, literal('"Hello " + who'))
    + decision(
        "greeting", literal("greet(Person name)"), inputs=["Person name"], knowledge=["greet"]
    ),
    namespace="urn:base",
)


def test_imported_function_is_called_by_its_prefix():
    body = imports("the base", "urn:base") + decision(
        "d", literal('the base.greet("Ali")'), knowledge=["urn:base#greet"]
    )

    assert value(dmn.link([model(body), BASE])) == "Hello Ali"


def test_imported_decision_reads_inputs_given_under_the_import():
    body = imports("base", "urn:base") + decision(
        "d", literal("base.greeting"), decisions=["urn:base#greeting"]
    )
    models = dmn.link([model(body), BASE])

    assert value(models, base={"Person name": "Sara"}) == "Hello Sara"
    assert value(models, **{"Person name": "Ali"}) == "Hello Ali"


def test_the_same_model_imported_on_two_ways_has_two_inputs():
    def middle(namespace: str) -> dmn.Model:
        body = imports("a", "urn:base") + decision(
            "m", literal("a.greeting"), decisions=["urn:base#greeting"]
        )
        return model(body, namespace=namespace)

    body = imports("B1", "urn:b1") + imports("B2", "urn:b2")
    body += decision("d", literal('B1.m + "; " + B2.m'), decisions=["urn:b1#m", "urn:b2#m"])
    models = dmn.link([model(body), middle("urn:b1"), middle("urn:b2"), BASE])

    found = value(models, B1={"a": {"Person name": "x"}}, B2={"a": {"Person name": "y"}})

    assert found == "Hello x; Hello y"


def test_element_of_an_import_of_an_import_is_reached():
    middle = model(imports("a", "urn:base"), namespace="urn:b")
    body = (
        imports("B", "urn:b")
        + '<inputData id="i_n" name="n"><variable name="n" typeRef="B.a.tName"/></inputData>'
        + decision("d", literal("B.a.greet(n)"), inputs=["n"], knowledge=["urn:base#greet"])
    )
    models = dmn.link([model(body), middle, BASE])

    assert value(models, n="Ali") == "Hello Ali"
    assert value(models, n=5) is None
    assert codes(models) == []


def test_imported_function_knows_the_types_of_its_model():
    item = '<itemDefinition name="tNumber"><typeRef>number</typeRef></itemDefinition>'
    base = model(
        item + knowledge("f", {"x": None}, literal("x instance of tNumber")), namespace="urn:f"
    )
    own = '<itemDefinition name="tNumber"><typeRef>string</typeRef></itemDefinition>'
    text = "[f.f(1), 1 instance of tNumber]"
    body = imports("f", "urn:f") + decision("d", literal(text), knowledge=["urn:f#f"])

    assert value(dmn.link([model(own + body), base])) == [True, False]


def test_import_without_name_merges():
    body = (
        imports("", "urn:base")
        + '<inputData id="i_n" name="n"><variable name="n" typeRef="tName"/></inputData>'
        + decision("d", literal("greet(n)"), inputs=["n"], knowledge=["urn:base#greet"])
    )

    assert value(dmn.link([model(body), BASE]), n="Ali") == "Hello Ali"


def test_models_may_import_each_other():
    one = model(imports("two", "urn:two") + decision("d", literal("1")), namespace="urn:one")
    two = model(imports("one", "urn:one"), namespace="urn:two")

    assert value(dmn.link([one, two])) == 1


def test_decision_of_an_import_is_evaluated_by_name():
    body = imports("base", "urn:base")

    assert value(dmn.link([model(body), BASE]), "greeting", **{"Person name": "z"}) == "Hello z"


def test_service_of_an_import_is_called():
    inner = element(
        "decisionService",
        "s",
        '<outputDecision href="#greeting"/><inputData href="#i_Person name"/>',
    )
    base = model(
        given("Person name")
        + decision("greeting", literal('"Hi " + Person name'), inputs=["Person name"])
        + inner,
        namespace="urn:base",
    )
    body = imports("b", "urn:base") + decision("d", literal('b.s("Ali")'), knowledge=["urn:base#s"])

    assert value(dmn.link([model(body), base])) == "Hi Ali"


def test_several_elements_of_one_import_are_read():
    base = model(decision("x", literal("1")) + decision("y", literal("2")), namespace="urn:base")
    body = imports("b", "urn:base") + decision(
        "d", literal("b.x + b.y"), decisions=["urn:base#x", "urn:base#y"]
    )

    assert value(dmn.link([model(body), base])) == 3


def test_missing_import_is_reported_and_null():
    found = model(
        imports("b", "urn:gone") + decision("d", literal("b.x"), decisions=["urn:gone#x"])
    )

    assert value(found) is None
    assert codes(found) == ["unknown_import", "dangling_reference"]


def test_own_element_is_found_under_another_namespace():
    body = decision("a", literal("1")) + decision("d", literal("a"), decisions=["urn:old#a"])

    assert value(model(body)) == 1


def test_two_models_of_one_namespace_are_refused():
    with pytest.raises(dmn.DmnError) as refused:
        dmn.link([model(""), model("")])

    assert refused.value.code == "ambiguous_namespace"


def test_ways_between_models_are_limited(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("decisions.dmn.linking.MAX_WAYS", 50)
    count = 12
    body = "".join(imports(f"m{n}", f"urn:{n}") for n in range(count))
    models = [model(body + decision("d", literal("1")), namespace=f"urn:{n}") for n in range(count)]

    assert value(dmn.link(models)) == 1
