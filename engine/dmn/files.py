"""DMN files that are deployed together: read, linked, checked, and their tests run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import monotonic
from typing import Any

from decisions import dmn
from engine.dmn import testing, words
from engine.dmn.catalogue import UNREADABLE, finding
from engine.dmn.evaluating import Decision
from engine.dmn.words import Words
from engine.ports import NAME_LENGTH, Limits, Problem

ENDING = ".dmn"
_KEY = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class DecisionFile:
    """One file, read.

    Attributes:
        models: its model first, then those it imports.
        parts: what its decisions are made of: its content, what it imports, its tests.
        warnings: what the check found doubtful.
    """

    name: str
    models: dmn.Models
    words: Words
    parts: tuple[bytes, ...]
    warnings: tuple[Problem, ...] = ()

    @property
    def model(self) -> dmn.Model:
        """What the file itself holds."""
        return self.models.main

    def decision(self, key: str) -> Decision:
        """Return one of its decisions, to be tried."""
        return Decision(key, self.models, self.words)


def load(content: bytes, others: Callable[[], Iterable[bytes]]) -> tuple[dmn.Models, Words]:
    """Return the models and words of a file that was deployed.

    Args:
        others: gives the other DMN files of its deployment, asked if it imports any.

    Raises:
        decisions.DecisionsError: it can not be read.
    """
    model = dmn.read(content)
    rest = [dmn.read(other) for other in others()] if model.imports else []
    return dmn.link(_imported(model, rest)), words.read(content)


def _imported(model: dmn.Model, rest: Iterable[dmn.Model]) -> list[dmn.Model]:
    """Return a model and those it imports, directly or not: others may share a namespace."""
    found, waiting, others = [model], [model], list(rest)
    while waiting:
        named = {each.namespace for each in waiting.pop().imports}
        for other in others:
            if other.namespace in named and other not in found:
                found.append(other)
                waiting.append(other)
    return found


@dataclass(slots=True)
class Bundle:
    """The files of a deployment that hold decisions or their tests."""

    limits: Limits
    now: datetime
    files: dict[str, DecisionFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def read(self, contents: Mapping[str, bytes], tests: Mapping[str, bytes]) -> None:
        """Read and check everything; what is wrong goes to the problems."""
        models = {}
        for name, content in contents.items():
            model = self._model(name, content)
            if model is not None:
                models[name] = model
        for name, model in models.items():
            self._add(name, model, models, contents, tests)
        self._twice()
        for name, content in tests.items():
            self._test(name, content, contents)

    def _model(self, name: str, content: bytes) -> dmn.Model | None:
        most = self.limits.upload_bytes
        if len(content) > most:
            self.problems.append(finding("too_large", name, limit=most // 1024 // 1024))
            return None
        try:
            return dmn.read(content)
        except dmn.DmnError as error:
            self._unreadable(name, error)
            return None

    def _unreadable(self, name: str, error: dmn.DmnError) -> None:
        found = replace(UNREADABLE, code=error.code, template=error.template, line=error.line)
        self.problems.append(replace(found, facts=_facts(error.facts), resource=name))

    def _add(
        self,
        name: str,
        model: dmn.Model,
        models: Mapping[str, dmn.Model],
        contents: Mapping[str, bytes],
        tests: Mapping[str, bytes],
    ) -> None:
        others = [other for other in models.values() if other is not model]
        used = _imported(model, others)
        try:
            linked = dmn.link(used)
        except dmn.DmnError as error:
            self._unreadable(name, error)
            return
        found = [*_checked(linked, name), *_keys(model, name)]
        parts = [contents[other] for other in sorted(models) if models[other] in used[1:]]
        parts += [tests[each] for each in (tests_of(name),) if each in tests]
        self.problems += found
        self.files[name] = DecisionFile(
            name,
            linked,
            words.read(contents[name]),
            (contents[name], *parts),
            tuple(problem for problem in found if problem.severity == "warning"),
        )

    def _twice(self) -> None:
        first: dict[str, str] = {}
        for name, file in self.files.items():
            for key in {decision.id for decision in file.model.decisions}:
                other = first.setdefault(key, name)
                if other != name:
                    self.problems.append(finding("decision_twice", name, key, key=key, other=other))

    def _test(self, name: str, content: bytes, contents: Mapping[str, bytes]) -> None:
        tested = f"{name.removesuffix(testing.ENDING)}{ENDING}"
        if tested not in contents:
            self.problems.append(finding("tests_alone", name, file=tested))
            return
        try:
            tests = testing.read(content, self.limits.decision_tests)
        except testing.UnreadableError as error:
            self.problems.append(finding("tests_unreadable", name, reason=str(error)))
            return
        if tested in self.files:
            self.problems += self._failed(name, self.files[tested], tests)

    def _failed(
        self, name: str, file: DecisionFile, tests: Iterable[testing.Test]
    ) -> Iterator[Problem]:
        lines = {decision.id: decision.line for decision in file.model.decisions}
        ends_at = monotonic() + self.limits.decision_tests_seconds
        for test in tests:
            if monotonic() > ends_at:
                yield finding("tests_too_long", name, seconds=self.limits.decision_tests_seconds)
                return
            if test.decision not in lines:
                facts = {"test": test.name, "decision": test.decision, "file": file.name}
                yield finding("tested_decision_unknown", name, **facts)
                continue
            outcome = testing.run(file.decision(test.decision), test, self.limits, self.now)
            if not outcome.passed:
                line = lines[test.decision]
                yield replace(testing.problem(outcome, file.name), line=line)


def tests_of(name: str) -> str:
    """Return the name of the file that holds the tests of a DMN file."""
    return f"{name.removesuffix(ENDING)}{testing.ENDING}"


def _checked(models: dmn.Models, name: str) -> Iterator[Problem]:
    for found in dmn.check(models):
        yield Problem(
            found.severity,
            found.code,
            found.template,
            found.hint,
            _facts(found.facts),
            name,
            found.element_id,
            found.element_name,
            found.line,
        )


def _keys(model: dmn.Model, name: str) -> Iterator[Problem]:
    for decision in model.decisions:
        if not _KEY.fullmatch(decision.id) or len(decision.id) > NAME_LENGTH:
            facts = {"element": decision.name, "id": decision.id}
            found = finding("decision_id", name, decision.id or None, **facts)
            yield replace(found, element_name=decision.name, line=decision.line)


def _facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    # numbers stay numbers: people read them in the digits of their language
    return {key: value if type(value) is int else str(value) for key, value in facts.items()}
