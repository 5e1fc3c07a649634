"""One decision asked for an answer: variables in, plain data and a record of the way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from decisions import DecisionsError, dmn, feel
from engine.dmn.words import Words
from engine.errors import DecisionFailedError
from engine.ports import Limits

KEPT_RULES = 1_000  # of an evaluation that is too large to be kept whole
KEPT_WARNINGS = 20
KEPT_FACTS = 20
KEPT_FACT = 200
LARGEST = 2**53
VIOLATIONS = frozenset({"unique_violated", "any_violated"})
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """One version of a decision, ready to be evaluated by any thread.

    Attributes:
        id: of the definition; empty for a file that is only being tried.
        models: its file, and those it imports.
    """

    key: str
    models: dmn.Models
    words: Words
    id: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation gave and why, as plain data.

    Attributes:
        answer: the value of the decision as FEEL has it.
        answers: a map of output names and such values for each result, as Camunda has them.
        inputs: the variables that the file may read.
        result: the value of the decision; an ISO 8601 text for a date, a list for several results.
        results: a map of output names and values for each result, as Camunda has them: a number
            of more digits than a double has is the nearest double.
        decisions: each decision on the way, as the table `decision_evaluation` keeps them.
        truncated: it was too large: the values of inputs, result and decisions are left out.
    """

    definition_id: str
    key: str
    version: int
    answer: Any
    answers: list[Plain]
    inputs: Plain
    result: Any
    results: list[Plain]
    decisions: list[Plain]
    truncated: bool = False

    @property
    def violation(self) -> str | None:
        """The first table whose hit policy the rules that matched break, and how; None: none."""
        for record in self.decisions:
            for warning in record["warnings"]:
                if warning["code"] in VIOLATIONS:
                    return f"{record['name']}: {warning['message']}"
        return None

    def within(self, most_bytes: int) -> Evaluation:
        """Return what can be kept of it."""
        if len(orjson.dumps([self.inputs, self.result, self.decisions])) <= most_bytes:
            return self
        kept = [_bare(each) for each in self.decisions]
        return replace(self, inputs={}, result=None, decisions=kept, truncated=True)


def evaluate(
    decision: Decision, variables: Mapping[str, Any], limits: Limits, now: datetime
) -> Evaluation:
    """Evaluate a decision; of the variables only those that its file mentions are read.

    Args:
        now: what `now()` and `today()` give, in the time zone that is meant.

    Raises:
        DecisionFailedError: it takes too long, or its value can not be kept as plain data.
    """
    given, strange = _given(decision.words, variables)
    bounds = feel.Limits(steps=limits.decision_steps, seconds=limits.decision_seconds)
    try:
        found = dmn.evaluate(decision.models, decision.key, given, limits=bounds, now=now)
        made = Evaluation(
            decision.id,
            decision.key,
            decision.version,
            found.value,
            dmn.results(found),
            {name: feel.to_python(value) for name, value in given.items()},
            feel.to_python(found.value),
            [feel.to_python(each, rounded=True) for each in dmn.results(found)],
            [_trace(each) for each in found.outputs],
        )
        orjson.dumps([made.inputs, made.results, made.decisions])
    except (DecisionsError, TypeError, ValueError) as error:
        raise DecisionFailedError(key=decision.key, reason=str(error)) from error
    for name in strange:
        _warn(made, name)
    return made


def _given(words: Words, variables: Mapping[str, Any]) -> tuple[Plain, list[str]]:
    """Return the variables that are read as FEEL values, and those that are none."""
    given: Plain = {}
    strange = []
    for name in variables:
        if words.mention(name):
            try:
                given[name] = feel.from_python(variables[name])
            except (TypeError, ValueError):
                strange.append(name)
    return given, strange


def _warn(made: Evaluation, name: str) -> None:
    message = f"the variable {name} is of a type that FEEL does not have: it is not given"
    for record in made.decisions[-1:]:
        record["warnings"].append({"code": "not_feel", "message": message, "line": 1, "column": 1})


def _trace(trace: dmn.DecisionTrace) -> Plain:
    matches = trace.table.matches if trace.table else ()
    return {
        "id": trace.id,
        "name": ".".join((*trace.path, trace.name)),
        "inputs": _inputs(trace),
        "outputs": [feel.to_python(each) for each in trace.outputs],
        "value": feel.to_python(trace.value),
        "rules": list(trace.rules),
        "matches": [
            {"rule": match.rule, "index": match.index, "outputs": feel.to_python(match.outputs)}
            for match in matches
        ],
        "warnings": [
            {
                "code": w.code,
                "message": w.message,
                "line": w.line,
                "column": w.column,
                "facts": _facts(w.facts),
            }
            for w in trace.warnings
        ],
    }


def _facts(facts: Mapping[str, Any]) -> Plain:
    """Return the facts of a warning as they are kept: people read it in their language."""
    return {name: _fact(value) for name, value in facts.items()}


def _fact(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_fact(each) for each in value[:KEPT_FACTS]]
    short = isinstance(value, int) and abs(value) < LARGEST
    return value if short else str(value)[:KEPT_FACT]


def _inputs(trace: dmn.DecisionTrace) -> list[Plain]:
    cells: Iterable[tuple[str | None, str, Any]]
    if trace.table is not None:
        cells = ((cell.id, cell.label, cell.value) for cell in trace.table.inputs)
    else:
        cells = ((None, name, value) for name, value in trace.inputs.items())
    return [
        {"id": cell_id, "name": name, "value": feel.to_python(value)}
        for cell_id, name, value in cells
        if not isinstance(value, feel.Function)
    ]


def _bare(record: Plain) -> Plain:
    """Return the record of a decision without values."""
    return {
        **record,
        "inputs": [],
        "outputs": [],
        "value": None,
        "rules": record["rules"][:KEPT_RULES],
        "matches": [{**match, "outputs": {}} for match in record["matches"][:KEPT_RULES]],
        "warnings": [
            {**warning, "message": warning["message"][:200]}
            for warning in record["warnings"][:KEPT_WARNINGS]
        ],
    }
