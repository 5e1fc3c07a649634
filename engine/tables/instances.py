"""Process instances and their user tasks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base
from engine.tables.columns import DEFINITION_ID, ID, NAME, OPEN, SMALL, only

ORDER = (text("priority DESC"), "created_at", "id")


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
    internally_terminated (the diagram ended it). `state` is None once ended. `sandbox` marks an
    instance of a version that is being tested.
    """

    __tablename__ = "process_instance"
    __table_args__ = (
        Index("ix_process_instance_definition_key_status", "definition_key", "status"),
        Index(
            "ix_process_instance_business_key", "business_key", **only("business_key IS NOT NULL")
        ),
        Index("ix_process_instance_started_by", "started_by", "id"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    definition_id: Mapped[str] = mapped_column(ForeignKey("process_definition.id"))
    definition_key: Mapped[str] = mapped_column(NAME)
    revision: Mapped[int]
    status: Mapped[str] = mapped_column(String(32))
    suspended: Mapped[bool] = mapped_column(default=False)
    sandbox: Mapped[bool] = mapped_column(default=False, server_default=false())
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
    its names in every language, case number and business key, normalised. `separate_from` are the
    activities whose doers may not do it.
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
        # the usual order of every list of open tasks, of all and of one activity
        Index("ix_user_task_order", *ORDER, **only(OPEN)),
        Index("ix_user_task_activity", "definition_key", "activity_id", *ORDER, **only(OPEN)),
        Index("ix_user_task_owner", "owner", **only(f"{OPEN} AND owner IS NOT NULL")),
        Index(
            "ix_user_task_follow_up_at",
            "follow_up_at",
            **only(f"{OPEN} AND follow_up_at IS NOT NULL"),
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
    separate_from: Mapped[list[str] | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None] = mapped_column(NAME)
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(NAME)
    end_reason: Mapped[str | None] = mapped_column(Text)


class TaskCandidate(Base):
    """Who may claim an open task: `kind` is user or group.

    The index is the list of each of them in its usual order, what somebody has `taken` apart.
    `rank` is 100 less the priority, so that the order is ascending in all columns.
    """

    __tablename__ = "task_candidate"
    __table_args__ = (
        Index("ix_task_candidate_list", "kind", "name", "taken", "rank", "created_at", "task_id"),
        SMALL,
    )

    task_id: Mapped[str] = mapped_column(ForeignKey("user_task.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str] = mapped_column(NAME, primary_key=True)
    taken: Mapped[bool]
    rank: Mapped[int]
    created_at: Mapped[datetime]
