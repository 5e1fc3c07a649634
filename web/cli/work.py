"""Start cases, work tasks, send messages: with the rights of a person."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import click

from engine import commands, queries
from engine.queries import InstanceFilter, TaskFilter, UserTask
from web import loading, submission
from web.accounts.roles import Permission
from web.cli.context import (
    AS,
    AS_NEEDED,
    DOCUMENT,
    JSON_LINES,
    VARIABLES,
    acting,
    application,
    as_person,
    table,
    values,
)
from web.extensions import db
from web.permissions import (
    require,
    require_claim,
    require_reached,
    require_some,
    visible_instances,
    visible_tasks,
)

ENGLISH = "en"


@click.command()
@click.argument("key")
@click.option("--business-key", help="The number another system knows the case by.")
@VARIABLES
@DOCUMENT
@AS_NEEDED
def start(
    key: str, business_key: str | None, pairs: tuple[str, ...], document: str | None, actor: str
) -> None:
    """Start the process KEY; its start form is validated."""
    with application(), acting(actor) as ctx:
        definition = queries.default_definition(db.session(), key)
        require(db.session(), as_person(actor), Permission.START, definition)
        given = values(pairs, document)
        started = submission.start(ctx, definition, given, business_key, ENGLISH)
        click.echo(f"{started.case_no} {started.status}")
        _next_tasks(started.id)


@click.command()
@click.option("--group", "groups", is_flag=True, help="Only what is offered and nobody has.")
@click.option("--case", "case_no", help="Only tasks of a case number.")
@JSON_LINES
@AS_NEEDED
def tasks(groups: bool, case_no: str | None, as_json: bool, actor: str) -> None:
    """List the tasks that a person may see."""
    with application():
        who = as_person(actor)
        if groups:
            wanted = TaskFilter(
                candidate_user=who.name, candidate_groups=who.groups, case_no=case_no
            )
        else:
            wanted = TaskFilter(visible_to=visible_tasks(who), case_no=case_no)
        _list(queries.tasks(db.session(), wanted, 0, 1000), as_json=as_json)


def _list(found: list[UserTask], *, as_json: bool) -> None:
    offered = queries.candidates(db.session(), [task.id for task in found])
    table(
        ("id", "case", "task", "assignee", "offered to", "due", "priority"),
        [
            (
                task.id,
                task.case_no,
                task.name,
                task.assignee,
                ", ".join(offered[task.id].users + offered[task.id].groups) or None,
                task.due_at,
                task.priority,
            )
            for task in found
        ],
        as_json=as_json,
    )


@click.command()
@click.argument("task_id")
@AS_NEEDED
def show(task_id: str, actor: str) -> None:
    """Show a task: its form's fields and what is known."""
    with application():
        task = queries.task(db.session(), task_id)
        require(db.session(), as_person(actor), Permission.TASK_READ, task)
        _list([task], as_json=False)
        if task.description:
            click.echo(f"\n{task.description}")
        for label, value in submission.described(db.session(), task, ENGLISH):
            click.echo(f"  {label}: {value}")


@click.command()
@click.argument("task_id")
@AS_NEEDED
def claim(task_id: str, actor: str) -> None:
    """Take a task."""
    with application(), acting(actor) as ctx:
        require_claim(db.session(), as_person(actor), queries.task(db.session(), task_id))
        commands.claim(ctx, task_id)
        click.echo(f"claimed by {actor}")


@click.command()
@click.argument("task_id")
@VARIABLES
@DOCUMENT
@AS_NEEDED
def complete(task_id: str, pairs: tuple[str, ...], document: str | None, actor: str) -> None:
    """Complete a task with its form, which is validated."""
    with application(), acting(actor) as ctx:
        task = queries.task(db.session(), task_id)
        require(db.session(), as_person(actor), Permission.TASK_WORK, task)
        done = submission.submit(ctx, task, values(pairs, document), ENGLISH)
        click.echo(f"{done.case_no} {done.status}")
        _next_tasks(task.instance_id)


