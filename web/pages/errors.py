"""What people see when something is refused or fails: a page in their language, no traceback."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask, current_app, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from engine import errors as engine
from engine.ports import Problem
from web.accounts import errors as accounts
from web.extensions import db
from web.i18n import _, lazy_gettext, said
from web.intake import UnreadableError
from web.pages.answers import wants_page
from web.submission import SubmissionInvalidError, texts

STATUS = {
    engine.NotFoundError: 404,
    accounts.AccountNotFoundError: 404,
    accounts.ForbiddenError: 403,
    accounts.SignInRefusedError: 401,
    accounts.PersonUnknownError: 400,
    engine.DefinitionInvalidError: 422,
    engine.VariableInvalidError: 422,
    UnreadableError: 400,
    engine.RequestInvalidError: 422,
    engine.DecisionFailedError: 422,
    engine.SeparationOfDutiesError: 403,
    accounts.AccountError: 422,
    engine.EngineError: 409,
}
TITLES = {
    400: lazy_gettext("The request was not understood"),
    401: lazy_gettext("Sign in again"),
    403: lazy_gettext("No permission"),
    404: lazy_gettext("Not found"),
    405: lazy_gettext("This cannot be done here"),
    409: lazy_gettext("Not possible now"),
    413: lazy_gettext("Too large"),
    422: lazy_gettext("Something is not right"),
    429: lazy_gettext("Too many attempts"),
    500: lazy_gettext("Something went wrong"),
}
TITLES_OF_CODES = {
    engine.ConcurrentUpdateError.code: lazy_gettext("Somebody was faster"),
    engine.TaskAlreadyCompletedError.code: lazy_gettext("The task has ended"),
    engine.TaskAlreadyClaimedError.code: lazy_gettext("The task is taken"),
    engine.SeparationOfDutiesError.code: lazy_gettext("Somebody else has to do it"),
    engine.InstanceEndedError.code: lazy_gettext("The case has ended"),
    engine.SuspendedError.code: lazy_gettext("Suspended"),
    engine.MessageNotCorrelatedError.code: lazy_gettext("No receiver"),
    engine.JobLockedError.code: lazy_gettext("Another worker has it"),
    engine.VersionActiveError.code: lazy_gettext("The version is in use"),
    engine.ModificationRefusedError.code: lazy_gettext("The diagram does not allow it"),
    engine.MigrationRefusedError.code: lazy_gettext("The case can not move"),
}
TEXTS = {
    400: lazy_gettext("Go back, reload the page, and try again."),
    401: lazy_gettext("Your session has ended. Sign in again; nothing was changed."),
    403: lazy_gettext("You have no permission for this."),
    404: lazy_gettext("There is nothing at this address, or it is gone."),
    405: lazy_gettext("Go back, reload the page, and try again."),
    413: lazy_gettext("What you sent is larger than this server accepts."),
    429: lazy_gettext("Please wait a minute before you try again."),
    500: lazy_gettext("It was written to the log. Please try again, or tell your administrator."),
}


def init_app(app: Flask) -> None:
    """Answer every error that reaches the application."""
    app.register_error_handler(engine.EngineError, _refused)
    app.register_error_handler(accounts.AccountError, _refused)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DataError, _unstorable)
    app.register_error_handler(Exception, _failed)


def status_of(error: Exception) -> int:
    """Return the HTTP status of an error that was raised on purpose."""
    return next(status for kind, status in STATUS.items() if isinstance(error, kind))


def _refused(error: engine.EngineError | accounts.AccountError) -> Response:
    return answer(status_of(error), said(error), error.code, _findings(error))


def _forged(error: CSRFError) -> Response:
    text = _("This page was open for too long, or the request did not come from it. Try again.")
    return answer(400, text, "csrf")


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if isinstance(error.response, Response):
        return error.response
    answered = answer(
        status, str(TEXTS.get(status, error.name)), error.name.lower().replace(" ", "_")
    )
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            answered.headers[name] = value
    return answered


def _unstorable(error: DataError) -> Response:
    current_app.logger.warning("the database refused a value: %s", error.orig)
    db.session.rollback()
    text = _("A value is too long or too large, or holds characters that can not be stored.")
    return answer(422, text, engine.RequestInvalidError.code)


def _failed(error: Exception) -> Response:
    current_app.logger.error("request failed", exc_info=error)
    db.session.rollback()
    try:
        return answer(500, str(TEXTS[500]), "internal_error")
    except Exception:  # the page itself cannot be made: the bundles are missing, say
        current_app.logger.exception("the error page failed")
        return Response(str(TEXTS[500]), 500, mimetype="text/plain")


def _findings(error: Exception) -> dict[str, Any]:
    """Return what a program can use of an error: where the problems are, which fields."""
    if isinstance(error, engine.DefinitionInvalidError):
        return {"problems": [_problem(one) for one in error.problems]}
    if isinstance(error, SubmissionInvalidError):
        return {"errors": texts(error.errors)}
    return {}


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "severity": problem.severity,
        "code": problem.code,
        "text": said(problem),
        "resource": problem.resource,
        "elementId": problem.element_id,
        "elementName": problem.element_name,
        "line": problem.line,
    }


def answer(status: int, text: str, code: str, findings: dict[str, Any] | None = None) -> Response:
    """Return an error as a page, or as problem+json for requests by script."""
    title = str(TITLES_OF_CODES.get(code) or TITLES.get(status, TITLES[400]))
    if wants_page():
        page = render_template("error.html", status=status, title=title, text=text)
        return Response(page, status, mimetype="text/html")
    body = {"type": f"urn:ravand:{code}", "title": title, "status": status} | {
        "detail": text,
        "code": code,
        "message": text,  # where clients written for Camunda 7 look
        **(findings or {}),
    }
    return Response(json.dumps(body), status, mimetype="application/problem+json")
