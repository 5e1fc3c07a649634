"""Who is asking: the signed-in account of a request, with what they may do."""

from __future__ import annotations

import secrets
import time
from datetime import timedelta
from functools import cached_property
from typing import cast

from flask import current_app, session
from flask_login import current_user, login_user

from web.accounts.queries import shown, signed_in
from web.accounts.roles import Permission
from web.accounts.tables import Account
from web.extensions import db, login
from web.i18n import language
from web.persons import Person, person

SEPARATOR = "|"
SESSION_ID, SINCE = "session_id", "signed_in_at"  # the second in seconds since 1970


class User:
    """An account as Flask-Login and the templates see it. Lives as long as one request."""

    is_authenticated = True
    is_anonymous = False

    def __init__(self, account: Account) -> None:
        self.account = account
        self.language = account.language
        self.theme = account.theme

    def get_id(self) -> str:
        """Return what the session keeps: a new session key ends older sessions."""
        return f"{self.account.id}{SEPARATOR}{self.account.session_key}"

    @property
    def is_active(self) -> bool:
        """Return whether the account may sign in."""
        return self.account.active

    @property
    def name(self) -> str:
        """Return the name to show, in the language of the request."""
        return shown(self.account, language())

    @cached_property
    def person(self) -> Person:
        """Return groups and permissions, read once per request."""
        return person(db.session(), self.account)

    def has(self, permission: str) -> bool:
        """Return whether the person holds a permission for every object (for templates)."""
        return self.person.has(Permission(permission))

    def might(self, permission: str) -> bool:
        """Return whether the person holds a permission for anything at all (for templates)."""
        return self.person.might(Permission(permission))


def load_user(session_id: str) -> User | None:
    """Return the user of a session, None when it was ended."""
    account_id, _, key = session_id.partition(SEPARATOR)
    account = signed_in(db.session(), account_id)
    if account is None or not account.active or account.session_key != key or _is_over(account):
        return None
    return User(account)


login.user_loader(load_user)


def open_session(account: Account) -> None:
    """Sign a person in, in a session that can be ended by itself and grows old."""
    session.permanent = True
    session[SESSION_ID], session[SINCE] = secrets.token_hex(16), int(time.time())
    login_user(User(account))


def longest_session() -> timedelta:
    """Return how long a session lasts at most."""
    return timedelta(hours=current_app.extensions["ravand"].settings.session_age_hours)


def _is_over(account: Account) -> bool:
    since = time.time() - longest_session().total_seconds()
    return session.get(SINCE, 0) < since or session[SESSION_ID] in (account.ended_sessions or {})


def me() -> Person:
    """Return the signed-in person. Only where signing in is required."""
    return cast(User, current_user).person


def my_account() -> Account:
    """Return the signed-in account. Only where signing in is required."""
    return cast(User, current_user).account


def holds(permission: Permission) -> bool:
    """Return whether the signed-in person holds a permission for every object."""
    return me().has(permission)
