"""What a form shows of the variables, and which it reads and writes."""

from decimal import Decimal

import forms
from tests.forms.builders import field, form

ROWS = {"type": "dynamiclist", "path": "rows", "components": [field(key="name")]}


def test_form_is_shown_with_its_own_variables_only():
    schema = form(
        field(key="name"), field(key="customer.city", readonly=True), field(disabled=True)
    )
    known = {"name": "Ali", "customer": {"city": "Yazd", "debt": 5}, "secret": 1, "it": "x"}

    assert forms.initial(schema, known) == {
        "name": "Ali",
        "customer": {"city": "Yazd"},
        "it": "x",
    }


def test_empty_form_shows_defaults_and_empty_values():
    schema = form(
        field(key="a"),
        field("number", "b", defaultValue=5),
        field("checkbox", "c"),
        field("taglist", "d", values=["x"], defaultValue=["x"]),
        {"type": "group", "path": "g", "components": [field("jalalidate", "e")]},
    )

    assert forms.initial(schema, {}) == {"a": "", "b": 5, "c": False, "d": ["x"], "g": {"e": None}}


def test_variable_wins_over_the_default():
    assert forms.initial(form(field(defaultValue="x")), {"it": None}) == {"it": ""}


def test_what_texts_tables_and_options_read_is_shown_too():
    columns = [{"key": "id", "label": "ID"}]
    schema = form(
        {"type": "text", "text": "Dear {{customer.name}}, {{gone}}"},
        {"type": "table", "dataSource": "=orders", "columns": columns},
        {"type": "group", "components": [field("select", valuesKey="list", label="=heading")]},
    )
    known = {
        "customer": {"name": "Mina", "debt": 5},
        "orders": [{"id": Decimal(1)}],
        "list": ["a"],
        "heading": "Choose",
        "it": "a",
    }

    assert forms.initial(schema, known) == {**known, "customer": {"name": "Mina"}, "it": "a"}


def test_what_only_a_translation_reads_is_shown_too():
    texts = {"label": "نام {{customer.name}}", "prefixAdorner": "{{unit}}"}
    schema = form(field(ravand={"fa": texts}))
    known = {"customer": {"name": "Mina", "debt": 5}, "unit": "kg", "it": "a", "secret": 1}

    assert forms.initial(schema, known) == {"customer": {"name": "Mina"}, "unit": "kg", "it": "a"}
    assert forms.variables(schema).reads == {"customer", "unit", "it"}


def test_names_read_and_written():
    schema = form(
        field(key="name"),
        field(key="customer.city"),
        field(key="locked", readonly=True),
        field(key="off", disabled=True),
        field(key="hidden", conditional={"hide": "=true"}),
        field("select", "choice", valuesKey="list"),
        {"type": "text", "text": "{{greeting.words}}"},
        ROWS,
        {**ROWS, "path": "fixed", "components": [field(key="a", readonly=True)]},
    )

    found = forms.variables(schema)

    assert found.writes == {"name", "customer", "choice", "rows"}
    assert found.reads == found.writes | {"locked", "off", "list", "greeting", "fixed"}


def test_shown_data_is_what_an_untouched_form_sends_back():
    schema = form(field(key="name"), field("number", "amount"), field(key="a.b"), ROWS)
    known = {"name": "x\ny", "amount": "7", "rows": [{"name": 5}]}

    shown = forms.initial(schema, known)

    assert forms.validate(schema, shown, known).data == shown
    assert forms.initial(schema, shown) == shown
