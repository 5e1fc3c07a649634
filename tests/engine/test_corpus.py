"""Diagrams that others drew: each is deployed and starts, or is refused for the right reasons."""

from datetime import UTC, datetime

import pytest

from engine import runtime
from engine.dmn.evaluating import Decision
from engine.dmn.files import load
from engine.errors import DefinitionInvalidError
from engine.ports import Limits
from tests.engine.bpmn.diagrams import NoScripts

SKETCH = {"process_not_executable"}
PAGES = {"form_embedded"}
# file: (processes deployed, codes of errors, codes of warnings)
EXPECTED: dict[str, tuple[set[str], set[str], set[str]]] = {
    "camunda-7-examples/instantiating_process.bpmn": (
        {"Instantiating_Process"}, set(), {"java_is_external"},
    ),
    "camunda-7-examples/invoiceApproval.bpmn": ({"camundaFormsQuickstart"}, set(), set()),
    "camunda-7-examples/invokeRestService.bpmn": (
        set(), {"script_resource", "script_language"}, set(),
    ),
    "camunda-7-examples/loan-granting.bpmn": ({"loan_process"}, set(), {"script_translated"}),
    "camunda-7-examples/loanApproval.bpmn": ({"embeddedFormsQuickstart"}, set(), PAGES),
    "camunda-7-examples/message_start_process.bpmn": ({"Message_Start_Process"}, set(), set()),
    "camunda-7-examples/order-handling.bpmn": ({"Order_Process"}, set(), set()),
    "flowable/Helpdesk.bpmn20.xml": ({"escalationExample"}, set(), set()),
    "flowable/VacationRequest.bpmn20.xml": ({"vacationRequest"}, set(), set()),
    "miwg/A.1.0.bpmn": ({"WFP-6-"}, set(), SKETCH),
    "miwg/A.2.0.bpmn": (set(), {"condition_required"}, SKETCH),
    "miwg/A.2.1.bpmn": (set(), {"condition_required"}, SKETCH),
    "miwg/A.3.0.bpmn": ({"WFP-6-"}, set(), SKETCH | {"empty_subprocess", "name_from_element"}),
    "miwg/A.4.0.bpmn": ({"WFP-6-1", "WFP-6-2"}, set(), SKETCH),
    "miwg/A.4.1.bpmn": (
        {"sid-34746A54-1D7D-46CA-B219-0C4CEAE51170", "sid-54D696FD-DEDC-45F3-99DB-1404DA433FC4"},
        set(), SKETCH,
    ),
    "miwg/B.1.0.bpmn": (
        set(), {"condition_required", "timer_missing"},
        SKETCH | {"data_store", "empty_subprocess", "topic_from_id", "unnamed_definition"},
    ),
    "miwg/B.2.0.bpmn": (
        set(),
        {"condition_missing", "condition_required", "loop_endless", "loop_items", "signal_unnamed",
         "timer_missing"},
        SKETCH | {"data_store", "empty_subprocess", "name_from_element", "several_starts",
                  "topic_from_id", "unnamed_definition"},
    ),
    "miwg/C.1.0.bpmn": (
        {"bpmn-miwg-test-case-c.1.0"}, set(),
        PAGES | {"process_left_out", "java_is_external", "fields_ignored", "form_never_shown"},
    ),
    "miwg/C.1.1.bpmn": (
        set(), {"expression_language"}, PAGES | {"java_is_external", "fields_ignored"},
    ),
    "miwg/C.2.0.bpmn": (set(), {"condition_required"}, SKETCH | {"unnamed_definition"}),
    "operaton-invoice/invoice.v1.bpmn": (
        {"invoice"}, set(),
        PAGES | {"call_elsewhere", "data_store", "java_is_external", "listener"},
    ),
    "operaton-invoice/invoice.v2.bpmn": (
        {"invoice"}, set(),
        PAGES | {"call_elsewhere", "data_store", "java_is_external", "listener"},
    ),
    "operaton-invoice/reviewInvoice.bpmn": ({"ReviewInvoice"}, set(), PAGES),
}  # fmt: skip
RUNNING = sorted(name for name, (processes, _, _) in EXPECTED.items() if processes)
# what waits after the start, by activity; processes without a start by hand are started by event
WAITING = {
    "Instantiating_Process": {"ServiceTask_1"},
    "camundaFormsQuickstart": {"UserTask_1"},
    "loan_process": {"Task_1lvjtd4"},
    "embeddedFormsQuickstart": {"UserTask_1"},
    "Message_Start_Process": {"UserTask_1"},
    "Order_Process": {"Task_06z99p1"},
    "escalationExample": {"firstLineSupport"},
    "vacationRequest": {"handleRequest"},
    "bpmn-miwg-test-case-c.1.0": {"assignApprover"},
    "ReviewInvoice": {"assignReviewer"},
    "invoice": {"approveInvoice"},
}


