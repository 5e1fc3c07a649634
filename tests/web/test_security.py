"""The session's cookie: signed and sent again only when that is of use."""

from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask

from tests.web.conftest import Login
from web.settings import Settings

START = datetime(2026, 3, 21, 8, tzinfo=UTC)


def test_cookie_is_not_sent_with_every_answer(app: Flask, login: Login) -> None:
    with time_machine.travel(START, tick=False) as clock:
        alice = login("alice")
        alice.get("/tasks")  # makes the token of its forms
        assert "Set-Cookie" not in alice.get("/tasks").headers

        clock.shift(timedelta(minutes=2))

        assert "Set-Cookie" in alice.get("/tasks").headers
        assert "Set-Cookie" not in alice.get("/tasks").headers


def test_who_goes_on_working_stays_signed_in(app: Flask, login: Login, settings: Settings) -> None:
    idle = timedelta(hours=settings.session_hours)
    with time_machine.travel(START, tick=False) as clock:
        alice = login("alice")
        for _ in range(3):
            clock.shift(idle * 0.9)
            assert alice.get("/tasks").status_code == 200

        clock.shift(idle * 1.1)

        assert alice.get("/tasks").status_code == 302


def test_forged_cookie_opens_nothing(app: Flask) -> None:
    client = app.test_client()
    for forged in ("a.b.c", "...", "x", "eyJhIjoxfQ.aaaa.bbbb"):
        client.set_cookie("ravand", forged)

        assert client.get("/tasks").status_code == 302
