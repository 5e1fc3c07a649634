"""Receipt: deployment, acknowledgement, language of the mails."""

from __future__ import annotations

from datetime import timedelta

import pytest

import forms
from engine import queries
from tests.flows.company import Case, Company
from tests.flows.complaint_handling.steps import INTAKE, RECORD, assess, decide, explain
from web import submission


def test_deploys_and_names_the_processes_it_calls(company: Company):
    called = [(found.code, found.element_id) for found in company.deployed.warnings]
    assert called == [
        ("call_elsewhere", "carry_out_repair"),
        ("call_elsewhere", "carry_out_payment"),
    ]
    assert len(company.deployed.forms) == 14


def test_mail_is_written_in_the_customers_language(company: Company):
    company.start("complaint_handling", INTAKE)
    case = company.start("complaint_handling", {**INTAKE, "language": "en"})

    persian, english = company.outbox.mails

    assert persian["to"] == english["to"] == "maryam@example.org"
    assert "مریم احمدی گرامی" in persian["text"]
    assert persian["subject"].startswith("شکایت شما به دست ما رسید")
    assert english["text"].startswith("Dear مریم احمدی,\n\nWe have received")
    assert english["subject"] == f"We have received your complaint – case {case.instance.case_no}"
    assert "${" not in persian["text"] + english["text"]


@pytest.mark.parametrize(
    ("severity", "hours"), [("safety", 1), ("service", 4), ("minor", 24)], ids=str
)
def test_customer_without_mail_is_called_meanwhile(company: Company, severity: str, hours: int):
    case = company.start("complaint_handling", {**INTAKE, "email": None})
    assert case.open == ["assess_complaint"]

    assess(case, severity=severity)

    started = "contain_danger" if severity == "safety" else "propose_remedy"
    assert case.open == ["acknowledge_by_phone", started]
    assert case.groups("acknowledge_by_phone") == ("contact-desk",)
    task = case.task("acknowledge_by_phone")
    assert task.due_at - task.created_at == timedelta(hours=hours)


def test_case_of_a_called_customer_ends(company: Company):
    case = assess(company.start("complaint_handling", {**INTAKE, "email": None}))
    case.work("acknowledge_by_phone", acknowledgement_result="reached")

    explain(decide(case, remedy="apology"), "accepted")
    case.work("close_record", **RECORD)

    assert {mail["to"] for mail in company.outbox.mails} == {"complaints@example.com"}
    assert case.end == ("completed", "closed_accepted", "upheld")


def test_form_of_the_call_shows_the_case_number(company: Company):
    case = assess(company.start("complaint_handling", {**INTAKE, "email": None}))

    shown = company.ask(submission.task_form, case.task("acknowledge_by_phone"), "fa")

    assert shown.data["case_no"] == case.instance.case_no
    assert shown.schema["components"][0]["text"].endswith("شمارهٔ پرونده را بگویید: {{case_no}}.")


def test_tasks_say_what_to_do_in_both_languages(case: Case):
    task = case.task("assess_complaint")

    told = case.company.ask(queries.documentation, task.definition_id, task.activity_id)

    assert task.description.startswith("The complaint expert decides within 4 hours")
    assert told["fa"].startswith("لطفاً ظرف چهار ساعت شدت شکایت را تعیین کنید")


def test_integration_may_leave_the_optional_variables_out(company: Company):
    required = {name: value for name, value in INTAKE.items() if name not in ("email", "language")}
    case = company.launch("complaint_handling", required)

    assert case.open == ["assess_complaint"]
    assert case.variables["language"] == "fa"


def test_broken_mail_server_is_tried_again_then_an_incident(company: Company):
    company.outbox.broken = True
    case = company.start("complaint_handling", INTAKE)
    assert case.incidents == []
    case.wait(minutes=10)
    assert case.incidents == []

    case.wait(minutes=10)

    assert case.incidents == ["ConnectionError: the mail server is down"]


def test_names_of_tasks_come_in_both_languages(case: Case):
    task = case.task("assess_complaint")

    assert task.name == "Assess complaint"
    assert task.names == {"fa": "ارزیابی اولیهٔ شکایت"}
    assert task.lane == "Complaint expert"
    assert task.due_at - task.created_at == timedelta(hours=4)


def test_notes_are_added_while_the_work_goes_on(case: Case):
    assess(case, technical_check=True)

    case.tell("customer_note", note="بوی سوختگی هم می‌دهد.")
    case.tell("customer_note", note="فاکتور را یافتم.")

    assert case.variables["notes"] == ["بوی سوختگی هم می‌دهد.", "فاکتور را یافتم."]
    form = case.company.ask(queries.task_form, case.task("check_technically"))
    shown = forms.initial(form.schema, case.variables)
    assert shown["notes_text"] == "بوی سوختگی هم می‌دهد.\nفاکتور را یافتم."
    assert case.open == ["check_technically"]


def test_withdrawal_stops_everything(case: Case):
    assess(case, technical_check=True, finance_check=True)
    case.wait(days=5)

    case.tell("complaint_withdrawn")

    assert case.open == []
    assert case.mails()[-1] == "confirm_withdrawal"
    assert case.end == ("completed", "closed_withdrawn", "withdrawn")
