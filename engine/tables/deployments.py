"""Deployments: files, definitions, forms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base
from engine.tables.columns import DEFINITION_ID, ID, NAME, SMALL

CODE = String(16)


class Deployment(Base):
    """Files that were checked and deployed together; `reason` is why, if somebody said so."""

    __tablename__ = "deployment"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str | None] = mapped_column(NAME)
    source: Mapped[str | None] = mapped_column(NAME)
    deployed_at: Mapped[datetime]
    deployed_by: Mapped[str] = mapped_column(NAME)
    reason: Mapped[str | None] = mapped_column(Text)


class Resource(Base):
    """One file of a deployment, as it was uploaded."""

    __tablename__ = "resource"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    deployment_id: Mapped[str] = mapped_column(ForeignKey("deployment.id"), index=True)
    name: Mapped[str] = mapped_column(NAME)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ProcessDefinition(Base):
    """One version of one process. `is_default` marks the version that a start by key takes.

    `state`: test (its instances are of the sandbox), active, retired (it takes no new instances,
    and is `suspended` too). Of the active ones, those that are not the default were replaced: they
    start by their id only.
    """

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
    state: Mapped[str] = mapped_column(CODE, default="active", server_default="active")
    office: Mapped[str | None] = mapped_column(CODE)
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
