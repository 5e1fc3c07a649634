"""Evaluations that were stored, in words: what was decided, from what, by which rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from engine import queries
from engine.queries import DecisionDefinition, DecisionEvaluation
from web.decisions import files
from web.decisions.attempts import worded
from web.decisions.files import DecisionFile
from web.decisions.layout import Drawn, drawn
from web.decisions.questions import question
from web.decisions.values import shown
from web.decisions.warnings import explained

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One evaluation in short.

    Attributes:
        outputs, inputs: pairs of what it is and words; both empty when they were too large to keep.
        numbers: of the rules that matched, as the table shows them.
    """

    evaluation: DecisionEvaluation
    decision: DecisionDefinition
    outputs: Pairs
    inputs: Pairs
    numbers: list[int]
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class Part:
    """One decision that was evaluated on the way, drawn with the rules that matched."""

    drawn: Drawn
    inputs: Pairs
    outputs: Pairs
    warnings: list[str]


def explanations(session: Session, rows: Sequence[DecisionEvaluation]) -> list[Explanation]:
    """Return evaluations in words, in the given order."""
    known: dict[str, tuple[DecisionDefinition, DecisionFile]] = {}
    found = []
    for row in rows:
        if row.definition_id not in known:
            decision = queries.decision(session, row.definition_id)
            known[row.definition_id] = decision, files.load(session, decision)
        found.append(_explanation(row, *known[row.definition_id]))
    return found


def _explanation(
    row: DecisionEvaluation, decision: DecisionDefinition, file: DecisionFile
) -> Explanation:
    asked = question(file.model, file.decision(decision.key))
    last = row.decisions[-1] if row.decisions else {}
    return Explanation(
        row,
        decision,
        [] if row.truncated else worded(asked, row.result),
        _inputs(last),
        [match["index"] for match in last.get("matches", [])],
        _warnings(row.decisions),
    )


def parts(session: Session, row: DecisionEvaluation) -> list[Part]:
    """Return every decision that an evaluation went through, the asked one first."""
    decision = queries.decision(session, row.definition_id)
    file = files.load(session, decision)
    by_id = {each.id: each for each in file.model.decisions}
    found = []
    for record in reversed(row.decisions):
        known = by_id.get(record["id"])
        if known is not None:
            asked = question(file.model, known)
            outputs = [] if row.truncated else worded(asked, record.get("value"))
            part = drawn(file.model, known, record["rules"])
            found.append(Part(part, _inputs(record), outputs, _warnings([record])))
    return found


def _inputs(record: Any) -> Pairs:
    return [(str(each["name"]), shown(each["value"])) for each in record.get("inputs", [])]


def _warnings(records: Iterable[Any]) -> list[str]:
    found: list[str] = []
    for record in records:
        numbers = {"indices": [match["index"] for match in record.get("matches", [])]}
        told = [
            {**warning, "facts": {**numbers, **(warning.get("facts") or {})}}
            for warning in record.get("warnings", [])
        ]
        found += explained(told)
    return list(dict.fromkeys(found))
