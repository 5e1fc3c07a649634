"""What hostile people send to the pages: the answer says what to do, and nothing is kept."""

import io
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, TestResponse
from werkzeug.wrappers import Response

from engine import queries
from tests.engine.diagrams import diagram, flows
from tests.web.conftest import Login, World, csrf_token, post, send
from web.extensions import db

MIB = 1024 * 1024
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:t" id="d">\n'
)
PROCESS = HEAD + '<process id="p" isExecutable="true">\n{}\n</process></definitions>'
BOMB = (
    '<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>\n'
    + PROCESS.format('<startEvent id="s" name="&d;"/>')
)
EXTERNAL = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n' + PROCESS.format(
    '<startEvent id="s" name="&x;"/>'
)
# file, line in the answer, parts of the answers in English and Persian
REFUSED = {
    "broken": (
        HEAD + "<process>\n</definitions>",
        3,
        ["The file is not XML", "Export the diagram again"],
        "دوباره از نمودار خروجی BPMN 2.0 XML بگیرید",
    ),
    "entity bomb": (BOMB, 1, ["entities", "Remove the"], "حذف کنید"),
    "external entity": (EXTERNAL, 1, ["entities", "Remove the"], "حذف کنید"),
    "no process": (
        HEAD + "</definitions>",
        1,
        ["holds no process", "Draw at least one process"],
        "دست‌کم یک فرایند با رویداد آغاز بکشید",
    ),
    "duplicate ids": (
        PROCESS.format('<startEvent id="a"/>\n<endEvent id="a"/>'),
        4,
        ["a is used more than once; first in line 3", "an id of its own"],
        "به هر عنصر شناسهٔ خودش را بدهید",
    ),
    "unsupported": (
        PROCESS.format('<startEvent id="a"/>\n<choreographyTask id="dance" name="Waltz"/>'),
        4,
        ["dance", "Waltz", "choreographyTask"],
        "choreographyTask",
    ),
    "unknown form": (
        PROCESS.format('<startEvent id="a"/>\n<userTask id="u" camunda:formKey="ghost.form"/>'),
        4,
        ["There is no form ghost.form.", "Deploy it together with the diagram"],
        "آن را همراه با نمودار مستقر کنید",
    ),
}


def upload(client: FlaskClient, name: str, content: str | bytes) -> TestResponse:
    raw = content.encode() if isinstance(content, str) else content
    data = {"csrf_token": csrf_token(client), "files": [(io.BytesIO(raw), name)]}
    return client.post("/processes/upload", data=data)


def stored(app: Flask) -> int:
    with app.app_context():
        return queries.count_deployments(db.session())


@pytest.mark.parametrize(
    ("content", "line", "english", "persian"), REFUSED.values(), ids=list(REFUSED)
)
def test_bad_file_is_explained(
    app: Flask, login: Login, content: str, line: int, english: list[str], persian: str
) -> None:
    dena = login("dena")

    answer = upload(dena, "bad.bpmn", content)
    post(dena, "/preferences", locale="fa")
    translated = upload(dena, "bad.bpmn", content)

    assert (answer.status_code, translated.status_code) == (422, 422)
    for part in ["bad.bpmn", f"line {line}", *english]:
        assert part in answer.text
    assert persian in translated.text
    assert "root:" not in answer.text
    assert stored(app) == 0


class Endless(io.RawIOBase):
    """A body of 60 MB that is made while it is read, and counts what was read of it."""

    def __init__(self, size: int) -> None:
        self.size, self.sent = size, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # what io.RawIOBase hands over
        count = min(len(view), self.size - self.sent)
        view[:count] = b" " * count
        self.sent += count
        return count


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/processes/upload", "multipart/form-data; boundary=x"),
        ("/engine-rest/deployment/create", "multipart/form-data; boundary=x"),
        ("/engine-rest/message", "application/json"),
    ],
)
def test_60_megabytes_are_not_even_read(app: Flask, login: Login, path: str, kind: str) -> None:
    adam, body = login("adam"), Endless(60 * MIB)
    headers = [("X-CSRFToken", csrf_token(adam))]
    environ = EnvironBuilder(path, method="POST", content_type=kind, headers=headers).get_environ()
    environ |= {"wsgi.input": io.BufferedReader(body), "CONTENT_LENGTH": str(60 * MIB)}
    cookie = adam.get_cookie("ravand")
    assert cookie is not None
    environ["HTTP_COOKIE"] = f"ravand={cookie.value}"

    answer = Response.from_app(app, environ)

    assert answer.status_code == 413
    assert "larger than this server accepts" in answer.get_data(as_text=True)
    assert body.sent < MIB
    assert stored(app) == 0


@pytest.mark.parametrize(
    ("variables", "field"),
    [
        ({"reply": 5}, "reply"),
        ({"reply": ["x"]}, "reply"),
        ({"reply": "yes", "number": "many"}, "number"),
        ({"reply": "yes", "number": {"a": 1}}, "number"),
        ({"reply": "yes", "number": True}, "number"),
        ({}, "reply"),
    ],
)
def test_wrong_types_are_refused_by_field(
    world: World, login: Login, variables: dict[str, object], field: str
) -> None:
    alice = login("alice")
    send(alice, f"/tasks/{world.task_id}/claim", {})

    answer = send(alice, f"/tasks/{world.task_id}/submit", {"variables": variables})

    assert answer.status_code == 422
    assert list(answer.get_json()["errors"]) == [field]
    assert world.task().status == "created"


