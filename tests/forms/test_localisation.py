"""One schema, two languages."""

import forms
from tests.forms.builders import field, form

PERSIAN = {
    "label": "نوع",
    "description": "یکی را برگزینید",
    "values": {"a": "آ", "1": "یک", "true": "بله"},
    "errors": {"pattern": "نه"},
}


def localised(component, language="fa"):
    return forms.localise(form(component), language)["components"][0]


def test_texts_are_replaced_and_the_rest_stays():
    component = field(
        id="F", description="Choose", validate={"required": True}, ravand={"fa": {"label": "نام"}}
    )

    assert localised(component) == {
        "type": "textfield",
        "key": "it",
        "id": "F",
        "label": "نام",
        "description": "Choose",
        "validate": {"required": True},
    }
    assert localised(component, "en")["label"] == "it"
    assert "ravand" in component


def test_labels_of_options_are_replaced_by_value():
    values = [{"label": "A", "value": "a"}, 1, {"label": "T", "value": True}, "rest"]
    component = field("select", values=values, ravand={"fa": PERSIAN})

    assert localised(component)["values"] == [
        {"label": "آ", "value": "a"},
        {"label": "یک", "value": 1},
        {"label": "بله", "value": True},
        "rest",
    ]


def test_options_from_a_variable_stay():
    component = field("select", valuesKey="list", ravand={"fa": {"values": {"a": "آ"}}})

    assert localised(component)["values"] == []


def test_headings_of_tables_are_replaced_by_key():
    columns = [{"key": "id", "label": "ID"}, {"key": "x", "label": "X"}]
    table = {"type": "table", "columns": columns, "ravand": {"fa": {"columns": {"id": "شماره"}}}}

    assert [one["label"] for one in localised(table)["columns"]] == ["شماره", "X"]


def test_adorners_are_replaced_where_form_js_looks_for_them():
    component = field(
        "number",
        appearance={"prefixAdorner": "$", "suffixAdorner": "net"},
        ravand={"fa": {"suffixAdorner": "ریال"}},
    )

    assert localised(component)["appearance"] == {"prefixAdorner": "$", "suffixAdorner": "ریال"}


def test_message_of_a_pattern_is_replaced():
    own = {"fa": {"errors": {"pattern": "فقط رقم", "required": "لازم"}}}

    found = localised(field(validate={"pattern": "^[0-9]+$"}, ravand=own))["validate"]
    assert found == {"pattern": "^[0-9]+$", "patternErrorMessage": "فقط رقم"}
    assert "validate" not in localised(field(ravand=own))


def test_whole_form_is_localised():
    inner = field(ravand={"fa": {"label": "نام"}})
    schema = form(
        {"type": "group", "components": [inner], "ravand": {"fa": {"label": "گروه"}}},
        title="Order",
        ravand={"fa": {"title": "سفارش"}},
    )

    found = forms.localise(schema, "fa_IR")

    assert found["title"] == "سفارش"
    assert found["components"][0]["label"] == "گروه"
    assert found["components"][0]["components"][0]["label"] == "نام"
    assert "ravand" not in str(found).replace("Ravand_", "")


def test_every_component_gets_an_id_of_its_own():
    group = {"type": "group", "components": [field(key="a"), field(key="b", id="mine")]}

    found = forms.localise(form(group, {"type": "separator"}), "en")["components"]
    ids = [found[0]["id"], *(one["id"] for one in found[0]["components"]), found[1]["id"]]

    assert len(set(ids)) == 4
    assert ids[2] == "mine"


def test_localised_form_is_a_good_form():
    component = field("select", values=["a"], ravand={"fa": {"values": {"a": "آ"}}})

    assert forms.check(forms.localise(form(component), "fa")) == []
