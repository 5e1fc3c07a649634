"""The editor of decisions: draw, check, try, test, and publish as a new version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, jsonify, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from decisions import dmn
from decisions.dmn.model import Model
from engine import queries
from engine.commands import Resource
from engine.errors import DefinitionInvalidError, NotFoundError
from engine.queries import DecisionDefinition
from web import publishing
from web.accounts.roles import Permission
from web.decisions import drafts, files, testing
from web.decisions.attempts import AttemptFailedError, attempt
from web.decisions.files import DecisionFile, linked
from web.decisions.questions import Field, Question, question, questions
from web.decisions.values import answers, shown
from web.extensions import db
from web.i18n import _, said, title
from web.identity import me
from web.pages.answers import go, sent
from web.pages.decisions import loaded, now
from web.pages.errors import answer
from web.permissions import require
from web.services import change
from web.source_text import xml_text

pages = Blueprint("decision_editor", __name__, url_prefix="/decisions")
CONFLICT, UNPROCESSABLE = 409, 422
LONGEST_NAME = 200
Answer = Response | tuple[Response, int]


@pages.get("/new")
def new() -> str:
    """Ask for the name of a new table."""
    require(db.session(), me(), Permission.DEPLOY)
    return render_template("decision_new.html", key="", name="", errors={})


@pages.get("/draft")
def draft() -> str | tuple[str, int]:
    """Open the editor with an empty table of the given name."""
    require(db.session(), me(), Permission.DEPLOY)
    name = " ".join(request.args.get("name", "").split())[:LONGEST_NAME]
    key = request.args.get("key", "").strip() or drafts.key_of(name)
    errors = _name_errors(name, key)
    if errors:
        return render_template("decision_new.html", key=key, name=name, errors=errors), 422
    content = drafts.empty_table(key, name)
    file = DecisionFile(f"{key}{files.ENDING}", content, dmn.read(content), None, {})
    return editor(None, file, key, content)


@pages.get("/<decision_id>/edit")
def edit(decision_id: str) -> str:
    """Open the editor with one version."""
    require(db.session(), me(), Permission.DEPLOY)
    row, file = loaded(decision_id)
    return editor(row, file, row.key, file.content)


@pages.post("/check")
def check() -> Response:
    """Say what is wrong with a file, and what its decisions ask for."""
    model, _body = _sent()
    if model is None:
        return jsonify(problems=[_refusal(_body)], decisions=[])
    found = dmn.check(linked(model, _others(_body)))
    return jsonify(
        problems=[_problem(each) for each in found],
        decisions=[_question(each) for each in questions(model)],
    )


@pages.post("/try")
def attempted() -> Answer:
    """Say what a file decides about typed inputs; nothing is stored."""
    model, body = _sent()
    if model is None:
        return jsonify(problem=_refusal(body)["text"]), UNPROCESSABLE
    asked = question(model, files.decision_of(model, str(body.get("decision"))))
    values, faults = answers(asked.fields, _map(body.get("inputs")))
    if faults:
        return jsonify(problem=" ".join(faults.values())), UNPROCESSABLE
    try:
        found = attempt(linked(model, _others(body)), asked, values, now())
    except AttemptFailedError as error:
        return jsonify(problem=error.said), UNPROCESSABLE
    return jsonify(
        outputs=[{"label": label, "text": text} for label, text in found.outputs],
        typed=found.typed,
        warnings=found.warnings,
        decisions=[
            {
                "id": each.id,
                "name": each.name,
                "rules": [{"id": rule, "number": number} for rule, number in each.rules],
            }
            for each in found.decisions
        ],
    )


@pages.post("/test")
def tested() -> Answer:
    """Run the tests as they are typed."""
    model, body = _sent()
    if model is None:
        return jsonify({}), UNPROCESSABLE
    results = testing.run(linked(model, _others(body)), model, _tests(body), now())
    return jsonify(
        {
            key: [{"passed": each.passed, "text": each.text} for each in several]
            for key, several in results.items()
        }
    )


@pages.post("/publish")
def publish() -> Answer:
    """Deploy a file with its tests as a new version, or say why not."""
    model, body = _sent()
    if model is None:
        return jsonify(problems=[_refusal(body)]), UNPROCESSABLE
    base = _base(body)
    if not body.get("regardless") and (overtaken := _overtaken(model, base)):
        return answer(CONFLICT, overtaken, "decision_changed")
    tests, faults = testing.content_of(model, _tests(body))
    wrong = [_finding("error", each.text) for several in faults.values() for each in several]
    if wrong:
        return jsonify(problems=wrong), UNPROCESSABLE
    try:
        with change() as ctx:
            done = publishing.publish(ctx, None, _resources(body, base, model, tests))
    except DefinitionInvalidError as error:
        return jsonify(problems=[_problem(each) for each in error.problems]), UNPROCESSABLE
    return go(_published(done.decisions, done.created, base, model))


def editor(row: DecisionDefinition | None, file: DecisionFile, key: str, content: bytes) -> str:
    """Return the editor's page; what differs from the file counts as unsaved work."""
    model = dmn.read(content)
    source = {
        "xml": xml_text(content),
        "tests": testing.typed_tests(model, file.tests),
        "decision": key,
        "base": row.id if row else None,
        "changed": row is None or content != file.content,
        "addresses": {
            name: url_for(f"decision_editor.{endpoint}")
            for name, endpoint in (
                ("check", "check"),
                ("try", "attempted"),
                ("test", "tested"),
                ("save", "publish"),
            )
        },
    }
    name = title(row) if row else files.decision_of(model, key).name
    return render_template("decision_edit.html", decision=row, name=name, source=source)