def compiled(corpus, name):
    path = corpus / "bpmn" / name
    return runtime.compile(path.read_bytes(), path.name, Limits())


def environment(corpus):
    invoice = corpus / "bpmn" / "operaton-invoice" / "invoiceBusinessDecisions.dmn"
    return runtime.Environment(
        scripts=NoScripts(),
        now=datetime(2026, 11, 21, 8, tzinfo=UTC),
        limits=Limits(),
        facts={"initiator": "kermit"},
        called=lambda key: pytest.fail(f"calls {key}"),
        decision=lambda key, _: Decision(key, *load(invoice.read_bytes(), list)),
        fetch=lambda digest: pytest.fail(f"fetches {digest}"),
    )


def test_every_file_of_the_corpus_is_judged(corpus):
    files = (corpus / "bpmn").rglob("*")
    diagrams = {str(p.relative_to(corpus / "bpmn")) for p in files if ".bpmn" in p.name}

    assert diagrams == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_verdict_and_reasons(corpus, name):
    processes, errors, warnings = EXPECTED[name]

    try:
        definition = compiled(corpus, name)
    except DefinitionInvalidError as refusal:
        found, problems = set(), refusal.problems
    else:
        found, problems = set(definition.processes), definition.warnings

    assert found == processes
    assert {p.code for p in problems if p.severity == "error"} == errors
    assert {p.code for p in problems if p.severity == "warning"} == warnings
    assert all(p.line and str(p) for p in problems)


@pytest.mark.parametrize("name", RUNNING)
def test_what_is_deployed_starts(corpus, name):
    definition = compiled(corpus, name)

    for key, info in definition.processes.items():
        first = next(start for start in info.starts)
        activity = None if first.kind == "none" else first.activity_id
        step = runtime.start(definition, key, {}, environment(corpus), start_activity=activity)

        assert step.incidents == ()
        waiting = {row.activity_id for row in (*step.user_tasks, *step.jobs)}
        assert waiting == WAITING.get(key, set())
        if not waiting:
            assert step.status == "completed"


def test_vacation_request_asks_in_generated_forms(corpus):
    info = compiled(corpus, "flowable/VacationRequest.bpmn20.xml").processes["vacationRequest"]

    assert set(info.generated_forms) == {"request", "handleRequest", "adjustVacationRequestTask"}
    keys = [c["key"] for c in info.generated_forms["request"]["components"]]
    assert keys == ["numberOfDays", "startDate", "vacationMotivation"]
    assert info.groups == {"management"}


def test_forms_of_the_invoice_approval(corpus):
    info = compiled(corpus, "camunda-7-examples/invoiceApproval.bpmn").processes
    found = info["camundaFormsQuickstart"]

    assert found.start_form_key == "start-form.form"
    assert found.form_keys == {"start-form.form", "task-form.form"}


def test_loan_granting_runs_to_its_end(corpus):
    definition = compiled(corpus, "camunda-7-examples/loan-granting.bpmn")
    (start,) = definition.processes["loan_process"].starts
    assert (start.kind, start.timer_kind) == ("timer", "cycle")
    env = environment(corpus)

    step = runtime.start(definition, "loan_process", {}, env, start_activity=start.activity_id)
    (job,) = step.jobs
    assert (job.topic, job.inputs["defaultScore"]) == ("creditScoreChecker", 5)
    scores = {"creditScores": [9, 1]}
    step = runtime.complete(definition, step.state, job.token_id, scores, env)
    assert sorted(job.topic for job in step.jobs) == ["loanGranter", "requestRejecter"]
    for job in step.jobs:
        step = runtime.complete(definition, step.state, job.token_id, {}, env)

    assert step.status == "completed"
    assert step.end_activity_id == "EndEvent_0q9wl5o"
