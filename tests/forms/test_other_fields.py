"""Components that only show something."""

import pytest

import forms
from tests.forms.builders import error, form, problems

COLUMNS = [{"key": "id", "label": "ID"}]


@pytest.mark.parametrize(
    "component",
    [
        {"type": "text", "text": "# Hello {{customer.name}}"},
        {"type": "separator"},
        {"type": "spacer", "height": 30},
        {"type": "button", "label": "Send", "action": "submit"},
        {"type": "image", "source": "data:image/png;base64,AAAA", "alt": "Logo"},
        {"type": "image", "source": "=picture"},
        {"type": "image"},
        {"type": "table", "dataSource": "=orders", "columns": COLUMNS, "rowCount": 10},
        {"type": "table", "dataSource": "=orders", "columnsExpression": "=headings"},
        {"type": "group", "label": "Group", "components": []},
    ],
)
def test_components_that_show_something_are_accepted(component):
    assert problems(component) == []


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        ({"type": "table"}, "columns_missing"),
        ({"type": "table", "columns": []}, "columns_missing"),
        ({"type": "table", "columns": {"id": "ID"}}, "columns_missing"),
        ({"type": "table", "columns": [{"key": "id"}]}, "columns_missing"),
        ({"type": "table", "columns": ["id"]}, "columns_missing"),
        ({"type": "table", "columns": COLUMNS, "rowCount": 0}, "bad_property"),
        ({"type": "table", "columns": COLUMNS, "rowCount": True}, "bad_property"),
        ({"type": "table", "columns": COLUMNS, "rowCount": "5"}, "bad_property"),
        ({"type": "table", "columns": COLUMNS, "dataSource": "=a[b > 1"}, "bad_expression"),
        ({"type": "text", "text": "{{#loop a}}x{{/if}}"}, "bad_template"),
        ({"type": "text", "text": "=a + "}, "bad_expression"),
        ({"type": "text", "validate": {"required": True}}, "rule_not_applicable"),
    ],
)
def test_components_that_cannot_work_are_refused(component, expected):
    assert problems(component) == error(expected)


@pytest.mark.parametrize("source", ["https://example.org/a.png", "/logo.png", '="x"'])
def test_image_that_stays_blank_is_pointed_out(source):
    assert problems({"type": "image", "source": source}) == [("warning", "image_not_shown")]


def test_they_hold_no_values():
    shown = [{"type": "text", "text": "Hi"}, {"type": "separator"}, {"type": "button"}]
    schema = form(*shown, {"type": "table", "columns": COLUMNS, "dataSource": "=orders"})

    assert forms.validate(schema, {}, {"orders": [{"id": 1}]}).data == {}
    assert forms.describe(schema, {}, "en") == []
    assert not forms.variables(schema).writes
