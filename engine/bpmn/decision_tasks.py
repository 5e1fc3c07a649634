"""Business rule tasks that evaluate a decision, at once and within the step."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs import defaults

from decisions.feel import LimitExceededError
from engine.bpmn.activities import Activity
from engine.bpmn.declared import Ruling
from engine.bpmn.expressions.feel_values import to_variable
from engine.bpmn.failures import IncidentError
from engine.bpmn.scripts import evaluate
from engine.bpmn.step import Decided
from engine.bpmn.tokens import Token
from engine.dmn import evaluating, results
from engine.dmn.evaluating import Evaluation
from engine.errors import DecisionFailedError, NotFoundError

INCIDENT = "decision"
VIOLATED = "The decision contradicts itself. {reason}. Deploy a corrected table, then try again."
RESULT = "decisionResult"  # Source: Camunda 7, what output mappings read


class DecisionTask(Activity, defaults.ServiceTask):
    """Evaluates a decision; what it gave goes where the diagram says."""

    ruling: Ruling

    def _execute(self, task: Token) -> bool:
        try:
            found = self._evaluated(task)
            self._take(task, found)
        except (DecisionFailedError, LimitExceededError) as error:
            raise IncidentError(INCIDENT, str(error)) from error
        return True

    def _evaluated(self, token: Token) -> Evaluation:
        top = token.workflow.top_workflow
        environment = top.environment
        reference = self._reference(token)
        beside = token.workflow.definition.id if self.ruling.binding == "deployment" else None
        try:
            decision = environment.decision(reference, beside)
        except NotFoundError as error:
            reason = f"The decision {reference!r} is missing. Deploy it, then try again."
            raise IncidentError(INCIDENT, reason) from error
        now = environment.now.astimezone(environment.zone)
        found = evaluating.evaluate(decision, token.data, environment.limits, now)
        # kept also where its result does not fit: that is what people then look for
        top.evaluations.append(Decided(token.id, self.bpmn_id, found))
        if found.violation is not None:
            # Source: Camunda 7 and 8, a table that contradicts itself decides nothing
            raise IncidentError(INCIDENT, VIOLATED.format(reason=found.violation))
        return found

    def _reference(self, token: Token) -> str:
        ruling = self.ruling
        reference = str(evaluate(token, ruling.reference)).strip()
        if ruling.version is None:
            return reference
        mark = "@" if ruling.binding == "versionTag" else ":"
        return f"{reference}{mark}{evaluate(token, ruling.version)}"

    def _take(self, token: Token, found: Evaluation) -> None:
        if self.declared_outputs:
            token.own_scope().declare(RESULT, to_variable(found.answers))
        variables: dict[str, Any] = {}
        if self.ruling.result is not None:
            given = results.mapped(found, self.ruling.mapping)
            variables[self.ruling.result] = to_variable(given)
        elif self.ruling.spread:
            variables = to_variable(results.as_variables(found))
        self.accept(token, variables)
