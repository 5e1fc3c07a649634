"""Every setting of an installation: its name, type, default, and what it is for.

Each is read from the environment as `RAVAND_<NAME>`. A secret may lie in a file instead, whose path
is in `RAVAND_<NAME>_FILE`, as container platforms hand them out.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

PREFIX = "RAVAND_"
ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "fa")
SMTP_SECURITY = ("starttls", "tls", "none")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOURS = 24
YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


class SettingError(Exception):
    """A setting has a value that cannot be used. The message names it and says what is allowed."""


class Setting(NamedTuple):
    """One documented setting; `name` is the environment variable."""

    name: str
    default: str | int | bool
    help: str
    secret: bool


def _setting(default: Any, text: str, *, secret: bool = False) -> Any:
    return field(default=default, metadata={"help": text, "secret": secret})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The values in force. Built by `load`, or directly in tests."""

    instance: str = _setting(
        "", "Folder for the local database, secrets and development mail. Empty: instance/."
    )
    database_url: str = _setting(
        "",
        "SQLAlchemy address of the database, such as postgresql+psycopg://user:pass@host/ravand. "
        "Empty: SQLite in ravand.db of the instance folder.",
        secret=True,
    )
    secret_key: str = _setting(
        "",
        "Signs sessions. Empty: made on the first start and kept in the instance folder. "
        "Several servers must share it.",
        secret=True,
    )
    organisation: str = _setting("Ravand", "Name of the company, shown in every page's title.")
    language: str = _setting("en", "Language of people who have not chosen one: en or fa.")
    time_zone: str = _setting(
        "Asia/Tehran",
        "Time zone in which dates are shown and entered, and cron expressions are meant.",
    )
    session_hours: int = _setting(
        12, "Hours without a request after which a person has to sign in again."
    )
    session_age_hours: int = _setting(
        168, "Hours after which a person has to sign in again, however busy they were."
    )
    trusted_proxies: int = _setting(
        0, "How many reverse proxies in front set X-Forwarded-For, -Proto and -Host."
    )
    secure_cookies: bool = _setting(
        default=False,
        text="Send cookies over https only, also to people who came by http.",
    )
    threads: int = _setting(32, "Threads that answer requests.")
    live_streams: int = _setting(
        64,
        "Open pages that are told at once what changed, each with a thread of its own; more than "
        "that ask from time to time. 0: all do.",
    )
    live_streams_each: int = _setting(4, "How many of these each person may have.")
    worker: bool = _setting(
        default=True,
        text="Run timers and service tasks in the server. "
        "Off: another server of the same database must do it.",
    )
    worker_threads: int = _setting(4, "Threads that do timers and service tasks.")
    smtp_host: str = _setting(
        "", "Mail server. Empty: mails are written to mail/ of the instance folder."
    )
    smtp_port: int = _setting(587, "Port of the mail server.")
    smtp_user: str = _setting("", "User name at the mail server. Empty: no authentication.")
    smtp_password: str = _setting("", "Password at the mail server.", secret=True)
    smtp_security: str = _setting(
        "starttls", "How the connection to the mail server is encrypted: starttls, tls or none."
    )
    mail_from: str = _setting("ravand@localhost", "Sender of the mails.")
    public_url: str = _setting(
        "",
        "Address under which people reach the server, such as https://ravand.example.com: "
        "links of mails begin with it. Empty: mails have no links.",
    )
    due_soon_hours: int = _setting(
        24, "Hours before its due date at which the holder of a task is told that it is due soon."
    )
    notification_days: int = _setting(90, "Days after which notifications are deleted.")
    digest_day: str = _setting(
        "saturday",
        "Day of the week on which managers who want it get the figures by mail, in English.",
    )
    digest_hour: int = _setting(8, "Hour of that day from which these mails are sent, 0 to 23.")
    password_length: int = _setting(10, "Shortest password that is accepted.")
    password_memory_kib: int = _setting(65_536, "Memory that checking one password takes, in KiB.")
    sign_in_per_minute: int = _setting(
        10, "Failed sign-ins per minute, for one account from one address."
    )
    limit_steps: int = _setting(20_000, "Steps an instance may take between two wait states.")
    limit_step_seconds: int = _setting(
        10, "Seconds an instance may run at a stretch. Then the worker goes on with it."
    )
    limit_upload_bytes: int = _setting(10 * 1024 * 1024, "Largest upload, in bytes.")
    limit_attachment_bytes: int = _setting(
        10 * 1024 * 1024, "Largest file that is attached to a case or task, in bytes."
    )
    limit_elements: int = _setting(20_000, "Most elements in one diagram.")
    limit_variables: int = _setting(2_000, "Most variables in one process instance.")
    limit_variable_bytes: int = _setting(4 * 1024 * 1024, "Largest variable, as JSON, in bytes.")
    limit_multi_instance: int = _setting(10_000, "Most items of one multi-instance activity.")
    limit_decision_steps: int = _setting(200_000, "Steps that one decision may take.")
    limit_decision_seconds: int = _setting(2, "Longest evaluation of one decision, in seconds.")
    limit_decision_tests: int = _setting(1_000, "Most tests of one decision file.")
    limit_decision_tests_seconds: int = _setting(
        20, "Seconds that the tests of one decision file may take together."
    )
    limit_evaluation_bytes: int = _setting(
        256 * 1024, "Most that is kept of one evaluation; beyond it only the rules, not the values."
    )
    message_ttl_seconds: int = _setting(
        24 * 3600, "How long a message that nobody waits for yet is kept."
    )
    script_workers: int = _setting(2, "Processes that run the scripts of diagrams.")
    script_seconds: int = _setting(2, "Longest run of one script, in seconds.")
    script_memory_mib: int = _setting(64, "Most memory of one script, in MiB.")

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise SettingError(f"{PREFIX}LANGUAGE must be one of {', '.join(LANGUAGES)}.")
        if self.smtp_security not in SMTP_SECURITY:
            raise SettingError(f"{PREFIX}SMTP_SECURITY must be one of {', '.join(SMTP_SECURITY)}.")
        if self.digest_day not in DAYS:
            raise SettingError(f"{PREFIX}DIGEST_DAY must be one of {', '.join(DAYS)}.")
        if not 0 <= self.digest_hour < HOURS:
            raise SettingError(f"{PREFIX}DIGEST_HOUR must be from 0 to 23.")
        if self.public_url and not is_address(self.public_url):
            raise SettingError(f"{PREFIX}PUBLIC_URL must begin with https:// or http://.")
        try:
            ZoneInfo(self.time_zone)
        except (KeyError, ValueError) as error:
            raise SettingError(f"{PREFIX}TIME_ZONE: no time zone {self.time_zone!r}.") from error

    @property
    def folder(self) -> Path:
        """Return the instance folder, made if it is not there."""
        folder = Path(self.instance) if self.instance else ROOT / "instance"
        folder.mkdir(parents=True, exist_ok=True)
        return folder.resolve()

    @property
    def database(self) -> str:
        """Return the address of the database."""
        return self.database_url or f"sqlite:///{self.folder / 'ravand.db'}"

    def signing_key(self) -> str:
        """Return the key that signs sessions; make and keep one on the first call."""
        return self.secret_key or kept_secret(self.folder / "secret_key")


