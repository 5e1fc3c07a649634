"""Decisions: the list, a decision's page, try-out, versions, changes, and why a case took its way."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from engine import commands as engine
from engine import queries
from engine.queries import EvaluationFilter, TaskFilter
from tests.web.conftest import HERE, Login
from web import publishing, services
from web.extensions import db

FILES = ("approval.bpmn", "approval.dmn", "approval.tests.json")


def approval() -> list[tuple[str, bytes]]:
    return [(name, (HERE / name).read_bytes()) for name in FILES]


@dataclass(frozen=True)
class Decided:
    """Alice has started an approval, for which a decision was made."""

    app: Flask
    case_id: str
    task_id: str
    evaluation_id: str

    def definition(self, key: str = "approver") -> str:
        with self.app.app_context():
            return queries.default_decision(db.session(), key).id

    def publish(self, *changes: tuple[bytes, bytes]) -> None:
        """Publish the file of decisions once more, changed."""
        (_, dmn, tests) = approval()
        content = dmn[1]
        for old, new in changes:
            assert old in content
            content = content.replace(old, new)
        with self.app.app_context(), services.change("dena") as ctx:
            publishing.publish(ctx, "again", [(dmn[0], content), tests])


@pytest.fixture
def decided(app: Flask) -> Decided:
    with app.app_context():
        with services.change("dena") as ctx:
            publishing.publish(ctx, "approval", approval())
        with services.change("alice") as ctx:
            values: dict[str, Any] = {"amount": 7000, "customer": "new"}
            case = engine.start(ctx, key="approval", variables=values)
        (task,) = queries.tasks(db.session(), TaskFilter(instance_id=case.id))
        (row,) = queries.evaluations(db.session(), EvaluationFilter(instance_id=case.id))
        return Decided(app, case.id, task.id, row.id)


def test_list_shows_decisions(decided: Decided, login: Login) -> None:
    page = login("mona").get("/decisions").text

    assert all(name in page for name in ("Who approves", "Risk", "Fee"))
    assert "New table" not in page
    assert "New table" in login("dena").get("/decisions").text
