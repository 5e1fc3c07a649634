"""What an instance waits for: messages and signals, conditions, timers, inclusive joins."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from SpiffWorkflow.bpmn import BpmnEvent

from engine.bpmn.definitions import Message, parts
from engine.bpmn.failures import IncidentError
from engine.bpmn.scope import Scope
from engine.bpmn.scripts import evaluate
from engine.bpmn.throwing import condition_of
from engine.bpmn.tokens import Token


def catch(token: Token, event: BpmnEvent) -> None:
    """Give an event to a token that waits for it."""
    token.task_spec.catch(token, event)


class Waiting:
    """The part of an instance that finds the tokens for what happens.

    Attributes:
        subscriptions: tokens that wait for an event, `conditions` those for a condition; `joins`:
            tokens at inclusive joins.
        next_due: of the timers, as text; `now_text`: the clock of the step.
    """

    attempt: Callable[[Token, str, Callable[[Token], Any]], None]
    bpmn_events: list[BpmnEvent]
    scope: Scope
    shown: dict[int, Any]

    def _wait_for_nothing(self, now_text: str) -> None:
        self.subscriptions: dict[int, Token] = {}
        self.conditions: dict[int, Token] = {}
        self.joins: dict[int, Token] = {}
        self.next_due: str | None = None
        self.now_text = now_text
        self._checked = -1

    def subscribe(self, token: Token) -> None:
        """Let a token wait for its event."""
        self.shown[token.id] = None
        self.index(token)

    def index(self, token: Token) -> None:
        """Find a waiting token again when its event comes."""
        self.subscriptions[token.id] = token
        if condition_of(token) is not None:
            self.conditions[token.id] = token
            self._checked = -1
        for due, *_ in token.internal_data.get("timers", {}).values():
            self.next_due = due if self.next_due is None else min(due, self.next_due)

    def unsubscribe(self, token: Token) -> None:
        """Let a token wait no more."""
        self.subscriptions.pop(token.id, None)
        self.conditions.pop(token.id, None)

    def publish(self, event: BpmnEvent, *, internal: bool) -> int:
        """Give a message to the first subscription that matches, a signal to all.

        What comes from inside is for the rest of the world too, unless a message found its taker.
        """
        caught = 0
        is_message = isinstance(event.event_definition, Message)
        for token in list(self.subscriptions.values()):
            if token.id in self.subscriptions and token.task_spec.catches(token, event):
                token.task_spec.catch(token, event)
                caught += 1
                if is_message:
                    break
        if internal and not (is_message and caught):
            self.bpmn_events.append(event)
        return caught

    def recheck(self) -> None:
        """Something moved: inclusive joins may fire, conditions may have become true."""
        if self.joins:
            waiting = {(id(t.workflow), t.task_spec.name): t for t in self.joins.values()}
            for token in waiting.values():
                if token.id in self.joins:
                    token.task_spec.recheck(token)
        if self.conditions and self._checked != self.scope.changes.count:
            self._checked = self.scope.changes.count
            for token in list(self.conditions.values()):
                self.attempt(token, "subscribe", self.check_condition)

    def check_condition(self, token: Token) -> None:
        """Let a conditional event occur when its condition becomes true."""
        definition = condition_of(token)
        if token.id not in self.conditions or definition is None:
            return
        try:
            holds = bool(evaluate(token, definition.expression))
        except IncidentError as error:
            if not error.unknown_variable:
                self.unsubscribe(token)
                raise
            holds = False  # a variable that does not exist yet is no error
        before = token.internal_data.get("held", False)
        token.internal_data["held"] = holds
        if holds and not before:
            token.task_spec.catch(token, BpmnEvent(definition))

    def fire_timers(self) -> None:
        """Let the events occur whose time has come, oldest first."""
        due = sorted(
            (state[0], token.id, int(index))
            for token in self.subscriptions.values()
            for index, state in token.internal_data.get("timers", {}).items()
            if state[0] <= self.now_text
        )
        for _, token_id, index in due:
            token = self.subscriptions.get(token_id)
            if token is not None and str(index) in token.internal_data.get("timers", {}):
                event = BpmnEvent(parts(token.task_spec.event_definition)[index])
                self.attempt(token, "subscribe", partial(catch, event=event))
        waiting = (t.internal_data.get("timers", {}) for t in self.subscriptions.values())
        self.next_due = min((s[0] for timers in waiting for s in timers.values()), default=None)
