"""What happened: activities, variables, the event log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base
from engine.tables.columns import COUNTER, ID, NAME, SMALL, only


class ActivityInstance(Base):
    """History: one activity, event or gateway that was entered. `status` as in lifecycle C.2.

    `flows` are the ids of the sequence flows it was left by, separated by spaces.
    """

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
    flows: Mapped[str] = mapped_column(Text, default="", server_default="")


class Variable(Base):
    """The current value of a variable; `scope` 0 is the instance, else a token id.

    `content` is the value as the state packs it; a large one lies in `value` under `value_hash`.
    `text` and `number` are for searching.
    """

    __tablename__ = "variable"
    __table_args__ = (
        Index("ix_variable_text", "name", "text", **only("scope = 0 AND text IS NOT NULL")),
        SMALL,
    )

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
