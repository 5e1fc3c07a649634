"""A filled form as text."""

import forms
from tests.forms.builders import field, form

SCHEMA = form(
    {"type": "text", "text": "Hello"},
    field(key="name", label="Name of {{kind}}", ravand={"fa": {"label": "نام {{kind}}"}}),
    {"type": "group", "path": "a", "label": "G", "components": [field(key="b", label="B")]},
    {"type": "group", "components": [field(key="c", label="")]},
    field(key="hidden", conditional={"hide": "=true"}),
    field("datetime", "d", label="", dateLabel="Day"),
    field("datetime", "t", label="", subtype="time", timeLabel="Time"),
    field(
        "select",
        "s",
        values=[{"label": "Red", "value": "r"}],
        ravand={"fa": {"values": {"r": "سرخ"}}},
    ),
)
DATA = {"name": "Ali", "a": {"b": "x"}, "kind": "cat", "s": "r", "hidden": "no", "d": "2026-11-21"}


def test_fields_are_described_in_order():
    assert forms.describe(SCHEMA, DATA, "en") == [
        ("Name of cat", "Ali"),
        ("B", "x"),
        ("c", ""),
        ("Day", "2026-11-21"),
        ("Time", ""),
        ("s", "Red"),
    ]


def test_reader_language_is_spoken():
    found = dict(forms.describe(SCHEMA, DATA, "fa"))

    assert found["نام cat"] == "Ali"
    assert found["s"] == "سرخ"
    assert found["Day"] == "۱۴۰۵/۰۸/۳۰"


def test_missing_data_is_blank():
    assert [value for _, value in forms.describe(SCHEMA, {"a": 5}, "en")] == [""] * 6
