"""Deploy processes and forms; choose the version that is started."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from engine import runtime
from engine.base import new_id
from engine.errors import DefinitionInvalidError, RequestInvalidError
from engine.ports import Problem
from engine.runtime import Definition
from engine.store import definitions as store
from engine.store import names, rows
from engine.store.versions import generated_key
from engine.tables import Deployment, FormDefinition, ProcessDefinition
from engine.tables import Resource as ResourceRow
from engine.transaction import Context

DIAGRAMS = (".bpmn", ".bpmn20.xml", ".bpmn.xml")
FORMS = (".form",)


@dataclass(frozen=True, slots=True)
class Resource:
    """One uploaded file."""

    name: str
    content: bytes


@dataclass(slots=True)
class Deployed:
    """What a deployment made.

    Attributes:
        deployment: None when everything was there already.
        definitions: every process of the files, new version or not.
        created: ids of the definitions and forms that are new.
        groups: names of the groups that the diagrams speak of; `new_groups`: those of them that
            nobody knew, filled by who keeps the groups.
    """

    deployment: Deployment | None = None
    definitions: list[ProcessDefinition] = field(default_factory=list)
    forms: list[FormDefinition] = field(default_factory=list)
    created: set[str] = field(default_factory=set)
    warnings: list[Problem] = field(default_factory=list)
    groups: set[str] = field(default_factory=set)
    new_groups: list[str] = field(default_factory=list)


def deploy(
    ctx: Context,
    name: str | None,
    resources: Sequence[Resource],
    *,
    source: str | None = None,
) -> Deployed:
    """Store diagrams and forms; each process or form that changed becomes a new version.

    The content of a process is its diagram and the forms it uses from the same deployment.

    Raises:
        DefinitionInvalidError: something in the files can not be executed; nothing is stored.
        RequestInvalidError: no file, or one of an unknown kind.
    """
    name, source = names.given("name", name), names.given("source", source)
    compiled, schemas = _compiled(ctx, resources)
    deployment = Deployment(
        id=new_id(), name=name, source=source, deployed_at=ctx.now, deployed_by=ctx.actor
    )
    result = Deployed(deployment)
    changed = _changed(ctx, compiled, schemas, resources)
    ctx.session.add(deployment)
    files = {r.name: _file(deployment, r) for r in resources}
    ctx.session.add_all(files.values())
    ctx.session.flush()
    _add_forms(ctx, deployment, {**schemas, **_generated(compiled)}, result)
    for resource_name, definition in compiled.items():
        _add_processes(ctx, files[resource_name], definition, changed, result)
    if not result.created:
        _forget(ctx, deployment, files, result)
    return result


def check(ctx: Context, resources: Sequence[Resource]) -> list[Problem]:
    """Return the problems a deployment would meet, errors and warnings; nothing is written."""
    try:
        compiled, _ = _compiled(ctx, resources)
    except DefinitionInvalidError as error:
        return error.problems
    return [problem for definition in compiled.values() for problem in definition.warnings]


def outline(ctx: Context, resource: Resource) -> Definition:
    """Return what a diagram says about its processes, forms and groups.

    Raises:
        DefinitionInvalidError: it can not be executed.
    """
    return runtime.compile(resource.content, resource.name, ctx.services.limits)


def make_default(ctx: Context, definition_id: str) -> ProcessDefinition:
    """Let new instances start on this version.

    Raises:
        NotFoundError: no such definition.
    """
    definition = rows.get(ctx, ProcessDefinition, "process definition", definition_id)
    if not definition.is_default:
        store.make_default(ctx, definition)
    return definition


def suspend_definition(ctx: Context, definition_id: str, *, suspended: bool) -> ProcessDefinition:
    """Refuse, or allow again, new instances of this version; running ones go on.

    Raises:
        NotFoundError: no such definition.
    """
    definition = rows.get(ctx, ProcessDefinition, "process definition", definition_id)
    definition.suspended = suspended
    ctx.session.flush()
    return definition


def _compiled(
    ctx: Context, resources: Sequence[Resource]
) -> tuple[dict[str, Definition], dict[str, dict[str, Any]]]:
    if not resources:
        raise RequestInvalidError(field="files", reason="no file was given")
    diagrams, schemas, problems = {}, {}, []
    for resource in resources:
        names.given("files", resource.name)
        if resource.name.endswith(FORMS):
            schemas[resource.name] = _schema(resource)
        elif resource.name.endswith(DIAGRAMS):
            try:
                diagrams[resource.name] = outline(ctx, resource)
            except DefinitionInvalidError as error:
                problems += error.problems
        else:
            reason = f"{resource.name} is neither a diagram (.bpmn) nor a form (.form)"
            raise RequestInvalidError(field="files", reason=reason)
    problems += _keys_twice(diagrams)
    if problems:
        raise DefinitionInvalidError(problems)
    return diagrams, schemas


def _schema(resource: Resource) -> dict[str, Any]:
    try:
        schema = orjson.loads(resource.content)
    except orjson.JSONDecodeError as error:
        raise RequestInvalidError(field=resource.name, reason=str(error)) from error
    if not isinstance(schema, dict):
        raise RequestInvalidError(field=resource.name, reason="a form is a JSON object")
    names.given("id", str(schema.get("id") or ""))
    return schema


def _keys_twice(diagrams: Mapping[str, Definition]) -> list[Problem]:
    first: dict[str, str] = {}
    problems = []
    for name, definition in diagrams.items():
        for key in definition.processes:
            if key in first:
                problems.append(
                    Problem(
                        "error",
                        "process_twice",
                        "The process {key} is in {other} as well.",
                        "Deploy it once, or give one of them another id.",
                        {"key": key, "other": first[key]},
                        resource=name,
                        element_id=key,
                    )
                )
            first.setdefault(key, name)
    return problems


def _changed(
    ctx: Context,
    compiled: Mapping[str, Definition],
    schemas: Mapping[str, Mapping[str, Any]],
    resources: Sequence[Resource],
) -> dict[str, str]:
    """Return the content hash of each process, by key."""
    contents = {resource.name: resource.content for resource in resources}
    forms = {
        **{str(schema.get("id")): contents[name] for name, schema in schemas.items()},
        **{name: contents[name] for name in schemas},
    }
    return {
        key: store.digest(
            contents[name], *(forms[form] for form in sorted(info.form_keys) if form in forms)
        )
        for name, definition in compiled.items()
        for key, info in definition.processes.items()
    }


def _generated(compiled: Mapping[str, Definition]) -> dict[str, Mapping[str, Any]]:
    """Return the forms that were made of fields in the diagrams, by their names."""
    found: dict[str, Mapping[str, Any]] = {}
    for definition in compiled.values():
        for key, info in definition.processes.items():
            for activity_id, schema in info.generated_forms.items():
                name = generated_key(key, activity_id)
                found[name] = {**schema, "id": name}
    return found


def _file(deployment: Deployment, resource: Resource) -> ResourceRow:
    return ResourceRow(
        id=new_id(), deployment_id=deployment.id, name=resource.name, content=resource.content
    )


def _add_forms(
    ctx: Context,
    deployment: Deployment,
    schemas: Mapping[str, Mapping[str, Any]],
    result: Deployed,
) -> None:
    forms = {}
    for name, schema in schemas.items():
        form, created = store.add_form(ctx, deployment, name, schema)
        forms[name] = form
        result.forms.append(form)
        if created:
            result.created.add(form.id)
    ctx.session.flush()
    store.name_forms(ctx, deployment, forms)
    ctx.session.flush()


def _add_processes(
    ctx: Context,
    file: ResourceRow,
    definition: Definition,
    changed: Mapping[str, str],
    result: Deployed,
) -> None:
    result.warnings += [replace(w, resource=file.name) for w in definition.warnings]
    for key, info in definition.processes.items():
        result.groups |= info.groups
        same = store.same_content(ctx, key, changed[key])
        if same is not None:
            result.definitions.append(same)
            continue
        new = store.NewProcess(info, file, changed[key], definition.warnings)
        added = store.add_process(ctx, new)
        store.make_default(ctx, added)
        result.definitions.append(added)
        result.created.add(added.id)


def _forget(
    ctx: Context, deployment: Deployment, files: Mapping[str, ResourceRow], result: Deployed
) -> None:
    """Everything was there already: no trace of a deployment that changed nothing."""
    store.forget(ctx, deployment, list(files.values()))
    result.deployment = None
