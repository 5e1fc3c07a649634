"""People from the command line."""

from __future__ import annotations

import click

from web.accounts import commands, queries
from web.accounts.credentials import create_token
from web.accounts.roles import Role
from web.cli.context import JSON_LINES, acting, application, installation, table
from web.extensions import db


@click.group()
def user() -> None:
    """Add people, list them, set passwords, make tokens."""


@user.command("list")
@JSON_LINES
def listing(as_json: bool) -> None:
    """List everybody."""
    with application():
        rows = []
        for account in queries.accounts(db.session()):
            groups, roles = queries.held(db.session(), account.id)
            active = "yes" if account.active else "no"
            cells = (account.id, account.name, active, ", ".join(sorted(roles)), ", ".join(groups))
            rows.append(cells)
        table(("name", "shown as", "active", "roles", "groups"), rows, as_json=as_json)


@user.command()
@click.argument("name")
@click.option("--shown-as", default="", help="The name that people see.")
@click.option("--role", "roles", multiple=True, type=click.Choice([role.value for role in Role]))
@click.option("--group", "groups", multiple=True, help="A group; created if it is new.")
@click.password_option(help="Asked for if not given.")
def add(
    name: str, shown_as: str, roles: tuple[str, ...], groups: tuple[str, ...], password: str
) -> None:
    """Add a person."""
    with application(), acting(None) as ctx:
        commands.create_account(ctx, installation().settings, name, password, name=shown_as)
        commands.set_roles(ctx, "user", name, [Role(role) for role in roles])
        commands.ensure_groups(ctx, groups)
        commands.set_groups(ctx, name, groups)
        click.echo(f"added {name}")


@user.command()
@click.argument("name")
@click.password_option(help="Asked for if not given.")
def password(name: str, password: str) -> None:
    """Set a person's password; their sessions end."""
    with application(), acting(None) as ctx:
        commands.set_password(ctx, installation().settings, name, password)
        click.echo(f"password of {name} set")


@user.command()
@click.argument("name")
@click.option("--label", default="command line", help="What the token is for.")
def token(name: str, label: str) -> None:
    """Make an API token for a person; it is shown once."""
    with application(), acting(None) as ctx:
        queries.account(db.session(), name)
        click.echo(create_token(ctx, name, label)[1])