def _next_tasks(instance_id: str) -> None:
    """Show what the case waits for now; the session sees what the transaction wrote."""
    found = queries.tasks(db.session(), TaskFilter(instance_id=instance_id))
    if found:
        _list(found, as_json=False)


@click.command()
@click.option("--all", "every", is_flag=True, help="Ended ones too.")
@click.option("--key", help="Only of this process.")
@JSON_LINES
@AS
def instances(every: bool, key: str | None, as_json: bool, actor: str | None) -> None:
    """List cases, newest first."""
    with application():
        wanted = visible_instances(as_person(actor)) if actor else InstanceFilter()
        chosen = replace(wanted, status=None if every else "active", definition_key=key)
        table(
            ("case", "process", "status", "business key", "started", "by", "ended"),
            [
                (
                    row.case_no,
                    row.definition_key,
                    row.status,
                    row.business_key,
                    row.started_at,
                    row.started_by,
                    row.ended_at,
                )
                for row in queries.instances(db.session(), chosen, 0, 1000)
            ],
            as_json=as_json,
        )


@click.command()
@click.argument("name")
@click.option("--business-key", help="Business key or case number of the receiver.")
@click.option("--key", "keys", multiple=True, metavar="NAME=VALUE", help="A correlation key.")
@click.option("--all", "broadcast", is_flag=True, help="Everybody who waits for it.")
@click.option("--keep", type=int, metavar="SECONDS", help="Keep it when nobody waits yet.")
@VARIABLES
@DOCUMENT
@AS
def message(  # noqa: PLR0913 - its options
    name: str,
    business_key: str | None,
    keys: tuple[str, ...],
    broadcast: bool,
    keep: int | None,
    pairs: tuple[str, ...],
    document: str | None,
    actor: str | None,
) -> None:
    """Send the message NAME to the case that waits for it."""
    with application(), acting(actor) as ctx:
        if actor:
            require_some(db.session(), as_person(actor), Permission.MESSAGE)
        address = commands.Address(name, business_key, keys=values(keys, None))
        given = values(pairs, document)
        reached = commands.correlate(ctx, address, given, broadcast=broadcast, ttl_seconds=keep)
        if actor:
            require_reached(db.session(), as_person(actor), reached)
        for one in reached:
            click.echo(f"{'started' if one.started else 'reached'} {one.instance.case_no}")
        if not reached:
            click.echo("kept" if keep else "nobody waits for it")


@click.command()
@click.argument("case")
@click.option("--reason", required=True, help="Why; it stays with the case.")
@AS_NEEDED
def cancel(case: str, reason: str, actor: str) -> None:
    """Cancel a case, by case number or id."""
    with application(), acting(actor) as ctx:
        row = loading.case(db.session(), as_person(actor), case, Permission.INSTANCE_CANCEL)
        commands.cancel(ctx, row.id, reason)
        click.echo(f"{row.case_no} cancelled")


@click.command()
@JSON_LINES
def incidents(as_json: bool) -> None:
    """List what needs a person."""
    with application():
        table(
            ("id", "kind", "activity", "line", "message", "since"),
            [
                (row.id, row.kind, row.activity_id, row.line, row.message, row.created_at)
                for row in queries.incidents(db.session())
            ],
            as_json=as_json,
        )


@click.command()
@click.argument("incident_id")
@VARIABLES
@AS
def retry(incident_id: str, pairs: tuple[str, ...], actor: str | None) -> None:
    """Try an incident again, with variables mended first."""
    with application(), acting(actor) as ctx:
        row = queries.incident(db.session(), incident_id)
        if actor:
            require(db.session(), as_person(actor), Permission.RETRY_JOB, row)
        given: dict[str, Any] = values(pairs, None)
        commands.retry(ctx, incident_id, given or None)
        click.echo(json.dumps({"retried": incident_id}))
