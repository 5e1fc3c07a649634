"""Markup, wildcards and stranger letters in names: shown and searched as text, never more."""

import io
import json
from html.parser import HTMLParser
from xml.sax.saxutils import quoteattr

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine import commands as engine
from engine import queries
from engine.queries import TaskFilter
from tests.engine.diagrams import HEAD, flows
from tests.web.conftest import Login, World, csrf_token, post, send
from web import publishing, services
from web.accounts import commands
from web.cli.context import table
from web.extensions import db

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>'\"&{{7*7}}%(x)s{0}"
FORM = b"""{"type": "default", "id": "evil", "schemaVersion": 19, "components": [
  {"type": "textfield", "id": "t", "key": "text", "label": %s}]}"""


class Found(HTMLParser):
    """Collects what a browser would run: scripts with code, handlers, addresses of scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.dangers: list[str] = []
        self._runs = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._runs = tag == "script" and given.get("type") != "application/json"
        self.dangers += [name for name in given if name.startswith("on")]
        links = (given.get("href"), given.get("src"), given.get("action"))
        self.dangers += [link for link in links if link and link.startswith("javascript:")]
        self.dangers += ["img x"] if given.get("src") == "x" else []

    def handle_endtag(self, tag: str) -> None:
        self._runs = False

    def handle_data(self, data: str) -> None:
        if self._runs and data.strip():
            self.dangers.append(data)


def dangers(html: str) -> list[str]:
    found = Found()
    found.feed(html)
    return found.dangers


def files() -> list[tuple[str, bytes]]:
    name = quoteattr(EVIL)
    body = (
        f'<startEvent id="a" name={name}/>'
        f'<userTask id="u" name={name} camunda:candidateGroups={name} ravand:form="evil.form"/>'
        f'<endEvent id="z" name={name}/>'
    )
    process = f'<process id="evil" name={name} isExecutable="true" ravand:office="front">'
    xml = f"{HEAD}{process}{body}{flows('a>u, u>z')}</process></definitions>".encode()
    label = json.dumps(EVIL.replace("{{", "").replace("}}", "")).encode()
    return [("evil.bpmn", xml), ("evil.form", FORM % label)]


@pytest.fixture
def hostile(app: Flask) -> dict[str, str]:
    """Deploy and start a process in which every text is an attack; return addresses by name."""
    with app.app_context():
        with services.change("dena") as ctx:
            deployed = publishing.publish(ctx, EVIL, files())
            commands.ensure_groups(ctx, deployed.groups)
            commands.describe_account(ctx, "adam", name=EVIL, name_fa=EVIL, email=EVIL)
        with services.change("adam") as ctx:
            values = {"text": EVIL, EVIL: EVIL, "list": [EVIL], "odd": {1: {EVIL}, "b": b"\0"}}
            case = engine.start(ctx, key="evil", variables=values, business_key=EVIL)
        (task,) = queries.tasks(db.session(), TaskFilter(instance_id=case.id))
        with services.change("adam") as ctx:
            engine.claim(ctx, task.id)
        return {
            "task": f"/tasks/{task.id}",
            "case": f"/cases/{case.id}",
            "process": f"/processes/{deployed.definitions[0].id}",
        }


@pytest.mark.parametrize("language", ["en", "fa"])
def test_no_page_runs_what_people_wrote(
    hostile: dict[str, str], login: Login, language: str
) -> None:
    adam = login("adam")
    post(adam, "/preferences", locale=language)
    lists = ("/tasks?tab=all", "/tasks?tab=groups", "/cases", "/start", "/processes", "/people")
    more = ("/start/evil", "/groups", "/people/adam", "/profile", "/incidents", "/", "/api")

    for path in (*hostile.values(), *lists, *more):
        page = adam.get(path, follow_redirects=True)
        assert page.status_code == 200, path
        assert dangers(page.text) == [], path
        assert "49" not in page.text.split("{{7*7}}")[0][-20:], path


def test_dangers_are_seen_by_this_test() -> None:
    assert dangers(EVIL) == ["alert(1)", "onerror", "img x"]


@pytest.mark.parametrize("path", ["/tasks", "/cases", "/processes", "/incidents", "/people"])
def test_no_parameter_is_echoed_as_markup(hostile: dict[str, str], login: Login, path: str) -> None:
    adam = login("adam")
    for name in ("q", "tab", "sort", "process", "status", "page", "next", "incidents"):
        page = adam.get(path, query_string={name: EVIL})
        assert page.status_code == 200
        assert dangers(page.text) == [], name


def test_sign_in_echoes_no_markup(app: Flask) -> None:
    client = app.test_client()

    shown = client.get("/sign-in", query_string={"next": EVIL})
    refused = post(client, "/sign-in", name=EVIL, password="x", next=f"/{EVIL}")

    assert (shown.status_code, refused.status_code) == (200, 401)
    assert dangers(shown.text) + dangers(refused.text) == []


FILE_NAMES = {
    "../../etc/passwd.form": "passwd.form",
    "..\\..\\win.form": "win.form",
    "<script>alert(1)<b>.form": "<script>alert(1)<b>.form",
    "\u202efdp.form": "fdp.form",
    "n" * 400 + ".bpmn": "n" * 255,
}


def upload(client: FlaskClient, name: str, content: bytes) -> str:
    data = {"csrf_token": csrf_token(client), "files": [(io.BytesIO(content), name)]}
    return client.post("/processes/upload", data=data).text


@pytest.mark.parametrize(("name", "kept"), FILE_NAMES.items(), ids=range(len(FILE_NAMES)))
def test_file_name_is_no_path_and_no_markup(login: Login, name: str, kept: str) -> None:
    page = upload(login("dena"), name, b'{"type": "default", "id": "x", "components": []}')

    assert dangers(page) == []
    assert kept.replace("<", "&lt;").replace(">", "&gt;") in page
    assert "../" not in page


@pytest.mark.parametrize("searched", ["%", "_", "100\\%", "' OR 1=1 --", "\u0000", "x" * 5000])
def test_search_takes_everything_as_text(world: World, login: Login, searched: str) -> None:
    alice = login("alice")
    assert "B-17" in alice.get("/tasks?tab=groups").text

    for path in ("/tasks", "/cases", "/processes"):
        page = login("adam").get(path, query_string={"tab": "groups", "q": searched})
        assert page.status_code in (200, 400)
        assert "B-17" not in page.text


@pytest.mark.parametrize("key", ["%", "50_50", "a\\b"])
def test_wildcards_are_found_as_themselves(world: World, login: Login, key: str) -> None:
    world.do("alice", engine.start, key="request", business_key=key)

    page = login("adam").get("/cases", query_string={"q": key}).text

    assert "B-17" not in page
    assert key in page


def test_redirects_after_htmx_carry_any_letters(world: World, login: Login) -> None:
    alice = login("alice")
    headers = {"HX-Request": "true", "X-CSRFToken": csrf_token(alice)}
    fields = {"stay": "list", "next": "/tasks?q=سلام"}

    answer = alice.post(f"/tasks/{world.task_id}/claim", data=fields, headers=headers)

    assert answer.headers["HX-Redirect"] == "/tasks?q=%D8%B3%D9%84%D8%A7%D9%85"


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/x\r\nX-Evil: 1", "\t/"],
)
def test_no_redirect_leaves_the_server(world: World, login: Login, target: str) -> None:
    alice, path = login("alice"), f"/tasks/{world.task_id}/claim"

    answer = post(alice, path, stay="list", next=target)
    chosen = post(alice, "/preferences", next=target)

    assert (answer.location, chosen.location) == ("/tasks", "/")
    assert "X-Evil" not in answer.headers


def test_far_due_date_closes_nobodys_list(world: World, login: Login) -> None:
    mona = login("mona")
    post(mona, f"/tasks/{world.task_id}/change", due_at="9999-12-31 23:59", priority="50")
    post(mona, "/preferences", locale="fa")

    for path in ("/tasks?tab=all", f"/tasks/{world.task_id}", f"/cases/{world.case_id}"):
        assert mona.get(path).status_code == 200


def test_number_too_large_for_a_float_is_no_failure(world: World, login: Login) -> None:
    fields = {"name": "n", "type": "json", "value": "9" * 400, "reason": "x"}

    answer = post(login("adam"), f"/cases/{world.case_id}/variables", **fields)
    claimed = send(login("alice"), f"/tasks/{world.task_id}/claim", {})

    assert answer.status_code in (303, 422)
    assert claimed.status_code == 200


def test_terminal_gets_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [["\x1b]0;evil\x07\x9b2J", "نیم\u200cفاصله"]]

    table(["NAME", "KEY"], rows, as_json=False)
    table(["NAME", "KEY"], rows, as_json=True)

    printed = capsys.readouterr().out
    assert not set("\x1b\x07\x9b") & set(printed)
    assert "نیم\u200cفاصله" in printed
