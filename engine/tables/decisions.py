"""Decisions: their versions, and every time that one was evaluated."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base, Json
from engine.tables.columns import DEFINITION_ID, ID, NAME, SMALL, only


class DecisionDefinition(Base):
    """One version of one decision. `is_default` marks the version that a key means.

    `drd_id` and `drd_name` are of the file's requirements diagram, which its decisions share.
    """

    __tablename__ = "decision_definition"
    __table_args__ = (
        UniqueConstraint("key", "version"),
        Index("ix_decision_definition_key_is_default", "key", "is_default"),
    )

    id: Mapped[str] = mapped_column(DEFINITION_ID, primary_key=True)
    key: Mapped[str] = mapped_column(NAME)
    version: Mapped[int]
    version_tag: Mapped[str | None] = mapped_column(NAME)
    name: Mapped[str | None] = mapped_column(NAME)
    names: Mapped[dict[str, Any]]
    deployment_id: Mapped[str] = mapped_column(ForeignKey("deployment.id"), index=True)
    resource_id: Mapped[str] = mapped_column(ForeignKey("resource.id"))
    content_hash: Mapped[str] = mapped_column(ID)
    is_default: Mapped[bool]
    drd_id: Mapped[str | None] = mapped_column(NAME)
    drd_name: Mapped[str | None] = mapped_column(NAME)
    warnings: Mapped[list[dict[str, Any]]]
    deployed_at: Mapped[datetime]


class DeploymentDecision(Base):
    """Which version of a decision a deployment speaks of, also when it was no new one."""

    __tablename__ = "deployment_decision"
    __table_args__ = SMALL

    deployment_id: Mapped[str] = mapped_column(ForeignKey("deployment.id"), primary_key=True)
    key: Mapped[str] = mapped_column(NAME, primary_key=True)
    decision_id: Mapped[str] = mapped_column(ForeignKey("decision_definition.id"))


class DecisionEvaluation(Base):
    """History: one evaluation, by an instance or by somebody who asked. Rows are never updated.

    `inputs` are the variables that were given, `result` is what came out, both plain data;
    `decisions` tells of each decision that was evaluated on the way, the asked one last:
    `{id, name, inputs: [{id, name, value}], outputs: [{name: value}], value, rules: [ids],
    matches: [{rule, index, outputs}], warnings: [{code, message, line, column}]}`. Where that is
    too much to keep, `truncated` is set and the values are gone, not the rules.
    """

    __tablename__ = "decision_evaluation"
    __table_args__ = (
        Index("ix_decision_evaluation_at", "at"),
        Index("ix_decision_evaluation_definition_key_at", "definition_key", "at"),
        Index(
            "ix_decision_evaluation_instance_id", "instance_id", **only("instance_id IS NOT NULL")
        ),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    definition_id: Mapped[str] = mapped_column(ForeignKey("decision_definition.id"), index=True)
    definition_key: Mapped[str] = mapped_column(NAME)
    version: Mapped[int]
    instance_id: Mapped[str | None] = mapped_column(ForeignKey("process_instance.id"))
    process_key: Mapped[str | None] = mapped_column(NAME)
    activity_id: Mapped[str | None] = mapped_column(NAME)
    token_id: Mapped[int | None]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(NAME)
    inputs: Mapped[dict[str, Any]]
    result: Mapped[Any | None] = mapped_column(Json)
    decisions: Mapped[list[dict[str, Any]]]
    truncated: Mapped[bool]
