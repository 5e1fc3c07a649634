"""A real application on a SQLite file, with people of every kind."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.base import Base
from engine.ports import Services
from engine.transaction import Context
from web import create_app, services
from web.accounts import commands
from web.accounts.roles import Role
from web.extensions import db, limiter
from web.settings import Settings

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
    for file in template.glob("ravand.db*"):
        shutil.copy(file, tmp_path)
    return test_settings(tmp_path)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = make_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def empty_app(tmp_path: Path) -> Iterator[Flask]:
    """An installation on its first start: tables, no people."""
    app = make_app(test_settings(tmp_path))
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def login(app: Flask) -> Login:
    """Return a browser in which a person has signed in."""

    def sign_in(name: str, password: str = PASSWORD) -> FlaskClient:
        client = app.test_client()
        answer = post(client, "/sign-in", name=name, password=password)
        assert answer.status_code == 302, answer.text
        return client

    return sign_in


def make_app(settings: Settings, given: Services | None = None) -> Flask:
    app = create_app(settings, given)
    app.testing = False  # errors are answered as in production
    app.jinja_env.globals["asset"] = lambda name: f"/static/dist/{name}"
    with app.app_context():
        limiter.reset()
    return app


def test_settings(folder: Path) -> Settings:
    return Settings(
        instance=str(folder), secret_key="test", password_memory_kib=8, worker=False, language="en"
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
    page = client.get("/sign-in", follow_redirects=True)
    found = re.search(r'name="csrf-token" content="([^"]+)"', page.text)
    assert found, page.text
    return found.group(1)


def post(client: FlaskClient, path: str, **fields: object):
    """Send a form with its CSRF token."""
    return client.post(path, data={"csrf_token": csrf_token(client), **fields})
