"""Types to tests of values."""

from __future__ import annotations

from typing import Any

from decisions.feel.run import Run, TypeTest
from decisions.feel.syntax import tree
from decisions.feel.values.functions import Function
from decisions.feel.values.kinds import ORDERED, kind

FEEL_TYPES = ORDERED | {"boolean", "list", "context", "range", "function"}


def compile_type(node: tree.Type) -> TypeTest:
    """Return the test of a type, for values that are not null."""
    match node:
        case tree.NamedType(name=name):
            return named_type(name)
        case tree.ListType(element=element):
            return _list_type(compile_type(element))
        case tree.RangeType(element=element):
            return _range_type(compile_type(element))
        case tree.ContextType(entries=entries):
            return _context_type({key: compile_type(entry) for key, entry in entries})
        case tree.FunctionType(parameters=parameters):
            return _function_type(len(parameters))
    raise TypeError(f"{type(node).__name__} is no type of FEEL")


def named_type(name: str) -> TypeTest:
    """Return the test of a type of FEEL, or of the types the run knows."""
    if name == "Any":
        return lambda value, run: True
    if name in FEEL_TYPES:
        return lambda value, run: kind(value) == name

    def test(value: Any, run: Run) -> bool:
        known = run.types(name) if run.types is not None else None
        return known is not None and known(value, run)

    return test


def _list_type(element: TypeTest) -> TypeTest:
    def test(value: Any, run: Run) -> bool:
        if type(value) is not list:
            return False
        run.use(len(value))
        return all(item is None or element(item, run) for item in value)

    return test


def _range_type(element: TypeTest) -> TypeTest:
    def test(value: Any, run: Run) -> bool:
        if kind(value) != "range":
            return False
        return all(end is None or element(end, run) for end in (value.start, value.end))

    return test


def _context_type(entries: dict[str, TypeTest]) -> TypeTest:
    def test(value: Any, run: Run) -> bool:
        return type(value) is dict and all(
            key in value and (value[key] is None or entry(value[key], run))
            for key, entry in entries.items()
        )

    return test


def _function_type(parameters: int) -> TypeTest:
    def test(value: Any, run: Run) -> bool:
        if kind(value) != "function":
            return False
        # a built-in function is overloaded: it has no parameters to compare
        return not isinstance(value, Function) or len(value.parameters) == parameters

    return test
