"""A sheet put into a file of decisions: what stays the same keeps its identifiers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree

from web.decisions.sheets.parsing import Column, Sheet, SheetRule

Element = etree._Element


def merged(content: bytes, decision_id: str, sheet: Sheet) -> bytes:
    """Return a file in which the table of one decision is that of a sheet.

    Columns are known by their expression or name, rules by their cells, else by their place.

    Raises:
        LookupError: the file has no such decision with a table.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(content, parser)
    merging = _Merging(root, _table(root, decision_id))
    merging.put(sheet)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _table(root: Element, decision_id: str) -> Element:
    for decision in root.iter("{*}decision"):
        if decision.get("id") == decision_id:
            for table in decision.iterchildren("{*}decisionTable"):
                return table
    raise LookupError(decision_id)


class _Merging:
    def __init__(self, root: Element, table: Element) -> None:
        self.table, self.space = table, etree.QName(table).namespace
        self.ids = {str(each.get("id")) for each in root.iter(etree.Element)}

    def put(self, sheet: Sheet) -> None:
        """Replace columns and rules of the table."""
        self._policy(sheet)
        kept = {kind: self._children(kind) for kind in ("input", "output", "rule")}
        notes = len(self._children("annotation"))
        for each in [child for group in kept.values() for child in group]:
            self.table.remove(each)
        inputs = [self._column(kept["input"], one) for one in sheet.inputs]
        outputs = [self._column(kept["output"], one) for one in sheet.outputs]
        first = len(self._children("description")) + len(self._children("extensionElements"))
        for at, element in enumerate([*inputs, *outputs], first):
            self.table.insert(at, element)
        same = self._known(kept["rule"], sheet.rules)
        for rule, old in zip(sheet.rules, same, strict=True):
            self.table.append(self._rule(rule, old, notes))

    def _policy(self, sheet: Sheet) -> None:
        self.table.set("hitPolicy", sheet.policy)
        self.table.attrib.pop("aggregation", None)
        if sheet.aggregation:
            self.table.set("aggregation", sheet.aggregation)

    def _children(self, name: str) -> list[Element]:
        return list(self.table.iterchildren(f"{{{self.space}}}{name}"))

    def _make(self, name: str, prefix: str) -> Element:
        element = etree.Element(f"{{{self.space}}}{name}")
        number = len(self.ids)
        while f"{prefix}_{number}" in self.ids:
            number += 1
        element.set("id", f"{prefix}_{number}")
        self.ids.add(f"{prefix}_{number}")
        return element

    def _texted(self, name: str, prefix: str, text: str) -> Element:
        element = self._make(name, prefix)
        etree.SubElement(element, f"{{{self.space}}}text").text = text
        return element

    def _column(self, known: list[Element], column: Column) -> Element:
        found = next((each for each in known if _named(each) == column.text), None)
        if found is not None:
            known.remove(found)
            element = deepcopy(found)
        elif column.kind == "input":
            element = self._make("input", "Input")
            element.append(self._texted("inputExpression", "InputExpression", column.text))
        else:
            element = self._make("output", "Output")
            if column.text:
                element.set("name", column.text)
        _set(element, "label", column.label)
        typed = element if column.kind == "output" else element.find("{*}inputExpression")
        if typed is not None:
            _set(typed, "typeRef", column.type)
        return element

    def _known(self, old: Sequence[Element], rules: Sequence[SheetRule]) -> list[Element | None]:
        """Return for each new rule the old one that it is."""
        left: dict[int, Element] = dict(enumerate(old))
        by_cells: dict[tuple[str, ...], list[int]] = {}
        for at, element in left.items():
            by_cells.setdefault(tuple(_cells(element)), []).append(at)
        found: list[Element | None] = []
        for rule in rules:
            places = by_cells.get((*rule.inputs, *rule.outputs))
            found.append(left.pop(places.pop(0)) if places else None)
        for at, known in enumerate(found):
            if known is None and at in left:
                found[at] = left.pop(at)
        return found

    def _rule(self, rule: SheetRule, old: Element | None, notes: int) -> Element:
        element = self._make("rule", "Rule") if old is None else deepcopy(old)
        kept = [each for each in element if etree.QName(each).localname == "annotationEntry"]
        for each in list(element):
            element.remove(each)
        if rule.annotation:
            told = etree.SubElement(element, f"{{{self.space}}}description")
            told.text = rule.annotation
        for text in rule.inputs:
            element.append(self._texted("inputEntry", "UnaryTests", text))
        for text in rule.outputs:
            element.append(self._texted("outputEntry", "LiteralExpression", text))
        element.extend(kept)
        for _ in range(notes - len(kept)):
            note = etree.SubElement(element, f"{{{self.space}}}annotationEntry")
            etree.SubElement(note, f"{{{self.space}}}text")
        return element


def _named(column: Element) -> str:
    if etree.QName(column).localname == "output":
        return column.get("name") or ""
    expression = column.find("{*}inputExpression/{*}text")
    return "" if expression is None else (expression.text or "").strip()


def _set(element: Element, name: str, value: str) -> None:
    if value:
        element.set(name, value)
    else:
        element.attrib.pop(name, None)


def _cells(rule: Element) -> Iterator[str]:
    for name in ("inputEntry", "outputEntry"):
        for entry in rule.iterchildren(f"{{*}}{name}"):
            text = entry.find("{*}text")
            yield "" if text is None else (text.text or "").strip()
