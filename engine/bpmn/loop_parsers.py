"""Loops and multi-instance activities: a body around the node of one instance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from engine.bpmn import dialects, loops, zeebe
from engine.bpmn.activities import Activity, FlowNode
from engine.bpmn.compiling import Compiler
from engine.bpmn.declared import Value, Variable
from engine.bpmn.event_parsers import DefinitionParser
from engine.bpmn.expressions import Wanted
from engine.bpmn.problems import local_name

if TYPE_CHECKING:
    from engine.bpmn.scope_parser import ScopeParser

LOOPS = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")
_PATH = re.compile(r"=\s*(?P<name>[^\W\d]\w*)(\s*\.\s*\w+)*\s*")
_MOVED = ("start_quantity", "completion_quantity", "for_compensation")


class LoopParser:
    """Reads the loop of one activity, if it has one."""

    def __init__(self, scope: ScopeParser, element: etree._Element) -> None:
        self.scope, self.element = scope, element
        self.document = scope.document
        self.problems, self.compiler = self.document.problems, self.document.compiler

    def wrap(self, node: Activity) -> FlowNode:
        """Return the node, or the body that repeats it."""
        found = dialects.model_children(self.element, *LOOPS)
        if not found:
            return node
        instance = f"{node.bpmn_id} (instance)"
        standard = local_name(found[0]) == LOOPS[0]
        options = self._standard(found[0]) if standard else self._multiple(found[0])
        if options is None:
            return node
        specs = self.scope.spec.task_specs
        specs.pop(node.name)
        node.name, node.is_instance = instance, True
        node.element_output = self._element_output(found[0])
        specs[instance] = node
        kind = loops.StandardLoop if standard else loops.MultiInstance
        body = kind(
            self.scope.spec,
            node.bpmn_id,
            instance,
            lane=node.lane,
            bpmn_name=node.bpmn_name,
            documentation=node.documentation,
            **options,
        )
        for name in (*_MOVED, "translations"):
            setattr(body, name, getattr(node, name))
        node.start_quantity = 1
        body.element_type = "multiInstanceBody"
        return body

    def _standard(self, loop: etree._Element) -> dict[str, Any] | None:
        maximum = self._number(loop.get("loopMaximum"), "loopMaximum", 1)
        condition = _child(self.compiler, loop, "loopCondition", "truth")
        if maximum is None and dialects.model_child(loop, "loopCondition") is None:
            if not loop.get("loopMaximum"):
                self.problems.add("loop_endless", loop)
            return None
        before = dialects.is_true(loop, "testBefore")
        return {"maximum": maximum, "condition": condition, "test_before": before}

    def _element_output(self, loop: etree._Element) -> Value | None:
        text = dialects.attribute(loop, "outputElement")
        return None if text is None else self.compiler.text(text, loop)

    def _number(self, text: str | None, attribute: str, least: int) -> int | None:
        if text is None:
            return None
        if text.strip().isdigit() and int(text) >= least:
            return int(text)
        facts = {"attribute": attribute, "value": text, "least": least}
        self.problems.add("loop_number", self.element, line=None, **facts)
        return None

    def _multiple(self, loop: etree._Element) -> dict[str, Any] | None:
        cardinality, collection = self._cardinality(loop), self._collection(loop)
        written = dialects.model_child(loop, "loopCardinality") is not None
        if (written or cardinality is not None) == (collection is not None):
            self.problems.add("loop_items", loop)
            return None
        item = dialects.model_child(loop, "inputDataItem")
        result = dialects.model_child(loop, "outputDataItem")
        behavior = loop.get("behavior") or "All"
        return {
            "sequential": dialects.is_true(loop, "isSequential"),
            "cardinality": cardinality,
            "collection": collection,
            "item": _id(item) or dialects.attribute(loop, "elementVariable"),
            "results": dialects.text_of(dialects.model_child(loop, "loopDataOutputRef"))
            or dialects.attribute(loop, "outputCollection"),
            "result": _id(result) or _local_name(dialects.attribute(loop, "outputElement")),
            "computes": dialects.attribute(loop, "outputElement") is not None,
            "first": int(loop.get(zeebe.FIRST) or 0),
            "condition": _child(self.compiler, loop, "completionCondition", "truth"),
            "behavior": behavior,
            "behavior_event": self._event(loop, behavior),
            "behavior_condition": self._complex(loop),
        }

    def _cardinality(self, loop: etree._Element) -> Value | None:
        text = dialects.text_of(dialects.model_child(loop, "loopCardinality"))
        if text and text.lstrip("+-").isdigit() and int(text) < 0:
            self._number(text, "loopCardinality", 0)
            return None
        return _child(self.compiler, loop, "loopCardinality")

    def _collection(self, loop: etree._Element) -> Value | None:
        reference = dialects.text_of(dialects.model_child(loop, "loopDataInputRef"))
        if reference:
            return Variable(self.document.data.get(reference, reference))
        text = dialects.attribute(loop, "collection")
        if text is None:
            return None
        if dialects.plain(text) and text.isidentifier():
            return Variable(text)
        return self.compiler.expression(text, loop)

    def _event(self, loop: etree._Element, behavior: str) -> Any:
        """Return what the body throws when an instance is done."""
        if behavior == "All":
            return None
        if behavior == "Complex":
            for block in dialects.model_children(loop, "complexBehaviorDefinition"):
                for event in dialects.model_children(block, "event"):
                    return DefinitionParser(self.document, event).parse()
            return None
        reference = (loop.get(f"{behavior.lower()}BehaviorEventRef") or "").rpartition(":")[2]
        element = self.document.by_id.get(reference)
        if element is None:
            self.problems.add("loop_event", loop)
            return None
        return DefinitionParser(self.document, self.element).one(element)

    def _complex(self, loop: etree._Element) -> Value | None:
        for block in dialects.model_children(loop, "complexBehaviorDefinition"):
            return _child(self.compiler, block, "condition", "truth")
        return None


def _child(
    compiler: Compiler, element: etree._Element, name: str, wanted: Wanted = "value"
) -> Value | None:
    found = dialects.model_child(element, name)
    return None if found is None else compiler.formal(found, wanted)


def _local_name(output: str | None) -> str | None:
    """Return the variable that an output element reads: each instance has one of its own."""
    match = _PATH.fullmatch(output or "")
    return match["name"] if match else None


def _id(element: etree._Element | None) -> str | None:
    return None if element is None else element.get("id") or element.get("name")
