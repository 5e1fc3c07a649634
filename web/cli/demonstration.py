"""A demonstration: people, processes, and half a year of cases, in a database of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import click
from flask import Flask

from web import settings
from web.accounts.demo import PASSWORD, DemoPerson
from web.cli import library
from web.cli.context import acting
from web.cli.serving import HOST, PORT, answer, prepared
from web.demo import background
from web.demo.loading import CASES, Order
from web.memory import settle

DATABASE = "demo.db"
STEPS = 1000


@click.group(invoke_without_command=True)
@HOST
@PORT
@click.option("--cases/--no-cases", default=True, help="Make half a year of cases beside.")
@click.pass_context
def demo(ctx: click.Context, host: str, port: int, cases: bool) -> None:
    """Serve a demonstration with people, processes and cases, in a database of its own."""
    if ctx.invoked_subcommand is not None:
        return
    app, people = _furnished()
    click.echo(f"\nSign in with the password {PASSWORD} as one of:")
    for one in people:
        held = ", ".join((*one.groups, *(role.value for role in one.roles)))
        click.echo(f"  {one.id:10} {one.name:18} {held}")
    click.echo("")
    begun = background.begin(app) if cases else None
    try:
        answer(app, host, port)
    finally:
        if begun is not None:
            begun.stop()


@demo.command()
@click.option("--cases", default=CASES, show_default=True, type=click.IntRange(1, 2_000))
def load(cases: int) -> None:
    """Make the demonstration's cases now; does nothing when they are there."""
    app, _ = _furnished()
    order = Order(datetime.now(UTC), cases=cases)
    settle()
    with click.progressbar(length=STEPS, label="Making cases") as bar:
        done = background.load_now(
            app, order, lambda share: bar.update(int(share * STEPS) - bar.pos)
        )
    click.echo("They are there." if done else "They were there already.")


def _furnished() -> tuple[Flask, tuple[DemoPerson, ...]]:
    """Return the application with people and processes."""
    chosen = settings.load()
    address = f"sqlite:///{chosen.folder / DATABASE}"
    app = prepared(replace(chosen, database_url=chosen.database_url or address))
    with app.app_context(), acting(None) as ctx:
        people = library.load_people(ctx, chosen)
        loaded = library.load_processes(ctx)
    for name in loaded:
        click.echo(f"Deployed {name}")
    return app, people
