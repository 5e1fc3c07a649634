"""What people did to cases and to the installation, beyond working their tasks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base
from engine.tables.columns import COUNTER, DEFINITION_ID, ID, NAME, only


class Operation(Base):
    """One act of an operator or administrator. Rows are never updated.

    `act_id` is the same for the rows of one act, such as the variables that
    were changed together. `verb` says what was done to `entity`; `property` what of it.
    """

    __tablename__ = "operation"
    __table_args__ = (
        Index("ix_operation_actor", "actor", "seq"),
        Index("ix_operation_instance_id", "instance_id", "seq", **only("instance_id IS NOT NULL")),
        Index(
            "ix_operation_process_key",
            "process_key",
            "seq",
            **only("entity = 'process definition'"),
        ),
    )

    seq: Mapped[int] = mapped_column(COUNTER, primary_key=True)
    act_id: Mapped[str] = mapped_column(ID)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(NAME)
    verb: Mapped[str] = mapped_column(String(32))
    entity: Mapped[str] = mapped_column(String(32))
    entity_id: Mapped[str | None] = mapped_column(DEFINITION_ID)
    process_key: Mapped[str | None] = mapped_column(NAME)
    instance_id: Mapped[str | None] = mapped_column(ID)
    case_no: Mapped[str | None] = mapped_column(String(32))
    property: Mapped[str | None] = mapped_column(NAME)
    old_value: Mapped[str | None] = mapped_column(Text)
    new_value: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
