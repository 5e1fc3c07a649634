"""Every element and attribute of BPMN 2.0 and what becomes of it here.

Source: Semantic.xsd of BPMN 2.0 (OMG formal/2011-01-03). `id` and `name` are attributes of all.
"""

from __future__ import annotations

from dataclasses import dataclass

EXECUTED = "executed"
CHECKED = "executed, in part refused"
IDLE = "no effect, by design"
WARNED = "warning"
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Row:
    """Elements that are treated alike.

    Attributes:
        elements, attributes, idle: names with spaces between; `attributes` are executed, `idle`
            ones have no effect by design.
        note: what a designer should know.
    """

    group: str
    elements: str
    verdict: str
    attributes: str = ""
    idle: str = ""
    note: str = ""


_ACTIVITY = "isForCompensation startQuantity completionQuantity default"
_ITEM = "itemSubjectRef isCollection"
_FORMAL = "evaluatesToTypeRef"

_TASKS = (
    Row("Tasks", "task", EXECUTED, _ACTIVITY, note="passes at once"),
    Row("Tasks", "userTask manualTask", EXECUTED, _ACTIVITY, "implementation"),
    Row("Tasks", "scriptTask", CHECKED, f"{_ACTIVITY} scriptFormat", note="Python only"),
    Row("Tasks", "script", EXECUTED),
    Row(
        "Tasks",
        "serviceTask",
        EXECUTED,
        _ACTIVITY,
        "implementation operationRef",
        "waits for a connector or an external worker; Java becomes a worker's topic",
    ),
    Row(
        "Tasks",
        "businessRuleTask",
        EXECUTED,
        _ACTIVITY,
        "implementation",
        "evaluates its decision, else it waits as a service task",
    ),
    Row(
        "Tasks",
        "sendTask",
        EXECUTED,
        f"{_ACTIVITY} messageRef",
        "implementation operationRef",
        "throws its message, or waits for a connector or worker if it names one",
    ),
    Row(
        "Tasks",
        "receiveTask",
        EXECUTED,
        f"{_ACTIVITY} messageRef instantiate",
        "implementation operationRef",
    ),
    Row("Tasks", "rendering", IDLE, note="forms are named by ravand:form"),
    Row(
        "Tasks",
        "globalTask globalUserTask globalManualTask globalScriptTask globalBusinessRuleTask",
        EXECUTED,
        "scriptFormat scriptLanguage",
        "implementation",
        "a process of one task, to be called",
    ),
    Row(
        "Workers",
        "performer humanPerformer potentialOwner resourceAssignmentExpression resourceRef",
        EXECUTED,
        note="user(x), group(y), ids or ${...}; a resource means the group of its name",
    ),
    Row("Workers", "resourceRole", WARNED, note="no kind of worker: use potentialOwner"),
    Row("Workers", "resourceParameterBinding", WARNED, "parameterRef"),
    Row("Workers", "resource resourceParameter", IDLE, "", "type isRequired"),
)
_SCOPES = (
    Row("Subprocesses", "subProcess", EXECUTED, f"{_ACTIVITY} triggeredByEvent"),
    Row("Subprocesses", "transaction", EXECUTED, f"{_ACTIVITY} triggeredByEvent", "method"),
    Row(
        "Subprocesses",
        "adHocSubProcess",
        EXECUTED,
        f"{_ACTIVITY} triggeredByEvent ordering cancelRemainingInstances",
    ),
    Row("Subprocesses", "completionCondition", EXECUTED, "language", _FORMAL),
    Row("Subprocesses", "callActivity", EXECUTED, f"{_ACTIVITY} calledElement"),
    Row("Loops", "standardLoopCharacteristics", EXECUTED, "testBefore loopMaximum"),
    Row("Loops", "loopCondition loopCardinality", EXECUTED, "language", _FORMAL),
    Row(
        "Loops",
        "multiInstanceLoopCharacteristics",
        EXECUTED,
        "isSequential behavior oneBehaviorEventRef noneBehaviorEventRef",
    ),
    Row("Loops", "loopDataInputRef loopDataOutputRef", EXECUTED),
    Row("Loops", "inputDataItem outputDataItem", EXECUTED, "", _ITEM),
    Row("Loops", "complexBehaviorDefinition event", EXECUTED),
)
_EVENTS = (
    Row("Events", "startEvent", EXECUTED, "isInterrupting parallelMultiple"),
    Row("Events", "intermediateCatchEvent", EXECUTED, "parallelMultiple"),
    Row(
        "Events",
        "boundaryEvent",
        EXECUTED,
        "attachedToRef cancelActivity parallelMultiple",
    ),
    Row("Events", "intermediateThrowEvent endEvent implicitThrowEvent", EXECUTED),
    Row("Events", "eventDefinitionRef", EXECUTED),
    Row("Event definitions", "messageEventDefinition", EXECUTED, "messageRef"),
    Row("Event definitions", "signalEventDefinition", EXECUTED, "signalRef"),
    Row("Event definitions", "errorEventDefinition", EXECUTED, "errorRef"),
    Row("Event definitions", "escalationEventDefinition", EXECUTED, "escalationRef"),
    Row("Event definitions", "terminateEventDefinition cancelEventDefinition", EXECUTED),
    Row(
        "Event definitions",
        "compensateEventDefinition",
        EXECUTED,
        "activityRef waitForCompletion",
    ),
    Row("Event definitions", "linkEventDefinition", EXECUTED),
    Row("Event definitions", "conditionalEventDefinition timerEventDefinition", EXECUTED),
    Row("Event definitions", "condition", EXECUTED, "language", _FORMAL),
    Row(
        "Event definitions",
        "timeDate timeDuration timeCycle",
        EXECUTED,
        "language",
        _FORMAL,
        "ISO 8601, cron (timeCycle) or an expression",
    ),
    Row("Event definitions", "message", EXECUTED, "", "itemRef"),
    Row("Event definitions", "signal", EXECUTED, "", "structureRef"),
    Row("Event definitions", "error", EXECUTED, "errorCode", "structureRef"),
    Row("Event definitions", "escalation", EXECUTED, "escalationCode", "structureRef"),
    Row("Event definitions", "source target", IDLE, note="links are paired by their names"),
)
_FLOWS = (
    Row("Gateways", "exclusiveGateway inclusiveGateway", EXECUTED, "default", "gatewayDirection"),
    Row("Gateways", "parallelGateway", EXECUTED, "", "gatewayDirection"),
    Row("Gateways", "complexGateway", EXECUTED, "default", "gatewayDirection"),
    Row("Gateways", "activationCondition", EXECUTED, "language", _FORMAL),
    Row(
        "Gateways",
        "eventBasedGateway",
        CHECKED,
        "instantiate eventGatewayType",
        "gatewayDirection",
        "may start a process; one that waits for all its events (Parallel) is refused",
    ),
    Row("Flows", "sequenceFlow", EXECUTED, "sourceRef targetRef", "isImmediate"),
    Row("Flows", "conditionExpression", EXECUTED, "language", _FORMAL),
    Row("Flows", "incoming outgoing", IDLE, note="the sequence flows themselves say it"),
    Row("Expressions", "formalExpression expression", EXECUTED, "language", _FORMAL),
)
_DATA = (
    Row("Data", "dataObject", EXECUTED, "", _ITEM, "a variable of its scope, named by its id"),
    Row("Data", "dataObjectReference", EXECUTED, "dataObjectRef", _ITEM),
    Row("Data", "dataStoreReference", WARNED, "dataStoreRef", _ITEM, "nothing is stored there"),
    Row("Data", "dataStore", IDLE, "", "capacity isUnlimited itemSubjectRef"),
    Row("Data", "dataState property", IDLE, "", "itemSubjectRef"),
    Row("Data", "dataOutputAssociation", EXECUTED, note="copies a variable to a data object"),
    Row("Data", "dataInputAssociation", IDLE, note="a task sees every variable of its scopes"),
    Row("Data", "sourceRef targetRef", EXECUTED),
    Row("Data", "transformation assignment", REFUSED, "language", _FORMAL),
    Row("Data", "from to", REFUSED, "language", _FORMAL, "parts of an assignment"),
    Row(
        "Data",
        "ioSpecification dataInput dataOutput",
        EXECUTED,
        "",
        _ITEM,
        "of a process: what a call passes; of a task: no effect",
    ),
    Row(
        "Data",
        "inputSet outputSet dataInputRefs optionalInputRefs whileExecutingInputRefs outputSetRefs "
        "dataOutputRefs optionalOutputRefs whileExecutingOutputRefs inputSetRefs ioBinding",
        IDLE,
        "",
        "operationRef inputDataRef outputDataRef",
    ),
    Row("Data", "itemDefinition", IDLE, "", "structureRef isCollection itemKind"),
)
_CORRELATION = (
    Row("Correlation", "correlationProperty", EXECUTED, "", "type"),
    Row("Correlation", "correlationPropertyRetrievalExpression", EXECUTED, "messageRef"),
    Row("Correlation", "messagePath dataPath", EXECUTED, "language", _FORMAL),
    Row("Correlation", "correlationKey correlationPropertyRef", EXECUTED),
    Row("Correlation", "correlationSubscription", EXECUTED, "correlationKeyRef"),
    Row("Correlation", "correlationPropertyBinding", EXECUTED, "correlationPropertyRef"),
)
_DRAWING = (
    Row(
        "Process",
        "definitions",
        EXECUTED,
        "expressionLanguage",
        "targetNamespace typeLanguage exporter exporterVersion",
    ),
    Row(
        "Process",
        "process",
        EXECUTED,
        "isExecutable",
        "processType isClosed definitionalCollaborationRef",
    ),
    Row("Process", "extensionElements", EXECUTED),
    Row("Process", "laneSet lane childLaneSet flowNodeRef", EXECUTED, "", "partitionElementRef"),
    Row("Process", "documentation", EXECUTED, "", "textFormat", "of a user task: its description"),
    Row(
        "Drawing",
        "textAnnotation text association group category categoryValue categoryValueRef "
        "partitionElement",
        IDLE,
        "sourceRef targetRef",
        "textFormat associationDirection categoryValueRef value",
        "associations with compensation handlers are executed",
    ),
    Row(
        "Collaboration",
        "collaboration participant participantRef participantMultiplicity messageFlow "
        "messageFlowAssociation participantAssociation "
        "innerParticipantRef outerParticipantRef partnerEntity partnerRole choreographyRef",
        IDLE,
        "",
        "isClosed processRef minimum maximum sourceRef targetRef messageRef innerMessageFlowRef "
        "outerMessageFlowRef",
        "pools and message flows describe; messages go by their names",
    ),
    Row(
        "Collaboration",
        "conversation subConversation callConversation globalConversation conversationLink "
        "conversationAssociation messageFlowRef",
        IDLE,
        "",
        "calledCollaborationRef sourceRef targetRef isClosed innerConversationNodeRef "
        "outerConversationNodeRef",
    ),
    Row(
        "Collaboration",
        "choreography globalChoreographyTask",
        IDLE,
        "",
        "isClosed initiatingParticipantRef",
        "a drawing beside the processes",
    ),
    Row(
        "Collaboration",
        "choreographyTask subChoreography callChoreography",
        REFUSED,
        "",
        "initiatingParticipantRef loopType calledChoreographyRef",
        "part of no process",
    ),
    Row("Services", "interface operation endPoint", IDLE, "", "implementationRef"),
    Row(
        "Services",
        "inMessageRef outMessageRef errorRef interfaceRef supportedInterfaceRef endPointRef "
        "operationRef supports",
        IDLE,
    ),
    Row("Administration", "auditing monitoring", IDLE),
    Row("Administration", "import", IDLE, "", "importType location namespace"),
    Row("Administration", "relationship", IDLE, "", "type direction"),
    Row("Administration", "extension", IDLE, "", "definition mustUnderstand"),
)
TABLE: tuple[Row, ...] = (*_TASKS, *_SCOPES, *_EVENTS, *_FLOWS, *_DATA, *_CORRELATION, *_DRAWING)
ELEMENTS: dict[str, Row] = {name: row for row in TABLE for name in row.elements.split()}
COMMON = frozenset({"id", "name"})
ATTRIBUTES: dict[str, frozenset[str]] = {
    name: frozenset(row.attributes.split()) | frozenset(row.idle.split()) | COMMON
    for name, row in ELEMENTS.items()
}
