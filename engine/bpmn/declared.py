"""What a diagram declares about its nodes: filled by the parser, evaluated by the nodes.

Where a diagram holds an expression, the parser gives a Value (compiled when deployed):

- `Flow.condition`, loop `condition` and `cardinality`, completion and activation conditions,
  `ConditionalEventDefinition.expression`: Value or None.
- multi-instance `collection`: Value (a variable's name is compiled to an expression too);
  `results` is the name of the variable for its results, `item` and `result` those per instance.
- `Timer(name, value, kind)`: a Text holds an ISO 8601 literal or cron, already checked.
- `ScriptTask.script`: Python text for ScriptRunner.execute; with `result_variable` it is a Value
  whose result goes there.

Every node may carry (class attributes of FlowNode, so that an undeclared one costs nothing):

- `translations`: language -> name, from `ravand:name`; `documentation`: text or None.
- `declared_inputs`, `declared_outputs`: tuple of Parameter. Inputs are evaluated before the node
  begins and become variables of the node's own scope; outputs are evaluated when it completed and
  are set in the scope around it.
- user tasks: `assignment`; service, send and business rule tasks that wait: `work`;
  call activities: `call`; start events: `initiator` (name of the variable for the starter).
- message and signal definitions: `payload` (tuple of Parameter; empty: nothing goes along) and
  `label` (Value of the name, None when the name is plain text).
- error and escalation definitions that catch: `code_variable`, `message_variable`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from engine.ports import ScriptError, ScriptRunner


class Value(Protocol):
    """Something to evaluate: an expression, a text, a script, a list or map of such."""

    @property
    def names(self) -> frozenset[str]:
        """The variables it reads."""

    def evaluate(
        self, variables: Mapping[str, Any], scripts: ScriptRunner, facts: Mapping[str, Any]
    ) -> Any:
        """Return the value; raises ports.ScriptError."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable and where its value comes from."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who works a user task, until when, with which form.

    Attributes:
        candidate_users, candidate_groups: each value is one id, a text of ids separated by commas,
            or a list of ids. Lanes are in here already where they count.
        due_at, follow_up_at: ISO 8601 date-time, or a duration from now; a datetime from an
            expression.
        priority: a whole number, 50 when None.
        form_key: file name or form id, prefixes taken off.
        description: the documentation, which may hold ${...}.
        separate_from: ids of the activities whose doers may not do it.
    """

    assignee: Value | None = None
    candidate_users: tuple[Value, ...] = ()
    candidate_groups: tuple[Value, ...] = ()
    due_at: Value | None = None
    follow_up_at: Value | None = None
    priority: Value | None = None
    form_key: Value | None = None
    description: Value | None = None
    separate_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """The job that a waiting task makes.

    Attributes:
        kind: "connector" (topic is its name) or "external".
        retry_cycle: R3/PT10M, a list of durations, or None.
        priority: a whole number, 0 when None.
        result_variable: where the connector's whole answer goes; None: its items become variables.
    """

    kind: str
    topic: Value
    retry_cycle: str | None = None
    priority: Value | None = None
    result_variable: str | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The decision that a task evaluates, and what becomes of its result.

    Attributes:
        reference: `key`, `key:3`, `key@tag` or an id.
        binding: "latest", "deployment", "version" or "versionTag"; `version` is the number or tag.
        result: the variable that takes the result as `mapping` says, a key of dmn.results.
        spread: without that variable, each output becomes a variable.
    """

    reference: Value
    binding: str = "latest"
    version: Value | None = None
    result: str | None = None
    mapping: str = "resultList"
    spread: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """What a call activity calls, and what goes in and comes out.

    Attributes:
        element: key of the called process.
        inputs, outputs: named ones. `all_in`, `all_out`: every variable as well.
            Camunda 7 passes nothing undeclared; a call that declares nothing at all passes
            everything both ways, as BPMN's own diagrams expect.
        business_key: of the called instance; None: none.
        binding: "latest", "deployment", "version" or "versionTag"; `version` is the number or tag.
    """

    element: Value
    inputs: tuple[Parameter, ...] = ()
    outputs: tuple[Parameter, ...] = ()
    all_in: bool = True
    all_out: bool = True
    business_key: Value | None = None
    binding: str = "latest"
    version: Value | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A value that means itself: mostly a text."""

    text: Any
    names: frozenset[str] = frozenset()

    def evaluate(
        self,
        variables: Mapping[str, Any],
        scripts: ScriptRunner,
        facts: Mapping[str, Any],
    ) -> Any:
        """Return the value."""
        return self.text


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable by its name; None if there is none, as Camunda passes it."""

    name: str

    @property
    def names(self) -> frozenset[str]:
        """The variable."""
        return frozenset({self.name})

    def evaluate(
        self, variables: Mapping[str, Any], scripts: ScriptRunner, facts: Mapping[str, Any]
    ) -> Any:
        """Return the variable."""
        del scripts, facts
        return variables.get(self.name)


@dataclass(frozen=True, slots=True)
class Shown:
    """A text for people that may hold expressions: shown as it is where these fail."""

    text: str
    value: Value

    @property
    def names(self) -> frozenset[str]:
        """The variables it reads."""
        return self.value.names

    def evaluate(
        self, variables: Mapping[str, Any], scripts: ScriptRunner, facts: Mapping[str, Any]
    ) -> Any:
        """Return the text with the values filled in; no work waits for a missing variable."""
        try:
            found = self.value.evaluate(variables, scripts, facts)
        except ScriptError:
            return self.text
        # what begins with = may be a heading as well as FEEL, which finds null where it fails
        return self.text if found is None and self.text.startswith("=") else found


@dataclass(frozen=True, slots=True)
class Items:
    """A list of values."""

    items: tuple[Value, ...]

    @property
    def names(self) -> frozenset[str]:
        """The variables that its items read."""
        return frozenset[str]().union(*(item.names for item in self.items))

    def evaluate(
        self, variables: Mapping[str, Any], scripts: ScriptRunner, facts: Mapping[str, Any]
    ) -> Any:
        """Return the list."""
        return [item.evaluate(variables, scripts, facts) for item in self.items]


@dataclass(frozen=True, slots=True)
class Placed:
    """A value put into a map, on a path of keys; maps that are missing are made.

    Attributes:
        base: the variable that is the map to add to; empty: a new one.
    """

    value: Value
    path: tuple[str, ...]
    base: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The variables it reads."""
        return self.value.names | ({self.base} if self.base else set())

    def evaluate(
        self, variables: Mapping[str, Any], scripts: ScriptRunner, facts: Mapping[str, Any]
    ) -> Any:
        """Return a copy of the map with the value in it."""
        value = self.value.evaluate(variables, scripts, facts)
        return _placed(variables.get(self.base), self.path, value)


def _placed(base: Any, path: tuple[str, ...], value: Any) -> Any:
    if not path:
        return value
    made = dict(base) if isinstance(base, Mapping) else {}
    made[path[0]] = _placed(made.get(path[0]), path[1:], value)
    return made


@dataclass(frozen=True, slots=True)
class Entries:
    """A map of values."""

    entries: tuple[Parameter, ...] = field(default=())

    @property
    def names(self) -> frozenset[str]:
        """The variables that its values read."""
        return frozenset[str]().union(*(entry.value.names for entry in self.entries))

    def evaluate(
        self, variables: Mapping[str, Any], scripts: ScriptRunner, facts: Mapping[str, Any]
    ) -> Any:
        """Return the map."""
        return {e.name: e.value.evaluate(variables, scripts, facts) for e in self.entries}
