"""How an activity fails: by a business error that the diagram may catch, or by an incident."""

from __future__ import annotations

from engine.bpmn.expressions import NoAnswerError, UnknownVariableError
from engine.ports import ScriptError

BUSINESS = "BpmnError:"


class BpmnError(Exception):
    """A business error: caught by an error event of the diagram, never by the engine."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or code)
        self.code = code


class IncidentError(Exception):
    """A token can not go on until a person mends something and retries.

    Attributes:
        kind: "script", "expression", "budget", "error", "definition" or "decision".
        line: counts from 1 in the script, None if unknown.
        unknown_variable: whether it read a variable that does not exist.
    """

    unknown_variable = False

    def __init__(self, kind: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.kind, self.line = kind, line


def failure(error: ScriptError, kind: str) -> BpmnError | IncidentError:
    """Return what a failed script means.

    A script raises a business error by `bpmn_error("CODE", "message")`, which reaches us as a
    ScriptError whose message is `BpmnError:CODE:message`.
    """
    message = str(error)
    if message.startswith(BUSINESS):
        code, _, text = message.removeprefix(BUSINESS).partition(":")
        return BpmnError(code.strip(), text.strip())
    incident = IncidentError(kind, message, error.line)
    incident.unknown_variable = isinstance(error, UnknownVariableError) or (
        isinstance(error, NoAnswerError) and error.unknown_variable
    )
    return incident
