"""Checks of the logic of decisions and knowledge models, down to every text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from decisions.dmn import boxes
from decisions.dmn.checks.tables import check_table
from decisions.dmn.checks.texts import Checked, Visible
from decisions.dmn.linking import Found
from decisions.dmn.model import Decision, DecisionService, KnowledgeModel, Model
from decisions.dmn.names import required
from decisions.dmn.services import signature

_CALLABLE = KnowledgeModel | DecisionService


def check_logic(checked: Checked, model: Model) -> None:
    """Report what is wrong in the logic of an element.

    Where every variable of the caller is visible, no name can be told to be unknown.
    """
    element = checked.element
    if isinstance(element, Decision | KnowledgeModel):
        visible: Visible = None
        if not model.open:
            visible = frozenset((*required(checked.models, model, element), element.variable))
        _check(checked, element.logic, visible)


def _check(checked: Checked, box: boxes.Box | None, visible: Visible) -> None:
    if box is not None:
        _CHECKS[type(box)](checked, box, visible)


def _with(visible: Visible, *names: str) -> Visible:
    return None if visible is None else visible | set(names)


def _literal(checked: Checked, box: boxes.LiteralExpression, visible: Visible) -> None:
    node = checked.expression(box.text, visible)
    if box.text is not None:
        checked.value(box.text, node, box.type)


def _context(checked: Checked, box: boxes.Context, visible: Visible) -> None:
    for entry in box.entries:
        _check(checked, entry.value, visible)
        visible = _with(visible, entry.name or "")


def _invocation(checked: Checked, box: boxes.Invocation, visible: Visible) -> None:
    _check(checked, box.function, visible)
    for binding in box.bindings:
        _check(checked, binding.value, visible)
    called = _called(checked, box)
    if called is None:
        return
    wanted = [name for name, _ in signature(checked.models, called)]
    given = [binding.name or "" for binding in box.bindings]
    facts: dict[str, Any] = {"function": called.element.name, "parameters": ", ".join(wanted)}
    for binding in box.bindings:
        if binding.name not in wanted:
            checked.problems.add(
                "unknown_parameter", binding, checked.element, name=binding.name, **facts
            )
    for name in wanted:
        if name not in given:
            checked.problems.add("missing_parameter", box, checked.element, name=name, **facts)


def _called(checked: Checked, box: boxes.Invocation) -> Found | None:
    """Return the knowledge model or service of this model that an invocation names."""
    text = box.function.text if isinstance(box.function, boxes.LiteralExpression) else None
    name = text.text.strip() if text is not None else ""
    element, models = checked.element, checked.models
    for reference in element.requirements if isinstance(element, Decision | KnowledgeModel) else ():
        found = models.resolve(checked.compiler.model, reference.href)
        if found is not None and ".".join((*found.path, found.element.variable)) == name:
            return found if isinstance(found.element, _CALLABLE) else None
    return None


def _relation(checked: Checked, box: boxes.Relation, visible: Visible) -> None:
    for row in box.rows:
        for column, cell in zip(box.columns, row, strict=False):
            _check(checked, cell, visible)
            if isinstance(cell, boxes.LiteralExpression) and cell.text is not None:
                checked.value(cell.text, checked.expression(cell.text, None), column.type)


def _list(checked: Checked, box: boxes.ListBox, visible: Visible) -> None:
    for item in box.items:
        _check(checked, item, visible)


def _function(checked: Checked, box: boxes.Function, visible: Visible) -> None:
    if box.kind.upper() != "FEEL":
        checked.problems.add("foreign_function", box, checked.element, language=box.kind)
        return
    _check(checked, box.body, _with(visible, *(each.name for each in box.parameters)))


def _conditional(checked: Checked, box: boxes.Conditional, visible: Visible) -> None:
    for part in (box.condition, box.then, box.otherwise):
        _check(checked, part, visible)


def _filter(checked: Checked, box: boxes.Filter, visible: Visible) -> None:
    _check(checked, box.items, visible)
    _check(checked, box.match, None)  # it reads the entries of items that are not known


def _iteration(checked: Checked, box: boxes.Iteration, visible: Visible) -> None:
    _check(checked, box.items, visible)
    _check(checked, box.body, _with(visible, box.variable, "partial"))


_CHECKS: dict[type[boxes.Box], Callable[[Checked, Any, Visible], None]] = {
    boxes.LiteralExpression: _literal,
    boxes.Context: _context,
    boxes.Invocation: _invocation,
    boxes.Relation: _relation,
    boxes.ListBox: _list,
    boxes.Function: _function,
    boxes.Conditional: _conditional,
    boxes.Filter: _filter,
    boxes.Iteration: _iteration,
    boxes.DecisionTable: check_table,
}
