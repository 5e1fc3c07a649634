"""What people write into the forms of complaint handling, and the steps tests repeat."""

from __future__ import annotations

from tests.flows.company import Case

INTAKE = {
    "customer_code": "K-1001",
    "customer_name": "مریم احمدی",
    "mobile": "09121234567",
    "email": "maryam@example.org",
    "language": "fa",
    "channel": "phone",
    "item_scheme": "internal",
    "item_code": "AB-200",
    "description": "دستگاه پس از دو روز از کار افتاد.",
    "remedy_requested": "repair",
    "consent": True,
}
ASSESSMENT = {"scope": "in_scope", "severity": "service", "complexity": "normal"}
PROPOSAL = {
    "outcome": "upheld",
    "remedy": "repair",
    "amount": 900_000,
    "decision_text": "دستگاه شما را تا پایان هفته رایگان تعمیر می‌کنیم.",
}
TOLD = {"told_how": "call", "told_on": "2026-11-25"}
DONE = {"remedy_done_on": "2026-11-28", "remedy_reference": "R-17"}
RECORD = {
    "root_cause": "production",
    "total_cost": 950_000,
    "lesson": "آزمون پایانی سخت‌گیرانه‌تر شود.",
    "record_complete": True,
}
REVIEW = {"review_result": "confirmed", "review_note": "یافته‌ها روشن است."}
LETTER = {"inform_text": "با کمال احترام، رسیدگی به این موضوع با ما نیست."}


def assess(case: Case, **answers) -> Case:
    return case.work("assess_complaint", **{**ASSESSMENT, **answers})


def decide(case: Case, **answers) -> Case:
    """Bring an assessed case to the explained decision."""
    case.work("propose_remedy", **{**PROPOSAL, **answers})
    if "approve_remedy" in case.open:
        case.work("approve_remedy", approved="yes", approval_comment="موافقم")
    return case


def explain(case: Case, reply: str) -> Case:
    return case.work("communicate_decision", **TOLD, reply=reply)
