"""The figures of a week by mail: to who wants and may see them, once, in their language."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select, update

from engine.ports import Call, Variables
from kpi import Period
from tests.kpi.logs import small_log
from tests.web.conftest import Login, post
from web import services
from web.accounts import commands as accounts
from web.accounts.queries import account
from web.digest import letters, mailing
from web.digest.tables import FigureDigest
from web.digest.weekly import next_due, week_told
from web.extensions import db
from web.figures.reading import read_on

TEHRAN = ZoneInfo("Asia/Tehran")
WEEK = Period(date(2026, 3, 18), date(2026, 3, 24))


class Server:
    """A mail server that fails as often as it is told, and remembers what it took."""

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
    app.extensions["ravand"].services.connectors["mail"] = made
    return made


@pytest.fixture
def subscribed(app: Flask, login: Login) -> Flask:
    """Mona has an address and switches the mail on."""
    with app.app_context(), services.change("adam") as ctx:
        accounts.describe_account(
            ctx, "mona", name="Mona", name_fa="مونا", email="mona@example.com"
        )
    assert post(login("mona"), "/profile/digest", wanted="1").status_code == 303
    return app


def wait(app: Flask) -> None:
    """Let every mail be due."""
    with app.app_context(), services.change("test") as ctx:
        ctx.session.execute(update(FigureDigest).values(due_at=ctx.now))


def send(app: Flask) -> None:
    with app.app_context():
        mailing.post()


def rows(app: Flask) -> Sequence[FigureDigest]:
    with app.app_context():
        return db.session().scalars(select(FigureDigest)).all()


def test_mail_is_sent_once_and_then_next_week(subscribed: Flask, server: Server) -> None:
    send(subscribed)
    assert server.sent == []
    wait(subscribed)

    send(subscribed)
    send(subscribed)

    (call,) = server.sent
    assert call.variables["to"] == ["mona@example.com"]
    (row,) = rows(subscribed)
    assert row.attempts == 0
    assert datetime.now(UTC) < row.due_at <= datetime.now(UTC) + timedelta(days=7)
    assert row.due_at.astimezone(TEHRAN).strftime("%A %H:%M") == "Saturday 08:00"


def test_failed_mail_is_sent_again_as_the_same_one(subscribed: Flask, server: Server) -> None:
    server.failures = 1
    wait(subscribed)
    send(subscribed)
    (row,) = rows(subscribed)
    assert (row.attempts, server.sent) == (1, [])
    assert row.due_at > datetime.now(UTC)

    wait(subscribed)
    send(subscribed)

    assert len(server.sent) == 1


def test_mail_is_left_to_the_next_week_in_the_end(subscribed: Flask, server: Server) -> None:
    server.failures = 99
    for _ in range(mailing.MOST_ATTEMPTS):
        wait(subscribed)
        send(subscribed)

    (row,) = rows(subscribed)
    assert row.attempts == 0
    assert row.due_at > datetime.now(UTC)


def test_who_is_no_manager_any_more_gets_nothing(subscribed: Flask, server: Server) -> None:
    with subscribed.app_context(), services.change("adam") as ctx:
        accounts.set_roles(ctx, "user", "mona", [])
    wait(subscribed)

    send(subscribed)

    assert (server.sent, rows(subscribed)) == ([], [])


def test_switch_is_for_managers(subscribed: Flask, login: Login) -> None:
    alice, mona = login("alice"), login("mona")

    assert post(alice, "/profile/digest", wanted="1").status_code == 403
    assert "/profile/digest" not in alice.get("/profile").text
    assert 'name="wanted" value="1" checked' in mona.get("/profile").text
    post(mona, "/profile/digest")
    assert rows(subscribed) == []


def letter(app: Flask, language: str, processes: tuple[str, ...] | None = None) -> Variables:
    """Return Mona's letter of the week of the small log."""
    with app.app_context():
        small_log().write(db.session())
        while read_on().more:
            continue
        with services.change("mona") as ctx:
            accounts.prefer(ctx, "mona", language=language, theme=None)
        row = account(db.session(), "mona")
        settings = app.extensions["ravand"].settings
        now = datetime.now(UTC)
        return letters.letter(db.session(), row, processes, settings, WEEK, now)


def test_letter_tells_the_week_and_what_stands_out(app: Flask) -> None:
    found = letter(app, "en")

    assert found["subject"] == "Figures of the week: 18 Mar 2026 to 24 Mar 2026"
    assert "Hello Mona," in found["text"]
    assert "- Started: 8 (week before: 0)\n" in found["text"]
    assert "- Cycle time, median: 1 d 6 h (week before: –)\n" in found["text"]
    assert "What stands out:\n- Overdue now: 1\n" in found["text"]
    assert "- order: started 7, finished 6, open 1, overdue 1\n" in found["text"]


def test_letter_is_persian_and_of_own_processes(app: Flask) -> None:
    found = letter(app, "fa", ("return",))

    assert "۲۷ اسفند ۱۴۰۴" in found["subject"]
    assert "سلام مونا" in found["text"]
    assert "order" not in found["text"]
    assert "return" in found["text"]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 11, 21, 4, 29, tzinfo=UTC), datetime(2026, 11, 21, 4, 30, tzinfo=UTC)),
        (datetime(2026, 11, 21, 4, 30, tzinfo=UTC), datetime(2026, 11, 28, 4, 30, tzinfo=UTC)),
        (datetime(2026, 11, 20, 22, 0, tzinfo=UTC), datetime(2026, 11, 21, 4, 30, tzinfo=UTC)),
    ],
    ids=["just before", "at once", "night before"],
)
def test_mail_is_due_on_saturday_at_eight(now: datetime, due: datetime) -> None:
    assert next_due(now, "saturday", 8, TEHRAN) == due
    assert week_told(due, TEHRAN).last == due.date() - timedelta(days=1)
    assert len(week_told(due, TEHRAN).days) == 7
