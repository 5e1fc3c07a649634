"""Boxed expressions: from XML to what they mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from decisions.dmn.boxes import (
    Box,
    Conditional,
    Context,
    Entry,
    Filter,
    Function,
    Invocation,
    Iteration,
    ListBox,
    LiteralExpression,
    Parameter,
    Relation,
    Text,
)
from decisions.dmn.document import Element, attribute, child, children, local_name
from decisions.dmn.places import Places, type_of
from decisions.dmn.table_reader import decision_table


def parameters(places: Places, element: Element | None, tag: str) -> tuple[Parameter, ...]:
    """Return the formal parameters or columns of an element."""
    return tuple(
        Parameter(**places.of(each), name=each.get("name") or "", type=type_of(each))
        for each in children(element, tag)
    )


def box_in(places: Places, element: Element | None) -> Box | None:
    """Return the boxed expression that an element holds, if it holds one."""
    found = child(element, *_READERS)
    return None if found is None else _box(places, found)


def function(places: Places, element: Element) -> Function:
    """Return a function definition, or the logic of a knowledge model."""
    return Function(
        **places.of(element),
        type=type_of(element),
        kind=element.get("kind") or "FEEL",
        parameters=parameters(places, element, "formalParameter"),
        body=box_in(places, element),
    )


def _box(places: Places, element: Element) -> Box:
    return _READERS[local_name(element)](places, element)


def _boxes(places: Places, element: Element) -> tuple[Box, ...]:
    return tuple(_box(places, each) for each in children(element, *_READERS))


def _literal(places: Places, element: Element) -> Box:
    text = places.text(element)
    foreign = child(element, "importedValues") is not None
    if text is None or foreign:
        language = "imported values" if foreign else None
        text = Text(**places.of(element), text="", language=language) if foreign else None
    return LiteralExpression(**places.of(element), type=type_of(element), text=text)


def _context(places: Places, element: Element) -> Box:
    entries = []
    for each in children(element, "contextEntry"):
        variable = child(each, "variable")
        entries.append(
            Entry(
                **places.of(each),
                name=None if variable is None else variable.get("name") or "",
                type=None if variable is None else type_of(variable),
                value=box_in(places, each),
            )
        )
    return Context(**places.of(element), type=type_of(element), entries=tuple(entries))


def _invocation(places: Places, element: Element) -> Box:
    bindings = []
    for each in children(element, "binding"):
        parameter = child(each, "parameter")
        name = None if parameter is None else parameter.get("name")
        bindings.append(Entry(**places.of(each), name=name or "", value=box_in(places, each)))
    return Invocation(
        **places.of(element),
        type=type_of(element),
        function=box_in(places, element),
        bindings=tuple(bindings),
    )


def _relation(places: Places, element: Element) -> Box:
    return Relation(
        **places.of(element),
        type=type_of(element),
        columns=parameters(places, element, "column"),
        rows=tuple(_boxes(places, row) for row in children(element, "row")),
    )


def _list(places: Places, element: Element) -> Box:
    items = _boxes(places, element)
    return ListBox(**places.of(element), type=type_of(element), items=items)


def _conditional(places: Places, element: Element) -> Box:
    return Conditional(
        **places.of(element),
        type=type_of(element),
        condition=box_in(places, child(element, "if")),
        then=box_in(places, child(element, "then")),
        otherwise=box_in(places, child(element, "else")),
    )


def _filter(places: Places, element: Element) -> Box:
    return Filter(
        **places.of(element),
        type=type_of(element),
        items=box_in(places, child(element, "in")),
        match=box_in(places, child(element, "match")),
    )


def _iteration(kind: Literal["for", "some", "every"]) -> Callable[[Places, Element], Box]:
    def read(places: Places, element: Element) -> Box:
        return Iteration(
            **places.of(element),
            type=type_of(element),
            kind=kind,
            variable=attribute(element, "iteratorVariable") or "",
            items=box_in(places, child(element, "in")),
            body=box_in(places, child(element, "return", "satisfies")),
        )

    return read


_READERS: dict[str, Callable[[Places, Element], Box]] = {
    "literalExpression": _literal,
    "context": _context,
    "invocation": _invocation,
    "relation": _relation,
    "list": _list,
    "functionDefinition": function,
    "conditional": _conditional,
    "filter": _filter,
    "for": _iteration("for"),
    "some": _iteration("some"),
    "every": _iteration("every"),
    "decisionTable": decision_table,
}
