"""What the properties of a diagram's elements are called."""

from __future__ import annotations

from web.i18n import _, lazy_gettext

TAGS = {
    "process": lazy_gettext("Process"),
    "participant": lazy_gettext("Pool"),
    "lane": lazy_gettext("Lane"),
    "sequenceFlow": lazy_gettext("Sequence flow"),
    "messageFlow": lazy_gettext("Message flow"),
    "userTask": lazy_gettext("User task"),
    "manualTask": lazy_gettext("Manual task"),
    "serviceTask": lazy_gettext("Service task"),
    "scriptTask": lazy_gettext("Script task"),
    "sendTask": lazy_gettext("Send task"),
    "receiveTask": lazy_gettext("Receive task"),
    "businessRuleTask": lazy_gettext("Business rule task"),
    "task": lazy_gettext("Task"),
    "callActivity": lazy_gettext("Call activity"),
    "subProcess": lazy_gettext("Subprocess"),
    "startEvent": lazy_gettext("Start event"),
    "endEvent": lazy_gettext("End event"),
    "boundaryEvent": lazy_gettext("Boundary event"),
    "intermediateCatchEvent": lazy_gettext("Catching event"),
    "intermediateThrowEvent": lazy_gettext("Throwing event"),
    "exclusiveGateway": lazy_gettext("Exclusive gateway"),
    "parallelGateway": lazy_gettext("Parallel gateway"),
    "inclusiveGateway": lazy_gettext("Inclusive gateway"),
    "eventBasedGateway": lazy_gettext("Event-based gateway"),
    "message": lazy_gettext("Message"),
    "signal": lazy_gettext("Signal"),
    "error": lazy_gettext("Error"),
    "escalation": lazy_gettext("Escalation"),
    "textAnnotation": lazy_gettext("Annotation"),
}
PROPERTIES = {
    "tag": lazy_gettext("Kind"),
    "name": lazy_gettext("Name"),
    "name:fa": lazy_gettext("Name in Persian"),
    "documentation": lazy_gettext("What it is about"),
    "documentation:fa": lazy_gettext("What it is about, in Persian"),
    "lane": lazy_gettext("Lane"),
    "group": lazy_gettext("Group"),
    "office": lazy_gettext("Office"),
    "assignee": lazy_gettext("Assigned to"),
    "candidateUsers": lazy_gettext("People"),
    "candidateGroups": lazy_gettext("Groups"),
    "candidateStarterGroups": lazy_gettext("Groups that start it"),
    "candidateStarterUsers": lazy_gettext("People who start it"),
    "form": lazy_gettext("Form"),
    "formKey": lazy_gettext("Form"),
    "dueDate": lazy_gettext("Due"),
    "followUpDate": lazy_gettext("Follow-up"),
    "priority": lazy_gettext("Priority"),
    "sourceRef": lazy_gettext("From"),
    "targetRef": lazy_gettext("To"),
    "default": lazy_gettext("Default flow"),
    "conditionExpression": lazy_gettext("Condition"),
    "script": lazy_gettext("Script"),
    "decision": lazy_gettext("Decision"),
    "connector": lazy_gettext("Connector"),
    "topic": lazy_gettext("Topic"),
    "retry": lazy_gettext("Tries after failures"),
    "calledElement": lazy_gettext("Called process"),
    "versionTag": lazy_gettext("Version tag"),
    "caseLetter": lazy_gettext("Letter of case numbers"),
    "timerEventDefinition timeDuration": lazy_gettext("Time"),
    "timerEventDefinition timeDate": lazy_gettext("Time"),
    "timerEventDefinition timeCycle": lazy_gettext("Time"),
    "messageEventDefinition messageRef": lazy_gettext("Message"),
    "signalEventDefinition signalRef": lazy_gettext("Signal"),
    "errorEventDefinition errorRef": lazy_gettext("Error"),
    "errorCode": lazy_gettext("Code of the error"),
}


def tag_name(tag: str) -> str:
    """Return what an element of a tag is called; the tag itself if nobody calls it anything."""
    return str(TAGS.get(tag, tag))


def property_name(path: str) -> str:
    """Return what a property is called; a path that has no word stays as it is."""
    known = PROPERTIES.get(path)
    if known is not None:
        return str(known)
    kind, _colon, name = path.partition(":")
    if kind == "input":
        return str(_("Input %(name)s", name=name))
    if kind == "output":
        return str(_("Output %(name)s", name=name))
    return path
