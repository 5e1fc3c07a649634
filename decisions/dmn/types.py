"""Declared types: which values conform to them, and what becomes of those that do not.

Source: DMN 1.5, 10.3.2.9 (type conformance and the implicit conversions).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from decisions.dmn.boxes import Text
from decisions.dmn.linking import Models
from decisions.dmn.model import ItemDefinition, Model
from decisions.dmn.texts import compile_tests
from decisions.feel import NOWHERE, Date, DateTime, Run, Scope, TypeTest, kind, to_text
from decisions.feel.values.kinds import DATE_TIME, DAYS_TIME, YEARS_MONTHS
from decisions.feel.values.temporal_text import (
    parse_date,
    parse_date_time,
    parse_duration,
    parse_temporal,
    parse_time,
)

KINDS: dict[str, str] = {
    **dict.fromkeys(
        ("number", "integer", "int", "long", "short", "double", "float", "decimal"), "number"
    ),
    "string": "string",
    "boolean": "boolean",
    "date": "date",
    "time": "time",
    DATE_TIME: DATE_TIME,
    "dateTime": DATE_TIME,
    DAYS_TIME: DAYS_TIME,
    "dayTimeDuration": DAYS_TIME,
    YEARS_MONTHS: YEARS_MONTHS,
    "yearMonthDuration": YEARS_MONTHS,
    "list": "list",
    "context": "context",
    "function": "function",
    "range": "range",
}
ANY = "Any"
MAX_SHOWN = 200
MAX_CHAIN = 100
"""How many definitions may refer to each other in a row; a longer row constrains nothing."""
_PARSERS: dict[str, Callable[[str], Any]] = {
    "date": parse_date,
    "time": parse_time,
    DATE_TIME: parse_date_time,
    DAYS_TIME: parse_duration,
    YEARS_MONTHS: parse_duration,
}
_PYTHON: dict[str, type] = {"number": Decimal, "string": str, "boolean": bool}


@dataclass(frozen=True, slots=True)
class Type:
    """A declared type.

    Attributes:
        test: whether a value that is not null conforms.
        collection: its values are lists.
        kind: the FEEL kind of its values, or of the items of its lists; None if it is not simple.
        parse: makes such a value of a text, as JSON has it.
        allowed: the unary tests of the nearest definition that has any.
    """

    name: str
    test: TypeTest
    collection: bool = False
    kind: str | None = None
    parse: Callable[[str], Any] | None = None
    allowed: Text | None = None

    def coerce(self, value: Any, run: Run) -> Any:
        """Return the value, converted if the standard says so, else null with a warning."""
        if value is None or self.test(value, run):
            return value
        if type(value) is list and len(value) == 1:
            if value[0] is not None and self.test(value[0], run):
                return value[0]
        elif type(value) is Date and self.test(moment := DateTime(value, 0, 0), run):
            return moment
        elif self.collection and self.test([value], run):
            return [value]
        run.warn(
            "type_mismatch",
            NOWHERE,
            "{value} is no {type}",
            value=_shown(value),
            type=self.name,
        )
        return None

    def parsed(self, value: Any) -> Any:
        """Return a value that came as JSON: temporal ones are texts there."""
        parse = self.parse
        if parse is None:
            return value
        if type(value) is list and self.collection:
            return [_parsed(parse, each) for each in value]
        return _parsed(parse, value)


def _shown(value: Any) -> str:
    text = to_text(value)[:MAX_SHOWN]
    return f'"{text}"' if type(value) is str else text


def _parsed(parse: Callable[[str], Any], value: Any) -> Any:
    if type(value) is not str:
        return value
    try:
        found = parse(value)
    except ValueError:
        return value
    return value if found is None else found


class Types:
    """The types of linked models, each compiled once."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._known: dict[tuple[Model, str, bool], Type | None] = {}

    def of(self, model: Model, name: str | None, *, shape: bool = False) -> Type | None:
        """Return a type by its name in a model; None for one that every value has.

        Args:
            shape: take no account of allowed values, as `instance of` does not.
        """
        if name is None or name == ANY:
            return None
        key = (model, name, shape)
        if key not in self._known:
            found = self._models.item(model, name)
            self._known[key] = (
                _simple(model, name) if found is None else _Definition(self, *found, shape).type()
            )
        return self._known[key]

    def tests(self, model: Model) -> Callable[[str], TypeTest | None]:
        """Return how `instance of` finds the types of a model."""

        def test(name: str) -> TypeTest | None:
            found = self._models.item(model, name) and self.of(model, name, shape=True)
            return found.test if found else None

        return test

    def base(self, model: Model, item: ItemDefinition, *, shape: bool) -> Type | None:
        """Return the type it refers to; one that refers back to itself constrains nothing."""
        names: set[tuple[Model, str]] = set()
        here: tuple[Model, ItemDefinition] | None = (model, item)
        while here is not None and here[1].base is not None:
            if (here[0], here[1].base) in names or len(names) == MAX_CHAIN:
                return None
            names.add((here[0], here[1].base))
            here = self._models.item(here[0], here[1].base)
        return self.of(model, item.base, shape=shape)


