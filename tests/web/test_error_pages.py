"""What people see when something fails: words in their language, never a traceback."""

import pytest
from flask import Flask

from engine import errors
from tests.web.conftest import Login, post
from web.assets import AssetsError
from web.pages.errors import STATUS, answer


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "There is nothing at this address"), ("fa", "در این نشانی چیزی نیست")],
)
def test_unknown_address(login: Login, language: str, text: str) -> None:
    alice = login("alice")
    post(alice, "/preferences", locale=language)

    answer = alice.get("/nowhere")

    assert answer.status_code == 404
    assert text in answer.text


def test_wrong_method(login: Login) -> None:
    answer = login("alice").put("/tasks")

    assert answer.status_code in (400, 405)
    assert "reload the page" in answer.text


def conflicts() -> list[type[errors.EngineError]]:
    found = errors.EngineError.__subclasses__()
    return [
        one for one in found if STATUS.get(one, 409) == 409 and one.__module__ == errors.__name__
    ]


def test_every_conflict_has_a_title_of_its_own(app: Flask) -> None:
    with app.test_request_context(headers={"Accept": "application/json"}):
        titles = {one.code: answer(409, "", one.code).get_json()["title"] for one in conflicts()}

    assert titles["concurrent_update"] == "Somebody was faster"
    assert titles["suspended"] == "Suspended"
    assert len(set(titles.values())) == len(titles) == 10
    assert "Not possible now" not in titles.values()


@pytest.fixture
def broken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    def fail() -> str:
        raise RuntimeError("the secret is 42")

    monkeypatch.setitem(app.view_functions, "home.home", fail)
    return app


def test_failure_tells_nothing_but_is_logged(
    broken: Flask, login: Login, caplog: pytest.LogCaptureFixture
) -> None:
    answer = login("alice").get("/")

    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    assert "42" not in answer.text
    assert "Traceback" not in answer.text
    assert "the secret is 42" in caplog.text


def test_failure_for_scripts_is_problem_json(broken: Flask, login: Login) -> None:
    answer = login("alice").get("/", headers={"Accept": "application/json"})

    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == 500
    assert answer.json["code"] == "internal_error"
    assert "42" not in answer.text


def test_missing_bundles_do_not_hide_the_failure(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def asset(name: str) -> str:
        raise AssetsError(f"the bundle {name} is not there", "not built", "make assets")

    app.jinja_env.globals["asset"] = asset

    answer = app.test_client().get("/sign-in")

    assert answer.status_code == 500
    assert answer.mimetype == "text/plain"
    assert "What to try: make assets" in caplog.text