BODIES = {
    "nested": b'{"variables": {"reply": ' + b"[" * 10_000 + b"]" * 10_000 + b"}}",
    "NaN": b'{"variables": {"number": NaN}}',
    "1e400": b'{"variables": {"number": 1e400}}',
    "NUL": b'{"variables": {"reply": "a\\u0000b"}}',
    "half a character": b'{"variables": {"reply": "\\ud800"}}',
    "not UTF-8": b'{"variables": {"reply": "\xff"}}',
    "list": b"[1]",
    "variables as list": b'{"variables": [1]}',
    "broken": b'{"variables": {',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_unreadable_answers_complete_nothing(world: World, login: Login, body: bytes) -> None:
    alice = login("alice")
    send(alice, f"/tasks/{world.task_id}/claim", {})
    headers = {"X-CSRFToken": csrf_token(alice), "Accept": "application/json"}

    answer = alice.post(
        f"/tasks/{world.task_id}/submit",
        data=body,
        content_type="application/json",
        headers=headers,
    )

    assert answer.status_code == 400
    assert answer.get_json()["code"] in ("request_unreadable", "bad_request")
    assert world.task().status == "created"


def test_completing_twice_says_who_was_faster(world: World, login: Login) -> None:
    alice, path = login("alice"), f"/tasks/{world.task_id}/submit"
    done = {"claim": True, "variables": {"reply": "yes", "number": 4}}
    assert send(alice, path, done).status_code == 200

    again = send(alice, path, {"variables": {"reply": "no", "number": 5}})

    assert (again.status_code, again.get_json()["code"]) == (409, "task_already_completed")
    assert "Alice was faster" in again.get_json()["detail"]
    with world.app.app_context():
        assert queries.variables(db.session(), world.case_id)["reply"] == "yes"


def test_task_of_another_group_is_closed(world: World, login: Login) -> None:
    charlie, path = login("charlie"), f"/tasks/{world.task_id}"
    done = {"claim": True, "variables": {"reply": "mine"}}

    answers = [charlie.get(path), send(charlie, f"{path}/claim", {})]
    answers.append(send(charlie, f"{path}/submit", done))

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert "Answer the request" not in answers[0].text
    assert (world.task().assignee, world.task().status) == (None, "created")


def test_task_of_another_case_is_not_completed_by_its_id(world: World, login: Login) -> None:
    alice = login("alice")
    post(alice, "/start/request", business_key="other")

    send(alice, f"/tasks/{world.task_id}/claim", {})
    body = {"variables": {"reply": "yes", "number": 1}, "instance_id": "other", "task_id": "x"}
    answer = send(alice, f"/tasks/{world.task_id}/submit", body)
    wrong = [f"/tasks/{world.case_id}", f"/cases/{world.task_id}", "/processes/request"]

    assert answer.status_code == 200
    assert [login("adam").get(path).status_code for path in wrong] == [404, 404, 404]
    with world.app.app_context():
        open_tasks = queries.tasks(db.session())
        assert sorted(task.activity_id for task in open_tasks) == ["answer", "pay"]


@pytest.fixture
def scripted(app: Flask, login: Login) -> Iterator[FlaskClient]:
    yield login("adam")
    app.extensions["ravand"].services.scripts.close()


SCRIPTS = {
    "loops": ("x = 1\nwhile True:\n    x = -x", "ran longer than 2 seconds"),
    "allocates": ("x = 'a'\nwhile True:\n    x = x + x", "more than 64 MB of memory"),
    "imports": ("y = 1\nimport os\nos.system('id')", "has no attribute"),
    "opens": ("z = open('/etc/passwd').read()", "PermissionError"),
}


@pytest.mark.parametrize(("code", "reason"), SCRIPTS.values(), ids=list(SCRIPTS))
def test_hostile_script_is_an_incident(scripted: FlaskClient, code: str, reason: str) -> None:
    body = f'<startEvent id="a"/><scriptTask id="s" name="Bad"><script>{code}</script></scriptTask>'
    xml = diagram(body + '<endEvent id="z"/>' + flows("a>s, s>z"), key="bad")
    good = diagram(
        '<startEvent id="a"/><scriptTask id="s"><script>total = 1 + 1</script></scriptTask>'
        '<userTask id="u"/><endEvent id="z"/>' + flows("a>s, s>u, u>z"),
        key="good",
    )
    assert upload(scripted, "bad.bpmn", xml).status_code == 200
    assert upload(scripted, "good.bpmn", good).status_code == 200

    case = scripted.get(post(scripted, "/start/bad").location)
    after = scripted.get(post(scripted, "/start/good").location)

    assert reason in case.text
    assert reason in scripted.get("/incidents").text
    assert "total" in after.text


def test_process_that_calls_itself_is_an_incident(scripted: FlaskClient) -> None:
    body = '<startEvent id="a"/><callActivity id="c" calledElement="self"/><endEvent id="z"/>'
    upload(scripted, "self.bpmn", diagram(body + flows("a>c, c>z"), key="self"))

    case = scripted.get(post(scripted, "/start/self").location)

    assert "60 processes call each other" in case.text


def test_loop_without_waiting_gives_the_thread_back(scripted: FlaskClient) -> None:
    body = '<startEvent id="a"/><exclusiveGateway id="g"/><exclusiveGateway id="h"/>'
    upload(scripted, "loop.bpmn", diagram(body + flows("a>g, g>h, h>g"), key="loop"))

    answer = post(scripted, "/start/loop")

    assert answer.status_code == 303
    assert scripted.get(answer.location).status_code == 200
