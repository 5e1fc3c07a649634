"""Decision tables: from XML to columns and rules."""

from __future__ import annotations

from typing import cast, get_args

from decisions.dmn.boxes import (
    Aggregation,
    Box,
    DecisionTable,
    HitPolicy,
    Input,
    Output,
    Rule,
    Text,
)
from decisions.dmn.document import Element, attribute, child, children
from decisions.dmn.errors import DmnError
from decisions.dmn.places import Places, type_of

_LETTERS = {policy[0]: policy for policy in get_args(HitPolicy)} | {
    "R": "RULE ORDER",
    "O": "OUTPUT ORDER",
}


def decision_table(places: Places, element: Element) -> Box:
    """Return a decision table.

    Raises:
        DmnError: its hit policy or aggregation is none of DMN.
    """
    hit_policy = (element.get("hitPolicy") or "UNIQUE").strip().upper()
    aggregation = (element.get("aggregation") or "").strip().upper() or None
    hit_policy = _LETTERS.get(hit_policy, hit_policy)
    place = places.of(element)
    if hit_policy not in get_args(HitPolicy):
        raise DmnError("unknown_hit_policy", place["line"], id=place["id"], policy=hit_policy)
    if aggregation is not None and aggregation not in get_args(Aggregation):
        raise DmnError("unknown_aggregation", place["line"], id=place["id"], policy=aggregation)
    return DecisionTable(
        **place,
        type=type_of(element),
        hit_policy=cast("HitPolicy", hit_policy),
        aggregation=cast("Aggregation | None", aggregation),
        inputs=tuple(_input(places, each) for each in children(element, "input")),
        outputs=tuple(_output(places, each) for each in children(element, "output")),
        rules=tuple(
            _rule(places, each, number)
            for number, each in enumerate(children(element, "rule"), start=1)
        ),
    )


def _input(places: Places, element: Element) -> Input:
    expression = child(element, "inputExpression")
    text = places.text(expression)
    return Input(
        **places.of(element),
        label=attribute(element, "label") or (text.text.strip() if text else ""),
        expression=text if text and text.text.strip() else None,
        type=type_of(expression),
        values=_values(places, child(element, "inputValues")),
        variable=attribute(element, "inputVariable"),
    )


def _output(places: Places, element: Element) -> Output:
    name = attribute(element, "name")
    return Output(
        **places.of(element),
        name=name,
        label=attribute(element, "label") or name or "",
        type=type_of(element),
        values=_values(places, child(element, "outputValues")),
        default=_values(places, child(element, "defaultOutputEntry")),
    )


def _values(places: Places, element: Element | None) -> Text | None:
    text = places.text(element)
    return text if text and text.text.strip() else None


def _rule(places: Places, element: Element, number: int) -> Rule:
    place = places.of(element)
    place["id"] = place["id"] or f"rule-{number}"
    return Rule(
        **place,
        inputs=tuple(_cell(places, each) for each in children(element, "inputEntry")),
        outputs=tuple(_cell(places, each) for each in children(element, "outputEntry")),
        description=_description(element),
    )


def _cell(places: Places, element: Element) -> Text:
    return places.text(element) or Text(**places.of(element), text="")


def _description(element: Element) -> str:
    found = child(element, "description")
    return "" if found is None else (found.text or "").strip()
