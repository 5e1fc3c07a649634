"""Deploy files, list what is deployed."""

from __future__ import annotations

from pathlib import Path

import click

from engine import queries
from engine.queries import DefinitionFilter
from web import publishing
from web.cli.context import AS, JSON_LINES, acting, application, table
from web.extensions import db


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--name", help="Name of the deployment.")
@AS
def deploy(files: tuple[Path, ...], name: str | None, actor: str | None) -> None:
    """Check FILES (.bpmn, .form) together and deploy them."""
    with application(), acting(actor) as ctx:
        named = [(file.name, file.read_bytes()) for file in files]
        deployed = publishing.publish(ctx, name or files[0].stem, named, COMMAND)
        for warning in deployed.warnings:
            click.echo(f"warning: {warning}", err=True)
        for group in deployed.new_groups:
            click.echo(f"new group without people: {group}", err=True)
        for definition in deployed.definitions:
            state = "deployed" if definition.id in deployed.created else "unchanged"
            click.echo(f"{state}: {definition.key} version {definition.version}")
        for form in deployed.forms:
            state = "deployed" if form.id in deployed.created else "unchanged"
            click.echo(f"{state}: form {form.key} version {form.version}")


COMMAND = "ravand deploy"


@click.command()
@click.option("--all", "every", is_flag=True, help="Every version, not only the default ones.")
@JSON_LINES
def definitions(every: bool, as_json: bool) -> None:
    """List the processes that are deployed."""
    with application():
        wanted = DefinitionFilter(default_only=not every)
        found = queries.definitions(db.session(), wanted)
        counts = queries.definition_counts(db.session(), [row.id for row in found])
        table(
            ("key", "version", "default", "name", "office", "open", "incidents", "deployed"),
            [
                (
                    row.key,
                    row.version,
                    "yes" if row.is_default else "",
                    row.name,
                    row.office,
                    counts[row.id].open_instances,
                    counts[row.id].open_incidents,
                    row.deployed_at,
                )
                for row in found
            ],
            as_json=as_json,
        )
