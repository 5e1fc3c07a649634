"""Refunds: checked, approved and paid by different people."""

from __future__ import annotations

from collections.abc import Callable

from web.demo import customer_texts as texts
from web.demo.case import Answers, Case, contact


def request(case: Case) -> Answers:
    """Ask for a refund without a complaint."""
    asked = contact(case)
    del asked["serial_no"]
    return {
        **asked,
        "invoice_no": f"F-{case.rng.randrange(10_000, 99_999)}",
        "refund_amount": case.amount(0.02, 0.6),
        "paid_by": case.one_of({"card": 60, "transfer": 20, "cash": 8, "unknown": 12}),
        "refund_reason": case.say(texts.WHY_BACK),
    }


def check(case: Case) -> Answers:
    """Compare invoice, payment and earlier refunds."""
    verdict = case.one_of({"pay": 92, "refuse": 8})
    return {
        "paid_amount": case.item.price,
        "refunded_before": 0,
        "verdict": verdict,
        "refusal_text": case.say(texts.NOT_PAID) if verdict == "refuse" else None,
    }


def approve(case: Case) -> Answers:
    """Approve a refund, or refuse it."""
    yes = case.happens(0.93)
    return {
        "approved": "yes" if yes else "no",
        "approval_comment": case.say(texts.SEEN),
        "refusal_text": None if yes else case.say(texts.NOT_PAID),
    }


def ask(case: Case) -> Answers:
    """Ask the customer for the account."""
    number = f"{case.rng.randrange(10**9):09d}"
    return {"iban": f"IR00000000000000{number:0>10}", "account_holder": case.customer.name}


def pay(case: Case) -> Answers:
    """Pay it."""
    reference = f"P-{case.rng.randrange(10**6):06d}"
    return {"refund_paid_on": case.day(), "refund_reference": reference}


WRITERS: dict[str, Callable[[Case], Answers]] = {
    "check_refund": check,
    "approve_refund": approve,
    "obtain_iban": ask,
    "pay_refund": pay,
}
