"""Signing in and out, and what keeps sessions safe."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import PASSWORD, Login, csrf_token, make_app, post
from web.accounts import commands, queries
from web.extensions import db
from web.identity import SINCE
from web.security import local_path
from web.services import change
from web.settings import Settings


def test_sign_in_opens_the_tasks(app: Flask) -> None:
    client = app.test_client()

    answer = post(client, "/sign-in", name="alice", password=PASSWORD)

    assert answer.location == "/"
    assert client.get("/", follow_redirects=True).request.path == "/tasks"


def test_sign_in_by_mail_address(app: Flask, login: Login) -> None:
    admin = login("adam")
    post(admin, "/people/alice", name="Alice", email="alice@example.org", roles="employee")

    login("alice@example.org", PASSWORD)


@pytest.mark.parametrize(
    ("name", "password"),
    [("alice", "wrong password"), ("stranger", PASSWORD), ("", ""), ("alice", "")],
    ids=["password", "name", "empty", "no password"],
)
def test_wrong_credentials_are_refused(app: Flask, name: str, password: str) -> None:
    client = app.test_client()

    answer = post(client, "/sign-in", name=name, password=password)

    assert answer.status_code == 401
    assert "Name or password is wrong." in answer.text
    assert client.get("/tasks").status_code == 302


def test_too_many_failures_are_throttled(app: Flask) -> None:
    client = app.test_client()
    token = csrf_token(client)
    form = {"csrf_token": token, "name": "alice", "password": "wrong password"}

    statuses = [client.post("/sign-in", data=form).status_code for _ in range(11)]
    page = client.post("/sign-in", data=form | {"password": PASSWORD})

    assert statuses == [401] * 10 + [429]
    assert page.status_code == 429
    assert "Please wait a minute" in page.text
    assert int(page.headers["Retry-After"]) <= 60


def test_throttle_is_per_account(app: Flask) -> None:
    client = app.test_client()
    form = {"csrf_token": csrf_token(client), "name": "alice", "password": "wrong"}
    for _ in range(11):
        client.post("/sign-in", data=form)

    answer = client.post("/sign-in", data=form | {"name": "bob", "password": PASSWORD})

    assert answer.status_code == 302


def test_stranger_does_not_lock_a_person_out(app: Flask) -> None:
    stranger = {"REMOTE_ADDR": "203.0.113.7"}
    client = app.test_client()
    form = {"csrf_token": csrf_token(client), "name": "alice", "password": "wrong"}
    tries = [client.post("/sign-in", data=form, environ_base=stranger) for _ in range(11)]

    answer = client.post("/sign-in", data=form | {"password": PASSWORD})

    assert tries[-1].status_code == 429
    assert answer.status_code == 302


def test_success_does_not_count(app: Flask) -> None:
    for _ in range(12):
        client = app.test_client()
        assert post(client, "/sign-in", name="bob", password=PASSWORD).status_code == 302


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/x"],
)
def test_redirect_stays_here(app: Flask, target: str) -> None:
    answer = post(app.test_client(), "/sign-in", name="alice", password=PASSWORD, next=target)

    assert answer.location == "/"


def test_redirect_goes_where_one_wanted(app: Flask) -> None:
    client = app.test_client()

    asked = client.get("/cases?status=active")
    answer = post(client, asked.location, name="alice", password=PASSWORD, next="/cases?q=1")

    assert asked.location == "/sign-in?next=/cases?status%3Dactive"
    assert answer.location == "/cases?q=1"
    assert local_path("/tasks?tab=done#x", "/") == "/tasks?tab=done#x"


def test_sign_out_ends_the_session(login: Login) -> None:
    alice = login("alice")

    answer = post(alice, "/sign-out")

    assert answer.location == "/sign-in"
    assert alice.get("/tasks").status_code == 302


def test_copied_cookie_ends_with_its_session(app: Flask, login: Login) -> None:
    alice, phone = login("alice", PASSWORD), login("alice", PASSWORD)
    thief = app.test_client()
    thief.set_cookie("ravand", alice.get_cookie("ravand").value)
    assert thief.get("/tasks").status_code == 200

    post(alice, "/sign-out")

    assert thief.get("/tasks").status_code == 302
    assert phone.get("/tasks").status_code == 200


def test_session_grows_old_however_busy(app: Flask) -> None:
    client = app.test_client()
    with time_machine.travel(datetime(2026, 3, 1, 8, tzinfo=UTC), tick=False) as clock:
        post(client, "/sign-in", name="alice", password=PASSWORD)

        for _ in range(16):
            clock.shift(timedelta(hours=10))
            assert client.get("/tasks").status_code == 200
        clock.shift(timedelta(hours=10))

        assert client.get("/tasks").status_code == 302


def test_session_without_age_is_over(login: Login) -> None:
    alice = login("alice")
    with alice.session_transaction() as session:
        del session[SINCE]

    assert alice.get("/tasks").status_code == 302


def test_ended_sessions_do_not_pile_up(app: Flask) -> None:
    day = timedelta(days=1)
    with app.app_context(), change("test") as ctx:
        row = queries.account(ctx.session, "alice")
        key = row.session_key
        for number in range(200):
            commands.end_session(ctx, "alice", f"{number:032x}", day)
        kept = len(row.ended_sessions)
        commands.end_session(ctx, "alice", "one more", day)

        assert kept == 200
        assert row.ended_sessions is None
        assert row.session_key != key

        commands.end_session(ctx, "alice", "first", day)
        commands.end_session(replace(ctx, now=ctx.now + 2 * day), "alice", "second", day)
        assert list(row.ended_sessions) == ["second"]


def test_password_change_ends_other_sessions(login: Login) -> None:
    here, there = login("alice"), login("alice")

    answer = post(here, "/profile/password", old=PASSWORD, new="a new password")

    assert answer.status_code == 303
    assert here.get("/tasks").status_code == 200
    assert there.get("/tasks").status_code == 302
    login("alice", "a new password")


def test_password_change_needs_the_old_one(login: Login) -> None:
    answer = post(login("alice"), "/profile/password", old="wrong", new="a new password")

    assert answer.status_code == 401
    assert "Name or password is wrong." in answer.text


def test_deactivation_ends_sessions(login: Login) -> None:
    alice, admin = login("alice"), login("adam")

    post(admin, "/people/alice/active", active="no")

    assert alice.get("/tasks").status_code == 302
    assert post(alice, "/sign-in", name="alice", password=PASSWORD).status_code == 401


def test_cookie_is_guarded(app: Flask) -> None:
    answer = post(app.test_client(), "/sign-in", name="alice", password=PASSWORD)

    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(("scheme", "secure"), [("http", False), ("https", True)])
def test_cookie_stays_on_https(app: Flask, scheme: str, secure: bool) -> None:
    answer = app.test_client().get("/sign-in", base_url=f"{scheme}://localhost")

    assert ("Secure" in answer.headers["Set-Cookie"]) is secure
    assert ("Strict-Transport-Security" in answer.headers) is secure


def test_proxy_is_believed_only_if_trusted(settings: Settings) -> None:
    forwarded = {"X-Forwarded-Proto": "https"}
    trusting = make_app(replace(settings, trusted_proxies=1))
    wary = make_app(settings)

    believed = trusting.test_client().get("/sign-in", headers=forwarded)
    ignored = wary.test_client().get("/sign-in", headers=forwarded)

    assert "Secure" in believed.headers["Set-Cookie"]
    assert "Secure" not in ignored.headers["Set-Cookie"]
    for one in (trusting, wary):
        with one.app_context():
            db.engine.dispose()


def test_forged_token_is_refused(login: Login) -> None:
    alice = login("alice")

    answer = alice.post("/sign-out", data={"csrf_token": "forged"})
    without = alice.post("/sign-out")

    assert answer.status_code == without.status_code == 400
    assert "did not come from it" in answer.text
    assert alice.get("/tasks").status_code == 200


def test_scripts_get_401_instead_of_a_page(app: Flask) -> None:
    client = app.test_client()

    by_htmx = client.get("/tasks", headers={"HX-Request": "true"})
    by_fetch = client.get("/tasks", headers={"Accept": "application/json"})

    assert by_htmx.status_code == by_fetch.status_code == 401
    assert by_fetch.json["code"] == "unauthorized"


def test_expired_post_says_nothing_changed(app: Flask) -> None:
    client = app.test_client()

    answer = post(client, "/tasks/x/claim")
    page = client.get(answer.location)

    assert answer.location == "/sign-in"
    assert "nothing was changed" in page.text


def test_headers_protect_every_page(login: Login, client_paths: list[str]) -> None:
    alice = login("alice")

    for path in client_paths:
        headers = alice.get(path).headers
        assert "default-src 'none'; script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


@pytest.fixture
def client_paths() -> list[str]:
    return ["/sign-in", "/tasks", "/nowhere", "/processes", "/profile"]


def test_no_page_has_inline_code(app: Flask, login: Login) -> None:
    admin: FlaskClient = login("adam")
    paths = "/tasks /cases /processes /processes/upload /start /incidents /people /groups /profile"

    for path in paths.split():
        page = admin.get(path).text
        assert " style=" not in page, path
        assert " onclick=" not in page, path
        assert "<script>" not in page, path


def test_session_that_is_gone_is_told_before_its_token(app: Flask) -> None:
    client = app.test_client()

    answer = client.post("/tasks/1/submit", json={}, headers={"Accept": "application/json"})

    assert answer.status_code == 401
    assert client.post("/tasks/1/claim").location.endswith("/sign-in")
