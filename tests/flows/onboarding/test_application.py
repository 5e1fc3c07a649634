"""Application and profile: duplicates, documents, reminders, silence, withdrawal."""

from __future__ import annotations

from datetime import timedelta

import pytest

import forms
from engine import queries
from tests.flows.company import Case, Company
from tests.flows.onboarding.steps import APPLICATION, complete

KNOWN = {"customer_code": "K-7", "customer_name": "سارا", "registration_id": "1", "mobile": "1"}


def test_deploys_without_a_warning(company: Company):
    assert company.deployed.warnings == []
    assert len(company.deployed.forms) == 10


def test_officer_completes_the_profile_of_a_new_customer(case: Case):
    assert case.open == ["complete_profile"]
    assert case.groups("complete_profile") == ("account-officers",)
    assert case.instance.case_no.startswith("N-1405-")
    task = case.task("complete_profile")
    assert task.due_at - task.created_at == timedelta(days=1)


@pytest.mark.parametrize(
    "known",
    [
        {**KNOWN, "registration_id": "۰۰۱۲۳۴۵۶۷۹"},
        {**KNOWN, "customer_name": "مر\u064aم\u200c احمد\u0649", "mobile": "+989121234567"},
    ],
    ids=["number", "name and mobile"],
)
def test_known_customer_is_found(company: Company, known: dict[str, str]):
    case = company.launch("onboarding", {**APPLICATION, "known_customers": [KNOWN, known]})

    assert case.open == ["decide_duplicate"]
    assert case.variables["duplicate_of"] == "K-7"


def test_same_name_with_another_mobile_is_no_duplicate(company: Company):
    known = {**KNOWN, "customer_name": APPLICATION["customer_name"]}

    case = company.launch("onboarding", {**APPLICATION, "known_customers": [known]})

    assert case.open == ["complete_profile"]


def test_officer_merges_a_duplicate(company: Company):
    case = company.start("onboarding", {**APPLICATION, "similar_customer_code": "K-12"})
    task = case.task("decide_duplicate")
    assert task.due_at - task.created_at == timedelta(hours=4)

    case.work("decide_duplicate", duplicate_decision="merge")

    assert case.instance.status == "completed"
    assert case.passed("same_customer_to_closed_merged") == 1


def test_officer_goes_on_with_somebody_else(company: Company):
    case = company.start("onboarding", {**APPLICATION, "similar_customer_code": "K-12"})

    case.work("decide_duplicate", duplicate_decision="continue")

    assert case.open == ["complete_profile"]


def test_uploaded_documents_are_shown_to_the_officer(case: Case):
    case.tell("documents_uploaded", documents="کارت ملی")
    case.tell("documents_uploaded", documents="قبض تلفن")

    form = case.company.ask(queries.task_form, case.task("complete_profile"))
    assert forms.initial(form.schema, case.variables)["uploaded_text"] == "کارت ملی\nقبض تلفن"
    assert case.open == ["complete_profile"]


def test_silence_is_reminded_twice_then_closed(case: Case):
    case.wait(days=2)
    assert case.mails() == ["remind_applicant"]
    case.wait(days=3)
    assert case.mails() == ["remind_applicant", "remind_applicant"]
    case.wait(days=4, hours=23)
    assert case.open == ["complete_profile"]

    case.wait(hours=1)

    assert case.mails()[-1] == "send_closing"
    assert case.end == ("completed", "closed_no_answer", "no_answer")


def test_complete_profile_stops_the_reminders(case: Case):
    complete(case).wait(days=11)

    assert case.mails() == []
    assert case.open == ["verify_documents"]


def test_applicant_without_mail_is_told_by_the_officer(company: Company):
    case = company.start("onboarding", {**APPLICATION, "email": None})

    case.wait(days=2)

    assert company.outbox.mails[-1]["to"] == "onboarding@example.com"


@pytest.mark.parametrize(
    ("language", "greeting"), [("fa", "با سلام و احترام"), ("en", "Dear مریم احمدی,")]
)
def test_mail_is_written_in_the_applicants_language(company: Company, language, greeting):
    case = company.start("onboarding", {**APPLICATION, "language": language})

    case.wait(days=2)

    (mail,) = company.outbox.mails
    assert mail["text"].startswith(greeting)
    assert case.instance.case_no in mail["subject"]
    assert "${" not in mail["text"] + mail["subject"]


@pytest.mark.parametrize("completed", [False, True], ids=["profile", "checks"])
def test_withdrawal_stops_everything(case: Case, *, completed: bool):
    if completed:
        complete(case)

    case.tell("application_withdrawn")

    assert case.mails() == ["confirm_withdrawal"]
    assert case.end == ("completed", "closed_withdrawn", "withdrawn")
