"""What people write into the forms of onboarding, and the steps tests repeat."""

from __future__ import annotations

from tests.flows.company import Case

APPLICATION = {
    "person_type": "natural",
    "customer_name": "مریم احمدی",
    "registration_id": "0012345679",
    "mobile": "09121234567",
    "email": "maryam@example.org",
    "language": "fa",
    "channel": "web",
    "credit_limit": 0,
    "consent": True,
}
PROFILE = {
    "birth_date": "1990-03-21",
    "segment": "retail",
    "province": "tehran",
    "city": "تهران",
    "address": "خیابان آزادی، پلاک ۱۲",
    "postal_code": "1234567890",
    "documents_at_hand": ["identity", "address"],
}
GROUNDS = "صورت‌های مالی دو سال دیده شد."
REFUSAL = {"refusal_text": "با پوزش، سقف اعتبار درخواستی با درآمد اعلام‌شده نمی‌خواند."}


def complete(case: Case, **answers) -> Case:
    return case.work("complete_profile", **{**PROFILE, **answers})


def check(case: Case, **verdicts: str) -> Case:
    """Answer every check that is open, well if nothing else is said."""
    told = {
        "verify_documents": {"documents_verdict": verdicts.get("documents", "complete")},
        "check_credit": {"credit_verdict": verdicts.get("credit", "good"), "credit_note": GROUNDS},
        "check_compliance": {
            "compliance_verdict": verdicts.get("compliance", "clear"),
            "compliance_note": GROUNDS,
        },
        "agree_to_customer": {
            "agreement": verdicts.get("agreement", "yes"),
            "agreement_note": GROUNDS,
        },
    }
    while found := [activity for activity in case.open if activity in told]:
        case.work(found[0], **told[found[0]])
    return case