def _simple(model: Model, name: str) -> Type | None:
    wanted = KINDS.get(name)
    if wanted is None:
        return None
    python = _PYTHON.get(wanted)
    if python is not None:
        return Type(name, lambda value, _run: type(value) is python, kind=wanted)
    if wanted == "date" and model.open:  # Camunda's date has a time
        dates = ("date", DATE_TIME)
        return Type(name, lambda value, _run: kind(value) in dates, parse=parse_temporal)
    parse, collection = _PARSERS.get(wanted), wanted == "list"
    return Type(name, lambda value, _run: kind(value) == wanted, collection, wanted, parse)


@dataclass(frozen=True, slots=True)
class _Definition:
    """An item definition on its way to a type."""

    types: Types
    model: Model
    item: ItemDefinition
    shape: bool

    def type(self) -> Type:
        """Return the type that is defined."""
        item = self.item
        base = self.types.base(self.model, item, shape=self.shape)
        test = self._one(base)
        if item.collection:
            test = _every(test)
        if item.constraint is not None and not self.shape:
            test = _both(test, self._allowed(item.constraint))
        collection = item.collection or bool(base and base.collection)
        kinds = (base.kind, base.parse) if base else (None, None)
        allowed = item.allowed or (base.allowed if base else None)
        return Type(item.name, test, collection, *kinds, allowed)

    def _one(self, base: Type | None) -> TypeTest:
        """Return the test of a value, or of an item if the definition is of a list."""
        if self.item.function:
            return lambda value, _run: kind(value) == "function"
        test: TypeTest = base.test if base else _anything
        if self.item.components:
            test = self._components()
        if self.item.allowed is None or self.shape:
            return test
        allowed = self._allowed(self.item.allowed)
        if base is not None and base.collection:
            allowed = _either(allowed, _every(allowed))
        return _both(test, allowed)

    def _components(self) -> TypeTest:
        known: list[dict[str, TypeTest]] = []

        def test(value: Any, run: Run) -> bool:
            if type(value) is not dict:
                return False
            if not known:  # not before, for a definition may contain itself
                known.append({each.name: self._part(each) for each in self.item.components})
            return all(
                name in value and (value[name] is None or part(value[name], run))
                for name, part in known[0].items()
            )

        return test

    def _part(self, item: ItemDefinition) -> TypeTest:
        return _Definition(self.types, self.model, item, self.shape).type().test

    def _allowed(self, text: Text) -> TypeTest:
        test = compile_tests(self.model, text, ()).test
        return lambda value, run: test(Scope({}, None, run), value) is True


def _anything(value: Any, run: Run) -> bool:
    del value, run
    return True


def _every(test: TypeTest) -> TypeTest:
    def every(value: Any, run: Run) -> bool:
        if type(value) is not list:
            return False
        run.use(len(value))
        return all(item is None or test(item, run) for item in value)

    return every


def _either(first: TypeTest, second: TypeTest) -> TypeTest:
    return lambda value, run: first(value, run) or second(value, run)


def _both(first: TypeTest, second: TypeTest) -> TypeTest:
    return lambda value, run: first(value, run) and second(value, run)
