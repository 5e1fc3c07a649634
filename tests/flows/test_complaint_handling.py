"""Complaint handling, every way through it, by its forms, messages and clock."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

import forms
from engine import queries
from engine.scripts import MontyRunner
from tests.flows.company import Case, Company

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


@pytest.fixture(scope="module")
def scripts():
    with MontyRunner(processes=1) as runner:
        yield runner


@pytest.fixture
def company(scripts, processes: Path):
    opened = Company(scripts, processes / "front_office" / "complaint_handling")
    yield opened
    opened.database.dispose()


@pytest.fixture
def case(company: Company) -> Case:
    """A complaint that has been received and acknowledged."""
    return company.start("complaint_handling", INTAKE)


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


def test_deploys_without_a_warning(company: Company):
    assert company.deployed.warnings == []
    assert len(company.deployed.forms) == 14


def test_complaint_from_receipt_to_closing(case: Case):
    assert case.mails() == ["acknowledge_by_mail"]
    assert case.instance.case_no.startswith("C-1405-")
    assess(case)
    decide(case)
    assert case.mails()[-1] == "send_decision"
    explain(case, "accepted")
    case.work("carry_out_repair", **DONE)

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
        ("propose_remedy", PROPOSAL),
        ("approve_remedy", {"approved": "yes", "approval_comment": "موافقم"}),
        ("communicate_decision", {**TOLD, "reply": "accepted"}),
        ("carry_out_repair", DONE),
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
        "approve_remedy": ("complaint-managers",),
        "communicate_decision": ("contact-desk",),
        "carry_out_repair": ("technical-quality",),
        "close_record": ("complaint-experts",),
    }


def test_names_of_tasks_come_in_both_languages(case: Case):
    task = case.task("assess_complaint")

    assert task.name == "Assess complaint"
    assert task.names == {"fa": "ارزیابی اولیهٔ شکایت"}
    assert task.lane == "Complaint expert"
    assert task.due_at - task.created_at == timedelta(hours=4)


def test_mail_is_written_in_the_customers_language(company: Company):
    company.start("complaint_handling", INTAKE)
    case = company.start("complaint_handling", {**INTAKE, "language": "en"})

    persian, english = company.outbox.mails

    assert persian["to"] == english["to"] == "maryam@example.org"
    assert "مریم احمدی گرامی" in persian["text"]
    assert persian["subject"].startswith("شکایت شما به دست ما رسید")
    assert english["text"].startswith("Dear مریم احمدی,\n\nWe have received")
    assert english["subject"] == f"We have received your complaint – case {case.instance.case_no}"
    assert "${" not in persian["text"] + english["text"]


def test_customer_without_mail_is_called(company: Company):
    case = company.start("complaint_handling", {**INTAKE, "email": None})

    assert case.open == ["acknowledge_by_phone"]
    assert case.groups("acknowledge_by_phone") == ("contact-desk",)
    case.work("acknowledge_by_phone", acknowledgement_result="reached")
    assess(case)
    decide(case)

    (decision,) = company.outbox.mails
    assert decision["to"] == "complaints@example.com"


def test_integration_may_leave_the_optional_variables_out(company: Company):
    required = {name: value for name, value in INTAKE.items() if name not in ("email", "language")}
    case = company.launch("complaint_handling", required)

    assert case.open == ["acknowledge_by_phone"]
    assert case.variables["language"] == "fa"


@pytest.mark.parametrize("scope", ["out_of_scope", "duplicate"])
def test_what_is_not_ours_is_explained_and_closed(case: Case, scope: str):
    assess(case, scope=scope)

    assert case.open == ["explain_refusal"]
    case.work("explain_refusal", **LETTER)

    assert case.end == ("completed", "closed_out_of_scope", scope)
    assert LETTER["inform_text"] in case.company.outbox.mails[-1]["text"]


def test_safety_is_contained_before_the_investigation(case: Case):
    assess(case, severity="safety", technical_check=True)

    assert case.open == ["contain_danger"]
    assert case.mails()[-1] == "alert_management"
    assert case.company.outbox.mails[-1]["to"] == "complaint.manager@example.com"
    task = case.task("contain_danger")
    assert (task.priority, task.due_at - task.created_at) == (100, timedelta(hours=2))
    case.work("contain_danger", containment_actions=["no_danger"], containment_note="وارسی شد")
    assert case.open == ["check_technically"]


@pytest.mark.parametrize(
    ("technical", "finance", "tasks"),
    [
        (True, True, ["check_finances", "check_technically"]),
        (True, False, ["check_technically"]),
        (False, True, ["check_finances"]),
        (False, False, ["propose_remedy"]),
    ],
    ids=["both", "technical", "finance", "none"],
)
def test_checks_are_those_the_assessment_chose(case: Case, technical, finance, tasks):
    assess(case, technical_check=technical, finance_check=finance)

    assert case.open == tasks


def test_proposal_waits_for_both_checks(case: Case):
    assess(case, technical_check=True, finance_check=True)

    case.work("check_finances", finance_verdict="correct", finance_findings="درست است")
    assert case.open == ["check_technically"]
    case.work("check_technically", technical_verdict="defect", technical_findings="سوخته است")

    assert case.open == ["propose_remedy"]
    assert case.mails() == ["acknowledge_by_mail"]


def test_slow_investigation_reminds_escalates_and_reports(case: Case):
    assess(case, technical_check=True)

    case.wait(days=4)
    assert case.mails()[1:] == ["remind_team"]
    assert case.company.outbox.mails[-1]["to"] == "complaints@example.com"
    case.wait(days=1)

    assert sorted(case.mails()[2:]) == ["send_progress"]
    assert case.open == ["check_technically", "handle_delay"]
    assert case.groups("handle_delay") == ("complaint-managers",)
    case.wait(days=5)
    assert case.mails()[2:] == ["send_progress", "send_progress"]


def test_finished_investigation_stops_its_clocks(case: Case):
    assess(case, technical_check=True)
    case.work("check_technically", technical_verdict="defect", technical_findings="سوخته است")

    case.wait(days=12)

    assert case.mails() == ["acknowledge_by_mail"]
    assert case.open == ["propose_remedy"]


def test_case_stays_open_until_the_delay_is_dealt_with(case: Case):
    assess(case, technical_check=True)
    case.wait(days=5)
    case.work("check_technically", technical_verdict="defect", technical_findings="سوخته است")
    decide(case, remedy="apology", amount=0)
    explain(case, "accepted")
    case.work("close_record", **RECORD)
    assert case.open == ["handle_delay"]

    case.work(
        "handle_delay",
        delay_reason="workload",
        new_deadline="2026-12-01",
        delay_action="یک نفر افزوده شد",
    )

    assert case.instance.status == "completed"


@pytest.mark.parametrize(
    ("severity", "remind_hours", "escalate_hours"),
    [("safety", 18, 24), ("financial", 48, 72), ("service", 96, 120), ("minor", 120, 168)],
)
def test_deadlines_follow_the_severity(case: Case, severity, remind_hours, escalate_hours):
    assess(case, severity=severity, finance_check=True)
    if severity == "safety":
        case.work("contain_danger", containment_actions=["no_danger"], containment_note="وارسی شد")

    case.wait(hours=remind_hours - 1)
    assert "remind_team" not in case.mails()
    case.wait(hours=1)
    assert "remind_team" in case.mails()
    case.wait(hours=escalate_hours - remind_hours - 1)
    assert case.open == ["check_finances"]
    case.wait(hours=1)
    assert case.open == ["check_finances", "handle_delay"]


@pytest.mark.parametrize(
    ("severity", "amount", "approved"),
    [("service", 5_000_000, False), ("service", 5_000_001, True), ("safety", 0, True)],
    ids=["at the limit", "above the limit", "safety"],
)
def test_approval_depends_on_amount_and_safety(case: Case, severity, amount, approved):
    assess(case, severity=severity)
    if severity == "safety":
        case.work("contain_danger", containment_actions=["no_danger"], containment_note="وارسی شد")

    case.work("propose_remedy", **{**PROPOSAL, "amount": amount})

    assert case.open == (["approve_remedy"] if approved else ["communicate_decision"])


def test_refused_proposal_comes_back_with_the_comment(case: Case):
    assess(case)
    case.work("propose_remedy", **{**PROPOSAL, "amount": 9_000_000})

    case.work("approve_remedy", approved="no", approval_comment="مبلغ زیاد است")

    task = case.task("propose_remedy")
    form = case.company.ask(queries.task_form, task)
    assert forms.initial(form.schema, case.variables)["approval_comment"] == "مبلغ زیاد است"
    case.work("propose_remedy", amount=1_000_000)
    assert case.open == ["communicate_decision"]


def test_customer_accepts_by_message(case: Case):
    explain(decide(assess(case)), "later")
    assert case.open == []

    case.tell("complaint_reply", accepted=True)

    assert case.open == ["carry_out_repair"]


def test_silence_counts_as_acceptance(case: Case):
    explain(decide(assess(case)), "later")

    case.wait(days=9, hours=23)
    assert case.open == []
    case.wait(hours=1)

    assert case.open == ["carry_out_repair"]
    assert case.passed("silence_to_acceptance_noted") == 1


def test_second_rejection_ends_as_disputed(case: Case):
    explain(decide(assess(case)), "later")
    case.tell("complaint_reply", accepted=False)
    assert case.open == ["review_decision"]
    case.work("review_decision", **REVIEW)
    assert case.mails()[-1] == "send_decision"

    explain(case, "rejected")

    assert case.open == ["inform_dispute_body"]
    assert case.groups("inform_dispute_body") == ("complaint-managers",)
    case.work("inform_dispute_body", **LETTER)
    assert case.end == ("completed", "closed_disputed", "disputed")


def test_reviewed_decision_may_be_accepted(case: Case):
    explain(decide(assess(case)), "rejected")
    changed = {**REVIEW, "review_result": "changed", "remedy": "refund", "amount": 7_000_000}
    case.work("review_decision", **changed)

    explain(case, "later").tell("complaint_reply", accepted=True)

    assert case.open == ["carry_out_payment"]
    assert case.passed("reviewed_before_to_start_review") == 1


def test_silence_after_the_review_counts_as_acceptance(case: Case):
    explain(decide(assess(case)), "rejected")
    case.work("review_decision", **REVIEW)

    explain(case, "later").wait(days=10)

    assert case.open == ["carry_out_repair"]


@pytest.mark.parametrize(
    ("remedy", "task"),
    [
        ("repair", "carry_out_repair"),
        ("replace", "carry_out_repair"),
        ("refund", "carry_out_payment"),
        ("compensation", "carry_out_payment"),
        ("apology", "close_record"),
        ("explanation", "close_record"),
        ("none", "close_record"),
    ],
)
def test_remedy_goes_to_those_who_carry_it_out(case: Case, remedy: str, task: str):
    explain(decide(assess(case), remedy=remedy), "accepted")

    assert case.open == [task]


def test_withdrawal_stops_everything(case: Case):
    assess(case, technical_check=True, finance_check=True)
    case.wait(days=5)

    case.tell("complaint_withdrawn")

    assert case.open == []
    assert case.mails()[-1] == "confirm_withdrawal"
    assert case.end == ("completed", "closed_withdrawn", "withdrawn")


def test_notes_are_added_while_the_work_goes_on(case: Case):
    assess(case, technical_check=True)

    case.tell("customer_note", note="بوی سوختگی هم می‌دهد.")
    case.tell("customer_note", note="فاکتور را یافتم.")

    assert case.variables["notes"] == ["بوی سوختگی هم می‌دهد.", "فاکتور را یافتم."]
    form = case.company.ask(queries.task_form, case.task("check_technically"))
    shown = forms.initial(form.schema, case.variables)
    assert shown["notes_text"] == "بوی سوختگی هم می‌دهد.\nفاکتور را یافتم."
    assert case.open == ["check_technically"]


def test_broken_mail_server_is_tried_again_then_an_incident(company: Company):
    company.outbox.broken = True
    case = company.start("complaint_handling", INTAKE)
    assert case.incidents == []
    case.wait(minutes=10)
    assert case.incidents == []

    case.wait(minutes=10)

    assert case.incidents == ["ConnectionError: the mail server is down"]


def test_event_log_carries_the_dimensions(case: Case):
    explain(decide(assess(case), remedy="apology"), "accepted")
    case.work("close_record", **RECORD)

    events = case.company.ask(queries.timeline, case.id)

    assert {event.customer_code for event in events} == {"K-1001"}
    assert {event.item_code for event in events} == {"AB-200"}
    assert {event.channel for event in events} == {"phone"}
    assert events[-1].outcome == "upheld"
    assert {event.office for event in events} == {"front"}
