"""Events: what they wait for or throw."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import (
    CancelEventDefinition,
    NoneEventDefinition,
    TerminateEventDefinition,
)

from engine.bpmn import dialects, mappings
from engine.bpmn.declared import Text, Value
from engine.bpmn.definitions import Compensation, Condition, Error, Escalation, Message, Signal
from engine.bpmn.document import Document
from engine.bpmn.expressions import Wanted
from engine.bpmn.problems import label, local_name
from engine.bpmn.reading import MODEL
from engine.bpmn.timers import Timer, TooOftenError

SUFFIX = "EventDefinition"
_LITERAL = re.compile(r"[PR][\dT/]|[-+]?\d|.*\s.*\s.*\s.*\s", re.I | re.S)  # ISO 8601 or cron
_TIMES = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}


def definition_elements(event: etree._Element) -> list[etree._Element]:
    """Return the event definitions that an event holds."""
    found = event.iterchildren(f"{{{MODEL}}}*")
    return [element for element in found if local_name(element).endswith(SUFFIX)]


class DefinitionParser:
    """Reads the definitions of one event or message task."""

    def __init__(self, document: Document, event: etree._Element) -> None:
        self.document, self.event = document, event
        self.problems, self.compiler = document.problems, document.compiler
        self._kinds: dict[str, Callable[[etree._Element], EventDefinition | None]] = {
            "message": self.message,
            "signal": self._signal,
            "timer": self._timer,
            "conditional": self._condition,
            "error": self._error,
            "escalation": self._escalation,
            "compensate": self._compensation,
            "cancel": lambda _: CancelEventDefinition(),
            "terminate": lambda _: TerminateEventDefinition(),
        }

    def parse(self) -> EventDefinition:
        """Return the definition of the event: none, one or several."""
        found = [self.one(element) for element in definition_elements(self.event)]
        known = [definition for definition in found if definition is not None]
        if len(known) > 1:
            return MultipleEventDefinition(known, dialects.is_true(self.event, "parallelMultiple"))
        return known[0] if known else NoneEventDefinition()

    def one(self, element: etree._Element) -> EventDefinition | None:
        """Return one definition; None, and a problem, if it can not be executed."""
        kind = local_name(element).removesuffix(SUFFIX)
        return self._kinds[kind](element) if kind in self._kinds else None

    def message(self, element: etree._Element) -> Message | None:
        """Return the message that an element is about."""
        reference, name, label_ = self._named(element, "messageRef", "message")
        if name is None:
            return None
        correlations = self.document.correlations
        found = Message(name, correlations.of(reference))
        holders = [element] if element is self.event else [element, self.event]
        message = self.document.roots["message"].get(reference)
        carriers = holders if message is None else [*holders, message]
        found.payload = mappings.payload(self.compiler, *carriers)
        found.label = label_
        found.variable = self._variable(holders, "variable", "variableName")
        found.keys = correlations.keys(reference, *carriers)
        return found

    def _signal(self, element: etree._Element) -> Signal | None:
        _, name, label_ = self._named(element, "signalRef", "signal")
        if name is None:
            return None
        found = Signal(name)
        found.payload = mappings.payload(self.compiler, element, self.event)
        found.label = label_
        found.variable = self._variable([element, self.event], "variable", "variableName")
        return found

    def _named(
        self, element: etree._Element, attribute: str, kind: str
    ) -> tuple[str, str | None, Value | None]:
        """Return the id, name and, if it holds an expression, label of a message or signal."""
        reference = (element.get(attribute) or "").rpartition(":")[2]
        known = self.document.roots[kind].get(reference)
        name = None if known is None else (known.get("name") or "").strip()
        if known is not None and not name:
            self.problems.add("unnamed_definition", known, what=kind)
            name = reference
        if known is None:
            name = " ".join((self.event.get("name") or "").split())
            if not name:
                self.problems.add(f"{kind}_unnamed", element)
                return reference, None, None
            self.problems.add("name_from_element", element, what=kind)
        assert name is not None  # noqa: S101 - for the type checker: set above
        dynamic = None if dialects.plain(name) else self.compiler.text(name, element, "value")
        return reference, name, dynamic

    @staticmethod
    def _variable(holders: list[etree._Element], *names: str) -> str | None:
        found = (dialects.attribute(holder, *names) for holder in holders)
        return next((name for name in found if name), None)

    def _timer(self, element: etree._Element) -> Timer | None:
        for tag, kind in _TIMES.items():
            time = dialects.model_child(element, tag)
            text = dialects.text_of(time)
            if time is not None and text is not None:
                return self._time(time, text, kind)
        self.problems.add("timer_missing", element)
        return None

    def _time(self, element: etree._Element, text: str, kind: str) -> Timer | None:
        """Read a literal; what is plainly none is an expression, as SpiffWorkflow has it."""
        literal = Timer(label(self.event), Text(text), kind)
        if dialects.plain(text):
            try:
                literal.check()
            except TooOftenError:
                self.problems.add("timer_too_often", element, text=text)
                return literal
            except ValueError:
                if _LITERAL.match(text) and not self.compiler.in_feel(element):
                    self.problems.add("timer_invalid", element, text=text, kind=kind)
                    return None
            else:
                return literal
        wanted: Wanted = "cycle" if kind == "cycle" else "time"
        value = self.compiler.expression(text, element, element.get("language"), wanted)
        return None if value is None else Timer(label(self.event), value, kind)

    def _condition(self, element: etree._Element) -> Condition | None:
        condition = dialects.model_child(element, "condition")
        if condition is None or dialects.text_of(condition) is None:
            self.problems.add("condition_missing", element)
            return None
        value = self.compiler.condition(condition)
        return None if value is None else Condition(value)

    def _error(self, element: etree._Element) -> Error | None:
        name, code, known = self._coded(element, "errorRef", "error")
        found = Error(name, code)
        found.label = self._label(element, code)
        found.code_variable = dialects.attribute(element, "errorCodeVariable")
        found.message_variable = dialects.attribute(element, "errorMessageVariable")
        message = None if known is None else dialects.attribute(known, "errorMessage")
        if message:
            found.message = self.compiler.text(message, element)
        return found

    def _escalation(self, element: etree._Element) -> Escalation | None:
        name, code, _ = self._coded(element, "escalationRef", "escalation")
        found = Escalation(name, code)
        found.label = self._label(element, code)
        found.code_variable = dialects.attribute(element, "escalationCodeVariable")
        return found

    def _coded(
        self, element: etree._Element, attribute: str, kind: str
    ) -> tuple[str, str | None, etree._Element | None]:
        reference = (element.get(attribute) or "").rpartition(":")[2]
        known = self.document.roots[kind].get(reference)
        if known is None:
            return kind, None, None
        code = (known.get(f"{kind}Code") or "").strip()
        if not code:
            self.problems.add("uncoded_definition", known, what=kind)
        return known.get("name") or reference, code or reference, known

    def _label(self, element: etree._Element, code: str | None) -> Value | None:
        """Return a code that is FEEL; who catches an error has to know it beforehand."""
        if not (code or "").startswith("="):
            return None
        if local_name(self.event) not in ("endEvent", "intermediateThrowEvent"):
            self.problems.add("code_computed", element)
            return None
        return self.compiler.text(code or "", element, "value")

    def _compensation(self, element: etree._Element) -> Compensation:
        activity = (element.get("activityRef") or "").rpartition(":")[2] or None
        return Compensation(
            activity, wait=dialects.is_true(element, "waitForCompletion", default=True)
        )
