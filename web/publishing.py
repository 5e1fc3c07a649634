"""Where a bundle of diagrams, forms and decisions is checked as a whole and deployed together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import forms
from engine import commands, queries
from engine.commands import Deployed, Resource
from engine.errors import DefinitionInvalidError, RequestInvalidError
from engine.ports import Problem
from engine.transaction import Context
from web.accounts.commands import ensure_groups

DIAGRAMS = (".bpmn", ".bpmn20.xml", ".bpmn.xml")
FORM = ".form"
File = Resource | tuple[str, bytes]
_FORM_ATTRIBUTE = re.compile(r"""(?:\w+:)?form(?:Key|Ref)?\s*=\s*(["'])(?:[\w-]+:)*(.*?)\1""")
_ID = re.compile(r"""\sid\s*=\s*(["'])(.*?)\1""")
_NAME = re.compile(r"""\sname\s*=\s*(["'])(.*?)\1""")


def publish(  # noqa: PLR0913 - what is said about a deployment
    ctx: Context,
    name: str | None,
    files: Sequence[File],
    source: str | None = None,
    reason: str | None = None,
    state: str = "active",
) -> Deployed:
    """Deploy all files together, or nothing; groups they speak of are created empty.

    Args:
        reason: why, for the history of the versions.
        state: of new versions of processes: active, or test.

    Raises:
        DefinitionInvalidError: with all problems of all files, warnings included.
        RequestInvalidError: no file, or one of an unknown kind, or another state.
    """
    resources = [_resource(file) for file in files]
    problems = check(ctx, resources)
    if any(problem.severity == "error" for problem in problems):
        raise DefinitionInvalidError(problems)
    deployed = commands.deploy(ctx, name, resources, source=source, reason=reason, state=state)
    deployed.new_groups = ensure_groups(ctx, deployed.groups)
    mine = {resource.name for resource in resources if resource.name.endswith(FORM)}
    deployed.warnings += [problem for problem in problems if problem.resource in mine]
    return deployed


def check(ctx: Context, files: Sequence[File]) -> list[Problem]:
    """Return all problems of all files, errors and warnings; nothing is written.

    Raises:
        RequestInvalidError: no file, or one of an unknown kind.
    """
    resources = [_resource(file) for file in files]
    drawn = [resource for resource in resources if resource.name.endswith(FORM)]
    others = [resource for resource in resources if not resource.name.endswith(FORM)]
    diagrams = [resource for resource in others if resource.name.endswith(DIAGRAMS)]
    if not resources:
        raise RequestInvalidError(field="files", reason="no file was given")
    problems = [*_files_twice(resources), *_forms(drawn)]
    if others:
        problems += commands.check(ctx, others)
        problems += _references(ctx, diagrams, _names(drawn))
    return problems


def _resource(file: File) -> Resource:
    return file if isinstance(file, Resource) else Resource(*file)


def _forms(drawn: Sequence[Resource]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for resource in drawn:
        for found in forms.check(resource.content, resource.name):
            yield Problem(**asdict(found))
        identity = forms.form_id(resource.content, resource.name)
        other = first.setdefault(identity, resource.name)
        if other != resource.name:
            yield Problem(
                "error",
                "form_twice",
                "The form {id} is in {other} as well.",
                "Deploy it once, or give one of them another id.",
                {"id": identity, "other": other},
                resource=resource.name,
            )


def _files_twice(resources: Sequence[Resource]) -> Iterator[Problem]:
    seen: set[str] = set()
    for resource in resources:
        if resource.name in seen:
            yield Problem(
                "error",
                "file_twice",
                "There are two files of this name.",
                "Rename one of them.",
                resource=resource.name,
            )
        seen.add(resource.name)


def _names(drawn: Sequence[Resource]) -> set[str]:
    names = {resource.name for resource in drawn}
    return names | {forms.form_id(resource.content, resource.name) for resource in drawn}


def _references(ctx: Context, diagrams: Sequence[Resource], bundled: set[str]) -> Iterator[Problem]:
    for resource in diagrams:
        for key in sorted(_form_keys(ctx, resource)):
            if key not in bundled and queries.form_by_name(ctx.session, key) is None:
                yield _unknown(resource, key)


def _form_keys(ctx: Context, resource: Resource) -> set[str]:
    try:
        outline = commands.outline(ctx, resource)
    except DefinitionInvalidError:
        return set()  # its own problems are reported already
    return {key for info in outline.processes.values() for key in info.form_keys}


def _unknown(resource: Resource, key: str) -> Problem:
    element, name, line = _place(resource.content.decode("utf-8", "replace"), key)
    return Problem(
        "error",
        "form_unknown",
        "There is no form {form}.",
        "Deploy it together with the diagram, or correct the name.",
        {"form": key},
        resource=resource.name,
        element_id=element,
        element_name=name,
        line=line,
    )


def _place(xml: str, key: str) -> tuple[str | None, str | None, int | None]:
    """Return id, name and line of the first element that names a form."""
    for found in _FORM_ATTRIBUTE.finditer(xml):
        if found[2] == key:
            start = xml.rfind("<", 0, found.start())
            tag = xml[start : xml.find("<", found.end())]
            identity, name = _ID.search(tag), _NAME.search(tag)
            line = xml.count("\n", 0, start) + 1
            return identity and identity[2], name and name[2], line
    return None, None, None
