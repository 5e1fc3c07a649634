"""The browser and the server give the same verdict: both judge the same forms and answers."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from datetime import UTC, datetime
from random import Random

import pytest

import forms
from forms.catalogue import ERRORS
from forms.scope import Scope
from forms.settling import settle
from tests.forms.parity.drawing import Drawing

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CASES = int(os.environ.get("RAVAND_PARITY_CASES", "250"))
NOW = datetime(2026, 11, 21, tzinfo=UTC)
FACTS = re.compile(r"\\{\w+\\}")


@pytest.fixture(scope="module")
def judge(page_with):
    """Return the browser's judge: a function of schema, shown and entered data."""
    page = page_with("judge.js")
    return lambda **given: page.evaluate("(given) => judge(given)", given)


def code_of(text):
    """Return the code of an English message; "other" for what our own date fields say."""
    for code, template in ERRORS.items():
        if code != "message" and re.fullmatch(FACTS.sub(".*", re.escape(template)), text, re.S):
            return code
    return "other"


def texts_of(errors, indexes=()):
    """Walk form-js's errors of one field: lists of texts, nested by row."""
    if isinstance(errors, list) and errors and all(isinstance(one, str) for one in errors):
        yield indexes, errors
        return
    inner = enumerate(errors) if isinstance(errors, list) else errors.items()
    for index, one in inner:
        if one:
            yield from texts_of(one, (*indexes, int(index)))


def browsers(verdict):
    return {
        (field, indexes): sorted(map(code_of, texts))
        for field, errors in verdict["errors"].items()
        for indexes, texts in texts_of(errors)
    }


def servers(verdict):
    dates = ("date_expected", "time_expected", "datetime_expected")
    return {
        (found[0].field_id, found[0].indexes): sorted(
            "other" if one.code in dates else one.code for one in found
        )
        for found in verdict.errors.values()
    }


@pytest.mark.parametrize("part", range(5))
def test_browser_and_server_agree(judge, part):
    seen = Counter()
    for number in range(part, CASES, 5):
        drawing = Drawing(Random(number))
        schema = drawing.schema()
        form = forms.open_form(schema)
        variables = drawing.variables(form.leaves)
        shown = forms.initial(form, variables)
        entered = drawing.enter(form.leaves, forms.initial(form, variables))
        for _ in range(3):  # what is hidden can hide and show more
            scope = Scope(variables, now=NOW)
            drawing.take_back(form.leaves, entered, settle(form, shown, entered, scope))

        answer = judge(schema=schema, shown=shown, entered=entered)

        assert answer["initial"] == shown, number
        for what in ("untouched", "filled"):
            sent = answer[what]["data"]
            verdict = forms.validate(form, sent, variables, now=NOW)
            said = json.dumps([number, what, schema, sent, variables], ensure_ascii=False)
            assert servers(verdict) == browsers(answer[what]), said
            seen[what, verdict.ok] += 1
    # neither side says yes, or no, to everything
    assert all(seen[what, ok] for what in ("untouched", "filled") for ok in (True, False))
