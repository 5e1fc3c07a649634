"""Where a form meets a task: what is shown, judged, and handed to the engine."""

import json
from contextlib import contextmanager

import pytest

from engine import commands, queries
from engine.queries import TaskFilter
from tests.engine.diagrams import diagram, flows
from web import submission
from web.extensions import db
from web.i18n import zone
from web.services import change
from web.submission import SubmissionInvalidError

ORDER = diagram(
    '<startEvent id="begin" ravand:form="order.form"/>'
    '<userTask id="check" ravand:form="check.form" ravand:assignee="alice"/>'
    '<endEvent id="done"/>' + flows("begin>check, check>done")
)
BARE = diagram(
    '<startEvent id="begin"/><userTask id="look" ravand:assignee="alice"/>' + flows("begin>look"),
    key="bare",
)
ORDER_FORM = {
    "type": "default",
    "id": "order",
    "components": [
        {
            "type": "number",
            "key": "amount",
            "label": "Amount",
            "validate": {"required": True, "min": 1},
            "ravand": {"fa": {"label": "مبلغ"}},
        },
        {"type": "textfield", "key": "customer.name", "label": "Customer"},
    ],
}
CHECK_FORM = {
    "type": "default",
    "components": [
        {"type": "number", "key": "amount", "label": "Amount", "readonly": True},
        {"type": "checkbox", "key": "approved", "label": "Approved"},
        {"type": "textfield", "key": "customer.name", "label": "Customer"},
    ],
}


FEEL = diagram(
    '<startEvent id="begin" ravand:form="feel.form"/><userTask id="look"/>' + flows("begin>look"),
    key="feel",
)
FEEL_FORM = {
    "type": "default",
    "components": [
        {"type": "number", "key": "amount", "label": "Amount"},
        {"type": "expression", "key": "tax", "expression": "=amount / 10"},
        {"type": "expression", "key": "day", "expression": "=string(today())"},
        {
            "type": "textfield",
            "key": "reason",
            "label": "Reason",
            "conditional": {"hide": "=amount = null or amount < 100"},
            "validate": {"required": True},
        },
    ],
}


@pytest.fixture
def act(app):
    """Run something in a transaction of alice."""

    @contextmanager
    def acting():
        with app.app_context(), change("alice") as ctx:
            yield ctx

    with acting() as ctx:
        forms = {"order.form": ORDER_FORM, "check.form": CHECK_FORM, "feel.form": FEEL_FORM}
        files = [commands.Resource(name, json.dumps(form).encode()) for name, form in forms.items()]
        drawn = {"order.bpmn": ORDER, "bare.bpmn": BARE, "feel.bpmn": FEEL}
        diagrams = [commands.Resource(name, content) for name, content in drawn.items()]
        commands.deploy(ctx, "test", [*files, *diagrams])
    return acting


def started(ctx, **payload):
    definition = queries.default_definition(ctx.session, "order")
    payload = payload or {"amount": 5, "customer": {"name": "Parisa"}}
    return submission.start(ctx, definition, payload, None, "en")


def the_task(ctx, instance):
    return queries.tasks(ctx.session, TaskFilter(instance_id=instance.id), 0, 1)[0]


def test_start_form_sets_the_variables(act):
    with act() as ctx:
        instance = started(ctx)

        assert queries.variables(ctx.session, instance.id) == {
            "amount": 5,
            "customer": {"name": "Parisa"},
        }


def test_start_form_is_judged(act):
    with act() as ctx, pytest.raises(SubmissionInvalidError) as refused:
        started(ctx, amount=0)

    assert [one.code for one in refused.value.errors["amount"]] == ["min"]
    assert refused.value.code == "submission_invalid"
    assert "amount: Field must have minimum value of 1." in str(refused.value)


def test_expressions_of_a_form_are_decided_here(act):
    with act() as ctx:
        definition = queries.default_definition(ctx.session, "feel")
        sent = {"amount": 50, "tax": 0, "day": "never"}
        instance = submission.start(ctx, definition, sent, None, "en")
        with pytest.raises(SubmissionInvalidError) as refused:
            submission.start(ctx, definition, {"amount": 500}, None, "en")

        today = ctx.now.astimezone(zone()).date().isoformat()
        known = {"amount": 50, "tax": 5, "day": today}
        assert queries.variables(ctx.session, instance.id) == known
        assert [one.code for one in refused.value.errors["reason"]] == ["required"]


def test_process_without_start_form_takes_values_as_they_are(act):
    with act() as ctx:
        definition = queries.default_definition(ctx.session, "bare")
        instance = submission.start(ctx, definition, {"note": "x"}, "B-1", "en")

        assert instance.business_key == "B-1"
        assert queries.variables(ctx.session, instance.id) == {"note": "x"}


def test_task_is_completed_with_what_its_form_takes(act):
    with act() as ctx:
        instance = started(ctx)
        payload = {"amount": 5, "approved": True, "customer": {"name": "Mina"}}

        done = submission.submit(ctx, the_task(ctx, instance), payload, "en")

        assert done.status == "completed"
        assert queries.variables(ctx.session, instance.id) == {
            "amount": 5,
            "approved": True,
            "customer": {"name": "Mina"},
        }


