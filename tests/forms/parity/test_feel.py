"""The browser and the server evaluate the same expressions to the same values."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from decisions import feel
from forms.findings import NOT_IN_BROWSER
from forms.formulas import Formulas, plain
from tests.conftest import ROOT
from tests.forms.parity.expressions import CASES, CONTEXT, DIFFERENT, KINDS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FEELIN = ROOT / "frontend" / "node_modules" / "@bpmn-io" / "feelin" / "dist" / "index.js"


@pytest.fixture(scope="module")
def theirs(page_with) -> dict[tuple[str, str], Any]:
    """Return what the browser answers, by kind and text."""
    page = page_with("feel.js")
    found = page.evaluate("([cases, context]) => answers(cases, context)", [CASES, CONTEXT])
    return {case: answer["value"] for case, answer in zip(CASES, found, strict=True)}


def ours(kind: str, text: str) -> Any:
    formulas = Formulas((), datetime.now(UTC))
    context = {name: feel.from_python(value) for name, value in CONTEXT.items()}
    if kind == "template":
        return formulas.shown(text, context)
    if kind == "condition":
        return formulas.holds(text, context)
    return as_browser(feel.parse(text).evaluate(CONTEXT, now=datetime.now(UTC)).value)


def as_browser(value: Any) -> Any:
    """Return a FEEL value as feel.js tells it: what JSON lacks as its FEEL text."""
    if isinstance(value, list):
        return [as_browser(item) for item in value]
    if isinstance(value, dict):
        return {name: as_browser(item) for name, item in value.items()}
    simple = plain(value)
    is_text = isinstance(simple, str) and not isinstance(value, str)
    return {"feel": simple} if is_text else simple


def is_same(one: Any, other: Any) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def test_they_answer_alike_but_for_what_is_listed(theirs):
    differ = {text for kind, text in CASES if not is_same(ours(kind, text), theirs[kind, text])}

    assert sorted(differ - DIFFERENT.keys()) == []
    assert sorted(DIFFERENT.keys() - differ) == []  # what agrees is taken off the list


def test_there_are_enough_expressions_of_every_kind():
    assert len(CASES) == len(set(CASES)) >= 400
    assert {kind: len(texts) >= 30 for kind, texts in KINDS.items()} == dict.fromkeys(KINDS, True)
    assert all(DIFFERENT.values())


def test_conditions_hold_and_fail(theirs):
    seen = Counter(theirs["condition", text] for text in KINDS["condition"])

    assert min(seen[True], seen[False]) > 20


def test_functions_that_the_browser_lacks_are_known():
    source = FEELIN.read_text(encoding="utf-8")
    built_in = source[
        source.index("const builtins = {") : source.index("\n};\n/**\n * @param {Object} context")
    ]
    there = set(re.findall(r"^    '([^']+)': (?:fn|listFn)\(", built_in, re.M))
    lacking = set(re.findall(r"throw notImplemented\('([a-z ]+)'\)", built_in))

    assert (feel.BUILT_INS.keys() - there) | lacking == NOT_IN_BROWSER
