"""Every code that tables hold has a word for people."""

import re
from pathlib import Path

import engine
from engine.store import failures
from web.pages import words

SOURCES = Path(engine.__file__).parent / "bpmn"
RAISED = re.compile(r'IncidentError\(\s*"(\w+)"')


def test_every_kind_of_incident_has_a_word():
    raised = {kind for file in SOURCES.rglob("*.py") for kind in RAISED.findall(file.read_text())}
    kinds = raised | {"error", "failed_job", *failures.INCIDENT_KINDS.values()}

    assert raised > {"script", "expression"}
    assert set(words.INCIDENTS) == kinds
