"""Judging a submission: what is taken over, what is refused, and where the error stands."""

import forms


def form(*components, **properties):
    return {"type": "default", "components": list(components), **properties}


def text(key="name", **properties):
    return {"type": "textfield", "key": key, "label": key, **properties}


def codes(verdict):
    return {path: [error.code for error in errors] for path, errors in verdict.errors.items()}


def test_a_good_submission_becomes_variables():
    schema = form(text(), {"type": "number", "key": "amount"})

    verdict = forms.validate(schema, {"name": "Parisa", "amount": 12.5}, {})

    assert verdict.ok
    assert verdict.data == {"name": "Parisa", "amount": 12.5}


def test_errors_of_list_rows_are_addressed_by_index():
    inner = text(validate={"required": True})
    schema = form({"type": "dynamiclist", "path": "people", "components": [inner]})

    verdict = forms.validate(schema, {"people": [{"name": "A"}, {"name": ""}]}, {})

    assert codes(verdict) == {"people.1.name": ["required"]}
    assert verdict.errors["people.1.name"][0].indexes == (1,)
