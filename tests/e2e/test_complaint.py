"""A complaint from its receipt to the closed record, through the pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

INTAKE = {
    "Customer code": "K-1001",
    "Full name": "Maryam Ahmadi",
    "Mobile": "09121234567",
    "E-mail": "maryam@example.org",
    "Language of our letters": "English",
    "How it reached us": "Phone",
    "Kind of code": "Our own code",
    "Item code": "AB-200",
    "Bought on": "2026-03-21",
    "What happened": "The device stopped after two days.",
    "What the customer asks for": "Refund",
    "The customer agrees that we keep and use these data to handle the complaint.": True,
}
ASSESSMENT = {
    "Scope": "Ours to handle, and new",
    "Severity": "Service: we did not keep a promise",
    "Complexity": "Normal",
    "Technical and quality examine the item": True,
}
PROPOSAL = {
    "The complaint is": "Upheld: the customer is right",
    "Remedy": "Refund",
    "Amount": "6500000",
    "Answer to the customer": "We pay the price of the device back.",
}


def test_complaint_goes_through_five_hands(employee, product):
    omid, leila = employee("omid"), employee("leila")
    nima, kaveh, farhad = employee("nima"), employee("kaveh"), employee("farhad")

    case_no = omid.start("complaint_handling", INTAKE)
    leila.work(case_no, "Assess complaint", ASSESSMENT)
    nima.work(
        case_no,
        "Technical check",
        {"Verdict": "Defect confirmed", "Findings": "The power supply is burnt."},
    )
    leila.work(case_no, "Propose remedy", PROPOSAL)
    kaveh.work(case_no, "Approve remedy", {"Decision": "Approve", "Comment": "Agreed."})
    omid.work(
        case_no,
        "Explain decision",
        {"How it was explained": "Phone call", "The customer's answer": "Accepts"},
    )
    farhad.work(
        case_no,
        "Refund or compensate",
        {"Done on": "2026-11-28", "Payment, repair or delivery number": "P-17"},
    )
    leila.work(
        case_no,
        "Check and close record",
        {
            "Root cause": "Production",
            "Total cost of the case": "6600000",
            "Lesson learned": "Test longer.",
            "Letters, findings and remedy are all in the file.": True,
        },
    )

    page = leila.open(f"/cases/{case_no}")
    expect(page.locator(".facts").locator("..")).to_contain_text("Completed")
    expect(page.locator(".timeline-list")).to_contain_text("Kaveh Ebrahimi completed the task")
