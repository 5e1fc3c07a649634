"""Bytes -> instance: what nobody looks at stays as it is stored; see codec.py for the format."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.codec import CHUNKED, STATE, VERSION, StateVersionError, Stored
from engine.bpmn.dormant import NODE, OWNER, Chunk, Dormant
from engine.bpmn.environment import Environment
from engine.bpmn.events import Catching
from engine.bpmn.gateways import InclusiveGateway
from engine.bpmn.instance import Instance
from engine.bpmn.kinds import kind_of
from engine.bpmn.process_scope import Subprocess
from engine.bpmn.scope import Packed, Scope
from engine.bpmn.tokens import Token
from engine.bpmn.values import MARK, restore


def load(state: bytes, definition: Any, environment: Environment) -> Instance:
    """Return the instance that a state describes.

    Raises:
        StateVersionError: the state has a version that is not known.
    """
    header, end, tagged = _header(state)
    _, key, last_id, completed, rows, sizes = header
    large = []
    for size in sizes:
        large.append(state[end : end + size])
        end += size
    instance = Instance(definition, key, environment)
    instance.last_id, instance.completed = last_id, bool(completed)
    loader = Loader(instance, large, tagged=tagged)
    for row in rows:
        loader.process(row)
    loader.link()
    for token in list(instance.tokens.values()):
        _place(token, instance)
    for token in instance.tokens.values():
        kind = kind_of(token)
        if kind is not None:
            instance.before[token.id] = kind
    return instance


def _header(state: bytes) -> tuple[list[Any], int, bool]:
    try:
        end = 8 + int(state[:8])
        raw = state[8:end]
        header = orjson.loads(raw)
        version = header[0]
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise StateVersionError(version="?") from error
    if version not in (VERSION, CHUNKED):
        raise StateVersionError(version=version)
    return header, end, MARK in raw


def _place(token: Token, instance: Instance) -> None:
    """Put a token where the instance looks for it."""
    state = token._state
    if state == TaskState.READY:
        if not token.task_spec.manual:
            instance.ready.append(token)
    elif state == TaskState.WAITING and "gathering" not in token.internal_data:
        if isinstance(token.task_spec, InclusiveGateway):
            if token.task_spec.rechecks:
                instance.joins[token.id] = token
        elif isinstance(token.task_spec, Catching):
            instance.index(token)


def _same(value: Any) -> Any:
    return value


class Loader:
    """Makes the scopes and tokens of one state."""

    def __init__(self, instance: Instance, large: list[bytes], *, tagged: bool) -> None:
        self.restore: Callable[[Any], Any] = restore if tagged else _same
        self.instance, self.large = instance, large
        self.fetch = instance.environment.fetch
        self.owned: dict[int, list[int]] = {}
        instance.awaken = self.awaken

    def process(self, row: list[Any]) -> None:
        """Make one scope with its tokens; those around it exist already."""
        row += [None, None, [], None, 0, 0, 0, 0, 0, 0][len(row) :]
        owner_id, name, tokens, variables, call, listeners, compensations, gateways, *rest = row
        keys, chunks = rest
        process: Any = self.instance
        if owner_id is not None:
            process = self._subprocess(owner_id, name, variables, call)
        else:
            process.scope.own = self._variables(variables)
        process.listeners = set(listeners or ())
        process.compensations = self.restore(compensations) or []
        process.gateways, process.correlations = gateways or {}, self.restore(keys) or {}
        self._tokens(tokens, process)
        if chunks:
            process.dormant = Dormant([self._chunk(*chunk) for chunk in chunks])
        if process.asleep or chunks:
            self.instance.sleepers.append(process)

    def _chunk(
        self, first: int, last: int, nodes: list[str], owners: list[int], index: int
    ) -> Chunk:
        return Chunk(first, last, nodes, owners, self.large[index])

    def _tokens(self, rows: list[list[Any]], process: Any) -> None:
        nodes, asleep, owned = process.spec.task_specs, process.asleep, self.owned
        for row in rows:
            if len(row) > OWNER and row[OWNER] is not None:
                owned.setdefault(row[OWNER], []).append(row[0])
            if nodes[row[NODE]].waits_as == row[STATE]:
                asleep[row[0]] = row
            else:
                self.token(row, process)

    def link(self) -> None:
        """Tell the owners what hangs on them."""
        for owner_id, token_ids in self.owned.items():
            owner = self.instance.find(owner_id)
            assert owner is not None  # noqa: S101 - an owner outlives what hangs on it
            owner._children += token_ids

    def _subprocess(self, owner_id: int, name: str, variables: Stored | None, call: Any) -> Any:
        instance = self.instance
        owner = instance.tokens[owner_id]
        scope = owner.data
        if variables is not None:
            outer = None if call else scope
            changes = instance.scope.changes
            scope = Scope(self._variables(variables), outer, owner_id, changes)
        if not call:
            spec = owner.workflow.library[name]
            process = Subprocess(spec, owner, instance, scope)
        else:
            process = self._called(owner, call, scope)
        instance.subprocesses[owner_id] = process
        return process

    def _called(self, owner: Token, call: list[Any], scope: Scope) -> Subprocess:
        reference, key, business_key = call[0], call[1], self.restore(call[2]) or None
        outer = owner.workflow
        definition = self.instance.environment.called(reference) if reference else outer.definition
        process = Subprocess(definition.specs[key], owner, self.instance, scope)
        process.definition, process.key = definition, key
        process.library = definition.subprocess_specs[key]
        process.facts = {**outer.facts, "definition_key": key, "business_key": business_key}
        return process

    def token(self, row: list[Any], process: Any) -> Token:
        """Make a token of its row."""
        token_id, node, state, source, owner, internal, own = (
            row + [None, None, None, None, None, 0, 0][len(row) :]
        )
        token = Token.__new__(Token)
        token.id, token.workflow, token.task_spec = token_id, process, process.spec.task_specs[node]
        token._state, token._parent, token.source, token._children = state, owner, source, []
        token.internal_data = self.restore(internal) if internal else {}
        outer = process.scope
        if own != 0:
            if token.task_spec.is_instance:
                outer = self.instance.tokens[owner].data
            token.data = Scope(self._variables(own), outer, token_id)
        else:
            token.data = outer
        process.tasks[token_id] = self.instance.tokens[token_id] = token
        return token

    def awaken(self, row: list[Any], process: Any) -> Token:
        """Make a token of the row of one that slept; its rows in the tables are open."""
        token = self.token(row, process)
        self.instance.before[token.id] = kind_of(token) or ""
        return token

    def _variables(self, stored: Stored | None) -> dict[str, Any]:
        return {name: self._value(value) for name, value in (stored or {}).items()}

    def _value(self, value: Any) -> Any:
        if type(value) is list:
            return self.restore(value[0])
        if type(value) is int:
            return Packed(self.large[value])
        return Packed(None, value, self.fetch)
