"""Deploying: versions, forms, what starts by an event."""

import pytest

from engine import commands, queries
from engine.errors import DefinitionInvalidError, RequestInvalidError, SuspendedError
from tests.engine.diagrams import CASE, diagram, flows

FORM = b'{"id": "approve", "type": "default", "components": []}'
WITH_FORM = diagram(
    '<startEvent id="a"/><userTask id="u" camunda:formKey="camunda-forms:deployment:u.form"/>'
    + flows("a>u")
)


def deploy(act, *files):
    resources = [commands.Resource(name, content) for name, content in files]
    return act(lambda ctx: commands.deploy(ctx, "test", resources))


def test_first_deployment_is_version_one(act, session):
    deployed = deploy(act, ("order.bpmn", CASE))

    definition = queries.default_definition(session, "order")
    assert deployed.created == {definition.id}
    assert definition.id.startswith("order:1:")
    assert (definition.version, definition.name, definition.version_tag) == (1, "Order", "1.0")
    assert queries.diagram(session, definition.id) == CASE
    assert deployed.groups >= {"sales", "finance"}


def test_same_content_is_no_new_version(act, session):
    deploy(act, ("order.bpmn", CASE))

    again = deploy(act, ("order.bpmn", CASE))

    assert (again.deployment, again.created) == (None, set())
    assert [d.version for d in again.definitions] == [1]
    assert queries.count_deployments(session) == 1


def test_changed_content_is_the_next_version_and_default(act, session):
    deploy(act, ("order.bpmn", CASE))
    deploy(act, ("order.bpmn", CASE.replace(b"Approve the order", b"Check the order")))

    assert queries.default_definition(session, "order").version == 2
    every = queries.definitions(session, queries.DefinitionFilter(default_only=False))
    assert [d.version for d in every] == [2, 1]


def test_older_version_becomes_the_default_again(act, session):
    first = deploy(act, ("order.bpmn", CASE)).definitions[0]
    deploy(act, ("order.bpmn", CASE.replace(b"Approve the order", b"Check the order")))

    act(lambda ctx: commands.make_default(ctx, first.id))

    instance = act(lambda ctx: commands.start(ctx, key="order", variables={"clerk": None}))
    assert instance.definition_id == first.id


def test_suspended_version_starts_nothing(act):
    definition = deploy(act, ("order.bpmn", CASE)).definitions[0]
    act(lambda ctx: commands.suspend_definition(ctx, definition.id, suspended=True))

    with pytest.raises(SuspendedError):
        act(lambda ctx: commands.start(ctx, key="order"))


def test_task_takes_the_form_of_its_deployment(act, session):
    deploy(act, ("order.bpmn", WITH_FORM), ("u.form", FORM))
    act(lambda ctx: commands.start(ctx, key="order"))
    (task,) = queries.tasks(session)
    deploy(act, ("u.form", FORM.replace(b"[]", b'[{"type": "spacer"}]')))

    act(lambda ctx: commands.start(ctx, key="order"))

    assert {queries.task_form(session, t).version for t in queries.tasks(session)} == {1}
    assert queries.task_form(session, task).schema["components"] == []


def test_form_from_elsewhere_is_the_latest(act, session):
    deploy(act, ("order.bpmn", WITH_FORM))
    deploy(act, ("u.form", FORM))
    deploy(act, ("u.form", FORM.replace(b"[]", b'[{"type": "spacer"}]')))

    act(lambda ctx: commands.start(ctx, key="order"))

    (task,) = queries.tasks(session)
    assert queries.task_form(session, task).version == 2


def test_changed_form_is_a_new_version_of_the_process(act, session):
    deploy(act, ("order.bpmn", WITH_FORM), ("u.form", FORM))
    changed = FORM.replace(b"[]", b'[{"type": "spacer"}]')
    deploy(act, ("order.bpmn", WITH_FORM), ("u.form", changed))

    assert queries.default_definition(session, "order").version == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.bpmn", b"", id="empty"),
        pytest.param("a.bpmn", b"<definitions", id="broken"),
        pytest.param("a.bpmn", b"<html/>", id="another format"),
    ],
)
def test_what_is_no_diagram_is_refused(act, session, name, content):
    with pytest.raises(DefinitionInvalidError) as caught:
        deploy(act, ("order.bpmn", CASE), (name, content))

    assert caught.value.problems[0].resource == name
    assert queries.definitions(session) == []


@pytest.mark.parametrize("name", ["readme.txt", "order.bpmn.exe"])
def test_unknown_file_is_refused(act, name):
    with pytest.raises(RequestInvalidError):
        deploy(act, (name, CASE))


def test_nothing_is_refused(act):
    with pytest.raises(RequestInvalidError):
        deploy(act)


def test_check_tells_problems_and_writes_nothing(act, session):
    problems = act(lambda ctx: commands.check(ctx, [commands.Resource("a.bpmn", b"<x/>")]))

    assert [problem.severity for problem in problems] == ["error"]
    assert queries.count_deployments(session) == 0


FIELDS = diagram(
    '<startEvent id="a"><extensionElements><camunda:formData><camunda:formField id="days" '
    'label="Days" type="long"/></camunda:formData></extensionElements></startEvent>'
    '<userTask id="u"><extensionElements><camunda:formData><camunda:formField id="approved" '
    'label="Approved?" type="boolean"/></camunda:formData></extensionElements></userTask>'
    + flows("a>u")
)


def test_fields_in_the_diagram_become_a_form(act, session):
    deployed = deploy(act, ("order.bpmn", FIELDS))
    act(lambda ctx: commands.start(ctx, key="order"))

    (task,) = queries.tasks(session)
    keys = [field["key"] for field in queries.task_form(session, task).schema["components"]]
    assert keys == ["approved"]
    start_form = queries.start_form(session, deployed.definitions[0].id)
    assert [field["key"] for field in start_form.schema["components"]] == ["days"]


def test_documentation_speaks_every_language_of_the_diagram(act, session):
    told = CASE.replace(
        b'camunda:priority="70"/>',
        b'camunda:priority="70"><documentation>Check the sum.</documentation><extensionElements>'
        b'<ravand:documentation lang="fa">\xd8\xac\xd9\x85\xd8\xb9</ravand:documentation>'
        b"</extensionElements></userTask>",
    )
    deployed = deploy(act, ("order.bpmn", told))
    act(lambda ctx: commands.start(ctx, key="order", variables={"clerk": None}))

    definition_id = deployed.definitions[0].id
    assert queries.documentation(session, definition_id, "approve") == {"fa": "جمع"}
    assert queries.documentation(session, definition_id, "order") == {}
    assert queries.tasks(session)[0].description == "Check the sum."


def test_new_version_keeps_signals_on_their_way(act, session):
    thrower = diagram(
        '<startEvent id="a"/><intermediateThrowEvent id="t"><signalEventDefinition signalRef="g"/>'
        '</intermediateThrowEvent><userTask id="u"/>' + flows("a>t, t>u"),
        before='<signal id="g" name="go"/>',
    )
    deploy(act, ("order.bpmn", thrower))
    act(lambda ctx: commands.start(ctx, key="order"))
    deploy(act, ("order.bpmn", thrower.replace(b'id="u"', b'id="u" name="Wait"')))

    assert queries.count_jobs(session, queries.JobFilter(kind="signal")) == 1
