"""Roll-ups of the event log: rows of cases, sums of days. Derived, and rebuilt by one command.

`kpi_case`, `kpi_activity` and `kpi_incident` hold what `kpi.facts` describes. A `*_day` table
holds, for each combination of its key, what happened on one day, with the values of durations
packed by `kpi.spread`. Sandbox cases are in the rows and in no day.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base
from engine.ports import NAME_LENGTH

ID = String(64)
NAME = String(NAME_LENGTH)
OFFICE = String(16)
STATUS = String(16)
SMALL = {"sqlite_with_rowid": False}
STILL_OPEN = text("ended_at IS NULL")
OPEN_ONLY: dict[str, Any] = {"sqlite_where": STILL_OPEN, "postgresql_where": STILL_OPEN}


class KpiProgress(Base):
    """How far the log was read: one row.

    `phase`: cases (filling rows, `done` is the last case), days (summing up, `done` is the last
    day), live (`last_seq` is the highest number read). `zone` is that of the days.
    """

    __tablename__ = "kpi_progress"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int]
    phase: Mapped[str] = mapped_column(String(8))
    done: Mapped[str] = mapped_column(ID)
    last_seq: Mapped[int] = mapped_column(BigInteger)
    zone: Mapped[str] = mapped_column(ID)
    read_at: Mapped[datetime | None]


class KpiGap(Base):
    """Numbers below the highest one read that were not there yet.

    Once `writer` and all transactions before it have ended, what is not there never comes.
    """

    __tablename__ = "kpi_gap"

    first_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    last_seq: Mapped[int] = mapped_column(BigInteger)
    writer: Mapped[int] = mapped_column(BigInteger)
    noticed_at: Mapped[datetime]


class KpiCase(Base):
    """One case."""

    __tablename__ = "kpi_case"
    __table_args__ = (
        # whatever a count of cases of a period asks for
        Index("ix_kpi_case_started_day", "started_day", "process_key", "sandbox"),
        Index("ix_kpi_case_ended_day", "ended_day", "process_key", "status", "sandbox"),
        Index("ix_kpi_case_open", "process_key", "started_at", **OPEN_ONLY),
        SMALL,
    )

    instance_id: Mapped[str] = mapped_column(ID, primary_key=True)
    process_key: Mapped[str] = mapped_column(NAME)
    version: Mapped[int]
    office: Mapped[str] = mapped_column(OFFICE)
    channel: Mapped[str] = mapped_column(NAME)
    status: Mapped[str] = mapped_column(STATUS)
    started_at: Mapped[datetime]
    started_day: Mapped[int]
    ended_at: Mapped[datetime | None]
    ended_day: Mapped[int | None]
    end_reason: Mapped[str | None] = mapped_column(Text)
    due_at: Mapped[datetime | None]
    late: Mapped[bool]
    repeats: Mapped[int]
    reopened: Mapped[int]
    cycle_seconds: Mapped[int | None] = mapped_column(BigInteger)
    waiting_seconds: Mapped[int | None] = mapped_column(BigInteger)
    working_seconds: Mapped[int | None] = mapped_column(BigInteger)
    sandbox: Mapped[bool]
    imported: Mapped[bool]


class KpiActivity(Base):
    """One execution of an activity."""

    __tablename__ = "kpi_activity"
    __table_args__ = (
        Index("ix_kpi_activity_ended_day", "ended_day", "process_key", "activity_id"),
        Index("ix_kpi_activity_open", "process_key", "activity_id", **OPEN_ONLY),
        SMALL,
    )

    instance_id: Mapped[str] = mapped_column(ID, primary_key=True)
    token_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    process_key: Mapped[str] = mapped_column(NAME)
    version: Mapped[int]
    office: Mapped[str] = mapped_column(OFFICE)
    channel: Mapped[str] = mapped_column(NAME)
    activity_id: Mapped[str] = mapped_column(NAME)
    activity_type: Mapped[str] = mapped_column(String(32))
    person: Mapped[str] = mapped_column(NAME)
    group: Mapped[str] = mapped_column(NAME)
    status: Mapped[str] = mapped_column(STATUS)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_day: Mapped[int | None]
    due_at: Mapped[datetime | None]
    late: Mapped[bool]
    repeated: Mapped[bool]
    duration_seconds: Mapped[int | None] = mapped_column(BigInteger)
    waiting_seconds: Mapped[int | None] = mapped_column(BigInteger)
    working_seconds: Mapped[int | None] = mapped_column(BigInteger)
    sandbox: Mapped[bool]
    imported: Mapped[bool]


class KpiIncident(Base):
    """One incident of a case."""

    __tablename__ = "kpi_incident"
    __table_args__ = (
        Index("ix_kpi_incident_raised_day", "raised_day", "process_key"),
        Index("ix_kpi_incident_resolved_day", "resolved_day", "process_key"),
        SMALL,
    )

    instance_id: Mapped[str] = mapped_column(ID, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    process_key: Mapped[str] = mapped_column(NAME)
    version: Mapped[int]
    office: Mapped[str] = mapped_column(OFFICE)
    channel: Mapped[str] = mapped_column(NAME)
    activity_id: Mapped[str] = mapped_column(NAME)
    raised_at: Mapped[datetime]
    raised_day: Mapped[int]
    resolved_at: Mapped[datetime | None]
    resolved_day: Mapped[int | None]
    open_seconds: Mapped[int | None] = mapped_column(BigInteger)
    sandbox: Mapped[bool]
    imported: Mapped[bool]


class KpiCaseDay(Base):
    """Cases by day: `started` of those that started, the rest of those that ended on it."""

    __tablename__ = "kpi_case_day"
    __table_args__ = SMALL

    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    process_key: Mapped[str] = mapped_column(NAME, primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    office: Mapped[str] = mapped_column(OFFICE, primary_key=True)
    channel: Mapped[str] = mapped_column(NAME, primary_key=True)
    started: Mapped[int]
    finished: Mapped[int]
    cancelled: Mapped[int]
    terminated: Mapped[int]
    late: Mapped[int]
    reworked: Mapped[int]
    repeats: Mapped[int]
    cycle: Mapped[bytes] = mapped_column(LargeBinary)
    waiting: Mapped[bytes] = mapped_column(LargeBinary)
    working: Mapped[bytes] = mapped_column(LargeBinary)


class KpiActivityDay(Base):
    """Executions of activities by the day on which they ended."""

    __tablename__ = "kpi_activity_day"
    __table_args__ = SMALL

    process_key: Mapped[str] = mapped_column(NAME, primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    activity_id: Mapped[str] = mapped_column(NAME, primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    office: Mapped[str] = mapped_column(OFFICE, primary_key=True)
    channel: Mapped[str] = mapped_column(NAME, primary_key=True)
    completed: Mapped[int]
    cancelled: Mapped[int]
    dated: Mapped[int]
    late: Mapped[int]
    repeated: Mapped[int]
    duration: Mapped[bytes] = mapped_column(LargeBinary)
    waiting: Mapped[bytes] = mapped_column(LargeBinary)
    working: Mapped[bytes] = mapped_column(LargeBinary)


class KpiPersonDay(Base):
    """Tasks by the day on which a person completed them; `dated` are those with a due date."""

    __tablename__ = "kpi_person_day"
    __table_args__ = SMALL

    process_key: Mapped[str] = mapped_column(NAME, primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    activity_id: Mapped[str] = mapped_column(NAME, primary_key=True)
    person: Mapped[str] = mapped_column(NAME, primary_key=True)
    group: Mapped[str] = mapped_column(NAME, primary_key=True)
    completed: Mapped[int]
    dated: Mapped[int]
    late: Mapped[int]
    working: Mapped[bytes] = mapped_column(LargeBinary)
