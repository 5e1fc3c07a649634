"""Deploy files, list what is deployed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from engine import queries
from engine.commands import Deployed
from engine.queries import DecisionDefinition, DecisionFilter, DefinitionFilter, ProcessDefinition
from web import publishing
from web.accounts.roles import Permission
from web.cli.context import AS, JSON_LINES, acting, application, as_person, table
from web.extensions import db
from web.permissions import require


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--name", help="Name of the deployment.")
@click.option("--reason", help="Why; it stays with the versions.")
@click.option("--test", "in_test", is_flag=True, help="New versions are tested first.")
@AS
def deploy(
    files: tuple[Path, ...], name: str | None, reason: str | None, in_test: bool, actor: str | None
) -> None:
    """Check FILES (.bpmn, .form, .dmn, .tests.json) together and deploy them."""
    with application(), acting(actor) as ctx:
        if actor:
            require(db.session(), as_person(actor), Permission.DEPLOY)
        named = [(file.name, file.read_bytes()) for file in files]
        state = "test" if in_test else "active"
        deployed = publishing.publish(
            ctx, name or files[0].stem, named, COMMAND, reason=reason, state=state
        )
        for warning in deployed.warnings:
            click.echo(f"warning: {warning}", err=True)
        for group in deployed.new_groups:
            click.echo(f"new group without people: {group}", err=True)
        for definition in deployed.definitions:
            click.echo(f"{_became(deployed, definition)} version {definition.version}")
        for form in deployed.forms:
            state = "deployed" if form.id in deployed.created else "unchanged"
            click.echo(f"{state}: form {form.key} version {form.version}")
        for decision in deployed.decisions:
            state = "deployed" if decision.id in deployed.created else "unchanged"
            click.echo(f"{state}: decision {decision.key} version {decision.version}")


def _became(deployed: Deployed, definition: ProcessDefinition) -> str:
    if definition.id in deployed.activated:
        return f"active now: {definition.key}"
    state = "deployed" if definition.id in deployed.created else "unchanged"
    return f"{state}{' in test' if definition.state == 'test' else ''}: {definition.key}"


COMMAND = "ravand deploy"


COLUMNS = ("kind", "key", "version", "default", "name", "office", "open", "incidents", "deployed")


@click.command()
@click.option("--all", "every", is_flag=True, help="Every version, not only the default ones.")
@JSON_LINES
def definitions(every: bool, as_json: bool) -> None:
    """List the processes and decisions that are deployed."""
    with application():
        session = db.session()
        found = queries.definitions(session, DefinitionFilter(default_only=not every))
        counts = queries.definition_counts(session, [row.id for row in found])
        rows: list[tuple[Any, ...]] = []
        for row in found:
            count = counts[row.id]
            busy = (row.office, count.open_instances, count.open_incidents)
            rows.append(("process", *_version(row), *busy, row.deployed_at))
        for decision in queries.decisions(session, DecisionFilter(default_only=not every)):
            rows.append(("decision", *_version(decision), None, None, None, decision.deployed_at))
        table(COLUMNS, rows, as_json=as_json)


def _version(row: ProcessDefinition | DecisionDefinition) -> tuple[Any, ...]:
    return row.key, row.version, "yes" if row.is_default else "", row.name
