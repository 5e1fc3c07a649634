"""Route, checks, answer, welcome: from the complete profile to the active customer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine import queries
from tests.flows.company import Case, Company
from tests.flows.onboarding.steps import APPLICATION, REFUSAL, check, complete

MUCH, VERY_MUCH = 600_000_000, 3_000_000_000


@pytest.mark.parametrize(
    ("kind", "credit", "flagged", "tasks", "asked", "customer_class"),
    [
        ("natural", 0, False, ["verify_documents"], False, "C"),
        ("natural", MUCH, False, ["check_credit", "verify_documents"], False, "B"),
        ("legal", MUCH, False, ["verify_documents"], False, "B"),
        ("legal", VERY_MUCH, False, ["check_credit", "verify_documents"], True, "A"),
        ("natural", 0, True, ["check_compliance", "verify_documents"], True, "C"),
    ],
    ids=["person", "person with credit", "company", "company with credit", "listed"],
)
def test_checks_are_those_of_the_route(
    company: Company, kind, credit, flagged, tasks, asked, customer_class
):
    answers = {**APPLICATION, "person_type": kind, "credit_limit": credit}
    case = complete(company.start("onboarding", answers), flagged=flagged)

    assert case.open == tasks
    assert {case.groups(task) for task in tasks} == {("credit-compliance",)}
    check(case)

    passed = case.passed("manager_needed_to_agree_to_customer")
    assert (passed, case.variables["customer_class"]) == (int(asked), customer_class)
    assert case.open == ["welcome_call"]


def test_manager_agrees_to_much_credit(company: Company):
    answers = {**APPLICATION, "person_type": "legal", "credit_limit": VERY_MUCH}
    case = complete(company.start("onboarding", answers))
    case.work("verify_documents", documents_verdict="complete")
    case.work("check_credit", credit_verdict="good", credit_note="خوب است")

    assert case.groups("agree_to_customer") == ("credit-managers",)


def test_late_credit_check_is_told_to_the_manager(company: Company):
    case = complete(company.start("onboarding", {**APPLICATION, "credit_limit": MUCH}))

    case.wait(days=2)

    assert case.mails() == ["alert_credit_manager"]
    assert company.outbox.mails[-1]["to"] == "credit.manager@example.com"
    assert case.open == ["check_credit", "verify_documents"]


def test_missing_documents_are_obtained_and_checked_again(case: Case):
    complete(case)
    case.work("verify_documents", documents_verdict="incomplete", missing_documents="مدرک نشانی")
    assert case.open == ["obtain_documents"]
    assert case.groups("obtain_documents") == ("account-officers",)
    task = case.task("obtain_documents")
    assert task.due_at - task.created_at == timedelta(days=3)

    case.work("obtain_documents", documents_at_hand=["identity", "address", "bank"])

    assert case.open == ["verify_documents"]
    assert check(case).open == ["welcome_call"]


@pytest.mark.parametrize(
    ("flagged", "verdicts"),
    [
        (False, {"documents": "invalid"}),
        (False, {"credit": "bad"}),
        (True, {"compliance": "hit"}),
        (True, {"agreement": "no"}),
    ],
    ids=["documents", "credit", "compliance", "manager"],
)
def test_bad_answer_declines_with_reasons(company: Company, flagged, verdicts):
    case = company.start("onboarding", {**APPLICATION, "credit_limit": MUCH})
    check(complete(case, flagged=flagged), **verdicts)
    assert case.open == ["inform_reasons"]

    case.work("inform_reasons", **REFUSAL)

    assert REFUSAL["refusal_text"] in company.outbox.mails[-1]["text"]
    assert case.end == ("completed", "closed_rejected", "rejected")
    assert case.variables["customer_code"] is None


def test_accepted_customer_is_welcomed_and_asked(case: Case):
    check(complete(case))
    code = "K" + case.instance.case_no.removeprefix("N")
    assert case.variables["customer_code"] == code
    assert case.mails() == ["send_welcome"]
    assert code in case.company.outbox.mails[-1]["text"]
    assert case.groups("welcome_call") == ("account-officers",)
    case.work("welcome_call", welcome_result="reached")

    case.wait(days=13)
    assert case.mails() == ["send_welcome"]
    case.wait(days=1)

    assert case.mails() == ["send_welcome", "ask_satisfaction"]
    assert case.end == ("completed", "closed_activated", "activated")
    assert case.incidents == []


def test_event_log_knows_customer_and_outcome(case: Case):
    check(complete(case)).work("welcome_call", welcome_result="reached").wait(days=14)

    events = case.company.ask(queries.timeline, case.id)

    last = events[-1]
    assert (last.customer_code, last.channel, last.outcome) == (
        case.variables["customer_code"],
        "web",
        "activated",
    )
    assert {event.office for event in events} == {"front", "back"}
