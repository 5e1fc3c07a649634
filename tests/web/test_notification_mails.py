"""Mails of notifications: in the language of their person, once, tried again, given up in sight."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from engine import commands as engine
from engine.ports import Call, Variables
from tests.web.conftest import Login, World
from tests.web.test_notifications import run
from web import services
from web.accounts import commands as accounts
from web.extensions import db
from web.notifications import mailing, queries
from web.notifications.tables import Notification, NotificationMail


class Server:
    """A mail server that answers as it is told, and remembers what it took."""

    def __init__(self) -> None:
        self.sent: list[Call] = []
        self.failures = 0

    def __call__(self, call: Call) -> Variables:
        if self.failures:
            self.failures -= 1
            raise ConnectionRefusedError("no server")
        self.sent.append(call)
        return {}


@pytest.fixture
def server(app: Flask) -> Server:
    """The outside world in the place of the mail connector."""
    made = Server()
    installed = app.extensions["ravand"]
    installed.services = replace(installed.services, connectors={"mail": made})
    return made


@pytest.fixture
def given(world: World) -> World:
    """Bob has an address and is given a task by Mona."""
    run(world.app)
    address(world, "bob@example.com")
    world.do("mona", engine.assign, world.task_id, "bob")
    run(world.app)
    return world


def address(world: World, email: str | None) -> None:
    world.do("adam", accounts.describe_account, "bob", name="Bob", name_fa="باب", email=email)


def post(world: World) -> None:
    with world.app.app_context():
        mailing.post()


def row(world: World) -> NotificationMail:
    with world.app.app_context():
        return db.session().scalars(select(NotificationMail)).one()


def wait(world: World) -> None:
    """Let what waits be due."""
    now = datetime.now(UTC)
    with world.app.app_context(), services.change("test") as ctx:
        ctx.session.execute(update(NotificationMail).values(due_at=now))


def received(world: World) -> Iterator[EmailMessage]:
    folder: Path = world.app.extensions["ravand"].settings.folder / "mail" / "new"
    for file in sorted(folder.iterdir()):
        yield message_from_bytes(file.read_bytes(), policy=policy.default)


def body(message: EmailMessage, kind: str) -> str:
    part: Any = message.get_body((kind,))
    return str(part.get_content())


def test_mail_says_what_happened(given: World) -> None:
    installed = given.app.extensions["ravand"]
    installed.settings = replace(installed.settings, public_url="https://r.test/")

    post(given)
    post(given)

    (mail,) = received(given)
    assert mail["To"] == "bob@example.com"
    assert mail["Subject"].startswith("You have a new task: “Answer the request” (R-")
    text, page = body(mail, "plain"), body(mail, "html")
    assert "Hello Bob," in text
    assert "https://r.test/notifications/1\n" in text
    assert 'dir="ltr"' in page
    assert 'href="https://r.test/notifications/1"' in page
    assert row(given).status == "sent"


def test_mail_is_persian_for_who_reads_persian(given: World) -> None:
    given.do("bob", accounts.prefer, "bob", language="fa")

    post(given)

    (mail,) = received(given)
    assert mail["Subject"].startswith("کار تازه‌ای دارید: «پاسخ به درخواست»")
    assert "سلام باب،" in body(mail, "plain")
    assert "http" not in body(mail, "plain")
    assert '<html lang="fa" dir="rtl">' in body(mail, "html")


def test_names_are_text_in_mails(given: World, server: Server) -> None:
    with given.app.app_context(), services.change("test") as ctx:
        told = ctx.session.scalars(select(Notification)).one()
        told.facts = {**told.facts, "name": "<b>x</b>\r\nBcc: evil@example.com", "names": {}}

    post(given)

    (call,) = server.sent
    assert "\n" not in call.variables["subject"]
    assert "<b>" not in call.variables["html"]
    assert "<b>x</b>" in call.variables["text"]


def test_failed_mail_is_tried_again(given: World, server: Server) -> None:
    server.failures = 1
    post(given)
    post(given)  # it is not due yet
    first = row(given)
    assert (first.status, first.attempts) == ("waiting", 1)
    assert first.due_at > datetime.now(UTC) + timedelta(seconds=30)
    assert "no server" in (first.error or "")

    wait(given)
    post(given)

    assert [call.job_id for call in server.sent] == [first.id]
    assert row(given).status == "sent"


def test_mail_is_given_up_in_sight(given: World, server: Server, login: Login) -> None:
    server.failures = 100
    for _ in range(8):
        wait(given)
        post(given)

    assert (row(given).status, row(given).attempts) == ("failed", 6)
    assert "The mail could not be sent" in login("bob").get("/notifications").text
    with given.app.app_context():
        assert queries.count_given_up(db.session(), datetime.now(UTC) - timedelta(hours=1)) == 1
    assert server.sent == []


def test_wrong_address_is_given_up_at_once(given: World) -> None:
    address(given, "bob at home")

    post(given)

    assert (row(given).status, row(given).attempts) == ("failed", 1)


def test_person_without_address_gets_no_mail(given: World, server: Server) -> None:
    address(given, None)

    post(given)

    assert server.sent == []
    assert row(given).status == "failed"


def test_mail_of_a_dead_process_is_sent_by_another(given: World, server: Server) -> None:
    with given.app.app_context(), services.change("test") as ctx:
        (lost,) = mailing._claim(ctx, given.app.extensions["ravand"].settings)
    post(given)
    assert server.sent == []

    wait(given)
    post(given)

    assert [call.job_id for call in server.sent] == [lost.id]


def test_mail_of_a_task_that_ended_is_not_sent(given: World, server: Server) -> None:
    given.do("mona", engine.cancel, given.case_id, "not needed")
    run(given.app)

    post(given)

    assert server.sent == []
