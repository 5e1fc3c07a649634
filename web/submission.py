"""Where a form meets a task: it is shown with what the task sees, and judged before completing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy.orm import Session

import forms
from engine import commands, queries
from engine.errors import RequestInvalidError
from engine.queries import (
    FormDefinition,
    ProcessDefinition,
    ProcessInstance,
    UserTask,
)
from engine.transaction import Context
from forms import FormError
from forms.catalogue import error
from web.i18n import said, zone

Errors = Mapping[str, list[FormError]]
Answers = Mapping[str, Any] | None


class SubmissionInvalidError(RequestInvalidError):
    """A form was sent with answers that its rules refuse; `errors` says which, by path."""

    code = "submission_invalid"
    template = "The answers were refused. {reasons}"

    def __init__(self, errors: Errors) -> None:
        self.errors = errors
        reasons = (f"{path}: {one}" for path, found in errors.items() for one in found)
        super().__init__(reasons=" ".join(reasons))


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A form for the viewer: its schema in one language, and what it shows."""

    schema: dict[str, Any]
    data: dict[str, Any]


def task_form(
    session: Session, task: UserTask, language: str, answers: Answers = None
) -> ShownForm | None:
    """Return the form of a task with the variables that the task sees; None if it has none.

    Args:
        answers: what the reader has filled in so far.
    """
    found = queries.task_form(session, task)
    return None if found is None else _shown(found, seen(session, task), language, answers)


def start_form(
    session: Session, definition: ProcessDefinition, language: str, answers: Answers = None
) -> ShownForm | None:
    """Return the form that a process starts with, as `task_form` does."""
    found = queries.start_form(session, definition.id)
    return None if found is None else _shown(found, {}, language, answers)


def described(session: Session, task: UserTask, language: str) -> list[tuple[str, str]]:
    """Return the form of a task as (label, value) texts; empty if it has none."""
    found = queries.task_form(session, task)
    return [] if found is None else forms.describe(_form(found), seen(session, task), language)


def submit(
    ctx: Context, task: UserTask, payload: Mapping[str, Any], locale: str
) -> ProcessInstance:
    """Judge what a person entered and complete the task with it.

    Raises:
        SubmissionInvalidError: the form refuses it, or there is no form to hold it.
    """
    return commands.complete(ctx, task.id, check_task(ctx.session, task, payload, locale, ctx.now))


def start(
    ctx: Context,
    definition: ProcessDefinition,
    payload: Mapping[str, Any],
    business_key: str | None,
    locale: str,
) -> ProcessInstance:
    """Judge what a person entered and start an instance with it.

    Without a start form the values are taken as they are: who may start may set them.

    Raises:
        SubmissionInvalidError: the start form refuses it.
    """
    values = check_start(ctx.session, definition, payload, locale, ctx.now)
    key = business_key or None
    return commands.start(ctx, definition_id=definition.id, variables=values, business_key=key)


def check_task(
    session: Session, task: UserTask, payload: Mapping[str, Any], locale: str, now: datetime
) -> dict[str, Any]:
    """Return the variables that completing a task with these answers sets.

    Raises:
        SubmissionInvalidError: the form refuses them, or there is no form to hold them.
    """
    found = queries.task_form(session, task)
    if found is not None:
        return _judged(found, payload, seen(session, task), locale, now)
    if payload:
        raise SubmissionInvalidError({"": [error("no_form")]})
    return {}


def check_start(
    session: Session,
    definition: ProcessDefinition,
    payload: Mapping[str, Any],
    locale: str,
    now: datetime,
) -> dict[str, Any]:
    """Return the variables that starting with these answers sets.

    Raises:
        SubmissionInvalidError: the start form refuses them.
    """
    found = queries.start_form(session, definition.id)
    return dict(payload) if found is None else _judged(found, payload, {}, locale, now)


def texts(errors: Errors) -> dict[str, list[str]]:
    """Return errors in the language of the request."""
    return {path: [said(one) for one in found] for path, found in errors.items()}


def seen(session: Session, task: UserTask) -> dict[str, Any]:
    """Return the variables that a task sees: its own, then those of each scope around it."""
    known: dict[str, Any] = {"case_no": task.case_no}
    for scope in reversed(queries.scopes_around(session, task)):
        known |= queries.variables(session, task.instance_id, scope=scope)
    return known


def _shown(
    found: FormDefinition, known: Mapping[str, Any], language: str, answers: Answers
) -> ShownForm:
    form = _form(found)
    data = forms.initial(form, known)
    shown = forms.restored(form, data, answers) if answers else data
    return ShownForm(forms.localise(form, language), shown)


def _form(found: FormDefinition) -> forms.Form:
    return forms.open_form(orjson.dumps(found.schema))  # forms remembers what it has read


def _judged(
    found: FormDefinition,
    payload: Mapping[str, Any],
    known: Mapping[str, Any],
    locale: str,
    now: datetime,
) -> dict[str, Any]:
    here = now.astimezone(zone())
    verdict = forms.validate(_form(found), payload, known, locale, now=here)
    if not verdict.ok:
        raise SubmissionInvalidError(verdict.errors)
    return verdict.data
