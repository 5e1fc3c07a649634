"""Tables of people and what they may do. The engine knows people only by `Account.id`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base

NAME = String(255)
KEY = String(64)


class Account(Base):
    """A person, or a machine that calls the API.

    `session_key` is part of every session: changing it ends them all. `ended_sessions` are those
    that were signed out one by one, with the second of their end.
    """

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    name: Mapped[str] = mapped_column(NAME)
    name_fa: Mapped[str | None] = mapped_column(NAME)
    email: Mapped[str | None] = mapped_column(NAME, index=True)
    password_hash: Mapped[str] = mapped_column(NAME)
    session_key: Mapped[str] = mapped_column(KEY)
    ended_sessions: Mapped[dict[str, Any] | None]
    language: Mapped[str | None] = mapped_column(String(8))
    theme: Mapped[str | None] = mapped_column(String(8))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class Group(Base):
    """People who share work; `key` is what diagrams and lanes name."""

    __tablename__ = "account_group"

    key: Mapped[str] = mapped_column(NAME, primary_key=True)
    name: Mapped[str] = mapped_column(NAME)
    name_fa: Mapped[str | None] = mapped_column(NAME)
    created_at: Mapped[datetime]


class Membership(Base):
    """Who is in which group."""

    __tablename__ = "membership"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    group_key: Mapped[str] = mapped_column(
        ForeignKey("account_group.key"), primary_key=True, index=True
    )


class RoleGrant(Base):
    """A role given to a person or to everybody in a group: `kind` is user or group."""

    __tablename__ = "role_grant"
    __table_args__ = (Index("ix_role_grant_kind_holder", "kind", "holder"),)

    role: Mapped[str] = mapped_column(KEY, primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    holder: Mapped[str] = mapped_column(NAME, primary_key=True)


class ApiToken(Base):
    """A token that signs API requests in as its account; only its SHA-256 is kept."""

    __tablename__ = "api_token"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(NAME)
    hash: Mapped[str] = mapped_column(KEY, unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
