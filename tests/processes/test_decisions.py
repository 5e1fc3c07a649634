"""Each decision of the library is checked, drawn, tested by rules and said in both languages."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

from decisions import dmn
from engine.dmn import files, testing
from engine.ports import Limits
from tests.processes.drawing import Box, local
from tests.processes.test_library import (
    ARABIC_LETTER,
    MISSING_HALF_SPACE,
    PERSIAN,
    STRAY_HALF_SPACE,
)

LIBRARY = Path(__file__).resolve().parents[2] / "processes"
TABLES = sorted(LIBRARY.glob("*_office/*/*.dmn"))
MODEL = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"
DMNDI = "{https://www.omg.org/spec/DMN/20191111/DMNDI/}"
DC = "{http://www.omg.org/spec/DMN/20180521/DC/}"
RAVAND = "{http://ravand.org/schema/1.0/dmn}"
NODES = ("decision", "inputData", "knowledgeSource")
TOLD = (*NODES, "definitions", "input", "output")
LINKS = ("informationRequirement", "authorityRequirement")
NOW = datetime(2026, 3, 21, tzinfo=UTC)


@pytest.fixture(params=TABLES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def root(path: Path) -> etree._Element:
    return etree.parse(path, etree.XMLParser(resolve_entities=False)).getroot()


def beside(path: Path) -> Path:
    return path.with_name(files.tests_of(path.name))


def parts(root: etree._Element, *names: str) -> list[etree._Element]:
    found = [e for e in root.iter(etree.Element) if str(e.tag).startswith(MODEL)]
    return [e for e in found if local(e) in names]


def persian(element: etree._Element, name: str) -> str:
    return element.findtext(f"{MODEL}extensionElements/{RAVAND}{name}[@lang='fa']") or ""


def boxes(root: etree._Element) -> dict[str, Box]:
    return {
        shape.get("dmnElementRef"): Box(
            *(float(shape.find(f"{DC}Bounds").get(n)) for n in ("x", "y", "width", "height"))
        )
        for shape in root.iter(f"{DMNDI}DMNShape")
    }


def test_library_decides():
    assert [path.stem for path in TABLES] == [
        "refund_authority",
        "refund_method",
        "complaint_triage",
        "remedy_authority",
        "onboarding_route",
        "warranty_cover",
    ]


def test_file_holds_the_decision_it_is_named_after(path: Path):
    assert path.stem in {each.id for each in dmn.read(path.read_bytes()).decisions}


def test_check_finds_nothing(path: Path):
    assert dmn.check(dmn.read(path.read_bytes())) == ()


def test_deploys_with_its_tests(path: Path):
    bundle = files.Bundle(Limits(), NOW)

    bundle.read({path.name: path.read_bytes()}, {beside(path).name: beside(path).read_bytes()})

    assert bundle.problems == []


def test_every_rule_is_matched_by_a_test(path: Path):
    model = dmn.read(path.read_bytes())
    rules = {rule.id for each in model.decisions if each.table for rule in each.table.rules}

    matched = set()
    for test in testing.read(beside(path).read_bytes(), Limits().decision_tests):
        found = dmn.evaluate(model, test.decision, test.inputs, now=NOW)
        matched |= {rule for output in found.outputs for rule in output.rules}

    assert matched == rules


def test_every_decision_is_tested(path: Path):
    tests = testing.read(beside(path).read_bytes(), Limits().decision_tests)

    assert {t.decision for t in tests} == {e.id for e in dmn.read(path.read_bytes()).decisions}
    assert len({(t.decision, t.name) for t in tests}) == len(tests)


def test_names_come_in_both_languages(root: etree._Element):
    for element in parts(root, *TOLD):
        name = element.get("label") or element.get("name")
        assert name.isascii(), element.get("id")
        assert PERSIAN.search(persian(element, "name")), element.get("id")


def test_rules_say_why_in_both_languages(root: etree._Element):
    for rule in parts(root, "rule"):
        english = rule.findtext(f"{MODEL}description") or ""
        assert english.isascii(), rule.get("id")
        assert english.endswith("."), rule.get("id")
        assert PERSIAN.search(persian(rule, "description")), rule.get("id")


def test_everything_is_described(root: etree._Element):
    silent = [
        e.get("id")
        for e in parts(root, "definitions", *NODES)
        if not (e.findtext(f"{MODEL}description") or "").endswith(".")
    ]

    assert silent == []
    assert all(e.findtext(f"{MODEL}question").endswith("?") for e in parts(root, "decision"))


def test_persian_is_written_as_persian(path: Path):
    text = path.read_text()

    assert ARABIC_LETTER.findall(text) == []
    assert MISSING_HALF_SPACE.findall(text) == []
    assert STRAY_HALF_SPACE.findall(text) == []


def test_graph_is_drawn_without_overlaps(root: etree._Element):
    drawn = boxes(root)
    lines = {edge.get("dmnElementRef") for edge in root.iter(f"{DMNDI}DMNEdge")}

    assert set(drawn) == {e.get("id") for e in parts(root, *NODES)}
    assert lines == {e.get("id") for e in parts(root, *LINKS)}
    for one, two in combinations(drawn, 2):
        assert not drawn[one].overlaps(drawn[two]), (one, two)


def test_requirements_point_upwards_or_aside(root: etree._Element):
    drawn = boxes(root)

    for link in parts(root, *LINKS):
        (target,) = link
        source, sink = target.get("href").removeprefix("#"), link.getparent().get("id")
        above = drawn[sink].y + drawn[sink].height <= drawn[source].y
        assert above or local(link) == "authorityRequirement", link.get("id")
