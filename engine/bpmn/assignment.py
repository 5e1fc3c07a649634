"""Who works a user task, until when and with which form, in every vendor's words."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from engine.bpmn import dialects
from engine.bpmn.compiling import Compiler
from engine.bpmn.declared import Assignment, Text, Value
from engine.bpmn.durations import later
from engine.bpmn.lanes import Lane

_MEMBER = re.compile(r"(?P<kind>user|group)\s*\(\s*(?P<name>.*?)\s*\)", re.S)
_FORM_PREFIX = re.compile(r"^camunda-forms:(deployment|app):")
_FOREIGN_FORM = re.compile(r":|/|\.(html?|xhtml|jsf|jsp|js|ftl)$", re.I)
_ROLES = ("humanPerformer", "potentialOwner", "performer")


class AssignmentParser:
    """Reads one task; the lane counts only where the task itself names nobody."""

    def __init__(
        self, compiler: Compiler, resources: dict[str, etree._Element], element: etree._Element
    ) -> None:
        """Resources: BPMN resources of the file by id."""
        self.compiler, self.problems = compiler, compiler.problems
        self.resources, self.element = resources, element
        self.assignee = self._first("assignee")
        self.users = self._list("candidateUsers")
        self.groups = self._list("candidateGroups")

    def parse(self, lane: Lane | None) -> Assignment:
        """Return the assignment."""
        self._roles()
        if lane is not None and lane.group and not (self.assignee or self.users or self.groups):
            self.groups.append(Text(lane.group))
        return Assignment(
            self.assignee,
            tuple(self.users),
            tuple(self.groups),
            self._moment("dueDate"),
            self._moment("followUpDate"),
            self._whole("priority"),
            form_key(self.compiler, self.element),
            self._documentation(),
        )

    def _first(self, name: str) -> Value | None:
        text = dialects.attribute(self.element, name)
        return None if text is None else self.compiler.text(text, self.element)

    def _list(self, name: str) -> list[Value]:
        text = dialects.attribute(self.element, name) or ""
        found = [self.compiler.text(part, self.element) for part in dialects.parts(text)]
        return [value for value in found if value is not None]

    def _roles(self) -> None:
        for role in dialects.model_children(self.element, *_ROLES):
            for holder in dialects.model_children(role, "resourceAssignmentExpression"):
                formal = next(holder.iterchildren(tag=etree.Element), None)
                text = dialects.text_of(formal) or ""
                for part in dialects.parts(text):
                    self._member(part, role)
            for reference in dialects.model_children(role, "resourceRef"):
                self._resource(reference)
            if dialects.model_children(role, "resourceParameterBinding"):
                what = "resourceParameterBinding"
                self.problems.add("resource_role", role, what=what)

    def _member(self, text: str, role: etree._Element) -> None:
        """Read user(x), group(y), or an id: of a group, of a user for the performer himself."""
        match = _MEMBER.fullmatch(text)
        performs = not str(role.tag).endswith("potentialOwner")
        kind = match["kind"] if match else "user" if performs else "group"
        value = self.compiler.text(match["name"] if match else text, role)
        if value is None:
            return
        if performs and kind == "user":
            self.assignee = self.assignee or value
        elif value not in self.users and value not in self.groups:
            (self.users if kind == "user" else self.groups).append(value)

    def _resource(self, reference: etree._Element) -> None:
        """A resource of the model means the group of its name, as a lane does."""
        name = (dialects.text_of(reference) or "").rpartition(":")[2]
        resource = self.resources.get(name)
        if resource is None:
            attribute = "resourceRef"
            self.problems.add("dangling_reference", reference, attribute=attribute, target=name)
        elif not (self.assignee or self.users or self.groups):
            self.groups.append(Text(dialects.slug(resource.get("name") or name)))

    def _moment(self, name: str) -> Value | None:
        text = dialects.attribute(self.element, name)
        if text is None:
            return None
        if dialects.plain(text) and not is_moment(text):
            self.problems.add("date_invalid", self.element, attribute=name, value=text)
            return None
        return self.compiler.text(text, self.element, "due")

    def _whole(self, name: str) -> Value | None:
        return whole(self.compiler, self.element, name)

    def _documentation(self) -> Value | None:
        text = dialects.text_of(dialects.model_child(self.element, "documentation"))
        return None if text is None else self.compiler.shown(text)


def whole(compiler: Compiler, element: etree._Element, name: str) -> Value | None:
    """Return a vendor's attribute that must be a whole number or an expression."""
    text = dialects.attribute(element, name)
    if text is None:
        return None
    if dialects.plain(text) and not re.fullmatch(r"[+-]?\d{1,9}", text):
        compiler.problems.add("number_invalid", element, attribute=name, value=text)
        return None
    return compiler.text(text, element)


def is_moment(text: str) -> bool:
    """Return whether a text is an ISO 8601 date, date-time or duration."""
    try:
        if text[:1] in "Pp":
            later(datetime(2026, 1, 1, tzinfo=UTC), text)
        else:
            datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):  # the second: the first or last day, in another zone
        return False
    return True


def form_key(compiler: Compiler, element: etree._Element) -> Value | None:
    """Return the form that an element names: a file name, a form id, or an expression."""
    problems = compiler.problems
    text = dialects.attribute(element, "form", "formRef", "formKey")
    binding = dialects.attribute(element, "formRefBinding") or "latest"
    if binding == "version":
        problems.add("form_version", element)
    if text is None:
        return None
    key = _FORM_PREFIX.sub("", text)
    if dialects.plain(key) and _FOREIGN_FORM.search(key):
        problems.add("form_embedded", element, form=text)
        return None
    return compiler.text(key, element)


def plain_text(value: Value | None) -> str | None:
    """Return the text of a value that means itself, None of an expression."""
    if value is None or value.names:
        return None
    found: Any = getattr(value, "text", None)
    return found if isinstance(found, str) and dialects.plain(found) else None
