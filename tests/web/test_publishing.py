"""A bundle of diagrams and forms: all problems of all files, or all of it deployed."""

import json

import pytest

from engine import commands, queries
from engine.errors import DefinitionInvalidError, RequestInvalidError
from tests.engine.diagrams import diagram, flows
from web import publishing
from web.services import change

ORDER = diagram(
    '<startEvent id="begin"/>\n<userTask id="check" name="Check it" ravand:form="check.form"/>'
    + flows("begin>check")
)
FORM = {"type": "default", "components": [{"type": "textfield", "key": "note", "label": "Note"}]}


def file(name, **properties):
    return name, json.dumps({**FORM, **properties}).encode()


@pytest.fixture
def ctx(app):
    with app.app_context(), change("dena") as ctx:
        yield ctx


def found(problems):
    return [(one.code, one.resource, one.element_id) for one in problems]


def test_bundle_is_deployed_together(ctx):
    deployed = publishing.publish(ctx, "order", [("order.bpmn", ORDER), file("check.form")], "test")

    assert [one.key for one in deployed.definitions] == ["order"]
    assert [one.key for one in deployed.forms] == ["check"]
    assert deployed.deployment.source == "test"
    assert deployed.warnings == []


def test_resources_are_taken_as_they_are(ctx):
    resource = commands.Resource(*file("check.form"))

    assert publishing.publish(ctx, None, [resource]).forms[0].file_name == "check.form"


def test_unknown_form_is_named_at_its_element(ctx):
    with pytest.raises(DefinitionInvalidError) as refused:
        publishing.publish(ctx, "order", [("order.bpmn", ORDER)])

    (problem,) = refused.value.problems
    assert (problem.code, problem.resource) == ("form_unknown", "order.bpmn")
    assert (problem.element_id, problem.element_name, problem.line) == ("check", "Check it", 2)
    assert queries.count_deployments(ctx.session) == 0


def test_form_may_be_deployed_already(ctx):
    publishing.publish(ctx, "forms", [file("check.form")])

    assert publishing.publish(ctx, "order", [("order.bpmn", ORDER)]).definitions


@pytest.mark.parametrize("name", ["camunda:formRef", "camunda:formKey", "ravand:form"])
def test_form_may_be_named_by_its_id(ctx, name):
    drawn = ORDER.replace(b'ravand:form="check.form"', f'{name}="the_check"'.encode())

    deployed = publishing.publish(ctx, "o", [("o.bpmn", drawn), file("x.form", id="the_check")])

    assert deployed.forms[0].key == "the_check"


def test_prefix_of_camunda_is_no_part_of_the_name(ctx):
    key = b'camunda:formKey="camunda-forms:deployment:check.form"'
    drawn = ORDER.replace(b'ravand:form="check.form"', key)

    (problem,) = publishing.check(ctx, [("order.bpmn", drawn)])

    assert (problem.facts, problem.element_id) == ({"form": "check.form"}, "check")


def test_problems_of_all_files_come_together(ctx):
    broken = ("b.form", b"{")
    unknown = file("c.form", components=[{"type": "hologram", "id": "h"}])
    drawn = ("d.bpmn", b"<definitions>")

    problems = publishing.check(ctx, [broken, unknown, drawn, ("order.bpmn", ORDER)])

    codes = found(problems)
    assert ("not_json", "b.form", None) in codes
    assert ("unknown_type", "c.form", "h") in codes
    assert ("form_unknown", "order.bpmn", "check") in codes
    assert any(resource == "d.bpmn" for _, resource, _ in codes)
    assert queries.count_deployments(ctx.session) == 0


def test_warnings_of_forms_are_kept(ctx):
    component = {"type": "image", "source": "/logo.png"}

    deployed = publishing.publish(ctx, None, [file("a.form", components=[component])])

    assert found(deployed.warnings) == [("image_not_shown", "a.form", None)]


def test_two_forms_of_one_id_are_refused(ctx):
    problems = publishing.check(ctx, [file("a.form", id="x"), file("b.form", id="x")])

    assert found(problems) == [("form_twice", "b.form", None)]
    assert problems[0].facts == {"id": "x", "other": "a.form"}


def test_two_files_of_one_name_are_refused(ctx):
    assert found(publishing.check(ctx, [file("a.form"), file("a.form")])) == [
        ("file_twice", "a.form", None)
    ]


def test_no_file_is_refused(ctx):
    with pytest.raises(RequestInvalidError):
        publishing.publish(ctx, None, [])


def test_unknown_kind_of_file_is_refused(ctx):
    with pytest.raises(RequestInvalidError):
        publishing.check(ctx, [("a.exe", b"")])
