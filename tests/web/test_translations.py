"""Every text that people may see is there in Persian, with what it is filled with."""

import io
import re
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from flask import Flask

from tests.engine.diagrams import diagram
from tests.web.conftest import Login, post
from web.translations import FOLDER, compile_catalogues
from web.translations.messages import english, source_texts

PLACEHOLDER = re.compile(r"%\((\w+)\)s|(?<!\{)\{(\w+)\}(?!\})")


@pytest.fixture(scope="module")
def persian() -> Catalog:
    with (FOLDER / "fa" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale="fa")


@pytest.fixture(scope="module")
def texts() -> list[Message]:
    return [message for message in english() if message.id]


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def test_every_text_is_translated(persian: Catalog, texts: list[Message]) -> None:
    translated = {key(one) for one in persian if one.id and all(one.string) and not one.fuzzy}

    missing = sorted(key(one) for one in texts if key(one) not in translated)

    assert missing == [], "run: python -m web.translations.messages, then translate"


def test_nothing_is_translated_in_vain(persian: Catalog, texts: list[Message]) -> None:
    wanted = {key(one) for one in texts}

    assert sorted(key(one) for one in persian if one.id and key(one) not in wanted) == []


def test_translations_keep_what_is_filled_in(persian: Catalog) -> None:
    wrong = []
    for message in persian:
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        given = set(PLACEHOLDER.findall(key(message)))
        wrong += [key(message) for one in strings if set(PLACEHOLDER.findall(one)) != given]

    assert wrong == []


def test_sources_of_every_kind_are_read(texts: list[Message]) -> None:
    keys = {key(one) for one in texts}

    assert "Task {id} is claimed by {assignee}." in source_texts()
    assert {"Sign in", "Nothing to do", "%(num)s day", "Field is required."} <= keys
    assert "The file is empty." in source_texts()


def test_catalogue_is_compiled_when_it_changed(tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "fa", tmp_path / "fa", ignore=shutil.ignore_patterns("*.mo"))

    first = compile_catalogues(tmp_path)
    second = compile_catalogues(tmp_path)

    assert [file.name for file in first] == ["messages.mo"]
    assert second == []
    assert [file.name for file in (tmp_path / "fa" / "LC_MESSAGES").iterdir()] != []


def test_language_comes_from_the_browser(app: Flask) -> None:
    client = app.test_client()

    persian = client.get("/sign-in", headers={"Accept-Language": "fa-IR,fa;q=0.9,en;q=0.5"})
    german = client.get("/sign-in", headers={"Accept-Language": "de"})

    assert '<html lang="fa" dir="rtl"' in persian.text
    assert "نام کاربری یا نشانی ایمیل" in persian.text
    assert '<html lang="en" dir="ltr"' in german.text


def test_cookie_wins_over_the_browser(app: Flask) -> None:
    client = app.test_client()

    answer = post(client, "/preferences", locale="fa", theme="dark", next="/sign-in")
    page = client.get("/sign-in", headers={"Accept-Language": "en"})

    assert answer.location == "/sign-in"
    assert '<html lang="fa" dir="rtl" data-bs-theme="dark">' in page.text


def test_account_keeps_language_and_theme(login: Login) -> None:
    post(login("alice"), "/preferences", locale="fa", theme="light")

    page = login("alice").get("/tasks")

    assert '<html lang="fa" dir="rtl" data-bs-theme="light">' in page.text
    assert "آلیس" in page.text


def test_unknown_preferences_are_ignored(login: Login) -> None:
    alice = login("alice")

    answer = post(alice, "/preferences", locale="xx", theme="<b>", next="//evil.example")

    assert answer.location == "/"
    assert '<html lang="en" dir="ltr" data-bs-theme="auto">' in alice.get("/tasks").text


def test_refusals_are_said_in_persian(login: Login) -> None:
    alice = login("alice")
    post(alice, "/preferences", locale="fa")

    page = alice.get("/people")
    answer = post(alice, "/profile/password", old="wrong", new="x")

    assert page.status_code == 403
    assert "اجازهٔ این کار را ندارید." in page.text
    assert "نام یا گذرواژه نادرست است." in answer.text


def test_numbers_in_refusals_have_persian_digits(login: Login) -> None:
    admin = login("adam")
    post(admin, "/preferences", locale="fa")

    answer = post(admin, "/people/new", account="z", password="short", roles="employee")

    assert "گذرواژه باید دست‌کم ۱۰ نویسه داشته باشد." in answer.text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<startEvent id="a"/>\n<endEvent id="a"/>', "نخست در سطر ۱"),
        (f'<startEvent id="s"/><userTask id="{"x" * 256}"/>', "بیش از ۲۵۵ نویسه"),
    ],
)
def test_numbers_in_findings_have_persian_digits(login: Login, body: str, text: str) -> None:
    dena = login("dena")
    post(dena, "/preferences", locale="fa")

    answer = post(dena, "/processes/upload", files=[(io.BytesIO(diagram(body)), "bad.bpmn")])

    assert text in answer.text
