"""Files of a case: added, looked at, downloaded and deleted only by those who may."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from engine import queries
from engine.base import Base
from tests.web.conftest import Login, World, csrf_token, post
from web.conversation import files
from web.extensions import db

HX = {"HX-Request": "true"}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
CONTENTS = Base.metadata.tables["attachment_content"]


def add(
    client: FlaskClient, case: str, *sent: tuple[str, bytes], task: str | None = None
) -> TestResponse:
    data = {
        "file": [(BytesIO(content), name) for name, content in sent],
        "csrf_token": csrf_token(client),
        **({"task": task} if task else {}),
    }
    return client.post(f"/cases/{case}/files", data=data, headers=HX)


def ids(page: str) -> list[str]:
    return re.findall(r'href="/attachments/([^"/]+)" download', page)


def contents(world: World) -> int:
    with world.app.app_context():
        return db.session().scalar(select(func.count()).select_from(CONTENTS)) or 0


def test_file_is_added_and_downloaded_as_it_was(world: World, login: Login) -> None:
    name = "گزارش نهایی.pdf"
    answer = add(login("alice"), world.case_id, (name, b"%PDF-1.7 x"), task=world.task_id)

    assert answer.status_code == 200, answer.text
    assert re.search(r'id="files-count"[^>]*>1<', answer.text)
    bob = login("bob")
    page = bob.get(f"/cases/{world.case_id}")
    assert name in page.text
    assert "Alice attached a file" in page.text
    (found,) = ids(page.text)
    got = bob.get(f"/attachments/{found}")
    assert got.data == b"%PDF-1.7 x"
    assert got.headers["Content-Disposition"].startswith("attachment; filename")
    assert "filename*=UTF-8''" in got.headers["Content-Disposition"]
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert got.headers["Cache-Control"] == "no-store"
    assert re.search(r'id="files-count">1<', bob.get(f"/tasks/{world.task_id}").text)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (b"%PDF-1.7", "application/pdf"),
        (b"<html><script>alert(1)</script>", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", None),
    ],
)
def test_only_pictures_and_pdf_are_shown(
    world: World, login: Login, content: bytes, kind: str | None
) -> None:
    alice = login("alice")
    (found,) = ids(add(alice, world.case_id, ("page.png", content)).text)

    got = alice.get(f"/attachments/{found}/view")

    shown = got.headers["Content-Disposition"].startswith("inline")
    assert (shown, got.headers["Content-Type"]) == (bool(kind), kind or "application/octet-stream")
    assert got.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_of_several_the_good_ones_are_kept(world: World, login: Login) -> None:
    settings = world.app.extensions["ravand"]
    settings.settings = replace(settings.settings, limit_attachment_bytes=100)

    answer = add(
        login("alice"), world.case_id, ("a.txt", b"x" * 100), ("b.txt", b"x" * 101), ("c.txt", b"")
    )

    assert answer.status_code == 422
    assert "b.txt: it is larger than this server accepts." in answer.text
    assert "c.txt: it is empty." in answer.text
    assert len(ids(answer.text)) == 1
    assert "Choose a file." in add(login("alice"), world.case_id).text


def test_far_too_much_is_refused_before_it_is_read(world: World, login: Login) -> None:
    alice = login("alice")
    world.app.config["MAX_CONTENT_LENGTH"] = 1_000

    answer = add(alice, world.case_id, ("a.bin", b"x" * 2_000))

    assert answer.status_code == 413
    assert "larger than this server accepts" in answer.json["detail"]


def test_same_content_is_stored_once_and_goes_with_the_last(world: World, login: Login) -> None:
    alice = login("alice")
    add(alice, world.case_id, ("a.txt", b"same"))
    page = add(alice, world.case_id, ("b.txt", b"same")).text
    first, second = ids(page)
    assert contents(world) == 1

    post(alice, f"/attachments/{first}/delete")
    assert alice.get(f"/attachments/{second}").data == b"same"
    post(alice, f"/attachments/{second}/delete")

    assert contents(world) == 0
    assert alice.get(f"/attachments/{second}").status_code == 404
    history = alice.get(f"/cases/{world.case_id}/history").text
    assert history.count("Alice deleted a file") == 2
    assert "b.txt" in history


def test_uploader_and_manager_delete_a_file(world: World, login: Login) -> None:
    for who, status in (("bob", 403), ("charlie", 404), ("alice", 303), ("mona", 303)):
        (found,) = ids(add(login("alice"), world.case_id, ("a.txt", b"x")).text)

        assert post(login(who), f"/attachments/{found}/delete").status_code == status, who
        if status != 303:
            post(login("adam"), f"/attachments/{found}/delete")


def test_strangers_get_no_file(world: World, login: Login) -> None:
    alice = login("alice")
    (found,) = ids(add(alice, world.case_id, ("a.txt", b"secret")).text)

    for who in ("charlie", "dena", "nobody"):
        stranger = login(who)
        assert stranger.get(f"/attachments/{found}").status_code == 404
        assert stranger.get(f"/attachments/{found}/view").status_code == 404
        assert stranger.get(f"/cases/{world.case_id}/files").status_code == 404
        assert add(stranger, world.case_id, ("b.txt", b"x")).status_code == 404
    assert world.app.test_client().get(f"/attachments/{found}").status_code == 302
    assert alice.post(f"/attachments/{found}/delete").status_code == 400  # without a token
    with world.app.app_context():
        assert queries.attachment(db.session(), found).size == 6


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a b.txt", "a b.txt"),
        ("bill\u202efdp.exe", "billfdp.exe"),
        ("می\u200cروم.txt", "می\u200cروم.txt"),
        ("a\r\nb\0.txt", "ab.txt"),
        (" .. ", "file"),
        ("x" * 300 + ".tar", "x" * 196 + ".tar"),
        ("y" * 300, "y" * 200),
    ],
)
def test_names_are_cleaned(sent: str, kept: str) -> None:
    assert files.clean_name(sent) == kept
