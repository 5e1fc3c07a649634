"""The published Camunda client for Python, unmodified, works the examples it was written for."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from engine import commands, queries
from tests.flows.client import Case, Client, typed
from tests.live import Live, live
from tests.web.api.conftest import WORK
from web import publishing
from web.accounts.demo import PASSWORD
from web.accounts.roles import Role

with warnings.catch_warnings():
    # it uses an interface of pydantic that is out of date
    warnings.simplefilter("ignore", DeprecationWarning)
    from camunda.external_task.external_task_worker import ExternalTaskWorker, NoExternalTaskFound

SCORING = WORK.replace(
    b'camunda:topic="score"/>',
    b'camunda:topic="score"><extensionElements><camunda:properties>'
    b'<camunda:property name="scale" value="0 to 9"/>'
    b"</camunda:properties></extensionElements></serviceTask>",
)
LOAN, ORDER = "loan_process", "Order_Process"
QUICK = {"maxTasks": 10, "lockDuration": 60_000, "asyncResponseTimeout": 0, "retries": 3}
LONGEST_POLL_MS = 30_000


@pytest.fixture(scope="module")
def server(tmp_path_factory, corpus) -> Iterator[Live]:
    """Both examples, and a task that may fail, on a server that does nothing by itself."""
    with live(tmp_path_factory.mktemp("clients"), worker=False) as running:
        running.person("boss", *Role)
        examples = corpus / "bpmn" / "camunda-7-examples"
        for name in ("loan-granting.bpmn", "order-handling.bpmn"):
            running.deploy(examples / name)
        running.do(publishing.publish, "scoring", [("scoring.bpmn", SCORING)], actor="dariush")
        yield running


@pytest.fixture
def start(server) -> Callable[..., Case]:
    boss = Client(server, "boss")

    def start(key: str, **values: Any) -> Case:
        path = f"/process-definition/key/{key}/start"
        return Case(boss, boss.post(path, variables=typed(values))["id"])

    return start


def client_of(server: Live, name: str = "scores-1", **config: Any) -> ExternalTaskWorker:
    """Return the client as its documentation sets it up, with name and password."""
    signed_in = {"auth_basic": {"username": "worker", "password": PASSWORD}}
    return ExternalTaskWorker(
        name, f"{server.address}/engine-rest", {**QUICK, **signed_in, **config}
    )


@pytest.fixture
def worker(server) -> ExternalTaskWorker:
    return client_of(server)


def test_worker_signs_in_with_a_token(server, start):
    case = start("scoring")
    known = {"auth_basic": None, "auth_bearer": {"access_token": server.token("worker")}}

    client_of(server, **known).fetch_and_execute("score", lambda task: task.complete())

    assert case.state == "COMPLETED"


def test_worker_with_a_wrong_password_gets_nothing(server, start):
    start("scoring")
    wrong = {"username": "worker", "password": "guessed"}

    with pytest.raises(Exception, match="401"):
        client_of(server, auth_basic=wrong).fetch_and_execute("score", pytest.fail)

    client_of(server).fetch_and_execute("score", lambda task: task.complete())


def test_loans_are_granted_and_refused_by_score(worker, start):
    case = start(LOAN, applicant="Jane")
    seen = []

    def scored(task):
        seen.append(task.get_variables())
        return task.complete({"creditScores": [4, 6, 9]})

    def decided(task):
        seen.append((task.get_topic_name(), task.get_variable("score")))
        return task.complete({"note": "done"})

    worker.fetch_and_execute("creditScoreChecker", scored)
    worker.fetch_and_execute(["loanGranter", "requestRejecter"], decided)

    # the input of the task has a script of its own, which returns nothing
    assert seen[0] == {"applicant": "Jane", "defaultScore": 5, "Input_2rvtuu9": None}
    assert sorted(seen[1:]) == [("loanGranter", 6), ("loanGranter", 9), ("requestRejecter", 4)]
    assert case.state == "COMPLETED"
    assert case.done[-1] == "EndEvent_0q9wl5o"


def test_invoice_is_archived_once_it_has_a_number(worker, start):
    case = start(ORDER)

    worker.fetch_and_execute("invoiceCreator", lambda task: task.complete({"invoiceId": "I-7"}))
    worker.fetch_and_execute(
        "invoiceArchiver", lambda task: task.complete({"archived": task.get_variable("invoiceId")})
    )

    assert case.state == "COMPLETED"
    assert case.done[-2:] == ["Task_1yjkccw", "EndEvent_0q2wrcp"]
    assert case.admin.get(f"/process-instance/{case.id}/variables")["archived"]["value"] == "I-7"


def test_invoice_without_a_number_is_not_archived(worker, start):
    case = start(ORDER)

    worker.fetch_and_execute("invoiceCreator", lambda task: task.complete({"total": 12.5}))

    assert case.state == "COMPLETED"
    assert case.done[-1] == "EndEvent_00asnpf"


def test_failing_task_is_tried_again_then_a_person_is_asked(worker, start):
    case = start("scoring")

    def fails(task):
        return task.failure("no answer", "Traceback: ...", max_retries=2, retry_timeout=0)

    for _ in range(3):
        worker.fetch_and_execute("score", fails)

    with pytest.raises(NoExternalTaskFound):
        worker.fetch_and_execute("score", fails)
    (incident,) = case.admin.get("/incident", processInstanceId=case.id)
    assert incident["incidentMessage"] == "no answer"
    case.admin.post(f"/incident/{incident['id']}/retry")
    worker.fetch_and_execute("score", lambda task: task.complete({"score": 7}))
    assert case.state == "COMPLETED"


def test_pause_before_the_next_try_is_kept(worker, start, server):
    start("scoring")
    worker.fetch_and_execute(
        "score", lambda task: task.failure("busy", "", max_retries=2, retry_timeout=60_000)
    )

    with pytest.raises(NoExternalTaskFound):
        worker.fetch_and_execute("score", pytest.fail)

    for task in server.ask(queries.jobs, queries.JobFilter(topic="score")):
        server.do(commands.set_retries, task.id, 1)
    worker.fetch_and_execute("score", lambda task: task.complete())


def test_business_error_takes_its_way_in_the_diagram(worker, start):
    case = start("scoring")

    worker.fetch_and_execute(
        "score", lambda task: task.bpmn_error("NO_SCORE", "nobody knows", {"reason": "new here"})
    )

    assert list(case.open) == ["bad"]
    values = case.admin.get(f"/process-instance/{case.id}/variables")
    assert values["reason"]["value"] == "new here"


def test_worker_gets_the_instances_that_it_asks_for(worker, start):
    north, south = start("scoring", region="north"), start("scoring", region="south")

    worker.fetch_and_execute("score", lambda task: task.complete(), {"region": "south"})

    assert (north.state, south.state) == ("ACTIVE", "COMPLETED")
    worker.fetch_and_execute("score", lambda task: task.complete(), {"region": "north"})


def test_worker_gets_the_variables_and_properties_that_it_asks_for(worker, start):
    start("scoring", region="north", amount=5)
    seen = []

    def looks(task):
        seen.append((task.get_variables(), task.get_extension_properties()))
        return task.complete()

    worker.fetch_and_execute("score", looks, variables=["region"])

    assert seen == [({"region": "north"}, {"scale": "0 to 9"})]


def test_worker_whose_task_was_taken_is_told(worker, server, start):
    case = start("scoring")

    def slow(task):
        case.admin.post(f"/external-task/{task.get_task_id()}/unlock")
        other = client_of(server, "scores-2")
        other.fetch_and_execute("score", lambda taken: taken.complete())
        return task.complete()

    with pytest.raises(Exception, match="404"):
        worker.fetch_and_execute("score", slow)

    assert case.state == "COMPLETED"


@pytest.mark.slow
def test_orders_come_by_the_clock_while_the_worker_waits(tmp_path, corpus):
    with live(tmp_path) as server:
        server.deploy(corpus / "bpmn/camunda-7-examples/order-handling.bpmn")
        worker = client_of(server, asyncResponseTimeout=LONGEST_POLL_MS)
        found = []

        def creates(task):
            found.append(task.get_process_instance_id())
            return task.complete({"invoiceId": "I-1"})

        worker.fetch_and_execute("invoiceCreator", creates)
        worker.fetch_and_execute("invoiceArchiver", lambda task: task.complete())

        case = server.ask(queries.instance, found[0])
        assert (case.status, case.started_by) == ("completed", "job executor")
