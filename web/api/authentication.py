"""Who calls the API: a session, a bearer token, or Basic with a password or a token."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections import OrderedDict
from datetime import UTC, datetime
from threading import Lock

from flask import Request, current_app, g
from flask_limiter.util import get_remote_address
from flask_login import current_user
from limits import parse
from werkzeug.datastructures import Authorization, WWWAuthenticate
from werkzeug.exceptions import TooManyRequests, Unauthorized

from web.accounts import credentials
from web.accounts.errors import SignInRefusedError
from web.accounts.tables import Account
from web.extensions import csrf, db, limiter, login
from web.identity import User
from web.intake import is_storable
from web.services import change, installation

VERIFIED_SECONDS = 60
MOST_VERIFIED = 1_000
FAILED = parse("30/minute")


class Verified:
    """Passwords that were checked a moment ago: a worker that polls must not cost Argon2 each time.

    Only keyed digests are kept, and the password's stored hash is part of them: changing the
    password ends them.
    """

    def __init__(self) -> None:
        self._until: OrderedDict[bytes, float] = OrderedDict()
        self._lock = Lock()

    def knows(self, digest: bytes) -> bool:
        """Return whether this was checked within the last minute."""
        with self._lock:
            return self._until.get(digest, 0.0) > time.monotonic()

    def add(self, digest: bytes) -> None:
        """Remember it for a minute."""
        with self._lock:
            self._until[digest] = time.monotonic() + VERIFIED_SECONDS
            self._until.move_to_end(digest)
            while len(self._until) > MOST_VERIFIED:
                self._until.popitem(last=False)


verified = Verified()


@login.request_loader
def load_caller(sent: Request) -> User | None:
    """Return the user of an Authorization header; only the API is open to it.

    Failures are counted here, before any other part of the application asks who calls: whatever
    it answers, such as its language, would tell whether a password was right.
    """
    given = sent.authorization
    if given is None or not sent.path.startswith("/engine-rest/"):
        return None
    g.throttled = not limiter.limiter.test(FAILED, *_caller())
    if g.throttled:
        return None
    try:
        user = User(_account(given))
    except SignInRefusedError:
        limiter.limiter.hit(FAILED, *_caller())
        return None
    g.came_by_header = True
    return user


def _caller() -> tuple[str, str]:
    return "api", get_remote_address()


def _account(given: Authorization) -> Account:
    name, secret = given.username or "", given.password or ""
    if given.type == "bearer":
        return _by_token(given.token or "")
    if given.type == "basic" and is_storable(name):
        return _by_basic(name, secret)
    raise SignInRefusedError


def _by_token(token: str) -> Account:
    with change("") as ctx:
        return credentials.by_token(ctx.session, token, datetime.now(UTC))


def _by_basic(name: str, secret: str) -> Account:
    if secret.startswith(credentials.TOKEN_PREFIX):
        return _by_token(secret)
    session, settings = db.session(), installation().settings
    account = session.get(Account, name.strip().lower())
    digest = _digest(name, secret, account.password_hash) if account else b""
    if account is not None and account.active and verified.knows(digest):
        return account
    found = credentials.by_password(session, settings, name, secret)
    verified.add(_digest(name, secret, found.password_hash))
    return found


def _digest(name: str, secret: str, stored: str) -> bytes:
    key = str(current_app.config["SECRET_KEY"]).encode()
    text = "\0".join((name, secret, stored)).encode()
    return hmac.digest(key, text, hashlib.sha256)


def authenticate() -> None:
    """Refuse callers that are not known; a session also has to show its CSRF token.

    Raises:
        TooManyRequests: wrong credentials came too often from this address.
        Unauthorized: there are no credentials, or wrong ones.
        CSRFError: a session's request that changes something has no valid token.
    """
    if not current_user.is_authenticated:
        if g.get("throttled"):
            raise TooManyRequests
        raise Unauthorized(www_authenticate=WWWAuthenticate("basic", {"realm": "Ravand"}))
    if not g.get("came_by_header"):
        csrf.protect()
