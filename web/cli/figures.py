"""Keep the manager's figures up to date with the event log."""

from __future__ import annotations

import click

import kpi
from web.cli.context import acting, application


@click.command()
@click.option("--rebuild", is_flag=True, help="Forget what is there, read the log from the start.")
def figures(rebuild: bool) -> None:
    """Read what is new in the event log into the manager's figures; safe at any time."""
    with application():
        if rebuild:
            with acting(None) as ctx:
                kpi.rebuild(ctx)
        entries, more = 0, True
        while more:
            with acting(None) as ctx:
                done = kpi.catch_up(ctx)
            entries, more = entries + done.entries, done.more
        click.echo(f"{entries} entries read")
