"""Processes that others drew, worked to their ends over the REST interface."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.flows.client import Case, RefusedError, typed

Start = Callable[..., Case]


@pytest.fixture(scope="module")
def deploy(client, corpus) -> Callable[..., None]:
    def deploy(folder: str, *names: str) -> None:
        client("dariush").deploy(*(corpus / "bpmn" / folder / name for name in names))

    return deploy


@pytest.fixture
def start(client) -> Start:
    """Start a process by its key as the boss, who also looks at it."""

    def start(key: str, **values: object) -> Case:
        boss = client("boss")
        path = f"/process-definition/key/{key}/start"
        return Case(boss, boss.post(path, variables=typed(values))["id"])

    return start


def test_invoice_of_the_interchange_group_is_processed(deploy, client):
    deploy("miwg", "C.1.0.bpmn")
    boss, demo, mary = client("boss"), client("demo"), client("mary")
    (answer,) = boss.post(
        "/message",
        messageName="invoice-received-C.1.0",
        resultEnabled=True,
        processVariables=typed({"creditor": "Great Pizza", "amount": 30}),
    )
    case = Case(boss, answer["processInstance"]["id"])

    case.work(demo, "assignApprover", approver="mary")
    assert case.open["approveInvoice"]["assignee"] == "mary"
    case.work(mary, "approveInvoice", approved=False)
    case.work(demo, "reviewInvoice", clarified="yes")
    case.work(mary, "approveInvoice", approved=True)
    accountant, task = client("fozzie"), case.open["prepareBankTransfer"]
    accountant.post(f"/task/{task['id']}/claim", userId="fozzie")
    case.work(accountant, "prepareBankTransfer")
    archived = case.serve(client("worker"), "archiveService")

    assert archived["activityId"] == "archiveInvoice"
    assert archived["variables"]["creditor"]["value"] == "Great Pizza"
    assert case.state == "COMPLETED"
    assert case.done[-1] == "invoiceProcessed"


def test_invoice_that_is_not_clarified_is_not_processed(deploy, client):
    deploy("miwg", "C.1.0.bpmn")
    boss, demo = client("boss"), client("demo")
    (answer,) = boss.post("/message", messageName="invoice-received-C.1.0", resultEnabled=True)
    case = Case(boss, answer["processInstance"]["id"])

    case.work(demo, "assignApprover", approver="mary")
    case.work(client("mary"), "approveInvoice", approved=False)
    case.work(demo, "reviewInvoice", clarified="no")

    assert case.state == "COMPLETED"
    assert case.done[-1] == "invoiceNotProcessed"


def test_one_process_starts_another_by_message(deploy, client, start):
    deploy("camunda-7-examples", "instantiating_process.bpmn", "message_start_process.bpmn")
    boss, robot = client("boss"), client("worker")
    first = start("Instantiating_Process")

    # what the Java class of the example does
    (answer,) = robot.post("/message", messageName="instantiationMessage", resultEnabled=True)
    topic = "org.camunda.bpm.example.event.message.InstantiateProcessByMessageDelegate"
    first.serve(robot, topic)
    second = Case(boss, answer["processInstance"]["id"])
    second.work(boss, "UserTask_1")
    first.work(boss, "UserTask_1")

    assert [case.state for case in (first, second)] == ["COMPLETED", "COMPLETED"]
    assert first.done == ["StartEvent_1", "ServiceTask_1", "UserTask_1", "EndEvent_1"]


def test_vacation_is_granted(deploy, client):
    deploy("flowable", "VacationRequest.bpmn20.xml")
    kermit, manager, boss = client("kermit"), client("fozzie"), client("boss")
    request = {"numberOfDays": 3, "startDate": "2026-12-01", "vacationMotivation": "Rest"}
    answer = kermit.post(
        "/process-definition/key/vacationRequest/submit-form", variables=typed(request)
    )
    case = Case(boss, answer["id"])

    task = case.open["handleRequest"]
    assert "Kermit" in task["description"] or "kermit" in task["description"]
    manager.post(f"/task/{task['id']}/claim", userId="fozzie")
    case.work(manager, "handleRequest", vacationApproved="false", managerMotivation="Too busy")
    case.work(kermit, "adjustVacationRequestTask", resendRequest="true", numberOfDays=2)
    task = case.open["handleRequest"]
    manager.post(f"/task/{task['id']}/claim", userId="fozzie")
    case.work(manager, "handleRequest", vacationApproved="true")

    assert case.state == "COMPLETED"
    assert case.done[-1] == "theEnd1"


def test_helpdesk_issue_is_solved_by_the_first_line(deploy, client, start):
    deploy("flowable", "Helpdesk.bpmn20.xml")
    case = start("escalationExample")

    case.work(client("kermit"), "firstLineSupport")

    assert case.state == "COMPLETED"
    assert case.done[-1] == "normalEnd"


def test_helpdesk_issue_escalates_after_five_minutes(deploy, client, start, server):
    deploy("flowable", "Helpdesk.bpmn20.xml")
    case = start("escalationExample")

    server.pass_time(minutes=5)

    assert list(case.open) == ["handleEscalation"]
    manager = client("fozzie")
    manager.post(f"/task/{case.open['handleEscalation']['id']}/claim", userId="fozzie")
    case.work(manager, "handleEscalation")
    assert case.state == "COMPLETED"
    assert "escalatedEnd" in case.done


def test_reviewer_is_chosen_and_gets_two_days(deploy, client, start):
    deploy("operaton-invoice", "reviewInvoice.bpmn")
    case = start("ReviewInvoice", invoiceNumber="I-1")

    case.work(client("demo"), "assignReviewer", reviewer="john")
    task = case.open["reviewInvoice"]
    assert (task["assignee"], bool(task["due"])) == ("john", True)
    with pytest.raises(RefusedError) as refusal:
        case.work(client("omid"), "reviewInvoice")
    assert refusal.value.status == 403
    case.work(client("john"), "reviewInvoice", clarified=True)

    assert case.state == "COMPLETED"
    assert case.done[-1] == "EndEvent_1og1zom"


def test_loan_is_approved_without_its_web_pages(deploy, client, start):
    deploy("camunda-7-examples", "loanApproval.bpmn")
    case = start("embeddedFormsQuickstart", firstname="Jane", netIncome=2000)

    case.work(client("demo"), "UserTask_1", approved=True)

    assert case.state == "COMPLETED"
    assert case.done == ["StartEvent_1", "UserTask_1", "EndEvent_1"]


def test_invoice_with_forms_is_checked_and_approved(deploy, client):
    deploy("camunda-7-examples", "invoiceApproval.bpmn", "start-form.form", "task-form.form")
    boss, demo = client("boss"), client("demo")
    path = "/process-definition/key/camundaFormsQuickstart/submit-form"
    with pytest.raises(RefusedError) as refusal:
        boss.post(path, variables=typed({"creditor": "Great Pizza", "amount": "thirty"}))
    assert refusal.value.status == 422
    assert list(refusal.value.problem["errors"]) == ["amount"]

    answer = boss.post(path, variables=typed({"creditor": "Great Pizza", "amount": "30"}))
    case = Case(boss, answer["id"])
    task = case.open["UserTask_1"]
    judged = typed({"creditor": "Great Pizza", "amount": "30", "approved": "true"})
    demo.post(f"/task/{task['id']}/submit-form", variables=judged)

    assert case.state == "COMPLETED"
    assert case.done[-1] == "EndEvent_1"
