"""Tables of the engine, as plain SQLAlchemy: usable with or without Flask.

`process_instance.state` is the truth about a running instance; `user_task`, `job`, `incident` and
`event_subscription` are projections of it, rewritten in the same transaction.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base

ID = String(64)
DEFINITION_ID = String(330)
NAME = String(255)
# small rows with a key of their own: one tree instead of two in SQLite
SMALL = {"sqlite_with_rowid": False}
COUNTER = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER counts by itself there
OPEN = "status = 'created'"


def only(condition: str) -> dict[str, Any]:
    """Return the options of an index of the rows that meet a condition."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Deployment(Base):
    """Files that were checked and deployed together."""

    __tablename__ = "deployment"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str | None] = mapped_column(NAME)
    source: Mapped[str | None] = mapped_column(NAME)
    deployed_at: Mapped[datetime]
    deployed_by: Mapped[str] = mapped_column(NAME)


class Resource(Base):
    """One file of a deployment, as it was uploaded."""

    __tablename__ = "resource"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    deployment_id: Mapped[str] = mapped_column(ForeignKey("deployment.id"), index=True)
    name: Mapped[str] = mapped_column(NAME)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ProcessDefinition(Base):
    """One version of one process. `is_default` marks the version that a start by key takes."""

    __tablename__ = "process_definition"
    __table_args__ = (
        UniqueConstraint("key", "version"),
        Index("ix_process_definition_key_is_default", "key", "is_default"),
    )

    id: Mapped[str] = mapped_column(DEFINITION_ID, primary_key=True)
    key: Mapped[str] = mapped_column(NAME)
    version: Mapped[int]
    version_tag: Mapped[str | None] = mapped_column(NAME)
    name: Mapped[str | None] = mapped_column(NAME)
    names: Mapped[dict[str, Any]]
    description: Mapped[str | None] = mapped_column(Text)
    deployment_id: Mapped[str] = mapped_column(ForeignKey("deployment.id"), index=True)
    resource_id: Mapped[str] = mapped_column(ForeignKey("resource.id"))
    content_hash: Mapped[str] = mapped_column(ID, index=True)
    is_default: Mapped[bool]
    is_startable: Mapped[bool]
    suspended: Mapped[bool] = mapped_column(default=False)
    office: Mapped[str | None] = mapped_column(String(16))
    case_letter: Mapped[str] = mapped_column(String(4), default="P")
    start_form_key: Mapped[str | None] = mapped_column(NAME)
    starter_users: Mapped[list[str]]
    starter_groups: Mapped[list[str]]
    dimensions: Mapped[dict[str, Any]]
    warnings: Mapped[list[dict[str, Any]]] = mapped_column()
    deployed_at: Mapped[datetime]


class FormDefinition(Base):
    """One version of one form; `schema` is the form-js JSON."""

    __tablename__ = "form_definition"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[str] = mapped_column(DEFINITION_ID, primary_key=True)
    key: Mapped[str] = mapped_column(NAME)
    version: Mapped[int]
    file_name: Mapped[str] = mapped_column(NAME, index=True)
    deployment_id: Mapped[str] = mapped_column(ForeignKey("deployment.id"), index=True)
    content_hash: Mapped[str] = mapped_column(ID)
    schema: Mapped[dict[str, Any]]
    deployed_at: Mapped[datetime]


class DeploymentForm(Base):
    """Which version of a form a deployment speaks of, also when it was no new one."""

    __tablename__ = "deployment_form"
    __table_args__ = SMALL

    deployment_id: Mapped[str] = mapped_column(ForeignKey("deployment.id"), primary_key=True)
    name: Mapped[str] = mapped_column(NAME, primary_key=True)
    form_id: Mapped[str] = mapped_column(ForeignKey("form_definition.id"))


