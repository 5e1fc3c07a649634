"""The first start of an installation."""

from flask import Flask

from tests.web.conftest import PASSWORD, Login, post
from web.pages.setup import token


def test_everything_leads_to_set_up(empty_app: Flask) -> None:
    client = empty_app.test_client()

    assert client.get("/").location == "/set-up"
    assert client.get("/sign-in").location == "/set-up"
    assert client.get("/set-up").status_code == 200


def test_token_makes_the_administrator_once(empty_app: Flask) -> None:
    client = empty_app.test_client()
    key = token(empty_app.extensions["ravand"].settings)
    form = {"token": key, "account": "Chief", "name": "The Chief", "password": PASSWORD}

    answer = post(client, "/set-up", **form)
    again = client.get("/set-up")

    assert answer.location == "/sign-in"
    assert again.status_code == 404
    assert post(client, "/sign-in", name="chief", password=PASSWORD).location == "/"
    assert client.get("/people").status_code == 200


def test_wrong_token_makes_nobody(empty_app: Flask) -> None:
    client = empty_app.test_client()

    answer = post(client, "/set-up", token="guess", account="chief", password=PASSWORD)

    assert answer.status_code == 403
    assert client.get("/").location == "/set-up"


def test_short_password_is_refused(empty_app: Flask) -> None:
    client = empty_app.test_client()
    key = token(empty_app.extensions["ravand"].settings)

    answer = post(client, "/set-up", token=key, account="chief", password="short")

    assert answer.status_code == 422
    assert "at least 10 characters" in answer.text


def test_set_up_is_closed_with_people(login: Login) -> None:
    assert login("adam").get("/set-up").status_code == 404


def test_token_file_is_private(empty_app: Flask) -> None:
    settings = empty_app.extensions["ravand"].settings

    key = token(settings)

    file = settings.folder / "setup_token"
    assert file.stat().st_mode & 0o777 == 0o600
    assert token(settings) == key
