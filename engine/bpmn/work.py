"""What does the work of a service, send or business rule task: a connector or a worker."""

from __future__ import annotations

import re

from lxml import etree

from engine.bpmn import dialects, mappings
from engine.bpmn.assignment import whole
from engine.bpmn.compiling import Compiler, shown
from engine.bpmn.declared import Parameter, Text, Value, Work
from engine.bpmn.problems import local_name

_DURATION = r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?"
_RETRY = re.compile(rf"R\d{{1,9}}/{_DURATION}|{_DURATION}(\s*,\s*{_DURATION})*")
_MAIL_FIELDS = ("to", "cc", "bcc", "subject", "text", "html")
_CODE = ("delegateExpression", "class", "expression")


class WorkParser:
    """Reads one element: the task itself, or the message definition of a throwing event."""

    def __init__(self, compiler: Compiler, element: etree._Element) -> None:
        self.compiler, self.problems = compiler, compiler.problems
        self.element = element
        self.inputs: tuple[Parameter, ...] = ()
        self.outputs: tuple[Parameter, ...] = ()

    @staticmethod
    def declares(element: etree._Element) -> bool:
        """Return whether an element says what does its work."""
        return dialects.attribute(element, "connector", "topic", "type", *_CODE) is not None or (
            bool(dialects.children(element, "connector"))
        )

    def parse(self) -> Work | None:
        """Return the work; None, and a problem, if it can not be done.

        A task that declares nothing waits for a worker of its id's topic.
        """
        element = self.element
        connector = dialects.attribute(element, "connector") or self._connector()
        topic = dialects.attribute(element, "topic")
        kind = (dialects.attribute(element, "type") or "").lower()
        if connector and topic:
            self.problems.add("connector_and_topic", element)
        if connector:
            return self._work("connector", self.compiler.text(connector, element, "value"))
        if kind == "mail":
            return self._mail()
        if kind not in ("", "external", "external-worker"):
            self.problems.add("shell_task", element, kind=kind)
            return None
        if topic:
            return self._work("external", self.compiler.text(topic, element, "value"))
        return self._java() or self._assumed()

    def _assumed(self) -> Work | None:
        topic = self.element.get("id") or ""
        self.problems.add("topic_from_id", self.element, topic=topic)
        return self._work("external", Text(topic))

    def _connector(self) -> str | None:
        for block in dialects.children(self.element, "connector"):
            for mapping in dialects.inside(block, "inputOutput"):
                self.inputs, self.outputs = mappings.input_output(self.compiler, mapping)
            for name in dialects.inside(block, "connectorId"):
                return dialects.text_of(name)
        return None

    def _work(self, kind: str, topic: Value | None) -> Work | None:
        if topic is None:
            return None
        result = dialects.attribute(self.element, "resultVariable", "resultVariableName")
        priority = whole(self.compiler, self.element, "taskPriority")
        return Work(kind, topic, self._retry(), priority, result)

    def _retry(self) -> str | None:
        text = dialects.attribute(self.element, "retry", "failedJobRetryTimeCycle")
        text = text or dialects.child_text(self.element, "failedJobRetryTimeCycle")
        if text and not _RETRY.fullmatch(text):
            self.problems.add("retry_invalid", self.element, text=text)
            return None
        return text

    def _mail(self) -> Work | None:
        """Activiti's mail task: its fields are the inputs of our mail connector."""
        fields = {f.get("name"): f for f in dialects.children(self.element, "field")}
        found = []
        for name in _MAIL_FIELDS:
            if name in fields:
                value = self.compiler.text(_field(fields[name]), fields[name])
                found += [] if value is None else [Parameter(name, value)]
        self.inputs = tuple(found)
        return self._work("connector", Text("mail"))

    def _java(self) -> Work | None:
        for name in _CODE:
            code = dialects.attribute(self.element, name)
            if code:
                topic = re.sub(r"^[$#]\{\s*(.*?)\s*\}$", r"\1", code, flags=re.S)
                self.problems.add(
                    "java_is_external", self.element, source=shown(code), topic=shown(topic)
                )
                self._fields()
                return self._work("external", Text(topic))
        return None

    def _fields(self) -> None:
        names = [field.get("name") or "" for field in dialects.children(self.element, "field")]
        if names:
            self.problems.add("fields_ignored", self.element, names=", ".join(names))


def _field(element: etree._Element) -> str:
    text = element.get("stringValue") or element.get("expression")
    for child in element.iterchildren(tag=etree.Element):
        if local_name(child) in ("string", "expression"):
            text = text or dialects.text_of(child)
    return text or ""


def refuse_rules(compiler: Compiler, element: etree._Element) -> bool:
    """Say that a business rule task asks the rule engine of Activiti, which is not there."""
    rules = dialects.attribute(element, "rules")
    if rules:
        compiler.problems.add("rules", element, rules=rules)
    return rules is not None
