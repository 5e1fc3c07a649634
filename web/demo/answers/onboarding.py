"""Onboarding: new customers and what is known of them."""

from __future__ import annotations

from collections.abc import Callable

from web.demo import customer_texts as texts
from web.demo.case import Answers, Case

PAPERS = ["identity", "address", "bank", "licence"]
GROUNDS = (
    ("صورت‌های مالی دو سال گذشته دیده شد.", "The accounts of the last two years were read."),
    ("سابقهٔ چک برگشتی ندارد.", "There are no bounced cheques."),
)
MISSING = (
    ("تصویر پشت کارت ملی و گواهی نشانی", "back of the identity card, proof of address"),
    ("روزنامهٔ رسمی آخرین تغییرات", "gazette of the latest changes"),
)
WELCOME = (
    ("خوشامد گفته شد و شیوهٔ سفارش را پرسیدند.", "Welcomed; they asked how to order."),
    ("پورتال برایشان شرح داده شد.", "We explained the portal to them."),
)


def apply(case: Case) -> Answers:
    """Take an application in."""
    one = case.customer
    legal = one.person_type == "legal"
    credit = case.one_of(
        {0: 55, 300_000_000: 25, 900_000_000: 13, 4_000_000_000: 7 if legal else 1}
    )
    return {
        "person_type": one.person_type,
        "customer_name": one.name,
        "registration_id": one.registration_id,
        "mobile": one.mobile,
        "email": one.email,
        "language": one.language,
        "channel": case.known.get("channel", "web"),
        "credit_limit": credit,
        "similar_customer_code": f"K-{1000 + case.rng.randrange(1, 150)}"
        if case.happens(0.05)
        else None,
        "consent": True,
    }


def decide_duplicate(case: Case) -> Answers:
    """Tell whether it is somebody we know."""
    return {"duplicate_decision": case.one_of({"merge": 55, "continue": 45})}


def complete(case: Case) -> Answers:
    """Complete the customer's profile."""
    one = case.customer
    legal = one.person_type == "legal"
    return {
        "birth_date": case.day(-case.rng.randrange(22 * 365, 65 * 365)),
        "segment": case.one_of(
            {"business": 70, "corporate": 20, "public": 10} if legal else {"retail": 1}
        ),
        "province": one.province,
        "city": one.city,
        "address": one.address,
        "postal_code": one.postal_code,
        "credit_limit": case.known["credit_limit"],
        "documents_at_hand": PAPERS if case.happens(0.7) else PAPERS[:2],
        "flagged": case.happens(0.03),
    }


def verify(case: Case) -> Answers:
    """Verify the documents."""
    good = 93 if "documents_verdict" in case.known else 78
    verdict = case.one_of({"complete": good, "incomplete": 100 - good - 2, "invalid": 2})
    missing = case.say(MISSING) if verdict == "incomplete" else None
    return {"documents_verdict": verdict, "missing_documents": missing}


def check_credit(case: Case) -> Answers:
    """Judge whether the customer can pay."""
    return {
        "credit_verdict": case.one_of({"good": 84, "bad": 16}),
        "credit_note": case.say(GROUNDS),
    }


def check_compliance(case: Case) -> Answers:
    """Look at the watch lists."""
    verdict = case.one_of({"clear": 80, "hit": 20})
    return {"compliance_verdict": verdict, "compliance_note": case.say(GROUNDS)}


def agree(case: Case) -> Answers:
    """Agree to a customer with much credit."""
    return {"agreement": case.one_of({"yes": 88, "no": 12}), "agreement_note": case.say(GROUNDS)}


def obtain(case: Case) -> Answers:
    """Get what is missing."""
    del case
    return {"documents_at_hand": PAPERS}


def inform(case: Case) -> Answers:
    """Write the reasons of a refusal."""
    return {"refusal_text": case.say(texts.REFUSAL)}


def welcome(case: Case) -> Answers:
    """Call the new customer."""
    reached = case.one_of({"reached": 85, "not_reached": 15})
    return {"welcome_result": reached, "welcome_note": case.say(WELCOME)}


WRITERS: dict[str, Callable[[Case], Answers]] = {
    "decide_duplicate": decide_duplicate,
    "complete_profile": complete,
    "verify_documents": verify,
    "check_credit": check_credit,
    "check_compliance": check_compliance,
    "agree_to_customer": agree,
    "obtain_documents": obtain,
    "inform_reasons": inform,
    "welcome_call": welcome,
}
