"""A real application on a SQLite file, with people of every kind."""

import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import event
from werkzeug.test import TestResponse

from engine import commands as engine
from engine import queries
from engine.base import Base
from engine.ports import Services
from engine.queries import ProcessInstance, TaskFilter, UserTask
from engine.transaction import Context
from web import create_app, publishing, services
from web.accounts import commands
from web.accounts import queries as accounts
from web.accounts.roles import Role
from web.extensions import db, limiter
from web.identity import SESSION_ID, SINCE, User
from web.settings import Settings

HERE = Path(__file__).parent


class Compiled(BytecodeCache):
    """Templates are compiled once, not for every test's application."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key + bucket.checksum in self.code:
            bucket.bytecode_from_string(self.code[bucket.key + bucket.checksum])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


COMPILED = Compiled()
PASSWORD = "correct horse"
PEOPLE = {
    "alice": ("Alice", "آلیس", ["contact-desk"], [Role.EMPLOYEE]),
    "bob": ("Bob", "باب", ["contact-desk"], [Role.EMPLOYEE]),
    "charlie": ("Charlie", "چارلی", ["finance"], [Role.EMPLOYEE]),
    "mona": ("Mona", "مونا", [], [Role.MANAGER]),
    "dena": ("Dena", "دنا", [], [Role.DESIGNER]),
    "adam": ("Adam", "آدم", [], [Role.ADMINISTRATOR]),
    "nobody": ("Nobody", None, [], []),
}
Login = Callable[..., FlaskClient]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with tables and people, made once and copied for every test."""
    folder = tmp_path_factory.mktemp("template")
    app = create_app(test_settings(folder))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with services.change("test") as ctx:
            add_people(ctx, app)
        db.session.remove()
        db.engine.dispose()
    return folder


@pytest.fixture
def settings(tmp_path: Path, template: Path) -> Settings:
    """Settings of an installation with tables and people."""
    for file in template.glob("ravand.db*"):
        shutil.copy(file, tmp_path)
    return test_settings(tmp_path)


