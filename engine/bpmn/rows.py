"""What waiting tokens show to the world: rows of step.py, their expressions evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from engine.bpmn import names
from engine.bpmn.declared import Assignment, Text, Value, Work
from engine.bpmn.durations import later
from engine.bpmn.failures import IncidentError
from engine.bpmn.scripts import evaluate
from engine.bpmn.step import Job, UserTask
from engine.bpmn.tokens import Token

FORM_PREFIXES = ("camunda-forms:deployment:", "camunda-forms:app:")
DEFAULT_TASK_PRIORITY = 50


def user_task(token: Token, given: Assignment) -> UserTask:
    """Return the row of a user task.

    Raises:
        BpmnError, IncidentError: an expression failed, or gave what it must not.
    """
    node = token.task_spec
    return UserTask(
        token_id=token.id,
        activity_id=node.bpmn_id,
        name=node.bpmn_name or node.bpmn_id,
        names=node.translations,
        description=_description(token, given.description),
        lane=node.lane,
        assignee=_name(token, given.assignee, "assignee"),
        candidate_users=_ids(token, given.candidate_users, "candidate user"),
        candidate_groups=_ids(token, given.candidate_groups, "candidate group"),
        due_at=_instant(token, given.due_at),
        follow_up_at=_instant(token, given.follow_up_at),
        priority=_whole(token, given.priority, DEFAULT_TASK_PRIORITY),
        form_key=form_key(token, given.form_key),
        separate_from=given.separate_from,
    )


def job(token: Token, work: Work) -> Job:
    """Return the row of a job.

    Raises:
        BpmnError, IncidentError: an expression failed, or gave what it must not.
    """
    node = token.task_spec
    topic = _name(token, work.topic, "topic")
    if topic is None:
        raise IncidentError("expression", "the topic is empty")
    return Job(
        token_id=token.id,
        activity_id=node.bpmn_id,
        kind=work.kind,
        topic=topic,
        retry_cycle=work.retry_cycle,
        priority=_whole(token, work.priority, 0),
        inputs={p.name: token.data[p.name] for p in node.declared_inputs} or None,
    )


def _text(token: Token, value: Value | None) -> str | None:
    """Return a text, None for an empty one."""
    if value is None:
        return None
    result = value.text if type(value) is Text else evaluate(token, value)
    return None if result is None else str(result).strip() or None


def _name(token: Token, value: Value | None, what: str) -> str | None:
    text = _text(token, value)
    return None if text is None else names.name(text, what)


def _description(token: Token, value: Value | None) -> str | None:
    text = _text(token, value)
    return None if text is None else names.storable(text)


def _ids(token: Token, values: tuple[Value, ...], what: str) -> tuple[str, ...]:
    """Return ids without repetition, in their order."""
    found = (one for value in values for one in _split(evaluate(token, value)))
    return tuple(names.name(one, what) for one in dict.fromkeys(found))


def _split(result: Any) -> Iterator[str]:
    if result is None:
        return
    if isinstance(result, (list, tuple, set, frozenset)):
        for item in result if isinstance(result, (list, tuple)) else sorted(result, key=str):
            yield from _split(item)
    else:
        yield from (one for part in str(result).split(",") if (one := part.strip()))


def _instant(token: Token, value: Value | None) -> datetime | None:
    result = None if value is None else evaluate(token, value)
    if result is None or result == "":
        return None
    now: datetime = token.workflow.top_workflow.environment.now
    try:
        return moment(result, now)
    except ValueError as error:
        raise IncidentError("expression", f"{result!r} is no date or duration") from error


def moment(value: Any, now: datetime) -> datetime:
    """Return the instant that a date, a time span from now, or a text of either means, in UTC.

    Raises:
        ValueError: it means none.
    """
    if isinstance(value, timedelta):
        return _after(now, value)
    if isinstance(value, str):
        text = value.strip()
        if text[:1] in ("P", "p"):
            return later(now, text)
        value = datetime.fromisoformat(text)
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time(), UTC)
    if not isinstance(value, datetime):
        raise ValueError(value)
    try:
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    except OverflowError as error:
        raise ValueError(value) from error


def _after(now: datetime, span: timedelta) -> datetime:
    try:
        return now + span
    except OverflowError as error:
        raise ValueError(span) from error


def _whole(token: Token, value: Value | None, default: int) -> int:
    result = None if value is None else evaluate(token, value)
    if result is None or result == "":
        return default
    try:
        number = int(result)
    except (TypeError, ValueError, OverflowError) as error:
        raise IncidentError("expression", f"priority {result!r} is no whole number") from error
    return names.whole(number, "priority")


def form_key(token: Token, value: Value | None) -> str | None:
    """Return the name of a form without the prefixes of Camunda."""
    key = _name(token, value, "form")
    for prefix in FORM_PREFIXES:
        if key is not None:
            key = key.removeprefix(prefix)
    return key
