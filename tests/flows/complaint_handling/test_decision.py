"""Decision: approval, the customer's answer, the review, the remedy."""

from __future__ import annotations

import pytest

import forms
from engine import queries
from tests.flows.after_sales.steps import diagnose, mend
from tests.flows.company import Case
from tests.flows.complaint_handling.steps import (
    LETTER,
    PROPOSAL,
    REVIEW,
    assess,
    decide,
    explain,
)
from tests.flows.refund.steps import refund


@pytest.mark.parametrize(
    ("severity", "amount", "approvers"),
    [
        ("service", 5_000_000, None),
        ("service", 5_000_001, ("complaint-leads", "complaint-managers")),
        ("service", 50_000_001, ("complaint-managers",)),
        ("service", 500_000_001, ("complaint-directors",)),
        ("safety", 0, ("complaint-leads", "complaint-managers")),
    ],
    ids=["at the limit", "team lead", "manager", "director", "safety"],
)
def test_remedy_is_approved_by_whom_the_amount_asks_for(case: Case, severity, amount, approvers):
    assess(case, severity=severity)
    if severity == "safety":
        case.work("contain_danger", containment_actions=["no_danger"], containment_note="وارسی شد")

    case.work("propose_remedy", **{**PROPOSAL, "amount": amount})

    assert case.open == (["communicate_decision"] if approvers is None else ["approve_remedy"])
    assert approvers is None or case.groups("approve_remedy") == approvers


def test_approver_sees_whose_decision_it_is(case: Case):
    assess(case)
    case.work("propose_remedy", **{**PROPOSAL, "amount": 60_000_000})

    form = case.company.ask(queries.task_form, case.task("approve_remedy"))

    assert forms.initial(form.schema, case.variables)["authority"] == "manager"


def test_customer_who_complains_often_gets_an_approved_remedy(case: Case):
    assess(case, repeat90=2)

    case.work("propose_remedy", **PROPOSAL)

    assert case.open == ["approve_remedy"]


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

    assert case.open == ["receive_item"]


def test_silence_counts_as_acceptance(case: Case):
    explain(decide(assess(case)), "later")

    case.wait(days=9, hours=23)
    assert case.open == []
    case.wait(hours=1)

    assert case.open == ["receive_item"]
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

    assert case.open == ["check_refund"]
    assert case.passed("reviewed_before_to_start_review") == 1


def test_silence_after_the_review_counts_as_acceptance(case: Case):
    explain(decide(assess(case)), "rejected")
    case.work("review_decision", **REVIEW)

    explain(case, "later").wait(days=10)

    assert case.open == ["receive_item"]


@pytest.mark.parametrize(
    ("remedy", "task"),
    [
        ("repair", "receive_item"),
        ("replace", "replace_item"),
        ("refund", "check_refund"),
        ("compensation", "check_refund"),
        ("apology", "close_record"),
        ("explanation", "close_record"),
        ("none", "close_record"),
    ],
)
def test_remedy_goes_to_those_who_carry_it_out(case: Case, remedy: str, task: str):
    explain(decide(assess(case), remedy=remedy), "accepted")

    assert case.open == [task]


def test_repair_is_free_for_who_complained(case: Case):
    explain(decide(assess(case)), "accepted")

    case = diagnose(case, parts_price=9_000_000)
    mend(case)

    assert case.open == ["close_record"]
    assert case.variables["repair_result"] == "repaired"
    assert "send_quote" not in case.mails()


def test_refund_comes_back_with_its_reference(case: Case):
    explain(decide(assess(case), remedy="refund", amount=900_000), "accepted")

    refund(case)

    assert case.open == ["close_record"]
    assert (case.variables["refund_result"], case.variables["remedy_reference"]) == ("paid", "P-9")
    assert case.variables["outcome"] == "upheld"
