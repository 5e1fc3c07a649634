"""Assessment and investigation: scope, safety, checks and clocks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine import queries
from tests.flows.company import Case
from tests.flows.complaint_handling.steps import LETTER, RECORD, assess, decide, explain


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
    ("answers", "priority", "remind_hours", "answer_hours"),
    [
        ({"severity": "safety"}, 100, 18, 24),
        ({"severity": "financial"}, 60, 90, 120),
        ({"severity": "financial", "customer_class": "A"}, 80, 36, 48),
        ({"severity": "financial", "repeat90": 2}, 75, 54, 72),
        ({"severity": "service"}, 50, 90, 120),
        ({"severity": "minor"}, 30, 126, 168),
    ],
    ids=["safety", "money", "key customer", "again", "service", "minor"],
)
def test_priority_and_deadlines_follow_the_triage(
    case: Case, answers, priority, remind_hours, answer_hours
):
    assess(case, **answers, finance_check=True)
    if "contain_danger" in case.open:
        case.work("contain_danger", containment_actions=["no_danger"], containment_note="وارسی شد")
    task = case.task("check_finances")
    assert (task.priority, task.due_at - task.created_at) == (
        priority,
        timedelta(hours=answer_hours),
    )

    case.wait(hours=remind_hours - 1)
    assert "remind_team" not in case.mails()
    case.wait(hours=1)
    assert "remind_team" in case.mails()
    case.wait(hours=answer_hours - remind_hours - 1)
    assert case.open == ["check_finances"]
    case.wait(hours=1)
    assert case.open == ["check_finances", "handle_delay"]


def test_finance_looks_at_every_loss_of_money(case: Case):
    assess(case, severity="financial", finance_check=False)

    assert case.open == ["check_finances"]


def test_contact_desk_settles_what_is_minor(case: Case):
    assess(case, severity="minor")

    assert case.groups("propose_remedy") == ("contact-desk",)


def test_triage_is_kept_with_the_rule_that_matched(case: Case):
    assess(case, severity="financial", customer_class="B", repeat90=3)

    (kept,) = case.company.ask(queries.evaluations, queries.EvaluationFilter(instance_id=case.id))

    assert kept.definition_key == "complaint_triage"
    assert kept.decisions[-1]["rules"] == ["complaint_triage_rule_financial_again"]
