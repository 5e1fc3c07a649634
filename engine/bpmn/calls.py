"""Call activities: another process in a scope of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs import defaults

from engine.bpmn.declared import Call, Parameter, Text
from engine.bpmn.failures import IncidentError
from engine.bpmn.scope import Scope
from engine.bpmn.scripts import evaluate, evaluate_in
from engine.bpmn.subprocesses import SubProcess
from engine.bpmn.tokens import Token
from engine.errors import NotFoundError


class CallActivity(SubProcess, defaults.CallActivity):
    """Runs another process: inputs are copied in when it starts, outputs back when it ended."""

    call: Call | None = None

    @property
    def called(self) -> str | None:
        """The key of the called process, if the diagram names it."""
        element = None if self.call is None else self.call.element
        return str(element.text) if isinstance(element, Text) else None

    def open(self, token: Token) -> Any:
        """Return the scope of the called process, opened."""
        process, top = token.workflow, token.workflow.top_workflow
        definition, key = self.target(token)
        spec = definition.specs[key]
        facts = {**process.facts, "definition_key": key, "business_key": self._business_key(token)}
        scope = Scope({}, None, token.id, top.scope.changes)
        for name, value in self.given(token, spec):
            scope.declare(name, value)
        for name in spec.data_objects:
            scope.own.setdefault(name, None)
        called = top.open_scope(spec, token, scope)
        called.definition, called.library = definition, definition.subprocess_specs[key]
        called.facts, called.key = facts, key
        token.internal_data["called"] = key
        return called

    def target(self, token: Token) -> tuple[Any, str]:
        """Return the definition that holds the called process, and its key.

        Raises:
            IncidentError: there is none.
        """
        own = token.workflow.definition
        key = str(self.spec if self.call is None else evaluate(token, self.call.element)).strip()
        bound = self.call is not None and self.call.version is not None
        if key in own.specs and not bound:
            return own, key
        try:
            definition = token.workflow.top_workflow.environment.called(self._reference(token, key))
        except NotFoundError as error:
            raise IncidentError("definition", f"the called process {key!r} is missing") from error
        if key not in definition.specs:
            raise IncidentError("definition", f"the called process {key!r} is missing")
        return definition, key

    def _reference(self, token: Token, key: str) -> str:
        if self.call is None or self.call.version is None:
            return key
        mark = "@" if self.call.binding == "versionTag" else ":"
        return f"{key}{mark}{evaluate(token, self.call.version)}"

    def _business_key(self, token: Token) -> Any:
        declared = None if self.call is None else self.call.business_key
        return None if declared is None else evaluate(token, declared)

    def given(self, token: Token, spec: Any) -> Iterator[tuple[str, Any]]:
        """Yield what goes in: what is declared, else what the called process asks for, else all."""
        call, io = self.call, spec.io_specification
        if (call is None or not (call.inputs or not call.all_in)) and io and io.data_inputs:
            yield from _required(token, [item.bpmn_id for item in io.data_inputs])
            return
        if call is None or call.all_in:
            yield from token.data.stored()
        for parameter in call.inputs if call else ():
            yield parameter.name, evaluate(token, parameter.value)

    def gather(self, token: Token, process: Any) -> None:
        """Copy the outputs into the scope of the call, before the called one is gone."""
        if "undoes" in token.internal_data:
            return
        call, io, inner = self.call, process.spec.io_specification, process.scope
        outputs: tuple[Parameter, ...] = call.outputs if call else ()
        if (call is None or not (outputs or not call.all_out)) and io and io.data_outputs:
            names = [item.bpmn_id for item in io.data_outputs if item.bpmn_id in inner]
        else:
            names = list(inner.own) if call is None or call.all_out else []
        found = {name: inner.own[name] for name in names}
        for parameter in outputs:
            found[parameter.name] = evaluate_in(process, inner, parameter.value)
        self.accept(token, found)


def _required(token: Token, names: list[str]) -> Iterator[tuple[str, Any]]:
    for name in names:
        if name not in token.data:
            raise IncidentError("expression", f"missing input {name!r}")
        yield name, token.data[name]
