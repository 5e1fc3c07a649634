"""A DMN file of the versions 1.1 to 1.5: from XML to a model."""

from __future__ import annotations

from typing import Literal

from lxml import etree

from decisions.dmn.box_reader import box_in, function, parameters
from decisions.dmn.boxes import Part
from decisions.dmn.document import (
    Document,
    Element,
    attribute,
    child,
    children,
    local_name,
    open_document,
)
from decisions.dmn.model import (
    Decision,
    DecisionService,
    Import,
    InputData,
    ItemDefinition,
    KnowledgeModel,
    Model,
    Reference,
)
from decisions.dmn.places import Place, Places, type_of

RAVAND = "http://ravand.org/schema/"
_REQUIRED: dict[str, Literal["input", "decision", "knowledge"]] = {
    "requiredInput": "input",
    "requiredDecision": "decision",
    "requiredKnowledge": "knowledge",
}


def read(data: bytes) -> Model:
    """Return the model of a DMN file.

    Raises:
        DmnError: the file is too large, not XML, not safe or not DMN.
    """
    document = open_document(data)
    root, places = document.root, Places(document)
    inputs = tuple(_input_data(places, each) for each in children(root, "inputData"))
    return Model(
        **places.of(root),
        name=root.get("name") or "",
        namespace=root.get("namespace") or "",
        language=root.get("expressionLanguage"),
        open=document.dialect or not inputs,
        imports=tuple(_import(places, each) for each in children(root, "import")),
        items=tuple(_item(places, each) for each in children(root, "itemDefinition")),
        inputs=inputs,
        decisions=tuple(_decision(places, each) for each in children(root, "decision")),
        bkms=tuple(_knowledge(places, each) for each in children(root, "businessKnowledgeModel")),
        services=tuple(_service(places, each) for each in children(root, "decisionService")),
        repeated=_repeated(document, places),
    )


class _Name(Place):
    name: str
    variable: str
    type: str | None


def _named(places: Places, element: Element) -> _Name:
    variable = child(element, "variable")
    name = element.get("name") or element.get("id") or ""
    told = None if variable is None else variable.get("name")
    return {
        **places.of(element),
        "name": name,
        "variable": told or name,
        "type": type_of(variable),
    }


def _input_data(places: Places, element: Element) -> InputData:
    return InputData(**_named(places, element))


def _decision(places: Places, element: Element) -> Decision:
    return Decision(
        **_named(places, element),
        question=_told(element, "question"),
        answers=_told(element, "allowedAnswers"),
        version_tag=attribute(element, "versionTag"),
        names=_names(element),
        logic=box_in(places, element),
        requirements=_requirements(places, element),
    )


def _names(element: Element) -> dict[str, str]:
    extensions = child(element, "extensionElements")
    return {
        str(each.get("lang") or ""): (each.text or "").strip()
        for each in (() if extensions is None else extensions.iterchildren(tag=etree.Element))
        if str(each.tag).startswith(f"{{{RAVAND}") and str(each.tag).endswith("}name")
    }


def _told(element: Element, name: str) -> str:
    found = child(element, name)
    return "" if found is None else (found.text or "").strip()


def _requirements(places: Places, element: Element) -> tuple[Reference, ...]:
    return tuple(
        Reference(**_arrow(places, target), kind=_REQUIRED[local_name(target)])
        for each in children(element, "informationRequirement", "knowledgeRequirement")
        for target in children(each, *_REQUIRED)
    )


class _Arrow(Place):
    href: str


def _arrow(places: Places, element: Element) -> _Arrow:
    return {**places.of(element), "href": (element.get("href") or "").strip()}


def _knowledge(places: Places, element: Element) -> KnowledgeModel:
    logic = child(element, "encapsulatedLogic")
    return KnowledgeModel(
        **_named(places, element),
        logic=None if logic is None else function(places, logic),
        requirements=_requirements(places, element),
    )


def _service(places: Places, element: Element) -> DecisionService:
    def arrows(name: str, kind: Literal["input", "decision", "knowledge"]) -> tuple[Reference, ...]:
        return tuple(
            Reference(**_arrow(places, each), kind=kind) for each in children(element, name)
        )

    return DecisionService(
        **_named(places, element),
        outputs=arrows("outputDecision", "decision"),
        encapsulated=arrows("encapsulatedDecision", "decision"),
        input_decisions=arrows("inputDecision", "decision"),
        inputs=arrows("inputData", "input"),
    )


def _item(places: Places, element: Element) -> ItemDefinition:
    signature = child(element, "functionItem")
    result = None if signature is None else signature.get("outputTypeRef")
    return ItemDefinition(
        **places.of(element),
        name=element.get("name") or "",
        base=type_of(element),
        collection=element.get("isCollection") in ("true", "1"),
        allowed=places.text(child(element, "allowedValues")),
        constraint=places.text(child(element, "typeConstraint")),
        components=tuple(_item(places, each) for each in children(element, "itemComponent")),
        function=signature is not None,
        parameters=parameters(places, signature, "parameters"),
        result=(result or "").strip().rpartition(":")[2] or None,
    )


def _import(places: Places, element: Element) -> Import:
    return Import(
        **places.of(element),
        name=(element.get("name") or "").strip(),
        namespace=(element.get("namespace") or "").strip(),
        kind=(element.get("importType") or "").strip(),
    )


def _repeated(document: Document, places: Places) -> tuple[Part, ...]:
    seen: set[str] = set()
    found = []
    for element in document.lines:
        name = element.get("id")
        if name and local_name(element):
            if name in seen:
                found.append(Part(**places.of(element)))
            seen.add(name)
    return tuple(found)
