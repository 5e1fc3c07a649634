"""The command line: the main job without a browser."""

from __future__ import annotations

import click

from web.cli import accounts, decisions, demonstration, figures, processes, serving, work
from web.cli.context import reporting


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ravand", message="Ravand %(version)s")
def main() -> None:
    """Run a company's processes from their BPMN diagrams."""


for command in (
    processes.deploy,
    processes.definitions,
    decisions.decide,
    work.start,
    work.tasks,
    work.show,
    work.claim,
    work.complete,
    work.instances,
    work.message,
    work.cancel,
    work.incidents,
    work.retry,
    serving.serve,
    demonstration.demo,
    serving.worker,
    serving.upgrade,
    figures.figures,
    serving.doctor,
    accounts.user,
):
    main.add_command(reporting(command))
