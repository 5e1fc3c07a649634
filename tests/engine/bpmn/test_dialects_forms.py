"""Forms of tasks: named, or made of fields in the diagram."""

import pytest

from tests.engine.bpmn.diagrams import compiled, errors, extended, line, node, value, warnings


def user_task(attributes="", inner="", extensions=""):
    return line(extended("userTask", "u", extensions, attributes, inner), "u")


@pytest.mark.parametrize(
    ("attributes", "key"),
    [
        ('ravand:form="intake.form"', "intake.form"),
        ('ravand:form="intake"', "intake"),
        ('camunda:formKey="camunda-forms:deployment:intake.form"', "intake.form"),
        ('camunda:formKey="camunda-forms:app:intake.form"', "intake.form"),
        ('camunda:formRef="intake" camunda:formRefBinding="deployment"', "intake"),
        ('flowable:formKey="intake"', "intake"),
    ],
)
def test_forms_are_named_in_every_way(attributes, key):
    definition = compiled(user_task(attributes))

    assert value(definition.specs["P"].task_specs["u"].assignment.form_key) == key
    assert definition.processes["P"].form_keys == {key}


def test_form_may_be_an_expression():
    definition = compiled(user_task('ravand:form="${kind}.form"'))

    form = definition.specs["P"].task_specs["u"].assignment.form_key
    assert value(form, kind="intake") == "intake.form"
    assert definition.processes["P"].form_keys == frozenset()


@pytest.mark.parametrize("key", ["embedded:app:forms/a.html", "app:a.jsf", "a.xhtml", "http://x/y"])
def test_pages_of_other_systems_are_left_out_with_a_warning(key):
    xml = user_task(f'camunda:formKey="{key}"')

    assert warnings(xml) == [("form_embedded", "u")]
    assert node(xml, "u").assignment.form_key is None


def test_form_by_version_is_refused():
    attributes = 'camunda:formRef="f" camunda:formRefBinding="version" camunda:formRefVersion="2"'

    assert errors(user_task(attributes)) == [("form_version", "u")]


FIELDS = """<camunda:formData>
<camunda:formField id="amount" label="Amount" type="long" defaultValue="3">
  <camunda:validation><camunda:constraint name="required"/>
  <camunda:constraint name="min" config="1"/>
  </camunda:validation></camunda:formField>
<camunda:formField id="kind" type="enum"><camunda:value id="a" name="A"/></camunda:formField>
<camunda:formField id="ok" type="boolean" defaultValue="true"/>
<camunda:formField id="day" label="Day" type="date"/>
</camunda:formData>"""


def test_form_fields_become_a_form():
    form = compiled(user_task(extensions=FIELDS)).processes["P"].generated_forms["u"]

    assert form["type"] == "default"
    assert form["components"] == [
        {
            "type": "number", "id": "Field_amount", "key": "amount", "label": "Amount",
            "decimalDigits": 0, "defaultValue": 3, "validate": {"required": True, "min": 1},
        },
        {
            "type": "select", "id": "Field_kind", "key": "kind", "label": "kind",
            "values": [{"value": "a", "label": "A"}],
        },
        {
            "type": "checkbox", "id": "Field_ok", "key": "ok", "label": "ok",
            "defaultValue": True,
        },
        {
            "type": "datetime", "id": "Field_day", "key": "day", "label": "Day",
            "subtype": "date", "dateLabel": "Day",
        },
    ]  # fmt: skip


def test_form_properties_of_activiti_become_a_form():
    fields = (
        '<activiti:formProperty id="days" name="Days" type="long" value="${days}" required="true"/>'
        '<activiti:formProperty id="why" writable="false"/>'
        '<activiti:formProperty id="hidden" readable="false"/>'
    )
    form = compiled(user_task(extensions=fields)).processes["P"].generated_forms["u"]

    assert [c["key"] for c in form["components"]] == ["days", "why"]
    assert form["components"][0]["validate"] == {"required": True}
    assert "defaultValue" not in form["components"][0]
    assert form["components"][1]["readonly"] is True


def test_form_fields_that_are_not_understood_are_warned_of():
    fields = (
        '<camunda:formData><camunda:formField id="f" type="colour" defaultValue="${other}">'
        '<camunda:validation><camunda:constraint name="validator" config="C"/>'
        "</camunda:validation></camunda:formField></camunda:formData>"
    )

    assert warnings(user_task(extensions=fields)) == [
        ("form_type", "u"),
        ("form_default", "u"),
        ("form_validation", "u"),
    ]
