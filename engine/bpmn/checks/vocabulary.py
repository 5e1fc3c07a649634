"""Holds a file against the tables, so that nothing in it is silently dropped."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.checks.camunda8 import ELEMENTS as CAMUNDA_8
from engine.bpmn.checks.extensions import (
    EXTENSION_ATTRIBUTES,
    EXTENSION_ELEMENTS,
    HARMLESS_OF_OTHERS,
    OTHER_ENGINES,
    PRESENTATION,
    Extension,
)
from engine.bpmn.checks.table import ATTRIBUTES, ELEMENTS, REFUSED, WARNED
from engine.bpmn.dialects import VENDORS, ZEEBE
from engine.bpmn.problems import Problems, local_name
from engine.bpmn.reading import MODEL

_LISTENERS = ("taskListener", "executionListener", "eventListener")
_IGNORED_CODES = {"dataStoreReference": "data_store"}


def check(root: etree._Element, processes: list[etree._Element], problems: Problems) -> None:
    """Check the file without the processes that are not deployed, and without its drawing."""
    checker = _Checker(problems)
    checker.attributes(root)
    deployed = set(processes)
    for element in root.iterchildren(tag=etree.Element):
        if local_name(element) == "process" and element not in deployed:
            continue
        if local_name(element) != "BPMNDiagram":
            checker.walk(element)


class _Checker:
    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self._foreign = {""}

    def walk(self, top: etree._Element) -> None:
        """Check an element and all in it; what a foreign extension holds is its own matter."""
        todo = [top]
        while todo:
            element = todo.pop()
            if self.element(element):
                self.attributes(element)
                todo += element.iterchildren(tag=etree.Element)

    def element(self, element: etree._Element) -> bool:
        """Check a tag; return whether to look inside."""
        name = etree.QName(element)
        if name.namespace == MODEL:
            return self._model(element, name.localname)
        if name.namespace in VENDORS:
            row = EXTENSION_ELEMENTS.get(name.localname)
            self._extension(element, name.localname, name.namespace, row)
            return False
        if name.namespace == ZEEBE:
            self._camunda_8(element)
        else:
            self._outsider(element, name)
        return False

    def _model(self, element: etree._Element, tag: str) -> bool:
        row = ELEMENTS.get(tag)
        if row is None:
            self.problems.add("unknown_element", element, tag=tag)
            return False
        if row.verdict == REFUSED:
            code = "data_transformation" if row.group == "Data" else "unsupported_element"
            self.problems.add(code, element, tag=tag)
            return False
        if row.verdict == WARNED:
            code = _IGNORED_CODES.get(tag, "resource_role")
            self.problems.add(code, element, what=tag)
        return True

    def attributes(self, element: etree._Element) -> None:
        """Check the attributes of a BPMN element."""
        tag = local_name(element)
        for key, value in element.attrib.items():
            name = etree.QName(str(key))
            if name.namespace is None:
                if name.localname not in ATTRIBUTES.get(tag, ()):
                    attribute = name.localname
                    self.problems.add("unknown_attribute", element, attribute=attribute, tag=tag)
                self._value(element, name.localname, str(value))
            elif name.namespace in VENDORS:
                row = EXTENSION_ATTRIBUTES.get(name.localname)
                self._extension(element, name.localname, name.namespace, row)
            elif name.namespace != MODEL:
                self._outsider(element, name)

    def _value(self, element: etree._Element, name: str, value: str) -> None:
        refused = (name, value) in (("eventGatewayType", "Parallel"), ("mustUnderstand", "true"))
        if refused:
            self.problems.add("unsupported_attribute", element, attribute=name, value=value)

    def _extension(
        self, element: etree._Element, local: str, namespace: str, row: Extension | None
    ) -> None:
        name = f"{VENDORS[namespace]}:{local}"
        if row is None:
            self.problems.add("unknown_extension", element, name=name)
        elif local in _LISTENERS:
            self.problems.add("listener", element, event=element.get("event") or "")
        elif row.verdict == REFUSED and not row.own:
            self.problems.add("unsupported_extension", element, name=name, what=row.hint)
        elif row.verdict == WARNED and not row.own:
            self.problems.add("ignored_extension", element, name=name, what=row.hint)
        elif element.get("local") == "true" and local in ("in", "out"):
            what = "Variables are taken from the innermost scope that has them; remove it."
            self.problems.add("ignored_extension", element, name=f"{name} local", what=what)
        if row is not None and etree.QName(element).namespace in VENDORS:
            for inner in _vendor_descendants(element):
                self._inner(inner)

    def _camunda_8(self, element: etree._Element) -> None:
        for inner in element.iter(f"{{{ZEEBE}}}*"):
            name = f"zeebe:{local_name(inner)}"
            row = CAMUNDA_8.get(local_name(inner))
            if row is None:
                self.problems.add("unknown_extension", inner, name=name)
            elif row.verdict == REFUSED:
                self.problems.add("unsupported_extension", inner, name=name, what=row.hint)
            elif row.verdict == WARNED:
                self.problems.add("ignored_extension", inner, name=name, what=row.hint)

    def _inner(self, element: etree._Element) -> None:
        """Check what stands inside of an extension element."""
        name = etree.QName(element)
        if name.localname not in EXTENSION_ELEMENTS:
            known = f"{VENDORS[name.namespace or '']}:{name.localname}"
            self.problems.add("unknown_extension", element, name=known)

    def _outsider(self, element: etree._Element, name: etree.QName) -> None:
        namespace = name.namespace or ""
        if namespace == ZEEBE:
            if name.localname not in HARMLESS_OF_OTHERS:
                self.problems.add("unknown_extension", element, name=f"zeebe:{name.localname}")
        elif namespace in OTHER_ENGINES:
            if name.localname not in HARMLESS_OF_OTHERS:
                known = f"{OTHER_ENGINES[namespace]}:{name.localname}"
                self.problems.add("foreign_dialect", element, name=known)
        elif namespace not in self._foreign and not namespace.startswith(PRESENTATION):
            self._foreign.add(namespace)
            self.problems.add("foreign_extension", element, namespace=namespace)


def _vendor_descendants(element: etree._Element) -> Iterator[etree._Element]:
    for inner in element.iterdescendants(tag=etree.Element):
        if etree.QName(inner).namespace in VENDORS:
            yield inner
