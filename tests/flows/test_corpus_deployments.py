"""Diagrams that others drew, sent to the REST interface: deployed, or refused with the reasons."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engine.test_corpus import EXPECTED
from tests.flows.client import Client, RefusedError
from tests.live import live

ACCEPTED = [name for name, (processes, _, _) in EXPECTED.items() if processes]
REFUSED = [name for name in EXPECTED if name not in ACCEPTED]
FORMS = {"invoiceApproval.bpmn": ("start-form.form", "task-form.form")}


@pytest.fixture(scope="module")
def designer(tmp_path_factory) -> Iterator[Client]:
    """Somebody who deploys at a server that starts nothing by itself."""
    with live(tmp_path_factory.mktemp("deployments"), worker=False) as server:
        yield Client(server, "dariush")


@pytest.mark.parametrize("name", ACCEPTED)
def test_diagram_is_deployed(designer, corpus, name):
    file = corpus / "bpmn" / name
    forms = [file.parent / form for form in FORMS.get(file.name, ())]

    deployed = designer.deploy(file, *forms)

    definitions = deployed["deployedProcessDefinitions"]
    assert {one["key"] for one in definitions.values()} == EXPECTED[name][0]
    for definition in definitions.values():
        assert designer.get(f"/process-definition/{definition['id']}/xml")["bpmn20Xml"]


@pytest.mark.parametrize("name", REFUSED)
def test_diagram_is_refused_with_the_reasons(designer, corpus, name):
    with pytest.raises(RefusedError) as refusal:
        designer.deploy(corpus / "bpmn" / name)

    assert refusal.value.status == 422
    problems = refusal.value.problem["problems"]
    assert {one["code"] for one in problems if one["severity"] == "error"} == EXPECTED[name][1]
    assert all(one["line"] and one["elementId"] and one["text"] for one in problems)


def test_file_of_an_unknown_kind_is_refused(designer, corpus):
    with pytest.raises(RefusedError) as refusal:
        designer.deploy(corpus / "bpmn/miwg/A.1.0.bpmn", corpus / "README.md")

    assert refusal.value.status == 422
