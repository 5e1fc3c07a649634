"""What instances wait for besides people: events, jobs, messages; and what went wrong."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base
from engine.tables.columns import DEFINITION_ID, ID, NAME, only


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
    annotation: Mapped[str | None] = mapped_column(Text)
