"""From bytes to JSON: what is refused, and where it stands in the file."""

import json

import pytest

import forms
from tests.forms.builders import form


def found(schema, **options):
    return [(one.code, one.line) for one in forms.check(schema, "a.form", **options)]


def test_problem_has_file_line_key_and_label():
    schema = b"""{
      "type": "default",
      "components": [
        {"type": "textfield", "key": "a", "label": "First"},
        {
          "type": "number", "key": "b", "label": "Second",
          "validate": {"min": 2, "max": 1}
        }
      ]
    }"""

    (problem,) = forms.check(schema, "a.form")

    assert (problem.resource, problem.line) == ("a.form", 5)
    assert (problem.element_id, problem.element_name) == ("b", "Second")
    assert str(problem) == (
        "a.form, line 5, b: min 2 is greater than max 1. No value can meet both rules."
    )


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (b'{\n"type": }', ("not_json", 2)),
        (b'{"a": NaN}', ("not_json", None)),
        (b'{"a": ' + b"1" * 5000 + b"}", ("not_json", None)),
        (b"\xff", ("not_text", None)),
        (b"[" * 100_000, ("too_deep", None)),
        (b'{"a":' * 60 + b"1" + b"}" * 60, ("too_deep", None)),
        (b" " * 1024 * 1024 + b"{}", ("too_large", None)),
        (b"[]", ("not_a_form", None)),
        (b"null", ("not_a_form", None)),
    ],
    ids=["syntax", "nan", "long", "latin", "open", "deep", "large", "list", "null"],
)
def test_what_is_no_json_object_is_refused(schema, expected):
    assert found(schema) == [expected]


def test_byte_order_mark_is_no_fault():
    assert found(b"\xef\xbb\xbf" + json.dumps(form()).encode()) == []


def test_text_and_json_are_read_as_well():
    assert found(json.dumps(form())) == []
    assert found(form()) == []


def test_limit_of_bytes_can_be_set():
    assert found(b"{}" * 10, limits=forms.Limits(schema_bytes=10)) == [("too_large", None)]
