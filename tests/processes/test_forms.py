"""Each form of the library is used, needs no FEEL, and speaks both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import forms
from tests.processes.drawing import BPMN, RAVAND, Diagram

LIBRARY = Path(__file__).resolve().parents[2] / "processes"
FORMS = sorted(LIBRARY.glob("*_office/*/*.form"))
DIAGRAMS = sorted(LIBRARY.glob("*_office/*/*.bpmn"))
FACTS = {"case_no"}  # what a task's form knows beside the variables
PERSIAN = re.compile("[\u0600-\u06ff]")


@pytest.fixture(params=FORMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def form(request: pytest.FixtureRequest) -> dict[str, Any]:
    return json.loads(request.param.read_text())


@pytest.fixture(params=DIAGRAMS, ids=lambda path: path.stem)
def diagram(request: pytest.FixtureRequest) -> Diagram:
    return Diagram(request.param)


def components(form: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for component in form["components"]:
        yield component
        if "components" in component:
            yield from components(component)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def facts(value: Any) -> set[str]:
    """Return what the texts in a value stand open for."""
    return {name.strip() for text in texts(value) for name in re.findall(r"\{\{(.*?)\}\}", text)}


def keys(path: Path, *, readonly: bool) -> set[str]:
    found = components(json.loads(path.read_text()))
    return {c["key"] for c in found if "key" in c and c.get("readonly", False) is readonly}


def references(diagram: Diagram) -> list[str]:
    return [e.get(f"{RAVAND}form") for e in diagram.model() if e.get(f"{RAVAND}form")]


def test_forms_and_references_match(diagram: Diagram):
    files = {path.name for path in diagram.path.parent.glob("*.form")}

    assert set(references(diagram)) == files


def test_people_always_have_a_form(diagram: Diagram):
    tasks = [e for e in diagram.root.iter(f"{BPMN}userTask")]

    assert [t.get("id") for t in tasks if not t.get(f"{RAVAND}form")] == []


def test_form_is_of_the_known_kind(form: dict[str, Any]):
    assert form["type"] == "default"
    assert form["schemaVersion"] == 19
    assert re.fullmatch("[a-z][a-z0-9_]+", form["id"])


def test_form_passes_the_check_at_deployment(form: dict[str, Any]):
    assert forms.check(form) == []


def test_ids_of_forms_are_unique():
    ids = [json.loads(path.read_text())["id"] for path in FORMS]

    assert sorted(ids) == sorted(set(ids))


def test_keys_and_ids_are_unique_in_a_form(form: dict[str, Any]):
    ids = [c["id"] for c in components(form)]
    bound = [c["key"] for c in components(form) if "key" in c]

    assert sorted(ids) == sorted(set(ids))
    assert sorted(bound) == sorted(set(bound))
    assert [k for k in bound if not re.fullmatch("[a-z][a-z0-9_]*", k)] == []


def test_form_needs_no_expression_language(form: dict[str, Any]):
    assert [text for text in texts(form) if text.startswith("=")] == []
    assert [c["id"] for c in components(form) if c["type"] == "filepicker"] == []


def test_every_text_is_said_in_persian(form: dict[str, Any]):
    for component in components(form):
        persian = component.get("ravand", {}).get("fa", {})
        shown = {"label", "description", "text"} & component.keys()
        adorners = component.get("appearance", {}).keys()
        assert shown | adorners <= persian.keys(), component["id"]
        for text in texts({name: persian[name] for name in shown | adorners}):
            assert PERSIAN.search(text), component["id"]


def test_every_option_is_said_in_persian(form: dict[str, Any]):
    for component in components(form):
        values = [option["value"] for option in component.get("values", [])]
        said = component.get("ravand", {}).get("fa", {}).get("values", {})
        assert sorted(said) == sorted(values), component["id"]
        assert all(PERSIAN.search(text) for text in said.values()), component["id"]


def test_patterns_explain_themselves(form: dict[str, Any]):
    for component in components(form):
        if "pattern" in component.get("validate", {}):
            for language in ("en", "fa"):
                assert component["ravand"][language]["errors"]["pattern"], component["id"]


def test_texts_are_bounded(form: dict[str, Any]):
    for component in components(form):
        if component["type"] in ("textfield", "textarea") and not component.get("readonly"):
            assert component["validate"]["maxLength"] <= 4000, component["id"]


def test_readonly_fields_have_no_rules(form: dict[str, Any]):
    assert [c["id"] for c in components(form) if c.get("readonly") and "validate" in c] == []


def test_people_can_enter_something(form: dict[str, Any]):
    required = [c for c in components(form) if c.get("validate", {}).get("required")]

    assert required, "a form without a required field proves nothing was done"


def test_readonly_fields_show_what_somebody_entered(diagram: Diagram):
    paths = list(diagram.path.parent.glob("*.form"))
    entered = set().union(*(keys(path, readonly=False) for path in paths))
    scripts = "\n".join(e.text or "" for e in diagram.root.iter(f"{BPMN}script"))
    entered |= set(re.findall(r"^(\w+) = ", scripts, re.MULTILINE))
    entered |= {output.get("name") for output in diagram.root.iter(f"{RAVAND}output")}

    for path in paths:
        assert keys(path, readonly=True) <= entered, path.name


def test_texts_name_only_facts_the_same_in_both_languages(form: dict[str, Any]):
    for component in components(form):
        for name, persian in component.get("ravand", {}).get("fa", {}).items():
            assert facts(component.get(name)) == facts(persian) <= FACTS, component["id"]


def test_facts_are_not_embellished(form: dict[str, Any]):
    """Where a fact is not known, as in a preview, marks around it would be shown alone."""
    assert [text for text in texts(form) if re.search(r"[*_`]\{\{|\}\}[*_`]", text)] == []


def test_start_forms_name_no_facts(diagram: Diagram):
    for start in diagram.root.iter(f"{BPMN}startEvent"):
        if name := start.get(f"{RAVAND}form"):
            form = json.loads((diagram.path.parent / name).read_text())
            assert facts(form) == set(), name
