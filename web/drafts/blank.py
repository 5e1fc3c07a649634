"""A diagram to begin with: a start event, and room to draw."""

from __future__ import annotations

from lxml import etree

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
RAVAND = "http://ravand.org/schema/1.0/bpmn"
SPACES = {"bpmn": MODEL, "bpmndi": DI, "dc": DC, "ravand": RAVAND}


def blank_diagram(key: str, name: str) -> str:
    """Return the diagram of a process with nothing but a start event."""
    root = etree.Element(f"{{{MODEL}}}definitions", nsmap=SPACES)
    root.set("id", f"{key}_definitions")
    root.set("targetNamespace", f"http://ravand.org/processes/{key}")
    process = _child(root, MODEL, "process", id=key, name=name, isExecutable="true")
    start = f"{key}_start"
    _child(process, MODEL, "startEvent", id=start)
    diagram = _child(root, DI, "BPMNDiagram", id=f"{key}_diagram")
    plane = _child(diagram, DI, "BPMNPlane", id=f"{key}_plane", bpmnElement=key)
    shape = _child(plane, DI, "BPMNShape", id=f"{start}_shape", bpmnElement=start)
    _child(shape, DC, "Bounds", x="180", y="160", width="36", height="36")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode()


def _child(parent: etree._Element, space: str, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{space}}}{tag}", attrib=attributes)