@pytest.fixture(scope="session")
def serving(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[Flask]:
    """One application for every test: to assemble its routes takes longer than most tests."""
    app = make_app(test_settings(tmp_path_factory.mktemp("serving")))
    yield app
    _put_down(app)


@pytest.fixture
def app(serving: Flask, template: Path) -> Iterator[Flask]:
    """An application with tables and people, as on its first day; it cannot be assembled anew."""
    installed = serving.extensions["ravand"]
    _empty(installed.settings.folder)
    for file in template.glob("ravand.db*"):
        shutil.copy(file, installed.settings.folder)
    assembled: list[dict[str, Any]] = [
        vars(installed),
        installed.services.connectors,
        serving.config,
        serving.extensions,
        serving.view_functions,
        serving.jinja_env.globals,
    ]
    before = [dict(one) for one in assembled]
    limiter.reset()
    yield serving
    for now, then in zip(assembled, before, strict=True):
        now.clear()
        now.update(then)
    _put_down(serving)


def _empty(folder: Path) -> None:
    for found in folder.iterdir():
        if found.is_dir():
            shutil.rmtree(found)
        else:
            found.unlink()


def _put_down(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def empty_app(tmp_path: Path) -> Iterator[Flask]:
    """An installation on its first start: tables, no people."""
    app = make_app(test_settings(tmp_path))
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    _put_down(app)


@pytest.fixture
def login(app: Flask) -> Login:
    """Return a browser in which a person has signed in; without a password, by the session."""

    def sign_in(name: str, password: str | None = None) -> FlaskClient:
        client = app.test_client()
        if password is not None:
            answer = post(client, "/sign-in", name=name, password=password)
            assert answer.status_code == 302, answer.text
            return client
        with app.app_context(), client.session_transaction() as session:
            session["_user_id"] = User(accounts.account(db.session(), name)).get_id()
            session.update({SESSION_ID: secrets.token_hex(16), SINCE: int(time.time())})
            session["_fresh"] = True
            session.permanent = True
        return client

    return sign_in


def make_app(settings: Settings, given: Services | None = None) -> Flask:
    app = create_app(settings, given)
    app.testing = False  # errors are answered as in production
    app.jinja_env.bytecode_cache = COMPILED
    app.jinja_env.globals["asset"] = lambda name: f"/static/dist/{name}"
    with app.app_context():
        limiter.reset()
    return app


def test_settings(folder: Path) -> Settings:
    return Settings(
        instance=str(folder),
        secret_key="test",
        password_memory_kib=8,
        worker=False,
        language="en",
        live_streams=0,
    )


test_settings.__test__ = False  # a maker of settings, no test


def add_people(ctx: Context, app: Flask) -> None:
    chosen = app.extensions["ravand"].settings
    for key in ("contact-desk", "finance"):
        commands.create_group(ctx, key, key.replace("-", " ").capitalize())
    commands.create_account(ctx, chosen, "root", PASSWORD)
    commands.set_roles(ctx, "user", "root", [Role.ADMINISTRATOR])
    for account_id, (name, name_fa, groups, roles) in PEOPLE.items():
        commands.create_account(ctx, chosen, account_id, PASSWORD, name=name)
        commands.describe_account(ctx, account_id, name=name, name_fa=name_fa, email=None)
        commands.set_groups(ctx, account_id, groups)
        commands.set_roles(ctx, "user", account_id, roles)


def csrf_token(client: FlaskClient) -> str:
    """Return the token of the client's session, from a page as a browser gets it."""
    with client.session_transaction() as session:
        of_session = session.get("csrf_token")
    known: dict[str, str] = client.__dict__.setdefault("tokens", {})
    if of_session not in known:
        page = client.get("/sign-in", follow_redirects=True)
        found = re.search(r'name="csrf-token" content="([^"]+)"', page.text)
        assert found, page.text
        with client.session_transaction() as session:
            of_session = session["csrf_token"]
        known[of_session] = found.group(1)
    return known[of_session]


def post(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    """Send a form with its CSRF token."""
    return client.post(path, data={"csrf_token": csrf_token(client), **fields})


@dataclass(frozen=True)
class World:
    """A deployed process with a case in which the contact desk has a task."""

    app: Flask
    definition_id: str
    case_id: str
    task_id: str

    def tasks(self, **wanted: Any) -> list[UserTask]:
        with self.app.app_context():
            return queries.tasks(db.session(), TaskFilter(instance_id=self.case_id, **wanted))

    def task(self) -> UserTask:
        with self.app.app_context():
            return queries.task(db.session(), self.task_id)

    def case(self) -> ProcessInstance:
        with self.app.app_context():
            return queries.instance(db.session(), self.case_id)

    def do(self, actor: str, verb: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Run a command as somebody, permission unchecked."""
        with self.app.app_context(), services.change(actor) as ctx:
            return verb(ctx, *args, **named)


@pytest.fixture
def world(app: Flask) -> World:
    """Alice has started a request; its first task is offered to Alice and Bob."""
    with app.app_context():
        with services.change("dena") as ctx:
            deployed = publishing.publish(ctx, "request", bundle())
        with services.change("alice") as ctx:
            case = engine.start(ctx, key="request", business_key="B-17")
        (task,) = queries.tasks(db.session(), TaskFilter(instance_id=case.id))
        return World(app, deployed.definitions[0].id, case.id, task.id)


def bundle() -> list[tuple[str, bytes]]:
    """Return the diagram of the tests with its form."""
    files = ("request.bpmn", "request.form")
    return [(name, (HERE / name).read_bytes()) for name in files]


def send(client: FlaskClient, path: str, body: Any) -> TestResponse:
    """Send JSON as the form viewer does."""
    headers = {"X-CSRFToken": csrf_token(client), "Accept": "application/json"}
    return client.post(path, json=body, headers=headers)


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """Every SQL statement that the application's database got."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    with app.app_context():
        database = db.engine
    event.listen(database, "before_cursor_execute", note)
    yield seen
    event.remove(database, "before_cursor_execute", note)
