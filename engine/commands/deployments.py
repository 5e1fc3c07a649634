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
from engine.store import names, operations, versions
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
        activated: ids of the definitions that were there in test, and are active now.
        groups: names of the groups that the diagrams speak of; `new_groups`: those of them that
            nobody knew, filled by who keeps the groups.
    """

    deployment: Deployment | None = None
    definitions: list[ProcessDefinition] = field(default_factory=list)
    forms: list[FormDefinition] = field(default_factory=list)
    decisions: list[DecisionDefinition] = field(default_factory=list)
    created: set[str] = field(default_factory=set)
    activated: set[str] = field(default_factory=set)
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


def deploy(  # noqa: PLR0913 - what is said about a deployment
    ctx: Context,
    name: str | None,
    resources: Sequence[Resource],
    *,
    source: str | None = None,
    reason: str | None = None,
    state: str = versions.ACTIVE,
) -> Deployed:
    """Store the files; each process, form or decision that changed becomes a new version.

    New instances take an active version from then on; one to `test` starts by its id only.
    Deploying actively what is in test makes that version active.

    The content of a process is its diagram and the forms it uses from the same deployment, and
    the decisions it binds to its deployment; that of a decision its file, what that imports, and
    its tests.

    Raises:
        DefinitionInvalidError: something in the files can not be executed; nothing is stored.
        RequestInvalidError: no file, or one of an unknown kind, or an unknown state.
    """
    name, source = names.given("name", name), names.given("source", source)
    if state not in (versions.ACTIVE, versions.TEST):
        raise RequestInvalidError(field="state", reason="it is active or test")
    bundle, warnings = _read(ctx, resources)
    deployment = Deployment(
        id=new_id(),
        name=name,
        source=source,
        deployed_at=ctx.now,
        deployed_by=ctx.actor,
        reason=operations.cut(reason),
    )
    result = Deployed(deployment, warnings=warnings)
    changed = _changed(bundle)
    ctx.session.add(deployment)
    files = {r.name: _file(deployment, r) for r in resources}
    ctx.session.add_all(files.values())
    ctx.session.flush()
    _add_forms(ctx, deployment, {**bundle.schemas, **_generated(bundle.diagrams)}, result)
    _add_decisions(ctx, files, bundle, result, to_test=state == versions.TEST)
    for resource_name, definition in bundle.diagrams.items():
        result.warnings += [replace(w, resource=resource_name) for w in definition.warnings]
        for version in _versions(files[resource_name], definition, changed, state):
            _add_process(ctx, version, result)
    if not (result.definitions or result.forms or result.decisions):
        raise RequestInvalidError(field="files", reason="they hold nothing to deploy")
    if not result.created:
        _forget(ctx, deployment, files, result)
    operations.note(ctx, _acts(result, reason))
    return result


def _acts(result: Deployed, reason: str | None) -> list[operations.Act]:
    why = operations.cut(reason)
    acts = []
    for d in result.definitions:
        if d.id in result.created | result.activated:
            verb = "deploy" if d.id in result.created else "make default"
            about = {"process_key": d.key, "new_value": str(d.version)}
            acts.append(operations.Act(verb, "process definition", d.id, reason=why, **about))
    rules = [one for one in result.decisions if one.id in result.created]
    return acts + [
        operations.Act("deploy", "decision definition", d.id, new_value=str(d.version), reason=why)
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
    ctx: Context,
    files: Mapping[str, ResourceRow],
    bundle: Bundle,
    result: Deployed,
    *,
    to_test: bool,
) -> None:
    for name, file in bundle.decisions.items():
        found, created = decision_store.add(ctx, files[name], file, to_test=to_test)
        result.decisions += found
        result.created |= created
        result.warnings += file.warnings


def _versions(
    file: ResourceRow, definition: Definition, changed: Mapping[str, str], state: str
) -> list[store.NewProcess]:
    """Return what each process of a file would be as a new version."""
    return [
        store.NewProcess(info, file, changed[key], definition.warnings, state)
        for key, info in definition.processes.items()
    ]


def _add_process(ctx: Context, new: store.NewProcess, result: Deployed) -> None:
    result.groups |= new.info.groups
    added = store.same_content(ctx, new.info.key, new.content_hash)
    if added is None:
        added = store.add_process(ctx, new)
        result.created.add(added.id)
    elif (added.state, new.state) == (versions.TEST, versions.ACTIVE):
        decision_store.adopt(ctx, added.deployment_id)
        result.activated.add(added.id)
    if new.state == versions.ACTIVE and added.id in result.created | result.activated:
        store.make_default(ctx, added)
    result.definitions.append(added)


def _forget(
    ctx: Context, deployment: Deployment, files: Mapping[str, ResourceRow], result: Deployed
) -> None:
    """Everything was there already: no trace of a deployment that changed nothing."""
    store.forget(ctx, deployment, list(files.values()))
    result.deployment = None
