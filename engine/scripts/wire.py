"""Values on their way out of the sandbox: always as text, never as objects.

The interpreter could hand over objects, but a hostile script can make one whose mere hashing takes
the server an eternity (a set that holds a tuple of the same tuple of the same tuple ...). Text can
only be long, and its length is bounded before it leaves.

First a short text is tried, Python's own `repr`: cheap, and right for nearly every script. What
does not fit or is no literal is asked for again, spelt out as JSON with tagged types.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import orjson

from engine.scripts import literals
from engine.scripts.literals import LEAST_INT, MOST_INT

SHORT = 2048
DEPTH = 60
TAG = "\0t"

SPELL = f"""
def __ravand_spell(v, d):
    t = type(v).__name__
    if t == 'str' or t == 'bool' or t == 'NoneType':
        return v
    if t == 'int':
        if {LEAST_INT} <= v <= {MOST_INT}:
            return v
        return {{'\\0t': ['odd', 'a number beyond 64 bits']}}
    if t == 'float':
        return v if v - v == 0 else {{'\\0t': ['odd', 'an infinite or undefined number']}}
    if d == 0:
        return {{'\\0t': ['odd', 'a value nested deeper than {DEPTH} levels']}}
    if t == 'list':
        return [__ravand_spell(i, d - 1) for i in v]
    if t == 'dict':
        for k in v:
            if type(k).__name__ != 'str' or k == '\\0t':
                return {{'\\0t': ['dict', [[__ravand_spell(k, d - 1), __ravand_spell(i, d - 1)]
                                          for k, i in v.items()]]}}
        return {{k: __ravand_spell(i, d - 1) for k, i in v.items()}}
    if t == 'tuple' or t == 'set' or t == 'frozenset':
        return {{'\\0t': [t, [__ravand_spell(i, d - 1) for i in v]]}}
    if t == 'datetime' or t == 'date' or t == 'time':
        return {{'\\0t': [t, v.isoformat()]}}
    if t == 'timedelta':
        return {{'\\0t': [t, [v.days, v.seconds, v.microseconds]]}}
    if t == 'Decimal':
        return {{'\\0t': [t, str(v)]}}
    if t == 'bytes':
        return {{'\\0t': [t, v.hex()]}}
    return {{'\\0t': ['odd', 'a value of type ' + t]}}
import json as __ravand_json
"""

RESTORE: dict[str, Callable[[Any], Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda parts: timedelta(*parts),
    "Decimal": Decimal,
    "bytes": bytes.fromhex,
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "dict": dict,
}


class OddValueError(Exception):
    """A value is of a kind that cannot be a process variable."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def short(names: Iterable[str], *, certain: bool, taken: Collection[str] = ()) -> str:
    """Return the expression that yields the named variables as a short text.

    Args:
        names: what to return.
        certain: all of them are bound; otherwise those that are.
        taken: names of source.SHELTERED that the script uses itself.
    """
    if certain:
        pairs = ", ".join(f"{name!r}: {name}" for name in sorted(names))
        code = f"{{{pairs}}}"
    else:
        code = _among(names, "v", taken)
    return f'f"{{({code})!r:.{SHORT}}}"'


def long(names: Iterable[str], most_characters: int, taken: Collection[str] = ()) -> str:
    """Return the code that yields the named variables that are bound, spelt out."""
    spell = SPELL.replace(" type(", " __ravand_type(") if "type" in taken else SPELL
    code = _among(names, f"__ravand_spell(v, {DEPTH})", taken)
    return f'{spell}f"{{__ravand_json.dumps({code}):.{most_characters + 1}}}"'


def _among(names: Iterable[str], value: str, taken: Collection[str]) -> str:
    chosen = "".join(f"{name!r}, " for name in sorted(names))
    everything = "__ravand_locals" if "locals" in taken else "locals"
    return f"{{k: {value} for k, v in {everything}().items() if k in ({chosen})}}"


def read_short(text: str) -> dict[str, Any] | None:
    """Return what a short text says, or None if it has to be asked for again."""
    # an ellipsis may stand for a value that contains itself, \ud for half a character
    if len(text) >= SHORT or "..." in text or "\\ud" in text:
        return None
    try:
        value = literals.read(text)
    except literals.NoLiteralError:
        return None
    return value if type(value) is dict else None


def read_long(text: str) -> dict[str, Any]:
    """Return the variables as spelt, not yet restored.

    Raises:
        OddValueError: the text is no JSON: some object lied about itself.
    """
    try:
        spelt: dict[str, Any] = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise OddValueError("a value that cannot be read") from error
    return spelt


def restore(value: Any) -> Any:
    """Return the value that was spelt.

    Raises:
        OddValueError: some part of it can be no process variable.
    """
    if type(value) is list:
        return [restore(item) for item in value]
    if type(value) is not dict:
        return value
    if TAG not in value:
        return {key: restore(item) for key, item in value.items()}
    try:
        kind, content = value[TAG]
        return RESTORE[kind](restore(content))
    except (ValueError, TypeError, KeyError, ArithmeticError) as error:
        raise OddValueError(_odd_kind(value[TAG])) from error


def _odd_kind(tagged: Any) -> str:
    if type(tagged) is list and len(tagged) == 2 and tagged[0] == "odd":
        return str(tagged[1])
    return "a value that cannot be read"


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are equal in their types, too: 1 is neither True nor 1.0."""
    if type(one) is not type(other):
        return False
    if type(one) is dict:
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if type(one) in (list, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)
