"""The main job by `ravand` alone, as people would type it."""

import json
import shutil

import pytest
from click.testing import CliRunner

from tests.engine.decisions import LEVELS, TESTS
from tests.engine.diagrams import CASE, diagram, flows
from web.cli import main

FORM = {
    "id": "approve",
    "type": "default",
    "components": [
        {
            "type": "checkbox",
            "key": "approved",
            "label": "Approved",
            "validate": {"required": False},
        },
        {
            "type": "number",
            "key": "price",
            "label": "Price",
            "validate": {"required": True, "min": 1},
        },
    ],
}
ORDER = (
    CASE.replace(b"sales,finance", b"sales")
    .replace(b"${clerk}", b"")
    .replace(b'camunda:priority="70"', b'camunda:priority="70" ravand:form="approve.form"')
)
WAITING = diagram(
    '<startEvent id="a"/><intermediateCatchEvent id="w"><messageEventDefinition messageRef="m"/>'
    '</intermediateCatchEvent><scriptTask id="s"><script>half = total / parts</script>'
    '</scriptTask><endEvent id="z"/>' + flows("a>w, w>s, s>z"),
    key="waiting",
    before='<message id="m" name="paid"/>',
)


PEOPLE = (
    ("adm", "administrator", "staff"),
    ("ann", "employee", "sales"),
    ("bob", "employee", "finance"),
    ("mia", "manager", "managers"),
)


def settle_in(monkeypatch, folder):
    """Let `ravand` work on the installation of a folder."""
    monkeypatch.setenv("RAVAND_INSTANCE", str(folder))
    monkeypatch.setenv("RAVAND_PASSWORD_MEMORY_KIB", "8")
    monkeypatch.setenv("RAVAND_SCRIPT_WORKERS", "1")


def run(*arguments, exits=0):
    """Run one command; the exit code is checked, the output returned."""
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exit_code == exits, (result.output, result.exception)
    return result.output


def write_files(folder):
    (folder / "order.bpmn").write_bytes(ORDER)
    (folder / "approve.form").write_text(json.dumps(FORM))
    (folder / "waiting.bpmn").write_bytes(WAITING)


@pytest.fixture(scope="session")
def peopled(tmp_path_factory):
    """An installation with people, made once and copied for every test."""
    folder = tmp_path_factory.mktemp("peopled") / "instance"
    with pytest.MonkeyPatch.context() as monkeypatch:
        settle_in(monkeypatch, folder)
        run("upgrade")
        for name, role, group in PEOPLE:
            options = ("--role", role, "--group", group, "--password", "correct horse")
            run("user", "add", name, *options)
    return folder


@pytest.fixture(scope="session")
def furnished(peopled, tmp_path_factory):
    """The same with two processes."""
    files = tmp_path_factory.mktemp("furnished")
    write_files(files)
    shutil.copytree(peopled, files / "instance")
    with pytest.MonkeyPatch.context() as monkeypatch:
        settle_in(monkeypatch, files / "instance")
        run("deploy", files / "order.bpmn", files / "approve.form")
        run("deploy", files / "waiting.bpmn")
    return files / "instance"


@pytest.fixture
def ravand(tmp_path, monkeypatch):
    settle_in(monkeypatch, tmp_path / "instance")
    return run


@pytest.fixture
def people(peopled, tmp_path):
    shutil.copytree(peopled, tmp_path / "instance")


@pytest.fixture
def deployed(furnished, tmp_path):
    write_files(tmp_path)
    shutil.copytree(furnished, tmp_path / "instance")


def rows(output):
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture
def task(ravand, deployed):
    ravand("start", "order", "-v", "price=3", "-v", "count=4", "--as", "ann")
    (task,) = rows(ravand("tasks", "--as", "ann", "--json"))
    return task["id"]


def test_a_case_from_start_to_end(ravand, task):
    assert "nobody" not in ravand("tasks", "--as", "bob")
    ravand("claim", task, "--as", "ann")
    assert "Price" in ravand("show", task, "--as", "ann")

    done = ravand("complete", task, "-v", "approved=true", "-v", "price=5", "--as", "ann")

    assert "completed" in done
    (case,) = rows(ravand("instances", "--all", "--json"))
    assert (case["process"], case["status"], case["by"]) == ("order", "completed", "ann")
    assert rows(ravand("instances", "--json", "--as", "bob")) == []


def test_form_is_validated(ravand, task):
    ravand("claim", task, "--as", "ann")

    refused = ravand("complete", task, "-v", "price=0", "--as", "ann", exits=1)

    assert "price" in refused
    assert rows(ravand("tasks", "--as", "ann", "--json"))[0]["id"] == task


def test_rights_are_those_of_the_pages(ravand, task):
    for command in ("show", "claim", "complete"):
        ravand(command, task, "--as", "bob", exits=1)
    ravand("cancel", "O-1405-000001", "--reason", "x", "--as", "ann", exits=1)

    assert "cancelled" in ravand("cancel", "O-1405-000001", "--reason", "x", "--as", "mia")


