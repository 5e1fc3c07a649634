"""Deploy processes, forms and decisions: files that are checked and stored together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine import bundles
from engine.base import new_id
from engine.bundles import Bundle, Resource
from engine.errors import DefinitionInvalidError, RequestInvalidError
from engine.ports import Problem
from engine.runtime import Definition
from engine.store import decisions as decision_store
from engine.store import definitions as store
from engine.store import names, operations
from engine.store.versions import generated_key
from engine.tables import DecisionDefinition, Deployment, FormDefinition, ProcessDefinition
from engine.tables import Resource as ResourceRow
from engine.transaction import Context


@dataclass(slots=True)
class Deployed:
    """What a deployment made.

    Attributes:
        deployment: None when everything was there already.
        definitions: every process of the files, new version or not; so `forms` and `decisions`.
        created: ids of the definitions, forms and decisions that are new.
        groups: names of the groups that the diagrams speak of; `new_groups`: those of them that
            nobody knew, filled by who keeps the groups.
    """

    deployment: Deployment | None = None
    definitions: list[ProcessDefinition] = field(default_factory=list)
    forms: list[FormDefinition] = field(default_factory=list)
    decisions: list[DecisionDefinition] = field(default_factory=list)
    created: set[str] = field(default_factory=set)
    warnings: list[Problem] = field(default_factory=list)
    groups: set[str] = field(default_factory=set)
    new_groups: list[str] = field(default_factory=list)

    @property
    def known_deployment_id(self) -> str:
        """The deployment, else one that brought some of the content before."""
        if self.deployment is not None:
            return self.deployment.id
        known: list[ProcessDefinition | FormDefinition | DecisionDefinition]
        known = [*self.definitions, *self.forms, *self.decisions]
        return known[0].deployment_id


def deploy(
    ctx: Context,
    name: str | None,
    resources: Sequence[Resource],
    *,
    source: str | None = None,
) -> Deployed:
    """Store the files; each process, form or decision that changed becomes a new version.

    The content of a process is its diagram and the forms it uses from the same deployment, and
    the decisions it binds to its deployment; that of a decision its file, what that imports, and
    its tests.

    Raises:
        DefinitionInvalidError: something in the files can not be executed; nothing is stored.
        RequestInvalidError: no file, or one of an unknown kind.
    """
    name, source = names.given("name", name), names.given("source", source)
    bundle, warnings = _read(ctx, resources)
    deployment = Deployment(
        id=new_id(), name=name, source=source, deployed_at=ctx.now, deployed_by=ctx.actor
    )
    result = Deployed(deployment, warnings=warnings)
    changed = _changed(bundle)
    ctx.session.add(deployment)
    files = {r.name: _file(deployment, r) for r in resources}
    ctx.session.add_all(files.values())
    ctx.session.flush()
    _add_forms(ctx, deployment, {**bundle.schemas, **_generated(bundle.diagrams)}, result)
    _add_decisions(ctx, files, bundle, result)
    for resource_name, definition in bundle.diagrams.items():
        _add_processes(ctx, files[resource_name], definition, changed, result)
    if not (result.definitions or result.forms or result.decisions):
        raise RequestInvalidError(field="files", reason="they hold nothing to deploy")
    if not result.created:
        _forget(ctx, deployment, files, result)
    operations.note(ctx, _acts(result))
    return result


def _acts(result: Deployed) -> list[operations.Act]:
    new = [one for one in result.definitions if one.id in result.created]
    acts = [
        operations.Act(
            "deploy", "process definition", d.id, process_key=d.key, new_value=str(d.version)
        )
        for d in new
    ]
    rules = [one for one in result.decisions if one.id in result.created]
    return acts + [
        operations.Act("deploy", "decision definition", d.id, new_value=str(d.version))
        for d in rules
    ]


def check(ctx: Context, resources: Sequence[Resource]) -> list[Problem]:
    """Return the problems a deployment would meet, errors and warnings; nothing is written."""
    try:
        bundle, warnings = _read(ctx, resources)
        return bundle.warnings + warnings
    except DefinitionInvalidError as error:
        return error.problems


def outline(ctx: Context, resource: Resource) -> Definition:
    """Return what a diagram says about its processes, forms and groups.

    Raises:
        DefinitionInvalidError: it can not be executed.
    """
    return bundles.outline(resource, ctx.services.limits)


def _read(ctx: Context, resources: Sequence[Resource]) -> tuple[Bundle, list[Problem]]:
    """Return the files, and the warnings about what they ask of others."""
    services = ctx.services
    bundle = bundles.read(resources, services.limits, ctx.now.astimezone(services.zone))
    wanted = {asked.key for _, asked in bundle.asked}
    problems = bundles.unmet(bundle, decision_store.known(ctx, wanted))
    if any(problem.severity == "error" for problem in problems):
        raise DefinitionInvalidError(problems)
    return bundle, problems


def _changed(bundle: Bundle) -> dict[str, str]:
    """Return the content hash of each process, by key."""
    return {
        key: store.digest(bundle.contents[name], *bundle.parts(info.form_keys, info.decisions))
        for name, definition in bundle.diagrams.items()
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


def _add_decisions(
    ctx: Context, files: Mapping[str, ResourceRow], bundle: Bundle, result: Deployed
) -> None:
    for name, file in bundle.decisions.items():
        found, created = decision_store.add(ctx, files[name], file)
        result.decisions += found
        result.created |= created
        result.warnings += file.warnings


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
