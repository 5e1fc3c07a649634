"""The server: files, the worker beside it, the port, what it says at the start."""

import socket
import threading
import urllib.request
from pathlib import Path

import pytest
from flask import Flask

from engine.worker import Worker
from tests.web.conftest import make_app, test_settings
from web import server
from web.accounts.queries import anybody
from web.extensions import db


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_port_in_use_is_said(app: Flask) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(server.PortInUseError, match=f"Port {port} of 127.0.0.1 is in use"):
            server.serve(app, "127.0.0.1", port)


def test_requests_are_answered_until_it_stops(
    app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    port, made = free_port(), []

    # the only way to stop waitress from a test: it ends by itself on a signal
    def create(*args: object, **options: object) -> object:
        made.append(create_server(*args, **options))
        return made[0]

    create_server = server.create_server
    monkeypatch.setattr(server, "create_server", create)
    serving = threading.Thread(target=server.serve, args=(app, "127.0.0.1", port))
    serving.start()
    url = f"http://127.0.0.1:{port}"
    with urllib.request.urlopen(f"{url}/sign-in") as answer:
        page = answer.read().decode()
    with urllib.request.urlopen(f"{url}/static/icon.svg") as answer:
        headers = answer.headers

    made[0].close()
    made[0].task_dispatcher.shutdown()
    serving.join(10)

    assert not serving.is_alive()
    assert "Sign in" in page
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Access-Control-Allow-Origin"] is None
    assert f"Ravand answers on {url}" in capsys.readouterr().err


def test_first_start_prints_the_set_up_address(
    empty_app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    server.greet(empty_app, "0.0.0.0", 8000)

    said = capsys.readouterr().err
    key = (empty_app.extensions["ravand"].settings.folder / "setup_token").read_text()
    assert f"Set it up at http://127.0.0.1:8000/set-up?token={key}" in said
    with empty_app.app_context():
        assert not anybody(db.session())


def test_worker_runs_if_the_settings_say_so(app: Flask, tmp_path: Path) -> None:
    with server.worker(app) as none:
        assert none is None

    chosen = test_settings(tmp_path)
    object.__setattr__(chosen, "worker", True)
    busy = make_app(chosen)
    with server.worker(busy) as running:
        assert isinstance(running, Worker)
        assert any(thread.name == "jobs" for thread in threading.enumerate())
    assert not any(thread.name == "jobs" for thread in threading.enumerate())
    with busy.app_context():
        db.engine.dispose()
