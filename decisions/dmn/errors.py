"""Why a file of decisions is refused as a whole, or a decision cannot be evaluated."""

from __future__ import annotations

from typing import Any

from decisions import DecisionsError

WORDS = {
    "empty_file": "The file is empty.",
    "too_large": "The file has more than {limit} MB.",
    "too_many_elements": "The file has more than {limit} elements.",
    "too_deep": "The elements are nested more than {limit} levels deep.",
    "document_type": "A document type declaration (DOCTYPE) is not accepted.",
    "not_xml": "The file is no XML: {reason} in column {column}.",
    "not_dmn": "The file is no DMN: its root is <{tag}> of the namespace {namespace}.",
    "unknown_hit_policy": "The table {id} has the hit policy {policy}, which is none of DMN.",
    "unknown_aggregation": "The table {id} collects with {policy}, which is none of DMN.",
    "unknown_decision": "The model has no decision, service or function named {name}.",
    "ambiguous_namespace": "Two of the linked models have the namespace {namespace}.",
    "requirement_cycle": "The decision {name} requires itself: {path}.",
}


class DmnError(DecisionsError):
    """A DMN file, or a request to evaluate it, is refused.

    Attributes:
        code: stable, a key of the catalogue.
        line: of the file, counted from 1; None when no place is to blame.
        template: the message as an English format string over `facts`.
    """

    def __init__(self, code: str, line: int | None = None, **facts: Any) -> None:
        self.template = WORDS[code]
        super().__init__(self.template.format(**facts))
        self.code, self.line, self.facts = code, line, facts
