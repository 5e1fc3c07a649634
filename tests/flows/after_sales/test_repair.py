"""Repair: price, quote, parts, rework, hand-over, on its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine import commands
from engine.errors import SeparationOfDutiesError
from tests.flows.after_sales.steps import (
    BOOKING,
    FAILED,
    HANDED,
    PARTS,
    PASSED,
    diagnose,
    mend,
)
from tests.flows.company import Case, Company


def test_deploys_without_a_warning(company: Company):
    assert company.deployed.warnings == []
    assert len(company.deployed.forms) == 7


def test_customer_gets_a_quote_of_work_and_parts(repair: Case):
    diagnose(repair)

    (quote,) = repair.company.outbox.mails
    assert repair.variables["customer_amount"] == 60 * 30_000 + 1_200_000
    assert "3000000 ریال" in quote["text"]
    assert "منبع تغذیه سوخته است." in quote["text"]
    assert repair.open == []


def test_approved_quote_is_repaired_invoiced_and_asked_about(repair: Case):
    assert repair.instance.case_no.startswith("R-1405-")
    mend(diagnose(repair).tell("quote_approved"))

    assert repair.mails() == ["send_quote", "tell_ready", "send_invoice", "ask_satisfaction"]
    assert (repair.instance.status, repair.variables["outcome"]) == ("completed", "repaired")
    assert "repair_finished" in repair.reached
    assert repair.incidents == []


@pytest.mark.parametrize("silent", [False, True], ids=["declined", "silent"])
def test_item_goes_back_unrepaired_without_a_yes(repair: Case, *, silent: bool):
    diagnose(repair)

    if silent:
        repair.wait(days=5)
    else:
        repair.tell("quote_declined")

    assert repair.open == ["hand_over"]
    repair.work("hand_over", **HANDED)
    assert repair.mails() == ["send_quote", "tell_unrepaired"]
    assert (repair.instance.status, repair.variables["outcome"]) == ("completed", "declined")
    assert "repair_declined" in repair.reached


def test_free_repair_needs_no_quote_and_no_invoice(company: Company):
    case = company.launch("repair", {**BOOKING, "customer_share": 0})

    mend(diagnose(case))

    assert case.mails() == ["tell_ready", "ask_satisfaction"]


def test_missing_parts_are_obtained_first(repair: Case):
    diagnose(repair, parts_available=False).tell("quote_approved")
    assert repair.open == ["obtain_parts"]

    repair.work("obtain_parts", **PARTS)

    assert repair.open == ["repair_item"]


def test_late_parts_are_told_to_the_manager(repair: Case):
    diagnose(repair, parts_available=False).tell("quote_approved")

    repair.wait(days=5)

    assert repair.mails()[-1] == "warn_service_manager"
    assert repair.company.outbox.mails[-1]["to"] == "service.manager@example.com"
    assert repair.open == ["obtain_parts"]
    assert "delay_escalated" in repair.reached


def test_failed_check_is_repaired_again(repair: Case):
    diagnose(repair).tell("quote_approved")
    repair.work("repair_item", work_done="منبع تغذیه تعمیر شد.")
    repair.work("check_quality", **FAILED)
    assert repair.open == ["repair_item"]
    repair.work("repair_item", work_done="منبع تغذیه عوض شد.")

    repair.work("check_quality", **PASSED)

    assert repair.open == ["hand_over"]
    assert repair.passed("quality_ok_to_repair_item") == 1


def test_repairer_does_not_check_the_repair(repair: Case):
    diagnose(repair).tell("quote_approved")
    repair.work("repair_item", work_done="منبع تغذیه عوض شد.")
    task = repair.task("check_quality")

    with pytest.raises(SeparationOfDutiesError):
        repair.company.act(lambda ctx: commands.claim(ctx, task.id), "sara")


def test_item_that_is_not_collected_is_reminded_twice_then_stored(repair: Case):
    diagnose(repair).tell("quote_declined")

    repair.wait(days=29)
    assert repair.mails()[2:] == ["remind_collection", "remind_collection"]
    repair.wait(days=1)

    assert repair.mails()[-1] == "notify_storage"
    assert repair.open == ["hand_over"]


def test_every_task_is_offered_to_the_group_of_its_lane(repair: Case):
    offered = {"receive_item": repair.groups("receive_item")}
    repair.work("receive_item", received_on="2026-11-21", condition="good", accessories="هیچ")
    offered["diagnose"] = repair.groups("diagnose")
    task = repair.task("diagnose")
    assert task.due_at - task.created_at == timedelta(days=1)
    repair.work(
        "diagnose",
        diagnosis_code="none",
        labour_minutes=0,
        diagnosis_text="عیبی یافت نشد.",
        parts_price=0,
        parts_available=True,
    )
    for activity, answers in (
        ("repair_item", {"work_done": "پاکیزه شد."}),
        ("check_quality", PASSED),
        ("hand_over", HANDED),
    ):
        offered[activity] = repair.groups(activity)
        repair.work(activity, **answers)

    assert offered == {
        "receive_item": ("contact-desk",),
        "diagnose": ("service-centre",),
        "repair_item": ("service-centre",),
        "check_quality": ("technical-quality",),
        "hand_over": ("contact-desk",),
    }
