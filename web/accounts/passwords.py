"""Password hashing: Argon2id, with the memory that the settings allow."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError


@lru_cache
def _hasher(memory_kib: int) -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=memory_kib, parallelism=1)


@lru_cache
def _nobody(memory_kib: int) -> str:
    return _hasher(memory_kib).hash("nobody has this password")


def hash_password(password: str, memory_kib: int) -> str:
    """Return the Argon2id hash of a password, with its salt and parameters inside."""
    return _hasher(memory_kib).hash(password)


def fits(hashed: str | None, password: str, memory_kib: int) -> bool:
    """Return whether the password is the hashed one.

    None as hash takes as long and answers False: time does not tell whether an account exists.
    """
    try:
        return _hasher(memory_kib).verify(hashed or _nobody(memory_kib), password) and bool(hashed)
    except (VerifyMismatchError, InvalidHashError):
        return False