def test_definitions_show_versions(ravand, deployed, tmp_path):
    assert "unchanged: order version 1" in ravand(
        "deploy", tmp_path / "order.bpmn", tmp_path / "approve.form"
    )

    listed = rows(ravand("definitions", "--json"))

    assert [(one["key"], one["version"]) for one in listed] == [("order", "1"), ("waiting", "1")]


def test_decision_from_deployment_to_answer(ravand, people, tmp_path):
    (tmp_path / "level.dmn").write_bytes(LEVELS)
    (tmp_path / "level.tests.json").write_bytes(TESTS)
    files = tmp_path / "level.dmn", tmp_path / "level.tests.json"

    assert "permission" in ravand("deploy", *files, "--as", "ann", exits=1)
    assert "deployed: decision level version 1" in ravand("deploy", *files)
    assert "unchanged: decision level version 1" in ravand("deploy", *files)
    (listed,) = rows(ravand("definitions", "--json"))
    assert (listed["kind"], listed["key"], listed["default"]) == ("decision", "level", "yes")
    said = ravand("decide", "level", "amount=500")
    assert json.loads(said.splitlines()[0]) == {"level": "manager", "deadline": 5}
    assert "Level: rules 2" in said
    assert "rules none" in ravand("decide", "level:1", 'amount="much"')
    (told,) = rows(ravand("decide", "level", "amount=5", "--json", "--as", "mia"))
    assert (told["version"], told["decisions"][0]["rules"]) == (1, ["level_1"])
    assert "level:2" in ravand("decide", "level:2", exits=1)
    assert "permission" in ravand("decide", "level", "--as", "ann", exits=1)


def test_failed_tests_of_a_decision_are_said(ravand, people, tmp_path):
    (tmp_path / "level.dmn").write_bytes(LEVELS)
    (tmp_path / "level.tests.json").write_bytes(TESTS.replace(b"clerk", b"boss"))

    refused = ravand("deploy", *tmp_path.glob("level.*"), exits=1)

    assert "level.dmn, line 1, level: Test small of decision level expects" in refused


def test_refused_deployment_says_where(ravand, people, tmp_path):
    file = tmp_path / "broken.bpmn"
    file.write_bytes(ORDER.replace(b'targetRef="approve"', b'targetRef="nowhere"'))

    refused = ravand("deploy", file, exits=1)

    assert "broken.bpmn, line" in refused
    assert "nowhere" in refused


def test_message_and_mended_incident(ravand, deployed, tmp_path):
    ravand("start", "waiting", "--business-key", "B-1", "--as", "ann")
    variables = tmp_path / "paid.json"
    variables.write_text('{"total": 10, "parts": 0}')
    ravand("message", "paid", "--business-key", "B-9", exits=1)
    assert "kept" in ravand("message", "paid", "--business-key", "B-9", "--keep", 60)

    ravand("message", "paid", "--business-key", "B-1", "-f", variables, "--as", "mia")

    (incident,) = rows(ravand("incidents", "--json"))
    assert "ZeroDivisionError" in incident["message"]
    ravand("retry", incident["id"], "-v", "parts=4", "--as", "mia")
    assert rows(ravand("incidents", "--json")) == []
    assert rows(ravand("instances", "--all", "--json"))[0]["status"] == "completed"


def test_people_passwords_and_tokens(ravand, people):
    listed = {one["name"]: one for one in rows(ravand("user", "list", "--json"))}
    assert listed["ann"]["groups"] == "sales"
    assert listed["mia"]["roles"] == "manager"

    assert ravand("user", "token", "ann").startswith("rvd_")
    ravand("user", "password", "ann", "--password", "battery staple")
    ravand("user", "add", "ann", "--password", "correct horse", exits=1)
    ravand("user", "add", "eve", "--password", "short", exits=1)
    ravand("user", "token", "nobody", exits=1)


def test_doctor_looks_at_everything(ravand, people):
    output = CliRunner().invoke(main, ["doctor"]).output

    for name in ("Python", "browser files", "mail", "people", "incidents", "jobs"):
        assert f" {name}: " in output
    assert "ok      scripts: the sandbox answers" in output
    assert "ok      database: " in output


@pytest.mark.parametrize(
    "arguments",
    [
        ("start", "nothing", "--as", "ann"),
        ("start", "order", "--as", "nobody"),
        ("claim", "nothing", "--as", "ann"),
        ("retry", "nothing"),
        ("cancel", "nothing", "--reason", "x", "--as", "mia"),
    ],
)
def test_what_is_not_there_is_said_in_a_line(ravand, deployed, arguments):
    output = ravand(*arguments, exits=1)

    assert len(output.strip().splitlines()) == 1


@pytest.mark.parametrize("pair", ["novalue", "=x"])
def test_malformed_variables_are_refused(ravand, deployed, pair):
    ravand("start", "order", "-v", pair, "--as", "ann", exits=2)


def test_database_that_is_not_there_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("RAVAND_INSTANCE", str(tmp_path / "empty"))

    result = CliRunner().invoke(main, ["definitions"])

    assert result.exit_code == 1
    assert "ravand upgrade" in result.output
