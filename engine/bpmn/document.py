"""One file while it is compiled: its parts by id, its findings, its expressions."""

from __future__ import annotations

from collections import defaultdict

from lxml import etree
from SpiffWorkflow.bpmn.specs.event_definitions.message import CorrelationProperty

from engine.bpmn import dialects
from engine.bpmn.compiling import Compiler
from engine.bpmn.declared import Parameter, Value
from engine.bpmn.lanes import Lane, lanes
from engine.bpmn.normalise import LINK
from engine.bpmn.problems import Problems, local_name
from engine.bpmn.process_spec import ProcessSpec
from engine.bpmn.reading import MODEL

Elements = dict[str, etree._Element]


class Document:
    """Indexes the parts that others refer to, once.

    Attributes:
        scopes: process or subprocess id -> its nodes, filled by the scope parser.
        data: data object reference id -> name of the variable.
    """

    def __init__(self, root: etree._Element, problems: Problems) -> None:
        self.root, self.problems = root, problems
        self.compiler = Compiler(problems, root)
        self.roots: dict[str, Elements] = defaultdict(dict)
        for element in root.iterchildren(tag=etree.Element):
            if element.get("id"):
                self.roots[local_name(element)][str(element.get("id"))] = element
        self.by_id: Elements = {}
        self.data: dict[str, str] = {}
        self.lanes: dict[str, Lane] = {}
        self.handlers: dict[str, list[str]] = defaultdict(list)
        self.link_targets: set[str] = set()
        self._index(root)
        self.scopes: dict[str, ProcessSpec] = {}
        self.correlations = _Correlations(self)

    def instantiates(self, name: str | None) -> bool:
        """Return whether an event gateway or receive task starts the process by itself."""
        element = self.by_id.get(name or "")
        return element is not None and dialects.is_true(element, "instantiate")

    def _index(self, root: etree._Element) -> None:
        for element in root.iter(f"{{{MODEL}}}*"):
            tag, name = local_name(element), element.get("id")
            if name:
                self.by_id.setdefault(name, element)
            if tag in ("dataObjectReference", "dataStoreReference") and name:
                self.data[name] = element.get("dataObjectRef") or name
            elif tag == "sequenceFlow" and element.get(LINK):
                self.link_targets.add(element.get("targetRef") or "")
            elif tag == "laneSet" and (parent := element.getparent()) is not None:
                self.lanes.update(lanes(parent))
            elif tag == "association":
                source, target = element.get("sourceRef"), element.get("targetRef")
                if source and target:
                    self.handlers[source].append(target)


class _Correlations:
    """What makes a message belong to an instance."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._used_by: dict[str, list[str]] = defaultdict(list)
        self._by_message: dict[str, list[CorrelationProperty]] = defaultdict(list)
        self._bindings: dict[str, list[etree._Element]] = defaultdict(list)
        self._read()

    def _read(self) -> None:
        keys = list(self._document.root.iter(f"{{{MODEL}}}correlationKey"))
        for key in keys:
            for reference in dialects.model_children(key, "correlationPropertyRef"):
                name = (dialects.text_of(reference) or "").rpartition(":")[2]
                self._used_by[name].append(key.get("name") or key.get("id") or "")
                if name not in self._document.roots["correlationProperty"]:
                    self._dangling(reference, "correlationPropertyRef", name)
        for name, element in self._document.roots["correlationProperty"].items():
            for retrieval in dialects.model_children(
                element, "correlationPropertyRetrievalExpression"
            ):
                self._retrieval(name, retrieval)
        for binding in self._document.root.iter(f"{{{MODEL}}}correlationPropertyBinding"):
            name = (binding.get("correlationPropertyRef") or "").rpartition(":")[2]
            self._bindings[name].append(binding)

    def _retrieval(self, name: str, element: etree._Element) -> None:
        message = (element.get("messageRef") or "").rpartition(":")[2]
        path = next(element.iterchildren(tag=etree.Element), None)
        value = None if path is None else self._document.compiler.formal(path)
        if message not in self._document.roots["message"]:
            self._dangling(element, "messageRef", message)
        if value is None:
            if dialects.text_of(path) is None:
                self._document.problems.add("correlation_incomplete", element, message=message)
            return
        used_by = self._used_by.get(name) or [name]
        self._by_message[message].append(CorrelationProperty(name, value, used_by))

    def _dangling(self, element: etree._Element, attribute: str, target: str) -> None:
        self._document.problems.add(
            "dangling_reference", element, attribute=attribute, target=target
        )

    def of(self, message: str) -> list[CorrelationProperty]:
        """Return how the keys are found in the payload of a message."""
        return self._by_message.get(message, [])

    def keys(self, message: str, *holders: etree._Element) -> tuple[Parameter, ...]:
        """Return the keys that a waiting event expects, from the variables of its process."""
        found = [
            Parameter(element.get("name") or "", value)
            for holder in holders
            for element in dialects.children(holder, "correlation")
            if (value := self._value(element)) is not None
        ]
        names = {p.name for p in found}
        process = _process(holders[0])
        for prop in self.of(message):
            for binding in self._bindings.get(prop.name, []):
                path = dialects.model_child(binding, "dataPath")
                value = None if path is None else self._document.compiler.formal(path)
                if value and prop.name not in names and _process(binding) is process:
                    found.append(Parameter(prop.name, value))
        return tuple(found)

    def _value(self, element: etree._Element) -> Value | None:
        return self._document.compiler.text(dialects.text_of(element) or "", element, "value")


def _process(element: etree._Element) -> etree._Element | None:
    place: etree._Element | None = element
    while place is not None and local_name(place) != "process":
        place = place.getparent()
    return place
