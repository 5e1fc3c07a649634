"""Decisions: the list, a decision's page, try-out, versions, changes, and why a case went so."""

import io
import re
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from engine import commands as engine
from engine import queries
from engine.queries import EvaluationFilter, TaskFilter
from tests.web.conftest import HERE, Login, csrf_token, post
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


def test_decisions_are_searched(decided: Decided, login: Login) -> None:
    page = login("mona").get("/decisions?q=risk").text

    assert "Risk" in page
    assert "Who approves" not in page


def test_page_shows_rules_tests_and_uses(decided: Decided, login: Login) -> None:
    page = login("mona").get(f"/decisions/{decided.definition()}").text

    assert "The first rule that matches decides" in page
    assert "&gt;= 10000" in page
    assert page.count("Passes") == 2
    assert "Find the approver" in page
    assert "manager" in page
    assert "/edit" not in page


def test_page_speaks_persian(decided: Decided, login: Login) -> None:
    mona = login("mona")
    post(mona, "/preferences", locale="fa")

    page = mona.get(f"/decisions/{decided.definition()}").text

    assert "چه کسی تأیید می‌کند" in page
    assert "نخستین قاعدهٔ منطبق تعیین می‌کند" in page


def test_literal_expression_is_shown(decided: Decided, login: Login) -> None:
    page = login("mona").get(f"/decisions/{decided.definition('fee')}").text

    assert "amount * 0.02" in page
    assert "Export to Excel" not in page


def test_try_out_lights_the_rule(decided: Decided, login: Login) -> None:
    path = f"/decisions/{decided.definition('risk')}/try"

    page = post(login("mona"), path, **{"in-amount": "۶٬۰۰۰", "in-customer": "new"}).text

    assert re.search(r'id="rule-high" class="is-lit"', page)
    assert page.count("is-lit") == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"in-amount": "many"}, "“many” is no number"),
        ({"in-amount": "10"}, "customer was not given"),
        (
            {"in-amount": "10", "in-customer": "odd"},
            "odd is none of the values that the column Customer allows",
        ),
    ],
    ids=["no number", "missing", "not allowed"],
)
def test_try_out_says_what_is_wrong(
    decided: Decided, login: Login, typed: dict[str, str], said: str
) -> None:
    page = post(login("mona"), f"/decisions/{decided.definition('risk')}/try", **typed).text

    assert said in page


def test_older_version_becomes_default(decided: Decided, login: Login) -> None:
    first = decided.definition()
    decided.publish((b"10000", b"12000"))
    dena = login("dena")

    newer = dena.get(f"/decisions/{decided.definition()}").text
    post(dena, f"/decisions/{first}/make-default")

    assert "Version 2" in newer
    assert decided.definition() == first


def test_changes_are_told_rule_by_rule(decided: Decided, login: Login) -> None:
    gone = re.search(rb'<rule id="manager">.*?</rule>', approval()[1][1])
    assert gone
    added = gone.group().replace(b'id="manager"', b'id="late"').replace(b">5<", b">7<")
    added = re.sub(rb'id="m(\d)"', rb'id="x\1"', added).replace(b'"high"', b'"low"')
    added = added.replace(b'"manager"', b'"desk"').replace(b"<text></text>", b"<text>&lt; 0</text>")
    decided.publish((b"10000", b"12000"), (gone.group(), added))

    page = login("mona").get(f"/decisions/{decided.definition()}/changes").text

    assert "1 rule added" in page
    assert "1 rule removed" in page
    assert "1 rule changed" in page
    assert re.search(r"<del><bdi[^>]*>&gt;= 10000.*?<ins><bdi[^>]*>&gt;= 12000", page)


def test_changes_with_a_chosen_version(decided: Decided, login: Login) -> None:
    decided.publish((b"10000", b"12000"))
    decided.publish((b"10000", b"13000"))
    path = f"/decisions/{decided.definition()}/changes"
    mona = login("mona")

    assert "&gt;= 12000" in mona.get(path).text
    assert "&gt;= 10000" in mona.get(f"{path}?from=1").text


def test_changes_of_an_expression(decided: Decided, login: Login) -> None:
    decided.publish((b"amount * 0.02", b"amount * 0.03"))

    page = login("mona").get(f"/decisions/{decided.definition('fee')}/changes").text

    assert "amount * 0.02" in page
    assert "amount * 0.03" in page


