"""Every extension that is known here, of all vendors, and what becomes of it.

The vendors share these names; a name that only one of them has is listed with the rest. The names
are those of Camunda 7.x, Operaton, Activiti 5 to 7 and Flowable 6 and 7.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.bpmn.checks.table import EXECUTED, IDLE, REFUSED, WARNED


@dataclass(frozen=True, slots=True)
class Extension:
    """Extensions that are treated alike.

    Attributes:
        names: attributes, or elements, with spaces between.
        hint: what to do instead, for those that warn or refuse.
        element: whether they are elements.
        own: whether another check says what becomes of them, with better words.
    """

    names: str
    verdict: str
    note: str = ""
    hint: str = ""
    element: bool = False
    own: bool = False


_NO_CODE = "Use an external task or a connector."
ATTRIBUTE_ROWS = (
    Extension("assignee candidateUsers candidateGroups", EXECUTED, "user task"),
    Extension("dueDate followUpDate priority", EXECUTED, "user task"),
    Extension(
        "form formKey formRef formRefBinding",
        EXECUTED,
        "a .form file or its id; pages of other systems are left out with a warning",
    ),
    Extension(
        "separateFrom",
        EXECUTED,
        "user task: user tasks of the process whose doers may not do it; a property of that name "
        "means the same",
    ),
    Extension("initiator", EXECUTED, "start event: variable for the person who started"),
    Extension("candidateStarterUsers candidateStarterGroups isStartableInTasklist", EXECUTED),
    Extension("versionTag caseLetter", EXECUTED, "process"),
    Extension("office", EXECUTED, "process, lane: front or back; a lane's counts for its nodes"),
    Extension("group", EXECUTED, "lane"),
    Extension("connector topic retry taskPriority", EXECUTED, "work of a task"),
    Extension("type", EXECUTED, "external, external-worker and mail; others are refused", own=True),
    Extension(
        "class delegateExpression expression",
        EXECUTED,
        "an external task of that topic, with a warning",
        own=True,
    ),
    Extension("resultVariable resultVariableName", EXECUTED),
    Extension("failedJobRetryTimeCycle", EXECUTED),
    Extension("collection elementVariable", EXECUTED, "multi-instance activity"),
    Extension(
        "outputCollection outputElement",
        EXECUTED,
        "multi-instance activity: the variable for the results, and what each instance adds",
    ),
    Extension(
        "calledElementBinding calledElementVersion calledElementVersionTag",
        EXECUTED,
        "call activity",
    ),
    Extension("variable", EXECUTED, "variable that takes the payload of a message or signal"),
    Extension("errorCodeVariable errorMessageVariable escalationCodeVariable", EXECUTED),
    Extension("errorMessage", EXECUTED, "error"),
    Extension(
        "asyncBefore asyncAfter async exclusive asyncLeave asynchronousLeave asyncLeaveExclusive "
        "jobPriority",
        IDLE,
        "every step is one transaction from wait state to wait state",
    ),
    Extension("historyTimeToLive", IDLE, "history is kept"),
    Extension("modelerTemplate modelerTemplateVersion modelerTemplateIcon category", IDLE),
    Extension("executionPlatform executionPlatformVersion diagramRelationId", IDLE),
    Extension("autoStoreVariables", IDLE, "what a script binds becomes a variable"),
    Extension(
        "decision decisionRef decisionTableReferenceKey",
        EXECUTED,
        "business rule task, service task: the decision that it evaluates",
    ),
    Extension(
        "decisionRefBinding decisionRefVersion decisionRefVersionTag", EXECUTED, "of a decision"
    ),
    Extension(
        "result mapResult mapDecisionResult",
        EXECUTED,
        "of a decision: variable for the result; singleEntry, singleResult, collectEntries, "
        "resultList or value",
    ),
    Extension("rules", REFUSED, "rule engine of Activiti", own=True),
    Extension("ruleVariablesInput exclude", IDLE, "parts of rules, which are refused"),
    Extension("decisionRefTenantId", WARNED, "one company, no tenants", "Remove it."),
    Extension("resource", REFUSED, "script outside of the diagram", own=True),
    Extension("caseRef caseBinding caseVersion caseTenantId", REFUSED, "CMMN", "Call a process."),
    Extension(
        "variableMappingClass variableMappingDelegateExpression",
        REFUSED,
        "Java",
        "Declare the variables by camunda:in and camunda:out.",
    ),
    Extension("formRefVersion", IDLE, "part of a binding by version, which is refused", own=True),
    Extension("formHandlerClass taskListener", REFUSED, "Java", _NO_CODE),
    Extension(
        "skipExpression",
        REFUSED,
        "",
        "Draw a gateway that leads past the task.",
    ),
    Extension("triggerable", REFUSED, "", "Let a receive task follow."),
    Extension(
        "calledElementTenantId",
        WARNED,
        "one company, no tenants",
        "Remove it.",
    ),
    Extension(
        "variableName variableEvents",
        WARNED,
        "a condition is looked at whenever anything moves",
        "Nothing is to be done: it occurs when it becomes true.",
    ),
    Extension(
        "businessCalendarName owner",
        WARNED,
        "",
        "Remove it.",
    ),
)
ELEMENT_ROWS = (
    Extension("name documentation", EXECUTED, "ravand: further languages", element=True),
    Extension("dimension payload input output correlation", EXECUTED, "ravand", element=True),
    Extension(
        "inputOutput inputParameter outputParameter list map entry value",
        EXECUTED,
        "inputs and outputs",
        element=True,
    ),
    Extension("script", EXECUTED, "Python or FEEL", element=True, own=True),
    Extension("in out", EXECUTED, "call activity, message and signal", element=True),
    Extension("connector connectorId", EXECUTED, element=True),
    Extension(
        "formData formField formProperty validation constraint",
        EXECUTED,
        "make a generated form",
        element=True,
    ),
    Extension("failedJobRetryTimeCycle", EXECUTED, element=True),
    Extension(
        "field string expression",
        EXECUTED,
        "of a mail task; those of Java are left out with a warning",
        element=True,
        own=True,
    ),
    Extension(
        "properties property", IDLE, "notes of the designer, kept in the diagram", element=True
    ),
    Extension(
        "taskListener executionListener eventListener",
        WARNED,
        "not executed",
        element=True,
        own=True,
    ),
    Extension(
        "errorEventDefinition",
        REFUSED,
        "maps failures of an external task to errors",
        "Let the worker report a BPMN error.",
        element=True,
    ),
    Extension(
        "potentialStarter",
        REFUSED,
        "",
        "Use candidateStarterUsers and candidateStarterGroups.",
        element=True,
    ),
    Extension(
        "customResource mapException",
        REFUSED,
        "",
        "Remove it.",
        element=True,
    ),
)
EXTENSION_ATTRIBUTES = {name: row for row in ATTRIBUTE_ROWS for name in row.names.split()}
EXTENSION_ELEMENTS = {name: row for row in ELEMENT_ROWS for name in row.names.split()}
OTHER_ENGINES = {
    "http://spiffworkflow.org/bpmn/schema/1.0/core": "spiffworkflow",
    "http://www.jboss.org/drools": "drools",
    "http://www.bonitasoft.org/ns/bpmn": "bonita",
}
HARMLESS_OF_OTHERS = frozenset(  # or executed: SpiffWorkflow's decisions
    {
        "calledDecisionId",
        "properties",
        "property",
        "versionTag",
        "modelerTemplate",
        "modelerTemplateVersion",
    }
)
PRESENTATION = (  # namespaces that only describe the drawing or the tool that made it
    "http://www.omg.org/",
    "http://www.w3.org/",
    "http://bpmn.io/",
    "http://camunda.org/schema/modeler/",
    "http://www.signavio.com",
    "http://www.w4.eu/",
    "http://www.trisotech.com/",
    "http://www.bpsim.org/",
    "http://sourceforge.net/bpmn/",
    "http://www.visual-paradigm.com",
    "http://www.bizagi.com/",
    "http://www.yaoqiang.com",
    "http://yaoqiang.sourceforge.net",
)
