"""Tables of the engine, as plain SQLAlchemy: usable with or without Flask.

`process_instance.state` is the truth about a running instance; `user_task`, `job`, `incident` and
`event_subscription` are projections of it, rewritten in the same transaction.
"""

from engine.tables.attachments import Attachment, AttachmentContent
from engine.tables.comments import Comment
from engine.tables.decisions import DecisionDefinition, DecisionEvaluation, DeploymentDecision
from engine.tables.deployments import (
    Deployment,
    DeploymentForm,
    FormDefinition,
    ProcessDefinition,
    Resource,
)
from engine.tables.history import ActivityInstance, Event, Variable, VariableUpdate
from engine.tables.instances import CaseNumber, ProcessInstance, TaskCandidate, UserTask, Value
from engine.tables.operations import Operation
from engine.tables.waiting import EventSubscription, Incident, Job, Message

__all__ = [
    "ActivityInstance",
    "Attachment",
    "AttachmentContent",
    "CaseNumber",
    "Comment",
    "DecisionDefinition",
    "DecisionEvaluation",
    "Deployment",
    "DeploymentDecision",
    "DeploymentForm",
    "Event",
    "EventSubscription",
    "FormDefinition",
    "Incident",
    "Job",
    "Message",
    "Operation",
    "ProcessDefinition",
    "ProcessInstance",
    "Resource",
    "TaskCandidate",
    "UserTask",
    "Value",
    "Variable",
    "VariableUpdate",
]