def test_read_only_value_is_compared_with_the_variable(act):
    with act() as ctx:
        task = the_task(ctx, started(ctx))

        with pytest.raises(SubmissionInvalidError) as refused:
            submission.submit(ctx, task, {"amount": 6}, "en")

    assert list(refused.value.errors) == ["amount"]


def test_task_without_form_takes_nothing(act):
    with act() as ctx:
        definition = queries.default_definition(ctx.session, "bare")
        task = the_task(ctx, submission.start(ctx, definition, {}, None, "en"))

        with pytest.raises(SubmissionInvalidError) as refused:
            submission.submit(ctx, task, {"x": 1}, "en")
        assert [one.code for one in refused.value.errors[""]] == ["no_form"]

        assert submission.submit(ctx, task, {}, "en").status == "completed"


def test_refused_answers_are_said_in_the_language_of_the_request(app, act):
    with act() as ctx:
        definition = queries.default_definition(ctx.session, "order")
        with pytest.raises(SubmissionInvalidError) as start:
            submission.start(ctx, definition, {}, None, "en")
        task = the_task(ctx, started(ctx))
        with pytest.raises(SubmissionInvalidError) as work:
            submission.submit(ctx, task, {"approved": "yes"}, "en")

    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert submission.texts(start.value.errors) == {"amount": ["Field is required."]}
        assert submission.texts(work.value.errors) == {"approved": ["Yes or no is expected."]}


def test_form_is_shown_in_the_reader_language_with_values(act):
    with act() as ctx:
        instance = started(ctx)
        definition = queries.default_definition(ctx.session, "order")

        blank = submission.start_form(ctx.session, definition, "fa")
        shown = submission.task_form(ctx.session, the_task(ctx, instance), "en")

    assert blank.schema["components"][0]["label"] == "مبلغ"
    assert "ravand" not in blank.schema["components"][0]
    assert blank.data == {"amount": None, "customer": {"name": ""}}
    assert shown.data == {"amount": 5, "approved": False, "customer": {"name": "Parisa"}}


def test_what_has_no_form_shows_none(act):
    with act() as ctx:
        definition = queries.default_definition(ctx.session, "bare")
        task = the_task(ctx, submission.start(ctx, definition, {}, None, "en"))

        assert submission.start_form(ctx.session, definition, "en") is None
        assert submission.task_form(ctx.session, task, "en") is None
        assert submission.described(ctx.session, task, "en") == []


def test_form_is_described_as_texts(act):
    with act() as ctx:
        task = the_task(ctx, started(ctx))

        assert submission.described(ctx.session, task, "en") == [
            ("Amount", "5"),
            ("Approved", "No"),
            ("Customer", "Parisa"),
        ]


LOOP = (
    '<multiInstanceLoopCharacteristics isSequential="false" camunda:collection="${people}" '
    'camunda:elementVariable="person"/>'
)
SCOPES = diagram(
    '<startEvent id="begin"/>'
    f'<userTask id="ask" ravand:assignee="alice">{LOOP}</userTask>'
    f'<subProcess id="each">{LOOP}<startEvent id="in"/>'
    '<userTask id="inside" ravand:assignee="alice"/>' + flows("in>inside") + "</subProcess>"
    '<callActivity id="call" calledElement="inner"><extensionElements>'
    '<camunda:in sourceExpression="${total + 1}" target="total"/></extensionElements>'
    "</callActivity>"
    '<parallelGateway id="split"/>' + flows("begin>split, split>ask, split>each, split>call"),
    key="scopes",
)
INNER = diagram(
    '<startEvent id="begin"/><userTask id="called" ravand:assignee="alice"/>'
    + flows("begin>called"),
    key="inner",
)


def test_task_sees_its_scope_and_those_around_it(act):
    given = {"people": ["Ali", "Mina"], "total": 1}
    with act() as ctx:
        files = [commands.Resource("i.bpmn", INNER), commands.Resource("s.bpmn", SCOPES)]
        commands.deploy(ctx, "scopes", files)
        instance = commands.start(ctx, key="scopes", variables=given)
        tasks = queries.tasks(ctx.session, TaskFilter(instance_id=instance.id), 0, 10)
        seen = {}
        for task in tasks:
            seen.setdefault(task.activity_id, []).append(submission.seen(ctx.session, task))

    assert sorted(one["person"] for one in seen["ask"]) == ["Ali", "Mina"]
    assert sorted(one["person"] for one in seen["inside"]) == ["Ali", "Mina"]
    assert all(one["total"] == 1 for one in seen["ask"] + seen["inside"])
    (called,) = seen["called"]
    assert called["total"] == 2
    assert "people" not in called


def test_refusal_leaves_the_task_open(app, act):
    with act() as ctx:
        instance = started(ctx)
        task_id = the_task(ctx, instance).id
    with act() as ctx, pytest.raises(SubmissionInvalidError):
        submission.submit(ctx, queries.task(ctx.session, task_id), {"approved": 1}, "en")

    with app.app_context():
        assert queries.task(db.session(), task_id).status == "created"
