"""Warranty claim: who pays, what is offered, and the repair that it calls."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.flows.after_sales.steps import (
    BOOKING,
    CLAIM,
    HANDED,
    INSPECTION,
    LETTER,
    OFFER,
    diagnose,
    find,
    mend,
)
from tests.flows.company import Case, Company

RECORD = {"serial_no": "S-1", "purchase_date": "2026-02-01", "warranty_months": 18}


def test_item_is_looked_up_by_the_warranty_desk(claim: Case):
    assert claim.instance.case_no.startswith("W-1405-")
    assert claim.open == ["find_item"]
    assert claim.groups("find_item") == ("warranty-desk",)
    task = claim.task("find_item")
    assert task.due_at - task.created_at == timedelta(hours=4)


def test_known_item_needs_no_look_up(company: Company):
    case = company.launch("warranty_claim", {**CLAIM, "known_items": [RECORD]})

    assert case.open == ["receive_item"]
    known = case.variables
    assert (known["cover"], known["warranty_months"]) == ("free", 18)


def test_unknown_number_among_known_items_is_looked_up(company: Company):
    other = {**RECORD, "serial_no": "S-2"}

    case = company.launch("warranty_claim", {**CLAIM, "known_items": [other]})

    assert case.open == ["find_item"]


def test_covered_item_is_repaired_free(claim: Case):
    find(claim)

    mend(diagnose(claim))

    assert claim.mails() == ["tell_ready", "ask_satisfaction"]
    assert claim.end == ("completed", "closed_repaired", "repaired")
    assert claim.variables["customer_amount"] == 0
    assert claim.incidents == []


def test_key_customer_pays_half_when_just_over(company: Company):
    answers = {**CLAIM, "customer_class": "A", "purchase_date": "2025-10-01"}
    case = find(company.start("warranty_claim", answers))

    diagnose(case)

    assert case.variables["cover"] == "goodwill"
    assert case.mails() == ["send_quote"]
    assert "1500000 ریال" in company.outbox.mails[-1]["text"]


def test_customer_accepts_the_paid_repair(company: Company):
    case = find(company.start("warranty_claim", {**CLAIM, "damage_type": "misuse"}))
    assert case.open == ["offer_repair"]
    assert case.groups("offer_repair") == ("contact-desk",)
    case.work("offer_repair", **OFFER)
    assert "3000000 ریال" in company.outbox.mails[-1]["text"]

    case.tell("offer_accepted")

    mend(diagnose(case).tell("quote_approved"))
    assert "send_invoice" in case.mails()
    assert case.end == ("completed", "closed_repaired", "repaired")


@pytest.mark.parametrize("silent", [False, True], ids=["declined", "silent"])
def test_claim_is_closed_without_a_yes_to_the_offer(company: Company, *, silent: bool):
    case = find(company.start("warranty_claim", {**CLAIM, "damage_type": "misuse"}))
    case.work("offer_repair", **OFFER)

    if silent:
        case.wait(days=5)
    else:
        case.tell("offer_declined")

    assert case.mails() == ["send_offer", "confirm_closing"]
    assert case.end == ("completed", "closed_not_wanted", "not_wanted")


def test_exact_price_may_be_declined(company: Company):
    case = find(company.start("warranty_claim", {**CLAIM, "damage_type": "misuse"}))
    case.work("offer_repair", **OFFER).tell("offer_accepted")

    diagnose(case).tell("quote_declined").work("hand_over", **HANDED)

    assert case.end == ("completed", "closed_declined", "declined")


def test_stranger_without_proof_is_rejected(company: Company):
    case = company.start("warranty_claim", {**CLAIM, "proof_of_purchase": False})
    find(case, serial_found=False)
    assert case.open == ["explain_rejection"]

    case.work("explain_rejection", **LETTER)

    assert LETTER["rejection_text"] in company.outbox.mails[-1]["text"]
    assert case.end == ("completed", "closed_rejected", "rejected")


@pytest.mark.parametrize(
    ("cover", "share", "task"),
    [
        ("free", 0, "receive_item"),
        ("goodwill", 50, "receive_item"),
        ("paid", 100, "offer_repair"),
        ("reject", 100, "explain_rejection"),
    ],
)
def test_doubtful_claim_is_inspected(claim: Case, cover: str, share: int, task: str):
    find(claim, damage_type="unclear")
    assert claim.open == ["inspect_photos"]
    assert claim.groups("inspect_photos") == ("warranty-desk",)

    claim.work("inspect_photos", cover=cover, **INSPECTION)

    assert claim.variables["customer_share"] == share
    assert claim.open == [task]


def test_late_inspection_is_told_to_the_manager(claim: Case):
    find(claim, damage_type="unclear")

    claim.wait(days=1)

    assert claim.mails() == ["alert_warranty_manager"]
    assert claim.company.outbox.mails[-1]["to"] == "warranty.manager@example.com"
    assert claim.open == ["inspect_photos"]


def test_late_parts_of_the_repair_are_told_to_the_customer(claim: Case):
    diagnose(find(claim), parts_available=False)

    claim.wait(days=5)

    assert claim.open == ["obtain_parts", "tell_delay"]
    assert claim.groups("tell_delay") == ("contact-desk",)
    claim.work("tell_delay", promised_on="2026-12-10")
    assert claim.open == ["obtain_parts"]


@pytest.mark.parametrize("called", [False, True], ids=["claim", "repair"])
def test_withdrawal_stops_everything(claim: Case, *, called: bool):
    if called:
        diagnose(find(claim))

    claim.tell("claim_withdrawn")

    assert claim.open == []
    assert claim.mails()[-1] == "confirm_withdrawal"
    assert claim.end == ("completed", "closed_withdrawn", "withdrawn")


@pytest.mark.parametrize(
    ("language", "greeting"), [("fa", "با سلام و احترام"), ("en", "Dear مریم احمدی,")]
)
def test_mail_of_the_repair_is_in_the_customers_language(company: Company, language, greeting):
    case = find(company.start("warranty_claim", {**CLAIM, "language": language}))

    diagnose(case).work("repair_item", work_done="تعمیر شد.")
    case.work("check_quality", quality_result="passed", quality_note="خوب است")

    (mail,) = company.outbox.mails
    assert mail["text"].startswith(greeting)
    assert case.instance.case_no in mail["subject"]


def test_integration_may_leave_the_optional_variables_out(company: Company):
    needed = {**BOOKING, "damage_type": "unclear", "reported_on": "2026-11-21"}
    del needed["email"], needed["language"]

    case = find(company.launch("warranty_claim", {**needed, "purchase_date": "2026-01-10"}))

    assert case.open == ["inspect_photos"]
    assert case.incidents == []