def test_case_says_what_was_decided(decided: Decided, login: Login) -> None:
    page = login("alice").get(f"/cases/{decided.case_id}").text

    assert "Decided by rules" in page
    assert f"/cases/{decided.case_id}/decisions/{decided.evaluation_id}" in page
    assert 'data-activity="decide"' in page


def test_task_says_why_it_came_up(decided: Decided, login: Login) -> None:
    page = login("bob").get(f"/tasks/{decided.task_id}").text

    assert "Why this task came up" in page
    assert "manager" in page
    assert "by rule 2" in page


def test_why_lights_the_rules_of_every_table(decided: Decided, login: Login) -> None:
    page = login("alice").get(f"/cases/{decided.case_id}/decisions/{decided.evaluation_id}").text

    assert re.findall(r'id="rule-(\w+)" class="is-lit"', page) == ["manager", "high"]
    assert "7,000" in page
    assert "/decisions/approver" not in page


@pytest.mark.parametrize("name", ["charlie", "dena", "nobody"])
def test_strangers_are_not_told_why(decided: Decided, login: Login, name: str) -> None:
    path = f"/cases/{decided.case_id}/decisions/{decided.evaluation_id}"

    assert login(name).get(path).status_code == 404


def test_evaluation_of_another_case_is_not_found(decided: Decided, login: Login) -> None:
    with decided.app.app_context(), services.change("mona") as ctx:
        _, row = engine.evaluate(ctx, "risk", {"amount": 10, "customer": "new"})
    path = f"/cases/{decided.case_id}/decisions/{row.id}"

    assert login("mona").get(path).status_code == 404


def test_evaluations_are_listed_for_managers(decided: Decided, login: Login) -> None:
    mona, listed = login("mona"), f"/decisions/{decided.definition()}/evaluations"

    assert "manager" in mona.get(listed).text
    answer = mona.get(f"/decisions/evaluations/{decided.evaluation_id}")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"/decisions/{decided.evaluation_id}")


def test_evaluation_without_a_case_is_shown(decided: Decided, login: Login) -> None:
    with decided.app.app_context(), services.change("mona") as ctx:
        _, row = engine.evaluate(ctx, "risk", {"amount": 10})

    page = login("mona").get(f"/decisions/evaluations/{row.id}").text

    assert "is-lit" in page
    assert "Mona" in page


def test_designers_see_no_data_of_cases(decided: Decided, login: Login) -> None:
    dena = login("dena")

    assert "Decided lately" not in dena.get(f"/decisions/{decided.definition()}").text
    assert dena.get(f"/decisions/{decided.definition()}/evaluations").status_code == 403
    assert dena.get(f"/decisions/evaluations/{decided.evaluation_id}").status_code == 403


PAGES = ("", "/{id}", "/{id}/changes", "/{id}/evaluations", "/{id}/edit", "/{id}/import")


@pytest.mark.parametrize("page", [*PAGES, "/new", "/draft?name=A", "/{id}/table.csv", "/{id}/file"])
def test_employees_see_no_decisions(decided: Decided, login: Login, page: str) -> None:
    path = f"/decisions{page}".format(id=decided.definition())

    assert login("alice").get(path).status_code == 403


@pytest.mark.parametrize("page", ["/new", "/draft?name=A", "/{id}/edit", "/{id}/import"])
def test_managers_only_read(decided: Decided, login: Login, page: str) -> None:
    path = f"/decisions{page}".format(id=decided.definition())

    assert login("mona").get(path).status_code == 403


@pytest.mark.parametrize("verb", ["make-default", "import"])
def test_managers_change_nothing(decided: Decided, login: Login, verb: str) -> None:
    path = f"/decisions/{decided.definition()}/{verb}"

    assert post(login("mona"), path).status_code == 403


def test_upload_names_its_decisions(app: Flask, login: Login) -> None:
    dena = login("dena")
    files = [(io.BytesIO(content), name) for name, content in approval()]
    data = {"csrf_token": csrf_token(dena), "files": files}

    page = dena.post("/processes/upload", data=data).text

    assert "/decisions/approver:1" in page