class CaseNumber(Base):
    """The last case number given, per letter and Jalali year."""

    __tablename__ = "case_number"
    __table_args__ = SMALL

    letter: Mapped[str] = mapped_column(String(4), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class ProcessInstance(Base):
    """One running or finished execution. `revision` guards against lost updates.

    `status`: active, completed, externally_terminated (a person or the API cancelled it),
    internally_terminated (the diagram ended it). `state` is None once ended.
    """

    __tablename__ = "process_instance"
    __table_args__ = (
        Index("ix_process_instance_definition_key_status", "definition_key", "status"),
        Index(
            "ix_process_instance_business_key", "business_key", **only("business_key IS NOT NULL")
        ),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    definition_id: Mapped[str] = mapped_column(ForeignKey("process_definition.id"))
    definition_key: Mapped[str] = mapped_column(NAME)
    revision: Mapped[int]
    status: Mapped[str] = mapped_column(String(32))
    suspended: Mapped[bool] = mapped_column(default=False)
    state: Mapped[bytes | None] = mapped_column(LargeBinary)
    case_no: Mapped[str] = mapped_column(String(32), unique=True)
    business_key: Mapped[str | None] = mapped_column(NAME)
    dimensions: Mapped[dict[str, Any]]
    started_at: Mapped[datetime]
    started_by: Mapped[str] = mapped_column(NAME)
    start_activity_id: Mapped[str | None] = mapped_column(NAME)
    ended_at: Mapped[datetime | None]
    end_activity_id: Mapped[str | None] = mapped_column(NAME)
    end_reason: Mapped[str | None] = mapped_column(Text)


class Value(Base):
    """A large variable value, stored once by the hash of its content."""

    __tablename__ = "value"

    hash: Mapped[str] = mapped_column(ID, primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class UserTask(Base):
    """Work for a person: open rows are a projection of the state, ended ones are history.

    `status`: created, completed, cancelled. `delegation`: None, pending, resolved. `search` holds
    its names in every language, case number and business key, normalised.
    """

    __tablename__ = "user_task"
    __table_args__ = (
        UniqueConstraint("instance_id", "token_id"),
        Index(
            "ix_user_task_assignee",
            "assignee",
            "created_at",
            **only(f"{OPEN} AND assignee IS NOT NULL"),
        ),
        Index("ix_user_task_due_at", "due_at", **only(f"{OPEN} AND due_at IS NOT NULL")),
        Index("ix_user_task_ended_by", "ended_by", "ended_at", **only("ended_by IS NOT NULL")),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"))
    token_id: Mapped[int]
    revision: Mapped[int]
    definition_id: Mapped[str] = mapped_column(DEFINITION_ID)
    definition_key: Mapped[str] = mapped_column(NAME)
    case_no: Mapped[str] = mapped_column(String(32))
    business_key: Mapped[str | None] = mapped_column(NAME)
    activity_id: Mapped[str] = mapped_column(NAME)
    name: Mapped[str] = mapped_column(Text)
    names: Mapped[dict[str, Any]]
    search: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    lane: Mapped[str | None] = mapped_column(NAME)
    status: Mapped[str] = mapped_column(String(16))
    assignee: Mapped[str | None] = mapped_column(NAME)
    owner: Mapped[str | None] = mapped_column(NAME)
    delegation: Mapped[str | None] = mapped_column(String(16))
    priority: Mapped[int]
    due_at: Mapped[datetime | None]
    follow_up_at: Mapped[datetime | None]
    form_key: Mapped[str | None] = mapped_column(NAME)
    form_id: Mapped[str | None] = mapped_column(DEFINITION_ID)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None] = mapped_column(NAME)
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(NAME)
    end_reason: Mapped[str | None] = mapped_column(Text)


class TaskCandidate(Base):
    """Who may claim a task: `kind` is user or group."""

    __tablename__ = "task_candidate"
    __table_args__ = (Index("ix_task_candidate_kind_name", "kind", "name"), SMALL)

    task_id: Mapped[str] = mapped_column(ForeignKey("user_task.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str] = mapped_column(NAME, primary_key=True)


class EventSubscription(Base):
    """What an instance waits for, or, with `instance_id` NULL, what starts a definition."""

    __tablename__ = "event_subscription"
    __table_args__ = (Index("ix_event_subscription_kind_name", "kind", "name"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str | None] = mapped_column(NAME)
    instance_id: Mapped[str | None] = mapped_column(ForeignKey("process_instance.id"), index=True)
    token_id: Mapped[int | None]
    definition_id: Mapped[str] = mapped_column(DEFINITION_ID, index=True)
    activity_id: Mapped[str] = mapped_column(NAME)
    keys: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class Job(Base):
    """Work for the executor or an external worker, written in the transaction that decided it.

    `kind`: timer, connector, external, message, signal, resume. `locked_until` NULL: free.
    `failures` counts tries that failed; `retries_left` 0 means an incident stands for it.
    """

    __tablename__ = "job"
    __table_args__ = (
        # word for word as the claims ask for them
        Index("ix_job_due_at", "due_at", **only("kind <> 'external' AND retries_left > 0")),
        Index("ix_job_topic_due_at", "topic", "due_at"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    instance_id: Mapped[str | None] = mapped_column(ForeignKey("process_instance.id"), index=True)
    token_id: Mapped[int | None]
    definition_id: Mapped[str] = mapped_column(DEFINITION_ID)
    activity_id: Mapped[str | None] = mapped_column(NAME)
    topic: Mapped[str | None] = mapped_column(NAME)
    payload: Mapped[dict[str, Any] | None]
    priority: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    retry_cycle: Mapped[str | None] = mapped_column(NAME)
    retries_left: Mapped[int]
    failures: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(NAME)
    locked_until: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    error_details: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]


class Message(Base):
    """A message that came before anybody waited for it; dropped when it expires."""

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_name_expires_at", "name", "expires_at"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str] = mapped_column(NAME)
    instance_id: Mapped[str | None] = mapped_column(ID)
    business_key: Mapped[str | None] = mapped_column(NAME)
    keys: Mapped[dict[str, Any]]
    payload: Mapped[dict[str, Any]]
    sent_by: Mapped[str] = mapped_column(NAME)
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class Incident(Base):
    """Something that needs a person. `status`: open, resolved, deleted (its instance ended)."""

    __tablename__ = "incident"
    __table_args__ = (Index("ix_incident_status_created_at", "status", "created_at"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    instance_id: Mapped[str | None] = mapped_column(ForeignKey("process_instance.id"), index=True)
    token_id: Mapped[int | None]
    job_id: Mapped[str | None] = mapped_column(ID, index=True)
    definition_id: Mapped[str] = mapped_column(DEFINITION_ID)
    activity_id: Mapped[str | None] = mapped_column(NAME)
    message: Mapped[str] = mapped_column(Text)
    details: Mapped[str | None] = mapped_column(Text)
    line: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(NAME)


class ActivityInstance(Base):
    """History: one activity, event or gateway that was entered. `status` as in lifecycle C.2."""

    __tablename__ = "activity_instance"
    __table_args__ = SMALL

    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"), primary_key=True)
    token_id: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger)
    parent_token_id: Mapped[int | None]
    activity_id: Mapped[str] = mapped_column(NAME)
    activity_name: Mapped[str | None] = mapped_column(Text)
    activity_type: Mapped[str] = mapped_column(String(32))
    lane: Mapped[str | None] = mapped_column(NAME)
    called_process: Mapped[str | None] = mapped_column(NAME)
    status: Mapped[str] = mapped_column(String(16))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Variable(Base):
    """The current value of a variable; `scope` 0 is the instance, else a token id.

    `content` is the value as the state packs it; a large one lies in `value` under `value_hash`.
    `text` and `number` are for searching.
    """

    __tablename__ = "variable"
    __table_args__ = SMALL

    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"), primary_key=True)
    scope: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(NAME, primary_key=True)
    type: Mapped[str] = mapped_column(String(16))
    text: Mapped[str | None] = mapped_column(String(200))
    number: Mapped[float | None]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    value_hash: Mapped[str | None] = mapped_column(ID)
    updated_at: Mapped[datetime]


class VariableUpdate(Base):
    """History: every value a variable was given, by whom. Rows are never updated."""

    __tablename__ = "variable_update"
    __table_args__ = (Index("ix_variable_update_instance_id", "instance_id"),)

    id: Mapped[int] = mapped_column(COUNTER, primary_key=True)
    instance_id: Mapped[str] = mapped_column(ID)
    scope: Mapped[int]
    name: Mapped[str] = mapped_column(NAME)
    type: Mapped[str] = mapped_column(String(16))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    value_hash: Mapped[str | None] = mapped_column(ID)
    actor: Mapped[str] = mapped_column(NAME)
    at: Mapped[datetime]


class Event(Base):
    """The append-only event log: the source of audit, timelines and every measure."""

    __tablename__ = "event_log"
    __table_args__ = (
        Index("ix_event_log_instance_id", "instance_id", "seq"),
        Index("ix_event_log_process_key_at", "process_key", "at"),
    )

    seq: Mapped[int] = mapped_column(COUNTER, primary_key=True)
    instance_id: Mapped[str | None] = mapped_column(ID)
    root_instance_id: Mapped[str | None] = mapped_column(ID)
    parent_instance_id: Mapped[str | None] = mapped_column(ID)
    process_key: Mapped[str] = mapped_column(NAME)
    version: Mapped[int]
    version_tag: Mapped[str | None] = mapped_column(NAME)
    business_key: Mapped[str | None] = mapped_column(NAME)
    office: Mapped[str | None] = mapped_column(String(16))
    lane: Mapped[str | None] = mapped_column(NAME)
    activity_id: Mapped[str | None] = mapped_column(NAME)
    activity_name: Mapped[str | None] = mapped_column(Text)
    activity_type: Mapped[str | None] = mapped_column(String(32))
    token_id: Mapped[int | None]
    task_id: Mapped[str | None] = mapped_column(ID)
    attempt: Mapped[int | None]
    lifecycle: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(NAME)
    on_behalf_of: Mapped[str | None] = mapped_column(NAME)
    assignee: Mapped[str | None] = mapped_column(NAME)
    group: Mapped[str | None] = mapped_column(NAME)
    customer_code: Mapped[str | None] = mapped_column(NAME)
    item_scheme: Mapped[str | None] = mapped_column(NAME)
    item_code: Mapped[str | None] = mapped_column(NAME)
    channel: Mapped[str | None] = mapped_column(NAME)
    due_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(NAME)
    reason: Mapped[str | None] = mapped_column(Text)
    manual: Mapped[bool] = mapped_column(default=False)
    sandbox: Mapped[bool] = mapped_column(default=False)
    imported: Mapped[bool] = mapped_column(default=False)
    data: Mapped[dict[str, Any] | None]
