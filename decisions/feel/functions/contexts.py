"""Functions of contexts."""

from __future__ import annotations

from typing import Any

from decisions.feel.functions.registry import NoValueError, built_in

Context = dict[str, Any]


@built_in("get value", "m: context, key: string", "context: context, key: string")
def get_value(context: Context, key: str) -> Any:
    """Return the value of a key, null without it."""
    return context.get(key)


@built_in("get value", "context: context, keys: list", "m: context, keys: list")
def get_nested_value(context: Context, keys: list[Any]) -> Any:
    """Return the value down a path of keys, null where it ends."""
    if not keys:
        raise NoValueError("the list of keys is empty")
    value: Any = context
    for key in keys:
        value = value.get(key) if type(value) is dict and type(key) is str else None
    return value


@built_in("get entries", "m: context", "context: context")
def get_entries(context: Context) -> list[Context]:
    """Return the entries as contexts of `key` and `value`."""
    return [{"key": key, "value": value} for key, value in context.items()]


@built_in("context", "entries: list")
def made_of(entries: list[Any]) -> Context:
    """Return the context of entries with `key` and `value`."""
    made: Context = {}
    for entry in entries:
        if type(entry) is not dict or type(entry.get("key")) is not str or "value" not in entry:
            raise NoValueError("an entry needs a key, which is a string, and a value")
        if entry["key"] in made:
            raise NoValueError(f"the key {entry['key'][:80]!r} occurs twice")
        made[entry["key"]] = entry["value"]
    return made


@built_in("context put", "context: context, key: string, value: any")
def put(context: Context, key: str, value: Any) -> Context:
    """Return a context with one entry more, or another value of it."""
    return {**context, key: value}


@built_in("context put", "context: context, keys: list, value: any")
def put_nested(context: Context, keys: list[Any], value: Any) -> Context:
    """Return a context with a value put down a path of keys."""
    if not keys or type(keys[0]) is not str:
        raise NoValueError("the keys must be strings, at least one")
    if len(keys) == 1:
        return put(context, keys[0], value)
    inner = context.get(keys[0])
    if type(inner) is not dict:
        raise NoValueError(f"there is no context at {keys[0][:80]!r}")
    return put(context, keys[0], put_nested(inner, keys[1:], value))


@built_in("context merge", "contexts: list")
def merge(contexts: list[Any]) -> Context:
    """Return the entries of all contexts; a later one wins."""
    if any(type(context) is not dict for context in contexts):
        raise NoValueError("the list holds something that is no context")
    return {key: value for context in contexts for key, value in context.items()}
