"""A refund through every branch."""

from __future__ import annotations

import pytest

from engine import commands
from engine.errors import EngineError
from tests.flows.company import Case, Company
from tests.flows.refund.steps import (
    ACCOUNT,
    APPROVAL,
    CHECK,
    PAYMENT,
    REFUSAL,
    REQUEST,
    refund,
)


def ended(case: Case, event: str) -> tuple[bool, str, str]:
    known = case.variables
    return event in case.reached, known["refund_result"], known["outcome"]


def test_deploys_without_a_warning(company: Company):
    assert company.deployed.warnings == []


def test_money_goes_back_to_the_card(case: Case):
    assert case.groups("check_refund") == ("finance",)

    refund(case)

    assert case.instance.status == "completed"
    assert case.instance.case_no.startswith("F-1405-")
    assert ended(case, "refund_paid") == (True, "paid", "paid")
    assert case.variables["method"] == "card"
    assert "P-9" in case.company.outbox.mails[-1]["text"]


def test_check_may_refuse(case: Case):
    case.work("check_refund", **{**CHECK, "verdict": "refuse"}, refusal_text=REFUSAL)

    assert ended(case, "refund_refused") == (True, "refused", "refused")
    assert REFUSAL in case.company.outbox.mails[-1]["text"]


def test_approver_may_refuse(case: Case):
    case.work("check_refund", "farhad", **CHECK)

    case.work("approve_refund", "maryam", **{**APPROVAL, "approved": "no"}, refusal_text=REFUSAL)

    assert ended(case, "refund_refused") == (True, "refused", "refused")


@pytest.mark.parametrize(
    ("amount", "before", "groups"),
    [
        (900_000, 0, ("finance",)),
        (900_000, 1, ("complaint-leads", "complaint-managers")),
        (9_000_000, 0, ("complaint-leads", "complaint-managers")),
        (90_000_000, 0, ("complaint-managers",)),
        (900_000_000, 0, ("complaint-directors",)),
    ],
    ids=["finance", "again", "team lead", "manager", "director"],
)
def test_amount_says_who_approves(company: Company, amount: int, before: int, groups):
    case = company.start("refund", {**REQUEST, "refund_amount": amount})

    case.work("check_refund", **{**CHECK, "refunded_before": before})

    assert case.groups("approve_refund") == groups


def test_nobody_approves_what_they_checked(case: Case):
    case.work("check_refund", "farhad", **CHECK)

    with pytest.raises(EngineError, match="did Check refund"):
        case.work("approve_refund", "farhad", **APPROVAL)
    case.work("approve_refund", "maryam", **APPROVAL)
    with pytest.raises(EngineError, match="did Approve refund"):
        case.work("pay_refund", "maryam", **PAYMENT)


def test_unknown_account_is_asked_for(company: Company):
    case = company.start("refund", {**REQUEST, "paid_by": "unknown"})
    case.work("check_refund", "farhad", **CHECK)
    case.work("approve_refund", "maryam", **APPROVAL)
    assert case.open == ["obtain_iban"]
    assert case.groups("obtain_iban") == ("contact-desk",)

    case.work("obtain_iban", **ACCOUNT)

    assert case.open == ["pay_refund"]


def test_account_that_the_bank_refuses_is_asked_for_again(case: Case):
    case.work("check_refund", "farhad", **CHECK)
    case.work("approve_refund", "maryam", **APPROVAL)
    task = case.task("pay_refund")

    case.company.act(lambda ctx: commands.task_error(ctx, task.id, "bank_rejected"), "farhad")

    assert case.open == ["obtain_iban"]
    case.work("obtain_iban", **ACCOUNT)
    case.work("pay_refund", "farhad", **PAYMENT)
    assert ended(case, "refund_paid") == (True, "paid", "paid")


def test_caller_may_leave_much_out(company: Company):
    needed = ("customer_name", "item_code", "refund_amount", "refund_reason")
    case = company.launch("refund", {name: REQUEST[name] for name in needed})

    assert case.open == ["check_refund"]
    assert case.variables["paid_by"] == "unknown"
