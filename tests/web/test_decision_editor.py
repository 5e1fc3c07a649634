"""The editor's server side: opening, checking, trying, testing, publishing."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine import queries
from tests.web.conftest import Login, send
from tests.web.test_decision_pages import Decided, approval, decided
from web.extensions import db

__all__ = ["decided"]
XML = approval()[1][1].decode()


def risk_test(expected: str) -> dict[str, Any]:
    inputs = {"amount": "5", "customer": "new"}
    return {"risk": [{"name": "Small", "inputs": inputs, "expected": {"risk": expected}}]}


def publish(client: FlaskClient, xml: str, **more: Any) -> TestResponse:
    return send(client, "/decisions/publish", {"xml": xml, "tests": {}, **more})


def test_editor_opens_a_version(decided: Decided, login: Login) -> None:
    page = login("dena").get(f"/decisions/{decided.definition()}/edit").text

    assert "data-decision-editor" in page
    assert "\\u003cdecisionTable" in page
    assert "\\u0645\\u0628\\u0644\\u063a" in page or "مبلغ بزرگ" in page


def test_new_table_opens_empty(login: Login) -> None:
    dena = login("dena")

    page = dena.get("/decisions/draft?name=Who%20pays")

    assert page.status_code == 200
    assert "who_pays" in page.text
    assert "New table" in dena.get("/decisions/new").text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("name=", "Give the decision a name."),
        ("name=A%01", "Give the decision a name."),
        ("name=A&key=1+b", "Use Latin letters"),
        ("name=A&key=risk", "There is a decision with this identifier already."),
    ],
    ids=["no name", "no text", "bad key", "taken"],
)
def test_new_table_needs_a_free_name(decided: Decided, login: Login, query: str, said: str) -> None:
    page = login("dena").get(f"/decisions/draft?{query}")

    assert page.status_code == 422
    assert said in page.text


def test_check_tells_problems_and_fields(login: Login) -> None:
    broken = XML.replace("amount * 0.02", "amount * (")

    answer = send(login("dena"), "/decisions/check", {"xml": broken}).json

    assert [one["severity"] for one in answer["problems"]] == ["error"]
    approver = answer["decisions"][0]
    assert [field["name"] for field in approver["fields"]] == ["amount", "customer"]
    assert [one["value"] for one in approver["fields"][1]["options"]] == ["new", "known"]
    assert [field["name"] for field in approver["results"]] == ["who", "days"]


def test_allowed_values_without_end_are_no_options(login: Login) -> None:
    endless = XML.replace('"new", "known"', "for i in 1..1000000000 return i")
    assert endless != XML

    answer = send(login("dena"), "/decisions/check", {"xml": endless})

    assert answer.status_code == 200
    assert answer.json["decisions"][0]["fields"][1]["options"] == []


@pytest.mark.parametrize(
    ("xml", "said"),
    [("<definitions", "no XML"), ("<!DOCTYPE x><x/>", "DOCTYPE")],
    ids=["broken", "document type"],
)
def test_check_of_an_unreadable_file(login: Login, xml: str, said: str) -> None:
    answer = send(login("dena"), "/decisions/check", {"xml": xml})

    assert answer.status_code == 200
    assert said in answer.json["problems"][0]["text"]


def test_try_gives_result_and_rules(login: Login) -> None:
    body = {"xml": XML, "decision": "approver", "inputs": {"amount": "7000", "customer": "new"}}

    answer = send(login("dena"), "/decisions/try", body).json

    assert answer["outputs"] == [
        {"label": "Approver", "text": "manager"},
        {"label": "Days", "text": "5"},
    ]
    assert answer["typed"] == {"who": "manager", "days": "5"}
    rules = {one["id"]: [rule["id"] for rule in one["rules"]] for one in answer["decisions"]}
    assert rules == {"risk": ["high"], "approver": ["manager"]}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"inputs": {"amount": "x"}}, "no number"),
        ({"xml": "<definitions"}, "no XML"),
        ({"xml": XML.replace("amount * 0.02", "sum(for i in 1..99999999 return i)")}, "too long"),
    ],
    ids=["no number", "broken", "endless"],
)
def test_try_says_what_cannot_be_done(login: Login, change: dict[str, Any], said: str) -> None:
    body = {"xml": XML, "decision": "fee", "inputs": {"amount": "7"}, **change}

    answer = send(login("dena"), "/decisions/try", body)

    assert answer.status_code == 422
    assert said in answer.json["problem"]


def test_try_of_an_unknown_decision_is_not_found(login: Login) -> None:
    body = {"xml": XML, "decision": "ghost", "inputs": {}}

    assert send(login("dena"), "/decisions/try", body).status_code == 404


def test_tests_are_run(login: Login) -> None:
    tests = {"risk": [*risk_test("low")["risk"], *risk_test("high")["risk"]]}

    answer = send(login("dena"), "/decisions/test", {"xml": XML, "tests": tests}).json

    assert [one["passed"] for one in answer["risk"]] == [True, False]
    assert "low" in answer["risk"][1]["text"]


def test_publishing_makes_a_version(decided: Decided, login: Login) -> None:
    dena, base = login("dena"), decided.definition()

    answer = publish(dena, XML.replace("10000", "15000"), base=base, tests=risk_test("low"))

    assert answer.status_code == 200
    assert answer.json["location"].endswith(f"/decisions/{decided.definition()}")
    page = dena.get(answer.json["location"]).text
    assert "Version 2 is published." in page
    with decided.app.app_context():
        content = queries.decision_tests(db.session(), decided.definition("risk"))
    assert b'"Small"' in content


def test_failing_test_stops_publishing(decided: Decided, login: Login) -> None:
    answer = publish(login("dena"), XML, base=decided.definition(), tests=risk_test("high"))

    assert answer.status_code == 422
    assert "Small" in answer.json["problems"][0]["text"]
    with decided.app.app_context():
        assert len(queries.decision_versions(db.session(), "risk")) == 1


def test_wrong_value_in_a_test_stops_publishing(decided: Decided, login: Login) -> None:
    tests = risk_test("low")
    tests["risk"][0]["inputs"]["amount"] = "few"

    answer = publish(login("dena"), XML, base=decided.definition(), tests=tests)

    assert answer.status_code == 422
    assert "no number" in answer.json["problems"][0]["text"]


def test_error_in_a_rule_stops_publishing(decided: Decided, login: Login) -> None:
    answer = publish(login("dena"), XML.replace("10000", "10000)"), base=decided.definition())

    assert answer.status_code == 422
    assert answer.json["problems"][0]["severity"] == "error"


def test_newer_version_is_not_overwritten_unasked(decided: Decided, login: Login) -> None:
    base, dena = decided.definition(), login("dena")
    decided.publish((b"10000", b"12000"))

    refused = publish(dena, XML.replace("10000", "15000"), base=base)
    forced = publish(dena, XML.replace("10000", "15000"), base=base, regardless=True)

    assert refused.status_code == 409
    assert "version 2" in refused.json["detail"]
    assert forced.status_code == 200


def test_unchanged_file_is_no_version(decided: Decided, login: Login) -> None:
    dena, base = login("dena"), decided.definition()
    with decided.app.app_context():
        tests = queries.decision_tests(db.session(), base)
    assert tests is not None
    page = dena.get(f"/decisions/{base}/edit").text
    assert "A small amount" in page

    first = publish(dena, XML, base=base)
    second = publish(dena, XML, base=decided.definition())

    assert first.status_code == second.status_code == 200
    assert "Nothing has changed" in dena.get(second.json["location"]).text


def test_new_table_is_published(app: Flask, login: Login) -> None:
    dena = login("dena")
    xml = XML.replace('id="approver"', 'id="payer"').replace('"#approver"', '"#payer"')

    answer = publish(dena, xml)

    assert answer.status_code == 200
    with app.app_context():
        assert queries.default_decision(db.session(), "payer").version == 1


@pytest.mark.parametrize("verb", ["check", "try", "test", "publish"])
@pytest.mark.parametrize("name", ["alice", "mona", "nobody"])
def test_only_designers_edit(login: Login, verb: str, name: str) -> None:
    assert send(login(name), f"/decisions/{verb}", {"xml": XML}).status_code == 403


def test_request_without_a_file_is_refused(login: Login) -> None:
    assert send(login("dena"), "/decisions/check", {"xml": 7}).status_code == 400
