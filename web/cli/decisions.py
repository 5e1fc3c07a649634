"""Ask a decision from the command line."""

from __future__ import annotations

import json
from typing import Any

import click

from engine import commands
from web.accounts.roles import Permission
from web.cli.context import AS, DOCUMENT, acting, application, as_person, shown, values
from web.extensions import db
from web.permissions import require


@click.command()
@click.argument("key")
@click.argument("pairs", nargs=-1, metavar="[NAME=VALUE]...")
@DOCUMENT
@click.option("--json", "as_json", is_flag=True, help="The result and its reasons as one object.")
@AS
def decide(
    key: str, pairs: tuple[str, ...], document: str | None, as_json: bool, actor: str | None
) -> None:
    """Evaluate the decision KEY (or KEY:3, KEY@tag) and say which rules matched.

    A value is JSON where it reads as such, else text. The evaluation is kept.
    """
    with application(), acting(actor) as ctx:
        if actor:
            require(db.session(), as_person(actor), Permission.DECIDE)
        found, _ = commands.evaluate(ctx, key, values(pairs, document))
        if as_json:
            told = {"decision": found.key, "version": found.version, "result": found.result}
            click.echo(_json(told | {"results": found.results, "decisions": found.decisions}))
            return
        click.echo(_json(found.result))
        _reasons(found)


def _reasons(found: commands.Evaluation) -> None:
    """Say on standard error how it came about: the result alone is for the next program."""
    for record in found.decisions:
        rules = ", ".join(str(match["index"]) for match in record["matches"]) or "none"
        click.echo(shown(f"{record['name']}: rules {rules}"), err=True)
        for warning in record["warnings"]:
            click.echo(shown(f"  warning: {warning['message']}"), err=True)


def _json(value: Any) -> str:
    return shown(json.dumps(value, ensure_ascii=False))
