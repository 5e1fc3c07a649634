"""A complaint from its receipt to the closed record."""

from __future__ import annotations

from engine import queries
from tests.flows.company import Case
from tests.flows.complaint_handling.steps import (
    DONE,
    PROPOSAL,
    RECORD,
    TOLD,
    assess,
    decide,
    explain,
)


def test_complaint_from_receipt_to_closing(case: Case):
    assert case.mails() == ["acknowledge_by_mail"]
    assert case.instance.case_no.startswith("C-1405-")
    assess(case)
    decide(case, remedy="replace")
    assert case.mails()[-1] == "send_decision"
    explain(case, "accepted")
    case.work("replace_item", **DONE)

    case.work("close_record", **RECORD)

    assert case.open == []
    assert case.incidents == []
    assert case.end == ("completed", "closed_accepted", "upheld")
    assert case.mails() == ["acknowledge_by_mail", "send_decision", "ask_satisfaction"]


def test_every_task_is_offered_to_the_group_of_its_lane(case: Case):
    offered = {"assess_complaint": case.groups("assess_complaint")}
    assess(case, severity="safety", technical_check=True, finance_check=True)
    steps = [
        (
            "contain_danger",
            {"containment_actions": ["stock_blocked"], "containment_note": "انجام شد"},
        ),
        ("check_technically", {"technical_verdict": "defect", "technical_findings": "سوخته است"}),
        ("check_finances", {"finance_verdict": "correct", "finance_findings": "درست است"}),
        ("propose_remedy", {**PROPOSAL, "remedy": "replace"}),
        ("approve_remedy", {"approved": "yes", "approval_comment": "موافقم"}),
        ("communicate_decision", {**TOLD, "reply": "accepted"}),
        ("replace_item", DONE),
        ("close_record", RECORD),
    ]

    for activity, answers in steps:
        offered[activity] = case.groups(activity)
        case.work(activity, **answers)

    assert case.instance.status == "completed"
    assert offered == {
        "assess_complaint": ("complaint-experts",),
        "contain_danger": ("complaint-managers",),
        "check_technically": ("technical-quality",),
        "check_finances": ("finance",),
        "propose_remedy": ("complaint-experts",),
        "approve_remedy": ("complaint-leads", "complaint-managers"),
        "communicate_decision": ("contact-desk",),
        "replace_item": ("technical-quality",),
        "close_record": ("complaint-experts",),
    }


def test_event_log_carries_the_dimensions(case: Case):
    explain(decide(assess(case), remedy="apology"), "accepted")
    case.work("close_record", **RECORD)

    events = case.company.ask(queries.timeline, case.id)

    assert {event.customer_code for event in events} == {"K-1001"}
    assert {event.item_code for event in events} == {"AB-200"}
    assert {event.channel for event in events} == {"phone"}
    assert events[-1].outcome == "upheld"
    offices = {(event.lane, event.office) for event in events}
    assert offices == {
        (None, "front"),
        ("Contact desk", "front"),
        ("Complaint expert", "front"),
        ("Technical and quality", "back"),
    }
