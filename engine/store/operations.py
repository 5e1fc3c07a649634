"""The operation log: who did what to a case or to the installation, and why. Append-only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import insert

from engine.base import new_id, table
from engine.bpmn import values
from engine.bpmn.names import storable
from engine.errors import RequestInvalidError
from engine.ports import NAME_LENGTH
from engine.tables import Operation, ProcessInstance
from engine.transaction import Context

OPERATIONS = table(Operation)
LONGEST_VALUE = 4_000
LONGEST_REASON = 4_000
LENGTHS = {
    "entity_id": 330,
    "old_value": LONGEST_VALUE,
    "new_value": LONGEST_VALUE,
    "reason": LONGEST_REASON,
}


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did: a row of the log without who and when.

    Attributes:
        entity: what it was done to: process instance, variable, job, person ...
        property: what of it was changed, with its old and new value as text.
    """

    verb: str
    entity: str
    entity_id: str | None = None
    process_key: str | None = None
    instance_id: str | None = None
    case_no: str | None = None
    property: str | None = None
    old_value: str | None = None
    new_value: str | None = None
    reason: str | None = None


def note(ctx: Context, acts: Sequence[Act]) -> None:
    """Append what somebody did as one act."""
    act_id = new_id()
    rows = [{**_fitting(act), "act_id": act_id, "at": ctx.now, "actor": ctx.actor} for act in acts]
    if rows:
        ctx.connection.execute(insert(OPERATIONS), rows)


def on_instance(row: ProcessInstance, verb: str, reason: str | None, **facts: Any) -> Act:
    """Return an act on a process instance, or with `entity` on something in it."""
    about = {"entity": "process instance", "entity_id": row.id} | facts
    return Act(
        verb=verb,
        process_key=row.definition_key,
        instance_id=row.id,
        case_no=row.case_no,
        reason=reason,
        **about,
    )


def text_of(value: Any) -> str:
    """Return a variable's value as the log shows it: JSON, cut when it is long."""
    return storable(values.pack(value).decode())[:LONGEST_VALUE]


def given_reason(reason: str | None) -> str:
    """Return why somebody does something, without space around it.

    Raises:
        RequestInvalidError: they do not say.
    """
    text = cut(reason)
    if text is None:
        raise RequestInvalidError(field="reason", reason="say why you do this")
    return text


def cut(reason: str | None) -> str | None:
    """Return a reason as the tables keep it, None if it says nothing."""
    return storable((reason or "").strip())[:LONGEST_REASON] or None


def _fitting(act: Act) -> dict[str, Any]:
    """Return the columns of an act; what is too long for one is cut."""
    row = asdict(act)
    return {name: value and value[: LENGTHS.get(name, NAME_LENGTH)] for name, value in row.items()}
