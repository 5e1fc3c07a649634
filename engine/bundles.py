"""The files of a deployment, read and checked together before anything is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import orjson

from engine import runtime
from engine.bpmn.info import Asked
from engine.dmn import testing
from engine.dmn.catalogue import finding
from engine.dmn.files import ENDING as DECISIONS
from engine.dmn.files import Bundle as Decisions
from engine.dmn.files import DecisionFile
from engine.errors import DefinitionInvalidError, RequestInvalidError
from engine.ports import Limits, Problem
from engine.runtime import Definition
from engine.store import names

DIAGRAMS = (".bpmn", ".bpmn20.xml", ".bpmn.xml")
FORMS = (".form",)
UNKNOWN = "{name} is neither a diagram (.bpmn) nor a form (.form) nor a decision (.dmn)"


@dataclass(frozen=True, slots=True)
class Resource:
    """One uploaded file."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    """What the files hold, each by its name.

    Attributes:
        warnings: findings about diagrams and decisions that do not refuse them.
    """

    contents: Mapping[str, bytes]
    diagrams: dict[str, Definition] = field(default_factory=dict)
    schemas: dict[str, dict[str, Any]] = field(default_factory=dict)
    decisions: dict[str, DecisionFile] = field(default_factory=dict)
    tests: dict[str, bytes] = field(default_factory=dict)

    @property
    def warnings(self) -> list[Problem]:
        """Findings about diagrams and decisions that do not refuse the deployment."""
        found = [problem for one in self.diagrams.values() for problem in one.warnings]
        return found + [problem for one in self.decisions.values() for problem in one.warnings]

    @property
    def keys(self) -> set[str]:
        """The decisions of the files."""
        return {each.id for file in self.decisions.values() for each in file.model.decisions}

    @property
    def asked(self) -> Iterator[tuple[str, Asked]]:
        """Every decision that a process asks for, with the name of its file."""
        for name, definition in self.diagrams.items():
            for info in definition.processes.values():
                for asked in info.decisions:
                    yield name, asked

    def parts(self, form_keys: Iterable[str], decisions: Iterable[Asked]) -> Iterator[bytes]:
        """Yield the contents that belong to a process: forms, and decisions bound to it."""
        forms = {str(schema.get("id")): self.contents[n] for n, schema in self.schemas.items()}
        forms |= {name: self.contents[name] for name in self.schemas}
        yield from (forms[form] for form in sorted(form_keys) if form in forms)
        bound = {asked.key for asked in decisions if asked.with_process}
        for _, file in sorted(self.decisions.items()):
            if any(each.id in bound for each in file.model.decisions):
                yield from file.parts


def unmet(bundle: Bundle, known: Collection[str]) -> list[Problem]:
    """Return findings about decisions that processes ask for and that are not there.

    Args:
        known: keys of the decisions that are deployed already.
    """
    own, problems = bundle.keys, []
    for name, asked in bundle.asked:
        code = "decision_not_beside" if asked.with_process else "decision_elsewhere"
        if asked.key not in own and (asked.with_process or asked.key not in known):
            facts = {"element": asked.name, "decision": asked.key}
            problem = finding(code, name, asked.activity_id, **facts)
            problems.append(replace(problem, element_name=asked.name, line=asked.line))
    return problems


def outline(resource: Resource, limits: Limits) -> Definition:
    """Return what a diagram says about its processes, forms and groups.

    Raises:
        DefinitionInvalidError: it can not be executed.
    """
    return runtime.compile(resource.content, resource.name, limits)


def read(resources: Sequence[Resource], limits: Limits, now: datetime) -> Bundle:
    """Read all files.

    Args:
        now: for the tests of decisions that ask for the time.

    Raises:
        DefinitionInvalidError: with every problem of every file.
        RequestInvalidError: no file, or one of an unknown kind.
    """
    if not resources:
        raise RequestInvalidError(field="files", reason="no file was given")
    bundle = Bundle({resource.name: resource.content for resource in resources})
    decisions, problems = Decisions(limits, now), []
    tables: dict[str, bytes] = {}
    for resource in resources:
        name = resource.name
        names.given("files", name)
        if name.endswith(FORMS):
            bundle.schemas[name] = _schema(resource)
        elif name.endswith(DIAGRAMS):
            try:
                bundle.diagrams[name] = outline(resource, limits)
            except DefinitionInvalidError as error:
                problems += error.problems
        else:
            _kind(name, bundle, tables)[name] = resource.content
    decisions.read(tables, bundle.tests)
    bundle.decisions.update(decisions.files)
    problems += decisions.problems + _keys_twice(bundle.diagrams)
    if any(problem.severity == "error" for problem in problems):
        raise DefinitionInvalidError(problems)
    return bundle


def _kind(name: str, bundle: Bundle, tables: dict[str, bytes]) -> dict[str, bytes]:
    if name.endswith(DECISIONS):
        return tables
    if name.endswith(testing.ENDING):
        return bundle.tests
    raise RequestInvalidError(field="files", reason=UNKNOWN.format(name=name))


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
