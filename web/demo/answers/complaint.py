"""Complaint handling: what customers complain of, and how it is assessed and decided."""

from __future__ import annotations

from collections.abc import Callable

from web.demo import complaint_texts as texts
from web.demo.case import Answers, Case, contact
from web.demo.items import DANGERS

WANTED = {
    "repair": 34,
    "refund": 26,
    "replace": 18,
    "compensation": 9,
    "explanation": 8,
    "apology": 5,
}
MONEY = ("refund", "compensation")
ITEMS = ("repair", "replace")


def receive(case: Case) -> Answers:
    """Write a complaint down."""
    return {
        **contact(case),
        "noticed_date": case.day(-case.rng.randrange(1, 12)),
        "purchase_date": case.day(-case.rng.randrange(20, 500)),
        "description": f"{case.say(case.fault)} {case.say(texts.ANGER)}",
        "remedy_requested": case.one_of(WANTED),
        "consent": True,
    }


def assess(case: Case) -> Answers:
    """Tell how grave a complaint is."""
    scope = case.one_of({"in_scope": 93, "out_of_scope": 5, "duplicate": 2})
    severity = case.one_of(_severities(case))
    return {
        "scope": scope,
        "severity": severity,
        "complexity": case.one_of({"simple": 35, "normal": 50, "complex": 15}),
        "customer_class": case.customer.customer_class,
        "repeat90": case.complaints90,
        "technical_check": severity == "safety" or case.happens(0.6),
        "finance_check": severity == "financial" or case.happens(0.12),
        "assessment_note": case.say(texts.ASSESSMENT),
    }


def _severities(case: Case) -> dict[str, float]:
    danger = 12 if case.item.code in DANGERS else 1
    money = 40 if case.known.get("remedy_requested") in MONEY else 12
    return {"safety": danger, "financial": money, "service": 45, "minor": 18}


def acknowledge(case: Case) -> Answers:
    """Call the customer who has no mail."""
    return {"acknowledgement_result": case.one_of({"reached": 80, "voice_mail": 15, "letter": 5})}


def contain(case: Case) -> Answers:
    """Keep others from harm."""
    done = ["stock_blocked", "customer_warned"] if case.happens(0.8) else ["no_danger"]
    return {"containment_actions": done, "containment_note": case.say(texts.CONTAINMENT)}


def check_technically(case: Case) -> Answers:
    """Examine the item."""
    verdict = case.one_of({"defect": 62, "misuse": 16, "no_fault": 14, "unclear": 8})
    return {
        "technical_verdict": verdict,
        "defect_code": f"D{case.rng.randrange(10, 40)}" if verdict == "defect" else None,
        "technical_tests": case.say(texts.TESTS),
        "technical_findings": case.say(texts.FINDINGS[verdict]),
    }


def check_finances(case: Case) -> Answers:
    """Examine the invoice."""
    verdict = case.one_of({"correct": 45, "overcharged": 25, "refund_due": 25, "unclear": 5})
    return {
        "finance_verdict": verdict,
        "invoice_no": f"F-{case.rng.randrange(10_000, 99_999)}",
        "paid_amount": case.item.price,
        "refunded_before": 0,
        "finance_findings": case.say(texts.BILLS[verdict]),
    }


def propose(case: Case) -> Answers:
    """Offer the customer something; less, if it was refused before."""
    again = "approved" in case.known
    outcome = case.one_of({"upheld": 66, "partly_upheld": 20, "not_upheld": 14})
    remedy = case.known.get("remedy_requested", "repair")
    if outcome == "not_upheld":
        remedy = "explanation"
    share = {"refund": (0.1, 1), "compensation": (0.01, 0.12), "replace": (0.5, 1)}
    low, high = share.get(remedy, (0.005, 0.03))
    costs = remedy in (*ITEMS, *MONEY)
    return {
        "outcome": outcome,
        "remedy": remedy,
        "amount": case.amount(low * (0.6 if again else 1), high * (0.6 if again else 1))
        if costs
        else 0,
        "decision_text": case.say(texts.DECISIONS[remedy]),
    }


def approve(case: Case) -> Answers:
    """Agree to a proposal, or send it back; never the same one twice."""
    yes = case.known.get("approved") == "no" or case.happens(0.84)
    comment = texts.AGREED if yes else texts.TOO_MUCH
    return {"approved": "yes" if yes else "no", "approval_comment": case.say(comment)}


def communicate(case: Case) -> Answers:
    """Explain the decision; some customers answer at once."""
    reply = case.one_of({"later": 45, "accepted": 47, "rejected": 8})
    return {
        "told_how": case.one_of({"call": 65, "letter": 10, "email": 20, "in_person": 5}),
        "told_on": case.day(),
        "reply": reply,
        "reply_note": case.say(texts.REFUSED) if reply == "rejected" else None,
    }


def review(case: Case) -> Answers:
    """Look at a decision once more."""
    changed = case.happens(0.35)
    kept = {name: case.known[name] for name in ("outcome", "remedy", "amount", "decision_text")}
    if changed:
        kept |= {"outcome": "upheld", "remedy": "refund", "amount": case.amount(0.1, 0.4)}
        kept["decision_text"] = case.say(texts.DECISIONS["refund"])
    result = "changed" if changed else "confirmed"
    return {**kept, "review_result": result, "review_note": case.say(texts.REVIEW)}


def inform(case: Case) -> Answers:
    """Write to the customer what is not ours, or where else to turn to."""
    return {"inform_text": case.say(texts.LETTER)}


def delay(case: Case) -> Answers:
    """Act on an investigation that takes too long."""
    reason = {"workload": 50, "supplier": 25, "customer": 15, "unclear": 10}
    return {
        "delay_reason": case.one_of(reason),
        "new_deadline": case.day(case.rng.randrange(2, 6)),
        "delay_action": case.say(texts.DELAY),
    }


def carry_out(case: Case) -> Answers:
    """Put it right."""
    return {"remedy_done_on": case.day(), "remedy_reference": f"R-{case.rng.randrange(1000, 9999)}"}


def close(case: Case) -> Answers:
    """Record what is to be learned."""
    causes = {"production": 30, "supplier": 20, "transport": 14, "service": 14, "information": 8}
    return {
        "root_cause": case.one_of({**causes, "billing": 6, "use": 5, "unknown": 3}),
        "total_cost": int(case.known.get("amount", 0)) + 100_000 * case.rng.randrange(2, 20),
        "lesson": case.say(texts.LESSONS),
        "record_complete": True,
    }


WRITERS: dict[str, Callable[[Case], Answers]] = {
    "assess_complaint": assess,
    "acknowledge_by_phone": acknowledge,
    "contain_danger": contain,
    "check_technically": check_technically,
    "check_finances": check_finances,
    "propose_remedy": propose,
    "approve_remedy": approve,
    "communicate_decision": communicate,
    "review_decision": review,
    "explain_refusal": inform,
    "inform_dispute_body": inform,
    "handle_delay": delay,
    "replace_item": carry_out,
    "close_record": close,
}
