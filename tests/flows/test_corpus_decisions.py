"""The invoice process that others drew, with its decision, worked to its ends over REST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.flows.client import Case, Client, typed

FOLDER = "operaton-invoice"
DECISIONS = "invoiceBusinessDecisions.dmn"
ARCHIVE = "org.operaton.bpm.example.invoice.service.ArchiveInvoiceService"
NOTIFY = "org.operaton.bpm.example.invoice.service.NotifyCreditorService"
HISTORY = "/history/decision-instance"

Deploy = Callable[..., Any]
Call = Callable[[str], Client]


@pytest.fixture(scope="module")
def deploy(client: Call, corpus: Any) -> Deploy:
    def deploy(*names: str) -> Any:
        return client("dariush").deploy(*(corpus / "bpmn" / FOLDER / name for name in names))

    return deploy


def start(client: Call, **values: object) -> Case:
    """Start an invoice as the boss, who also looks at it."""
    boss = client("boss")
    begun = boss.post("/process-definition/key/invoice/start", variables=typed(values))
    return Case(boss, begun["id"])


def decided(case: Case) -> dict[str, Any]:
    """Return the one decision of a case, with what went in and what came out."""
    query = {"processInstanceId": case.id, "includeInputs": "true", "includeOutputs": "true"}
    (found,) = case.admin.get(HISTORY, **query)
    return dict(found)


def groups(case: Case, activity: str) -> list[str]:
    """Return the groups that an open task is offered to."""
    links = case.admin.get(f"/task/{case.open[activity]['id']}/identity-links")
    return sorted(link["groupId"] for link in links if link["groupId"])


def test_first_version_is_approved_paid_and_archived(deploy: Deploy, client: Call) -> None:
    deployed = deploy("invoice.v1.bpmn", "reviewInvoice.bpmn", DECISIONS)
    keys = {one["key"] for one in deployed["deployedDecisionDefinitions"].values()}
    assert keys == {"invoiceClassification", "invoice-assign-approver"}

    case = start(client, amount=300, invoiceCategory="Misc", creditor="Great Pizza")

    assert groups(case, "approveInvoice") == ["management"]
    found = decided(case)
    assert found["decisionDefinitionKey"] == "invoice-assign-approver"
    assert (found["activityId"], found["processDefinitionKey"]) == ("assignApprover", "invoice")
    assert found["matchedRules"] == {
        "invoiceClassification": ["DecisionRule_1ak4z14"],
        "invoice-assign-approver": ["row-49839158-5"],
    }
    assert found["variables"] == {"amount": 300, "invoiceCategory": "Misc"}
    assert [(one["clauseName"], one["value"]) for one in found["inputs"]] == [
        ("Invoice Classification", "budget")
    ]
    assert [(one["ruleId"], one["value"]) for one in found["outputs"]] == [
        ("row-49839158-5", "management")
    ]

    case.work(client("fozzie"), "approveInvoice", approved=True)
    case.serve(client("worker"), NOTIFY)
    case.work(client("fozzie"), "prepareBankTransfer")
    case.serve(client("worker"), ARCHIVE)

    assert case.state == "COMPLETED"
    assert case.done[-1] == "invoiceProcessed"


def test_second_version_goes_through_the_review(deploy: Deploy, client: Call) -> None:
    deploy("reviewInvoice.bpmn", DECISIONS)
    deploy("invoice.v2.bpmn", "reviewInvoice.bpmn", DECISIONS)

    case = start(client, amount=20, invoiceCategory="Travel Expenses", creditor="Papa")

    assert groups(case, "approveInvoice") == ["accounting", "sales"]
    found = decided(case)
    assert found["matchedRules"]["invoice-assign-approver"] == ["row-49839158-1", "row-49839158-6"]
    assert [one["value"] for one in found["outputs"]] == ["accounting", "sales"]
    assert found["result"] == ["accounting", "sales"]

    case.work(client("fozzie"), "approveInvoice", approved=False)
    case.work(client("demo"), "assignReviewer", reviewer="mary")
    case.work(client("mary"), "reviewInvoice", clarified=True)
    case.work(client("fozzie"), "approveInvoice", approved=True)
    case.work(client("fozzie"), "prepareBankTransfer")
    case.serve(client("worker"), ARCHIVE)

    assert case.state == "COMPLETED"
    assert case.done[-1] == "invoiceProcessed"


def test_invoice_that_is_not_clarified_ends(deploy: Deploy, client: Call) -> None:
    deploy("invoice.v2.bpmn", "reviewInvoice.bpmn", DECISIONS)
    case = start(client, amount=5000, invoiceCategory="Misc")
    assert decided(case)["result"] == ["management"]

    case.work(client("fozzie"), "approveInvoice", approved=False)
    case.work(client("demo"), "assignReviewer", reviewer="mary")
    case.work(client("mary"), "reviewInvoice", clarified=False)

    assert case.state == "COMPLETED"
    assert case.done[-1] == "invoiceNotProcessed"


def test_decision_is_asked_by_a_program(deploy: Deploy, client: Call) -> None:
    deploy(DECISIONS)
    path = "/decision-definition/key/invoiceClassification/evaluate"

    answer = client("worker").post(
        path, variables=typed({"amount": 100, "invoiceCategory": "Misc"})
    )

    assert answer == [
        {
            "invoiceClassification": {
                "value": "day-to-day expense",
                "type": "String",
                "valueInfo": {},
            }
        }
    ]
