"""The server: files, the worker beside it, the port, what it says at the start."""

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest
from flask import Flask

from engine.worker import Worker
from tests.conftest import ROOT
from tests.web.conftest import make_app, test_settings
from web import server
from web.accounts.queries import anybody
from web.extensions import db


def test_port_in_use_is_said(app: Flask) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(server.PortInUseError, match=f"Port {port} of 127.0.0.1 is in use"):
            server.serve(app, "127.0.0.1", port)


def test_files_are_served_beside_pages(app: Flask) -> None:
    listening = server.bind(app, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{listening.effective_port}"
    threading.Thread(target=listening.run, daemon=True).start()

    with urllib.request.urlopen(f"{url}/sign-in", timeout=60) as answer:
        page = answer.read().decode()
    with urllib.request.urlopen(f"{url}/static/icon.svg", timeout=60) as answer:
        headers = answer.headers

    assert "Sign in" in page
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Access-Control-Allow-Origin"] is None


SERVER = """
import sys
from web import create_app, server
from web.database import upgrade_database
from web.settings import load
app = create_app(load())
upgrade_database(app)
server.serve(app, "127.0.0.1", 0)
"""


def test_termination_lets_running_work_end(tmp_path: Path) -> None:
    settings = {"RAVAND_INSTANCE": str(tmp_path), "RAVAND_THREADS": "2"}
    running = subprocess.Popen(
        [sys.executable, "-c", SERVER],
        cwd=ROOT,
        env={**os.environ, **settings},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr is not None
    with running.stderr as log:
        said = next((line for line in log if "/set-up?token=" in line), "")
        running.send_signal(signal.SIGTERM)
        rest = log.read()

    assert said
    assert running.wait(60) == 0
    assert "Traceback" not in rest


def test_first_start_prints_the_set_up_address(
    empty_app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    server.greet(empty_app, "0.0.0.0", 8000)

    said = capsys.readouterr().err
    key = (empty_app.extensions["ravand"].settings.folder / "setup_token").read_text()
    assert f"Set it up at http://127.0.0.1:8000/set-up?token={key}" in said
    with empty_app.app_context():
        assert not anybody(db.session())


def job_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name == "jobs"}


def test_worker_runs_if_the_settings_say_so(app: Flask, tmp_path: Path) -> None:
    with server.worker(app) as none:
        assert none is None

    chosen = test_settings(tmp_path)
    object.__setattr__(chosen, "worker", True)
    busy = make_app(chosen)
    before = job_threads()  # a server of another test may be running
    with server.worker(busy) as running:
        assert isinstance(running, Worker)
        assert len(job_threads() - before) == 1
    assert job_threads() == before
    with busy.app_context():
        db.engine.dispose()
