"""The methods and functions that expressions may call: a closed list.

Each method takes the receiver and its arguments, and refuses a receiver of the wrong kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from engine.bpmn.expressions.errors import ExpressionError
from engine.bpmn.expressions.juel import decision_results, moments
from engine.bpmn.expressions.juel.coercion import MOST_LENGTH, kind, to_text, to_whole
from engine.bpmn.expressions.juel.operators import equal
from engine.ports import ScriptError

Function = Callable[..., Any]
Kinds = tuple[type, ...]

EXECUTION = "execution"
PARTS = {
    "businessKey": "business_key",
    "processBusinessKey": "business_key",
    "processInstanceId": "instance_id",
    "processDefinitionKey": "definition_key",
}
READERS: Mapping[str, Callable[[Mapping[str, Any], str], Any]] = {
    "getVariable": lambda variables, name: variables.get(name),
    "hasVariable": lambda variables, name: name in variables,
}
EXECUTION_PARTS = ", ".join((*PARTS, *(f"{name}(name)" for name in READERS)))
FUNCTIONS = ("now", "dateTime")
FUNCTION_LIST = " and ".join(f"{name}()" for name in FUNCTIONS)

TEXT: Kinds = (str,)
LIST: Kinds = (list, tuple)
GROUP: Kinds = (list, tuple, set, frozenset)
MAP: Kinds = (dict,)
SIZED: Kinds = (*GROUP, dict)
MOMENT: Kinds = (date, datetime)


def execution_part(name: str) -> str:
    """Return the fact behind execution.name.

    Raises:
        ExpressionError: there is none.
    """
    if name not in PARTS:
        raise ExpressionError(f"There is no execution.{name}; there are {EXECUTION_PARTS}.")
    return PARTS[name]


def execution_method(name: str, count: int) -> str:
    """Return the fact behind execution.getName().

    Raises:
        ExpressionError: there is none; an expression changes nothing.
    """
    if name.startswith(("set", "remove")):
        raise ExpressionError(f"execution.{name} changes something; an expression only reads.")
    if count == 0 and name.startswith("get"):
        return execution_part(name[3:4].lower() + name[4:])
    raise ExpressionError(f"There is no execution.{name}(...); there are {EXECUTION_PARTS}.")


def method(name: str, count: int) -> Function:
    """Return the function behind receiver.name(arguments).

    Raises:
        ExpressionError: there is no method of that name with so many arguments.
    """
    choices = METHODS.get(name)
    if choices is None:
        raise ExpressionError(
            f"There is no method {name}(...). Call Java beans from an external task instead."
        )
    fitting = [(kinds, function) for kinds, counts, function in choices if count in counts]
    if not fitting:
        raise ExpressionError(f"The method {name} does not take {count} arguments.")

    def run(receiver: Any, *arguments: Any) -> Any:
        for kinds, function in fitting:
            if isinstance(receiver, kinds):
                return function(receiver, *arguments)
        raise ScriptError(f"{kind(receiver)} has no method {name}.")

    return run


def _get(values: Any, position: Any) -> Any:
    index = to_whole(position)
    if not 0 <= index < len(values):
        raise ScriptError(f"The list has no entry {index}: it has {len(values)}.")
    return values[index]


def _contains(values: Any, wanted: Any) -> bool:
    return any(_is(value, wanted) for value in values)


def _is(one: Any, other: Any) -> bool:
    """Java's equals: no conversion between texts and numbers."""
    if isinstance(one, str) != isinstance(other, str):
        return False
    if isinstance(one, bool) != isinstance(other, bool):
        return False
    return equal(one, other)


def _substring(text: str, start: Any, end: Any = None) -> str:
    first, last = to_whole(start), len(text) if end is None else to_whole(end)
    if not 0 <= first <= last <= len(text):
        raise ScriptError(f"The text has no part from {first} to {last}: it is {len(text)} long.")
    return text[first:last]


def _concat(text: str, other: Any) -> str:
    joined = text + to_text(other)
    if len(joined) > MOST_LENGTH:
        raise ScriptError(f"The text is longer than {MOST_LENGTH} characters.")
    return joined


def _fold(value: Any) -> str:
    return to_text(value).casefold()


def _moved(unit: str, sign: int) -> Function:
    def run(moment: Any, amount: Any) -> Any:
        return moments.moved(moment, unit, sign * to_whole(amount))

    return run


METHODS: dict[str, list[tuple[Kinds, tuple[int, ...], Function]]] = {
    "size": [(SIZED, (0,), len)],
    "isEmpty": [((*SIZED, str), (0,), lambda v: len(v) == 0)],
    "contains": [
        (TEXT, (1,), lambda v, part: to_text(part) in v),
        (GROUP, (1,), _contains),
    ],
    "indexOf": [(TEXT, (1,), lambda v, part: v.find(to_text(part)))],
    "get": [(LIST, (1,), _get), (MAP, (1,), lambda v, key: v.get(key))],
    "containsKey": [(MAP, (1,), lambda v, key: key in v)],
    "containsValue": [(MAP, (1,), lambda v, wanted: _contains(v.values(), wanted))],
    "keySet": [(MAP, (0,), list)],
    "values": [(MAP, (0,), lambda v: list(v.values()))],
    "equals": [((object,), (1,), _is)],
    "toString": [((object,), (0,), to_text)],
    "equalsIgnoreCase": [(TEXT, (1,), lambda v, other: v.casefold() == _fold(other))],
    "length": [(TEXT, (0,), len)],
    "toLowerCase": [(TEXT, (0,), str.lower)],
    "toUpperCase": [(TEXT, (0,), str.upper)],
    "trim": [(TEXT, (0,), str.strip)],
    "startsWith": [(TEXT, (1,), lambda v, part: v.startswith(to_text(part)))],
    "endsWith": [(TEXT, (1,), lambda v, part: v.endswith(to_text(part)))],
    "substring": [(TEXT, (1, 2), _substring)],
    "concat": [(TEXT, (1,), _concat)],
    "intValue": [((int, float, str), (0,), to_whole)],
    "isBefore": [(MOMENT, (1,), moments.is_before)],
    "isAfter": [(MOMENT, (1,), lambda v, other: moments.is_before(other, v))],
    "toDate": [(MOMENT, (0,), lambda v: v)],
}
METHODS |= {
    "getSingleResult": [(LIST, (0,), decision_results.single_result)],
    "getFirstResult": [(LIST, (0,), decision_results.first_result)],
    "getSingleEntry": [((*LIST, *MAP), (0,), decision_results.single_entry)],
    "getResultList": [(LIST, (0,), list)],
    "collectEntries": [(LIST, (1,), decision_results.collect)],
    "getFirstEntry": [(MAP, (0,), decision_results.first_entry)],
    "getEntry": [(MAP, (1,), lambda v, key: v.get(key))],
}
for _unit in moments.UNITS:
    METHODS[f"plus{_unit}"] = [(MOMENT, (1,), _moved(_unit, 1))]
    METHODS[f"minus{_unit}"] = [(MOMENT, (1,), _moved(_unit, -1))]
