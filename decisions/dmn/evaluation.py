"""The evaluation of a graph: each element once, after what it requires."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from decisions.dmn.boxed import compile_box, function_value
from decisions.dmn.compiling import Compiler
from decisions.dmn.keys import keys_of
from decisions.dmn.linking import Found, Models, Path
from decisions.dmn.model import (
    Decision,
    DecisionService,
    Graph,
    InputData,
    KnowledgeModel,
    Model,
)
from decisions.dmn.names import own, shared, unusual
from decisions.dmn.plans import Key, Plan, Step, key_of, make_plan
from decisions.dmn.services import parameters, resolved, result_type, signature
from decisions.dmn.texts import Code
from decisions.dmn.trace import Decided, Record
from decisions.dmn.types import Types
from decisions.feel import NOWHERE, Function, Run, Scope

Values = Mapping[str, Any]
"""Names and FEEL values."""


class Program:
    """Linked models, compiled as far as they were evaluated so far. Safe for many threads."""

    def __init__(self, models: Models) -> None:
        self.models = models
        self.types = Types(models)
        self._codes: dict[tuple[Model, str], Code] = {}
        self._plans: dict[Key, Plan] = {}
        self._shared: dict[Model, frozenset[str]] = {}

    def value(self, found: Found, given: Values, record: Record) -> Any:
        """Return the value of an element; a function is called with what is given.

        Raises:
            DmnError: it requires itself.
            LimitExceededError: it takes too long.
        """
        key = key_of(found)
        if key not in self._plans:
            self._plans[key] = make_plan(self.models, [found])
        plan = self._plans[key]
        value = _Execution(self, given, {}, record).run(plan)[plan.targets[0]]
        if isinstance(found.element, KnowledgeModel | DecisionService):
            return self._called(found, value, own_values(given, found.path), record)
        return value

    def _called(self, found: Found, function: Any, given: Values, record: Record) -> Any:
        if not isinstance(function, Function):
            return None
        arguments = []
        for name, told in signature(self.models, found):
            if name not in given:
                record.warn("input_missing", NOWHERE, "{name} is not given", name=name)
                return None
            wanted = self.types.of(found.model, told)
            arguments.append(wanted.parsed(given[name]) if wanted else given[name])
        return function.call(arguments, record, NOWHERE)

    def compiler(self, model: Model, element: Graph) -> Compiler:
        """Return what compiles the texts of an element."""
        if model not in self._shared:
            keys = (key for _, each in self.models.reached(model) for key in keys_of(each))
            self._shared[model] = shared(self.models, model) | unusual(keys)
        names = self._shared[model] | own(self.models, model, element)
        return Compiler(model, self.types, names)

    def code(self, model: Model, element: Graph) -> Code:
        """Return the code of a decision's value, or of a knowledge model's function."""
        key = (model, element.id)
        if key not in self._codes:
            self._codes[key] = self._compiled(model, element)
        return self._codes[key]

    def _compiled(self, model: Model, element: Graph) -> Code:
        compiler = self.compiler(model, element)
        if isinstance(element, Decision):
            return compiler.coerced(compile_box(compiler, element.logic), element.type)
        if not isinstance(element, KnowledgeModel) or element.logic is None:
            return compile_box(compiler, None)
        result = result_type(self.models, model, element) or element.logic.type
        return function_value(compiler, element.logic, result)

    def service(self, found: Found) -> Function:
        """Return a decision service as a function of its inputs."""
        service = cast("DecisionService", found.element)
        inputs = parameters(self.models, found)
        outputs = list(resolved(self.models, found, service.outputs))
        types = [self.types.of(each.model, each.element.type) for each in inputs]
        result = self.types.of(found.model, result_type(self.models, found.model, service))

        def call(arguments: Sequence[Any], run: Run) -> Any:
            preset = {}
            for each, wanted, argument in zip(inputs, types, arguments, strict=True):
                value = argument if wanted is None else wanted.coerce(argument, run)
                if value is None and argument is not None:
                    return None
                preset[key_of(each)] = value
            value = self._together(outputs, inputs, preset, cast("Record", run))
            return value if result is None else result.coerce(value, run)

        names = tuple(each.element.variable for each in inputs)
        return Function(names, call, service.name)

    def _together(
        self, outputs: list[Found], inputs: list[Found], preset: dict[Key, Any], record: Record
    ) -> Any:
        plan = make_plan(self.models, outputs, preset)
        given = {each.element.variable: preset[key_of(each)] for each in inputs}
        values = _Execution(self, given, preset, record).run(plan)
        found = [values[slot] for slot in plan.targets]
        if len(found) == 1:
            return found[0]
        names = [each.element.variable for each in outputs]
        return dict(zip(names, found, strict=True))


def own_values(given: Values, path: Path) -> Values:
    """Return what is given to a model: what stands under the names of its imports comes first."""
    for name in path:
        inner = given.get(name)
        if isinstance(inner, dict):
            given = {**given, **inner}
    return given


class _Execution:
    """One run of a plan.

    Attributes:
        given: what the caller gave.
        preset: values of elements that are not evaluated, as a service's inputs.
    """

    def __init__(
        self, program: Program, given: Values, preset: Mapping[Key, Any], record: Record
    ) -> None:
        self.program, self.given, self.preset, self.record = program, given, preset, record
        self._given: dict[Path, Values] = {(): given}
        self._values: list[Any] = []

    def run(self, plan: Plan) -> list[Any]:
        """Return the values of all steps."""
        for step in plan.steps:
            self.record.use()
            if step.key in self.preset:
                self._values.append(self.preset[step.key])
            else:
                self._values.append(_EVALUATE[type(step.found.element)](self, step))
        return self._values

    def _scope(self, step: Step) -> tuple[dict[str, Any], Scope]:
        values: dict[str, Any] = {}
        for feed in step.feeds:
            value = self._values[feed.slot]
            for name in feed.outputs:
                values[name] = _part(value, name) if len(feed.outputs) > 1 else value
            for names in feed.names[:-1]:
                _put(values, names, value)
        for feed in step.feeds:  # no name is as sure as that of the variable
            _put(values, feed.names[-1], self._values[feed.slot])
        outside = None
        if step.found.model.open:
            outside = Scope(self._given_to(step.key.path), None, self.record)
        return values, Scope(values, outside, self.record)

    def _given_to(self, path: Path) -> Values:
        if path not in self._given:
            self._given[path] = own_values(self.given, path)
        return self._given[path]

    def input(self, step: Step) -> Any:
        """Return what was given for an input, as its type wants it."""
        element = step.found.element
        given = self._given_to(step.key.path)
        if element.variable not in given:
            self.record.warn("input_missing", NOWHERE, "{name} is not given", name=element.variable)
            return None
        value = given[element.variable]
        wanted = self.program.types.of(step.found.model, element.type)
        return value if wanted is None else wanted.coerce(wanted.parsed(value), self.record)

    def decision(self, step: Step) -> Any:
        """Return the value of a decision, and note how it came about."""
        model, element, path = step.found
        values, scope = self._scope(step)
        since = self.record.mark
        outer, self.record.types = self.record.types, self.program.types.tests(model)
        value = self.program.code(model, element)(scope)
        self.record.types = outer
        table = cast("Decision", element).table
        decided = Decided(element.id, element.name, path, table.id if table else None)
        self.record.close(decided, values, value, since)
        return value

    def knowledge(self, step: Step) -> Any:
        """Return a knowledge model as a function that may call itself."""
        values, scope = self._scope(step)
        value = self.program.code(step.found.model, step.found.element)(scope)
        values[step.found.element.variable] = value
        return value

    def service(self, step: Step) -> Any:
        """Return a decision service as a function."""
        return self.program.service(step.found)


def _part(value: Any, name: str) -> Any:
    if type(value) is list:
        return [_part(each, name) for each in value]
    return value.get(name) if type(value) is dict else None


def _put(values: dict[str, Any], names: Sequence[str], value: Any) -> None:
    for name in names[:-1]:
        inner = values.get(name)
        values[name] = dict(inner) if type(inner) is dict else {}
        values = values[name]
    values[names[-1]] = value


_EVALUATE: dict[type, Callable[[_Execution, Step], Any]] = {
    InputData: _Execution.input,
    Decision: _Execution.decision,
    KnowledgeModel: _Execution.knowledge,
    DecisionService: _Execution.service,
}