def is_address(text: str) -> bool:
    """Return whether a text is the address of a server, without blanks and credentials."""
    parts = urlsplit(text)
    plain = not any(letter.isspace() or ord(letter) < 32 for letter in text) and "@" not in text
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname)


def load(environ: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
    """Return the settings of the environment, with `overrides` on top.

    Raises:
        SettingError: a value cannot be used, or a secret's file cannot be read.
    """
    environ = os.environ if environ is None else environ
    values = {name: value for name in _names() if (value := _read(name, environ)) is not None}
    return Settings(**{**values, **overrides})


def documented() -> tuple[Setting, ...]:
    """Return every setting, in the order of the class."""
    return tuple(
        Setting(
            PREFIX + f.name.upper(),
            cast("str | int | bool", f.default),
            f.metadata["help"],
            f.metadata["secret"],
        )
        for f in fields(Settings)
    )


def source(name: str, environ: Mapping[str, str] | None = None) -> str:
    """Return where a variable's setting comes from: environment, file, default."""
    environ = os.environ if environ is None else environ
    if name in environ:
        return "environment"
    known = next(one for one in documented() if one.name == name)
    return "file" if known.secret and environ.get(name + "_FILE") else "default"


def _names() -> tuple[str, ...]:
    return tuple(f.name for f in fields(Settings))


def _read(name: str, environ: Mapping[str, str]) -> Any:
    variable = PREFIX + name.upper()
    known = next(f for f in fields(Settings) if f.name == name)
    text = environ.get(variable)
    path = environ.get(variable + "_FILE") if known.metadata["secret"] else None
    if text is None and path:
        text = _secret_file(variable, path)
    return None if text is None else _parse(variable, text.strip(), type(known.default))


def _secret_file(variable: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingError(f"{variable}_FILE: {path} cannot be read: {error.strerror}.") from error


def _parse(variable: str, text: str, kind: type) -> Any:
    if kind is bool:
        if text.lower() not in YES + NO:
            raise SettingError(f"{variable} must be one of {', '.join(YES + NO)}, not {text!r}.")
        return text.lower() in YES
    if kind is int:
        if not text.isascii() or not text.isdigit():
            raise SettingError(f"{variable} must be a whole number, not {text!r}.")
        return int(text)
    return text


def kept_secret(path: Path) -> str:
    """Return a random secret that is kept in a file of mode 600; make it on the first call."""
    if not path.exists():
        # written aside and linked: two servers starting together agree on one key
        aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(aside, path)
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    return path.read_text(encoding="ascii")
