"""What a drawn diagram says about itself, whether it can be executed yet or not."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from engine.errors import RequestInvalidError
from web.diagram import BPMN

LONGEST = 255


@dataclass(frozen=True, slots=True)
class Outline:
    """The process of a diagram, the executable one if there are several."""

    key: str
    name: str


def outline(xml: str) -> Outline:
    """Return key and name of the process that is drawn.

    Raises:
        RequestInvalidError: it is no BPMN, or holds no process with a usable id.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(xml.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RequestInvalidError(field="xml", reason="it is no XML") from error
    if root.getroottree().docinfo.doctype or root.tag != f"{{{BPMN}}}definitions":
        raise RequestInvalidError(field="xml", reason="it is no BPMN 2.0 diagram")
    processes = root.findall(f"{{{BPMN}}}process")
    runs = [one for one in processes if one.get("isExecutable") == "true"]
    for process in (*runs, *processes):
        key = (process.get("id") or "").strip()
        if key and len(key) <= LONGEST:
            name = " ".join((process.get("name") or "").split()) or key
            return Outline(key, name[:LONGEST])
    raise RequestInvalidError(field="xml", reason="it holds no process")
