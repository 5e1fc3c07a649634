"""The real server in a process of its own, with a database and people made for the occasion."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from engine.transaction import transaction
from web import create_app, settings
from web.accounts import commands as accounts
from web.accounts.credentials import create_token
from web.accounts.roles import Role
from web.database import upgrade_database
from web.extensions import db

HOST, NAME, PASSWORD = "127.0.0.1", "ada", "a password for trials"
PATIENCE_SECONDS = 60.0
ROOT = Path(__file__).resolve().parents[1]
API = "/engine-rest"
RUN = """
import sys
from web import create_app
from web.server import serve
serve(create_app(), sys.argv[1], int(sys.argv[2]))
"""


class Server:
    """What `ravand serve` runs, on a free port, with one person who may everything."""

    def __init__(self, folder: Path, url: str | None = None, **environment: str) -> None:
        self.url = url or f"sqlite:///{folder / 'ravand.db'}"
        self.folder, self.port = folder, _free_port()
        own = {"RAVAND_INSTANCE": str(folder), "RAVAND_DATABASE_URL": self.url}
        self.environment = {**os.environ, **own, **environment}
        self.process: subprocess.Popen[bytes] | None = None

    def prepare(self) -> str:
        """Make the database and the person; return a token for the API."""
        chosen = replace(settings.load(), instance=str(self.folder), database_url=self.url)
        app = create_app(chosen)
        services = app.extensions["ravand"].services
        upgrade_database(app)
        with app.app_context(), transaction(db.session(), services, "trial") as ctx:
            accounts.create_account(ctx, chosen, NAME, PASSWORD)
            accounts.set_roles(ctx, "user", NAME, list(Role))
            token = create_token(ctx, NAME, "trial")[1]
        with app.app_context():
            db.engine.dispose()
        services.scripts.close()
        return token

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", RUN, HOST, str(self.port)],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the server did not start: {self.log()}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        with closing(Client(self)) as client:
            try:
                client.request("GET", f"{API}/task/count")
            except OSError:
                return False
            return True

    def log(self) -> str:
        """Return the end of what it wrote."""
        return (self.folder / "log").read_text()[-4000:]

    def kill(self) -> None:
        """End it as a power failure would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end."""
        self._end(signal.SIGTERM)

    def _end(self, number: int) -> None:
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(PATIENCE_SECONDS)
            self.process = None


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


class Client:
    """One connection, kept alive: with a token, or signed in with a session."""

    def __init__(self, server: Server, token: str | None = None) -> None:
        self.connection = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE_SECONDS)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def request(
        self, method: str, path: str, body: bytes | None = None, kind: str = "application/json"
    ) -> tuple[int, bytes]:
        """Send one request; return status and body."""
        headers = {**self.headers, **({"Content-Type": kind} if body is not None else {})}
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        answer = response.read()
        if cookie := response.headers.get("Set-Cookie"):
            self.headers["Cookie"] = cookie.partition(";")[0]
        return response.status, answer

    def close(self) -> None:
        """Hang up."""
        self.connection.close()

    def sign_in(self) -> None:
        """Get a session, and the token that its requests have to show."""
        fields = {"name": NAME, "password": PASSWORD, "csrf_token": self._page_token()}
        form = urlencode(fields).encode()
        status, answer = self.request("POST", "/sign-in", form, "application/x-www-form-urlencoded")
        if status != http.HTTPStatus.FOUND:
            raise RuntimeError(f"signing in failed: {status} {answer[:200]!r}")
        self.headers["X-CSRFToken"] = self._page_token("/profile")

    def _page_token(self, path: str = "/sign-in") -> str:
        _, page = self.request("GET", path)
        found = re.search(rb'name="csrf-token" content="([^"]+)"', page)
        if found is None:
            raise RuntimeError(f"no CSRF token on {path}")
        return found[1].decode()

    def post(self, path: str, **body: Any) -> Any:
        """Post JSON to the API; return the answer parsed, None if it is empty.

        Raises:
            RuntimeError: the status is not 2xx.
        """
        status, answer = self.request("POST", API + path, json.dumps(body).encode())
        if status >= http.HTTPStatus.MULTIPLE_CHOICES:
            raise RuntimeError(f"{path}: {status} {answer[:500]!r}")
        return json.loads(answer) if answer else None

    def deploy(self, **files: bytes) -> None:
        """Deploy files; in their names _ stands for the dot."""
        mark = "boundary-of-the-trial"
        parts = [_part("deployment-name", b"trial")]
        parts += [_part("data", content, name.replace("_", ".")) for name, content in files.items()]
        body = b"".join(f"--{mark}\r\n".encode() + part for part in parts)
        status, answer = self.request(
            "POST",
            f"{API}/deployment/create",
            body + f"--{mark}--\r\n".encode(),
            f"multipart/form-data; boundary={mark}",
        )
        if status >= http.HTTPStatus.MULTIPLE_CHOICES:
            raise RuntimeError(f"deploying failed: {status} {answer[:500]!r}")


def _part(name: str, content: bytes, file_name: str = "") -> bytes:
    named = f'; filename="{file_name}"' if file_name else ""
    head = f'Content-Disposition: form-data; name="{name}"{named}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def typed(**values: Any) -> dict[str, Any]:
    """Return variables as Camunda's JSON has them."""
    return {name: {"value": value} for name, value in values.items()}
