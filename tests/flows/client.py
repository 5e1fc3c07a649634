"""A client of the REST interface, over a real connection."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from tests.live import Live
from web.accounts.demo import PASSWORD

TIMEOUT_SECONDS = 30
MARK = "boundary-between-the-files"


@dataclass
class RefusedError(Exception):
    """An answer that is no success."""

    status: int
    problem: dict[str, Any]


class Client:
    """Somebody's calls, with name and password in each of them."""

    def __init__(self, server: Live, name: str) -> None:
        self.base = f"{server.address}/engine-rest"
        secret = base64.b64encode(f"{name}:{PASSWORD}".encode()).decode()
        self.headers = {"Authorization": f"Basic {secret}"}

    def get(self, path: str, **query: Any) -> Any:
        """Return what is at a path."""
        return self._send("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, **body: Any) -> Any:
        """Send JSON."""
        return self._send("POST", path, json.dumps(body).encode(), "application/json")

    def deploy(self, *files: Path) -> Any:
        """Deploy files together."""
        parts = [('name="deployment-name"', files[0].name.encode())]
        parts += [
            (f'name="{file.name}"; filename="{file.name}"', file.read_bytes()) for file in files
        ]
        lines = [line for named, content in parts for line in _part(named, content)]
        body = b"\r\n".join([*lines, f"--{MARK}--".encode(), b""])
        kind = f"multipart/form-data; boundary={MARK}"
        return self._send("POST", "/deployment/create", body, kind)

    def _send(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Any:
        headers = self.headers | ({"Content-Type": kind} if kind else {})
        sent = Request(self.base + path, body, headers, method=method)
        try:
            with urlopen(sent, timeout=TIMEOUT_SECONDS) as answer:
                content = answer.read()
        except HTTPError as error:
            with error:
                raise RefusedError(error.code, json.loads(error.read())) from error
        return json.loads(content) if content else None


def _part(named: str, content: bytes) -> tuple[bytes, ...]:
    head = f"Content-Disposition: form-data; {named}"
    return f"--{MARK}".encode(), head.encode(), b"", content


def typed(values: dict[str, Any]) -> dict[str, Any]:
    """Return variables as Camunda's JSON has them."""
    return {name: {"value": value} for name, value in values.items()}


@dataclass(frozen=True)
class Case:
    """A process instance, worked from outside."""

    admin: Client
    id: str

    @property
    def state(self) -> str:
        return str(self.admin.get(f"/history/process-instance/{self.id}")["state"])

    @property
    def done(self) -> list[str]:
        """Activities that were completed, in order."""
        rows = self.admin.get("/history/activity-instance", processInstanceId=self.id)
        return [row["activityId"] for row in rows if row["endTime"] and not row["canceled"]]

    @property
    def open(self) -> dict[str, Any]:
        """Open tasks by activity."""
        rows = self.admin.get("/task", processInstanceId=self.id)
        return {row["taskDefinitionKey"]: row for row in rows}

    def work(self, who: Client, activity: str, **values: Any) -> None:
        """Complete the open task of an activity as somebody."""
        task = self.open[activity]
        who.post(f"/task/{task['id']}/complete", variables=typed(values))

    def serve(self, worker: Client, topic: str, **values: Any) -> dict[str, Any]:
        """Fetch and complete the external task of a topic; return it."""
        wanted = [{"topicName": topic, "lockDuration": 10_000}]
        found = worker.post("/external-task/fetchAndLock", workerId="w", maxTasks=10, topics=wanted)
        (task,) = [one for one in found if one["processInstanceId"] == self.id]
        worker.post(f"/external-task/{task['id']}/complete", workerId="w", variables=typed(values))
        return task
