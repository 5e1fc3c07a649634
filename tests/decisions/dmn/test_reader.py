"""A file becomes a model: every part keeps its id, its line and its texts."""

import pytest

from decisions import dmn
from decisions.dmn import boxes
from tests.decisions.dmn.building import (
    CAMUNDA,
    decision,
    given,
    knowledge,
    literal,
    model,
    output,
    table,
    text,
    variable,
    xml,
)


def logic(body: str) -> boxes.Box | None:
    return model(decision("d", body)).decisions[0].logic


def test_decision_keeps_question_and_table():
    body = "<question>Which dish?</question><allowedAnswers>any</allowedAnswers>"

    found = model(decision("dish", body + table(["guests"], [["< 5", '"stew"']])))

    dish = found.decisions[0]
    assert (dish.id, dish.name, dish.question, dish.answers) == (
        "dish",
        "dish",
        "Which dish?",
        "any",
    )
    assert dish.table is not None
    assert dish.table.hit_policy == "UNIQUE"
    assert [rule.id for rule in dish.table.rules] == ["r1"]
    assert [cell.id for cell in dish.table.rules[0].inputs] == ["c1_1"]
    assert dish.table.inputs[0].label == "guests"


def test_decision_without_table_has_none():
    assert model(decision("d", literal("1"))).decisions[0].table is None


@pytest.mark.parametrize(
    ("told", "policy"),
    [("", "UNIQUE"), ("F", "FIRST"), ("R", "RULE ORDER"), ("OUTPUT ORDER", "OUTPUT ORDER")],
)
def test_hit_policy_is_read_by_name_or_letter(told: str, policy: str):
    found = logic(table(["a"], [["-", "1"]], policy=told))

    assert isinstance(found, boxes.DecisionTable)
    assert found.hit_policy == policy


@pytest.mark.parametrize(
    ("policy", "more", "code"),
    [
        ("SECOND", "", "unknown_hit_policy"),
        ("COLLECT", 'aggregation="AVERAGE"', "unknown_aggregation"),
    ],
)
def test_policy_that_is_none_of_dmn_is_refused(policy: str, more: str, code: str):
    with pytest.raises(dmn.DmnError) as refused:
        logic(table(["a"], [["-", "1"]], policy=policy, more=more))

    assert refused.value.code == code


def test_rule_without_id_is_numbered():
    rule = "<rule><description> why </description><inputEntry/><outputEntry/></rule>"
    found = logic(f"<decisionTable><input/><output/>{rule}</decisionTable>")

    assert isinstance(found, boxes.DecisionTable)
    assert found.rules[0].id == "rule-1"
    assert found.rules[0].description == "why"
    assert found.rules[0].inputs[0].text == ""
    assert found.inputs[0].expression is None


def test_imported_values_are_kept_as_foreign():
    found = logic("<literalExpression><importedValues/></literalExpression>")

    assert isinstance(found, boxes.LiteralExpression)
    assert found.text is not None
    assert found.text.language == "imported values"


def test_type_is_read_from_attribute_element_and_prefix():
    items = (
        '<itemDefinition name="a"><typeRef>feel:number</typeRef></itemDefinition>'
        '<itemDefinition name="b" typeRef="string" isCollection="true"/>'
        '<itemDefinition name="c"><functionItem outputTypeRef="string">'
        '<parameters name="p" typeRef="number"/></functionItem></itemDefinition>'
        '<itemDefinition name="e"><itemComponent name="x"><typeRef>a</typeRef></itemComponent>'
        "</itemDefinition>"
    )

    a, b, c, e = model(items).items

    assert (a.base, a.collection) == ("number", False)
    assert (b.base, b.collection) == ("string", True)
    assert (c.function, c.result, c.parameters[0].type) == (True, "string", "number")
    assert e.components[0].base == "a"


def test_element_without_name_is_called_by_its_id():
    found = model("<decision id='x'/><businessKnowledgeModel id='k' name='k'/>")

    assert (found.decisions[0].name, found.decisions[0].variable) == ("x", "x")
    assert found.bkms[0].logic is None


def test_repeated_ids_are_kept():
    found = model("<decision id='x' name='x'/><decision id='x' name='y'/><inputData name='z'/>")

    assert [part.id for part in found.repeated] == ["x"]


def test_service_import_and_knowledge_are_read():
    body = (
        '<import name="m" namespace="urn:m" importType="urn:dmn"/>'
        + given("a")
        + knowledge("f", {"x": "number"}, literal("x"))
        + decision("d", literal("1"), inputs=["a"], knowledge=["f"])
        + f'<decisionService id="s" name="s">{variable("s")}<outputDecision href="#d"/>'
        '<encapsulatedDecision href="#e"/><inputDecision href="#g"/><inputData href="#i_a"/>'
        "</decisionService>"
    )

    found = model(body)

    assert (found.imports[0].name, found.imports[0].namespace) == ("m", "urn:m")
    assert [each.kind for each in found.decisions[0].requirements] == ["input", "knowledge"]
    service = found.services[0]
    assert [service.outputs[0].href, service.inputs[0].href] == ["#d", "#i_a"]
    assert [service.encapsulated[0].href, service.input_decisions[0].href] == ["#e", "#g"]


def test_every_variable_is_open_without_inputs_or_in_camunda():
    assert model(decision("d", literal("1"))).open
    assert model(given("a") + decision("d", literal("1")), more=CAMUNDA).open
    assert not model(given("a") + decision("d", literal("1"))).open


def test_camunda_attributes_are_read():
    column = (
        '<input camunda:inputVariable="it"><inputExpression expressionLanguage="feel">'
        f"{text('a')}</inputExpression></input>"
    )
    body = f"<decisionTable>{column}{output('o')}</decisionTable>"

    found = dmn.read(xml(decision("d", body), more=CAMUNDA)).decisions[0].table

    assert found is not None
    assert found.inputs[0].variable == "it"
    assert found.inputs[0].label == "a"


def test_version_tag_and_names_by_language_are_read():
    names = '<ravand:name lang="fa"> تخفیف </ravand:name><ravand:other/><other lang="en"/>'
    body = f'<decision id="d" name="d" camunda:versionTag="1.2"><extensionElements>{names}'
    more = f'{CAMUNDA} xmlns:ravand="http://ravand.org/schema/1.0/dmn"'

    found = model(f"{body}</extensionElements></decision>", more=more).decisions[0]

    assert (found.version_tag, found.names) == ("1.2", {"fa": "تخفیف"})


def test_persian_names_are_kept():
    found = model(decision("تخفیف مشتری", literal("1")))

    assert found.decisions[0].name == "تخفیف مشتری"