def _name_errors(name: str, key: str) -> dict[str, str]:
    errors = {}
    if not name or not drafts.is_storable(name):
        errors["name"] = _("Give the decision a name.")
    if not drafts.KEY.fullmatch(key) or len(key) > drafts.LONGEST_KEY:
        errors["key"] = _("Use Latin letters, digits, - and _; begin with a letter.")
    elif queries.count_decisions(db.session(), queries.DecisionFilter(key=key)):
        errors["key"] = _("There is a decision with this identifier already.")
    return errors


def _sent() -> tuple[Model | None, dict[str, Any]]:
    """Return the model that was sent; None, and why in `refusal`, if it cannot be read."""
    require(db.session(), me(), Permission.DEPLOY)
    body = sent()
    xml = body.get("xml")
    if not isinstance(xml, str):
        raise BadRequest
    try:
        return dmn.read(xml.encode()), body
    except dmn.DmnError as error:
        return None, {**body, "refusal": error}


def _refusal(body: Mapping[str, Any]) -> dict[str, Any]:
    return _finding("error", said(body["refusal"]))


def _finding(severity: str, text: str, name: str | None = None) -> dict[str, Any]:
    return {"severity": severity, "text": text, "name": name}


def _problem(problem: Any) -> dict[str, Any]:
    return _finding(problem.severity, said(problem), problem.element_name)


def _question(asked: Question) -> dict[str, Any]:
    return {
        "id": asked.id,
        "name": asked.name,
        "fields": [_field(each) for each in asked.fields],
        "results": [_field(each) for each in asked.results],
    }


def _field(field: Field) -> dict[str, Any]:
    options = [{"value": each, "text": each} for each in field.options]
    return {"name": field.name, "label": field.label, "type": field.type, "options": options}


def _map(given: Any) -> Mapping[str, Any]:
    return given if isinstance(given, Mapping) else {}


def _tests(body: Mapping[str, Any]) -> testing.Typed:
    given = _map(body.get("tests"))
    return {
        str(key): [row for row in rows if isinstance(row, Mapping)]
        for key, rows in given.items()
        if isinstance(rows, list)
    }


def _base(body: Mapping[str, Any]) -> DecisionDefinition | None:
    known = body.get("base")
    return queries.decision(db.session(), known) if isinstance(known, str) else None


def _others(body: Mapping[str, Any]) -> Mapping[str, bytes]:
    try:
        base = _base(body)
    except NotFoundError:
        base = None
    return files.load(db.session(), base).others if base else {}


def _overtaken(model: Model, base: DecisionDefinition | None) -> str | None:
    """Return what to ask when somebody published something else in the meantime."""
    for each in model.decisions:
        newest = next(iter(queries.decision_versions(db.session(), each.id)), None)
        if newest is not None and (base is None or _is_newer(newest, base)):
            text = _("“%(name)s” has version %(number)s by now, which is not what you began with.")
            return str(text % {"number": shown(newest.version), "name": title(newest)})
    return None


def _is_newer(newest: DecisionDefinition, base: DecisionDefinition) -> bool:
    return newest.key == base.key and newest.id != base.id


def _resources(
    body: Mapping[str, Any], base: DecisionDefinition | None, model: Model, tests: bytes | None
) -> list[Resource]:
    old = files.load(db.session(), base) if base else None
    first = model.decisions[0].id if model.decisions else "decisions"
    name = old.name if old else f"{first}{files.ENDING}"
    found = [Resource(name, str(body["xml"]).encode())]
    if tests is not None:
        found.append(Resource(name.removesuffix(files.ENDING) + testing.ENDING, tests))
    others = old.others if old and model.imports else {}
    return [*found, *(Resource(other, content) for other, content in others.items())]


def _published(
    rows: list[DecisionDefinition],
    created: set[str],
    base: DecisionDefinition | None,
    model: Model,
) -> str:
    key = base.key if base else (model.decisions[0].id if model.decisions else "")
    row = next((each for each in rows if each.key == key), rows[0] if rows else None)
    if row is None:
        return url_for("decisions.index")
    number = shown(row.version)
    flash(
        _("Version %(number)s is published.", number=number)
        if row.id in created
        else _("Nothing has changed: version %(number)s stays.", number=number),
        "success",
    )
    return url_for("decisions.show", decision_id=row.id)
