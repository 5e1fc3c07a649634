"""What every command shares: the application, who acts, errors in one line, tables."""

from __future__ import annotations

import functools
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import click
import orjson
from flask import Flask, current_app
from flask.ctx import AppContext
from sqlalchemy.exc import OperationalError, ProgrammingError

from engine.errors import DefinitionInvalidError, EngineError
from engine.transaction import Context, transaction
from kpi import KpiError
from web import create_app
from web.accounts import queries as accounts
from web.accounts.errors import AccountError
from web.accounts.tables import Account
from web.assets import AssetsError
from web.extensions import db
from web.persons import Person, person
from web.services import Installation
from web.settings import SettingError, Settings
from web.submission import SubmissionInvalidError

EXPECTED = (EngineError, KpiError, AccountError, SettingError, AssetsError)
COMMAND_LINE = "command line"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def reporting(command: click.Command) -> click.Command:
    """Say expected errors in a line on standard error, exit with 1; no traceback."""
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            reporting(inner)
    if command.callback is not None:
        command.callback = _reported(command.callback)
    return command


def _reported(callback: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(callback)
    def reported(*args: Any, **kwargs: Any) -> Any:
        try:
            return callback(*args, **kwargs)
        except DefinitionInvalidError as error:
            fail("The deployment was refused:", *map(str, error.problems))
        except SubmissionInvalidError as error:
            fail("The form was refused:", *lines_of(error))
        except (OperationalError, ProgrammingError) as error:
            fail(f"The database can not be used: {error.orig}", "Try: ravand upgrade")
        except EXPECTED as error:
            fail(str(error))

    return reported


def fail(*lines: str) -> None:
    """Print lines to standard error and exit with 1."""
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)


def lines_of(error: SubmissionInvalidError) -> Iterator[str]:
    """Return one line per field that was refused."""
    for path, found in error.errors.items():
        for one in found:
            yield f"  {path}: {one.template.format(**one.facts)}"


def application(settings: Settings | None = None) -> AppContext:
    """Return the application context that a command works in."""
    app: Flask = create_app(settings)
    return app.app_context()


def installation() -> Installation:
    """Return what the application is assembled with."""
    found: Installation = current_app.extensions["ravand"]
    return found


@contextmanager
def acting(name: str | None) -> Iterator[Context]:
    """Open a transaction in which somebody acts; who has the machine may act as anybody.

    Raises:
        AccountNotFoundError: there is no such person.
    """
    services = installation().services
    try:
        actor = somebody(name).id if name else COMMAND_LINE
        with transaction(db.session(), services, actor) as ctx:
            yield ctx
    finally:
        services.scripts.close()


def somebody(name: str) -> Account:
    """Return an account by name.

    Raises:
        AccountNotFoundError: there is none.
    """
    return accounts.account(db.session(), name)


def as_person(name: str) -> Person:
    """Return an account with its groups and permissions."""
    return person(db.session(), somebody(name))


def values(pairs: Sequence[str], document: str | None) -> dict[str, Any]:
    """Return variables from `name=value` (JSON where it reads as such, else text) and a file.

    Raises:
        click.BadParameter: something can not be read.
    """
    given: dict[str, Any] = {}
    if document:
        given |= _document(document)
    for pair in pairs:
        name, separator, text = pair.partition("=")
        if not separator or not name:
            raise click.BadParameter(f"{pair!r} is not name=value")
        given[name] = _value(text)
    return given


def _document(source: str) -> Mapping[str, Any]:
    try:
        with click.open_file(source, "rb") as file:
            found = orjson.loads(file.read())
    except (OSError, orjson.JSONDecodeError) as error:
        raise click.BadParameter(f"{source}: {error}") from error
    if not isinstance(found, dict):
        raise click.BadParameter(f"{source}: a JSON object is needed")
    return found


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def table(headings: Sequence[str], rows: Iterable[Sequence[Any]], *, as_json: bool) -> None:
    """Print rows under headings, or as JSON lines."""
    found = [[shown(cell) for cell in row] for row in rows]
    if as_json:
        for row in found:
            click.echo(json.dumps(dict(zip(headings, row, strict=True)), ensure_ascii=False))
        return
    widths = [max(map(len, column)) for column in zip(headings, *found, strict=True)]
    for row in (list(headings), *found):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def shown(cell: Any) -> str:
    """Return a value as one line for a terminal."""
    if cell is None:
        return "-"
    if isinstance(cell, datetime):
        return cell.astimezone().strftime("%Y-%m-%d %H:%M")
    # names come from strangers, and terminals obey control characters
    return _CONTROL.sub("�", str(cell))


Option = Callable[[Callable[..., Any]], Callable[..., Any]]
AS: Option = click.option("--as", "actor", metavar="NAME", help="Who acts.")
AS_NEEDED: Option = click.option(
    "--as", "actor", metavar="NAME", required=True, help="Who acts: rights and form apply."
)
JSON_LINES: Option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
VARIABLES: Option = click.option(
    "-v", "--variable", "pairs", multiple=True, metavar="NAME=VALUE", help="A variable; repeatable."
)
DOCUMENT: Option = click.option(
    "-f", "--file", "document", metavar="FILE", help="Variables from a JSON file, - for stdin."
)
