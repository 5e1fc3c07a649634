"""Every error the engine raises on purpose. One root, one stable code each.

`code` is part of the public API: answers carry it, so it never changes once released. The message
is English for logs; `template` and `facts` let the web layer say it in the user's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.ports import Problem


class EngineError(Exception):
    """An engine rule was broken. Facts are given by keyword and fill the template."""

    code = "engine_error"
    template = "The engine refused the request."

    def __init__(self, template: str | None = None, **facts: Any) -> None:
        self.template = template or self.template
        self.facts = facts
        super().__init__(self.template.format(**facts) if facts else self.template)


class DefinitionInvalidError(EngineError):
    """A deployment was refused; `problems` says what, where and what to do."""

    code = "definition_invalid"
    template = "The deployment was refused: {count} problems."

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(count=len(self.problems))

    def __str__(self) -> str:
        return "; ".join(str(problem) for problem in self.problems) or super().__str__()


class NotFoundError(EngineError):
    """No such definition, instance, task, job, incident, form or deployment."""

    code = "not_found"
    template = "There is no {what} {id}."


class TaskAlreadyCompletedError(EngineError):
    """The user task was completed or cancelled before this call."""

    code = "task_already_completed"
    template = "Task {id} was completed or cancelled in the meantime."


class TaskAlreadyClaimedError(EngineError):
    """Somebody else has claimed the task."""

    code = "task_already_claimed"
    template = "Task {id} is claimed by {assignee}."


class SeparationOfDutiesError(EngineError):
    """The diagram wants two people, and this one did the other activity.

    `person` is who may not, `activity` the name of what they did, `activity_id` its id.
    """

    code = "separation_of_duties"
    template = "{person} may not do this task: they did {activity} in this case."


class InstanceEndedError(EngineError):
    """The process instance has ended."""

    code = "instance_ended"
    template = "Process instance {id} has ended."


class SuspendedError(EngineError):
    """The definition or instance is suspended."""

    code = "suspended"
    template = "{what} {id} is suspended."


class MessageNotCorrelatedError(EngineError):
    """No waiting event subscription, or more than one, matches the message."""

    code = "message_not_correlated"
    template = "Message {name}: {count} instances match, exactly one must."


class VersionActiveError(EngineError):
    """The version that new instances take can not be put into test."""

    code = "version_active"
    template = "New cases take version {version}. Make another version active first."


class ConcurrentUpdateError(EngineError):
    """Another transaction changed the process instance first; retrying is safe."""

    code = "concurrent_update"
    template = "Process instance {id} was changed by somebody else at the same time."


class JobLockedError(EngineError):
    """The job is locked by another worker, or its lock has expired."""

    code = "job_locked"
    template = "Job {id} is not locked by worker {worker}."


class VariableInvalidError(EngineError):
    """A variable's name, type, size or value is not acceptable."""

    code = "variable_invalid"
    template = "Variable {name}: {reason}."


class RequestInvalidError(EngineError):
    """A parameter of the request is not acceptable."""

    code = "request_invalid"
    template = "{field}: {reason}."


class ModificationRefusedError(EngineError):
    """A running instance can not be changed in this way; nothing was changed."""

    code = "modification_refused"
    template = "The case can not be changed in this way."


class MigrationRefusedError(EngineError):
    """A running instance can not go over to another version by this plan; nothing was changed."""

    code = "migration_refused"
    template = "The case can not be brought over."


class DecisionFailedError(EngineError):
    """A decision could not be evaluated, or its result does not fit what was asked of it."""

    code = "decision_failed"
    template = "Decision {key}: {reason}."
