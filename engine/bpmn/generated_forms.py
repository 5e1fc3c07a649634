"""Form fields written into a diagram become form-js schemas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from engine.bpmn import dialects
from engine.bpmn.compiling import Compiler
from engine.bpmn.problems import Problems

Field = dict[str, Any]
_TYPES = {
    "string": "textfield",
    "long": "number",
    "integer": "number",
    "int": "number",
    "double": "number",
    "decimal": "number",
    "boolean": "checkbox",
    "date": "datetime",
    "enum": "select",
}
_WHOLE = ("long", "integer", "int")
_LIMITS = {"minlength": "minLength", "maxlength": "maxLength", "min": "min", "max": "max"}
SCHEMA_VERSION = 18


def generated(compiler: Compiler, elements: Iterable[etree._Element]) -> dict[str, dict[str, Any]]:
    """Return a schema by element id, for those elements that hold form fields."""
    found = {}
    for element in elements:
        fields = _fields(compiler.problems, element)
        name = element.get("id")
        if fields and name:
            found[name] = {
                "type": "default",
                "id": f"{name}-form",
                "schemaVersion": SCHEMA_VERSION,
                "components": fields,
            }
    return found


def _fields(problems: Problems, element: etree._Element) -> list[Field]:
    fields = dialects.children(element, "formProperty")
    for data in dialects.children(element, "formData"):
        fields += dialects.inside(data, "formField")
    return [_field(problems, field) for field in fields if field.get("readable") != "false"]


def _field(problems: Problems, element: etree._Element) -> Field:
    key = element.get("variable") or element.get("id") or ""
    kind = (element.get("type") or "string").lower()
    if kind not in _TYPES:
        problems.add("form_type", element, type=kind, field=key)
    component = _TYPES.get(kind, "textfield")
    field: Field = {
        "type": component,
        "id": f"Field_{key}",
        "key": key,
        "label": element.get("label") or element.get("name") or key,
    }
    if component == "datetime":
        field |= {"subtype": "date", "dateLabel": field["label"]}
    if component == "select":
        field["values"] = [_option(value) for value in dialects.inside(element, "value")]
    if kind in _WHOLE:
        field["decimalDigits"] = 0
    if element.get("writable") == "false":
        field["readonly"] = True
    default = _default(problems, element, component, key)
    if default is not None:
        field["defaultValue"] = default
    rules = _rules(problems, element, key)
    if rules:
        field["validate"] = rules
    return field


def _option(element: etree._Element) -> Field:
    value = element.get("id") or ""
    return {"value": value, "label": element.get("name") or value}


def _default(problems: Problems, element: etree._Element, component: str, key: str) -> Any:
    """Return the default; a variable of the field's own name fills it in anyway."""
    text = element.get("defaultValue") or element.get("value") or element.get("expression")
    if text is None or text.strip() in (f"${{{key}}}", f"#{{{key}}}"):
        return None
    if not dialects.plain(text):
        problems.add("form_default", element, field=key, value=text)
        return None
    if component == "checkbox":
        return text.strip().lower() == "true"
    if component == "number":
        return _number(text)
    return text


def _number(text: str) -> int | float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if number.is_integer() else number


def _rules(problems: Problems, element: etree._Element, key: str) -> dict[str, Any]:
    rules: dict[str, Any] = {}
    if element.get("required") == "true":
        rules["required"] = True
    for validation in dialects.inside(element, "validation"):
        for constraint in dialects.inside(validation, "constraint"):
            name = constraint.get("name") or ""
            if name == "required":
                rules["required"] = constraint.get("config") != "false"
            elif name == "readonly":
                continue
            elif name in _LIMITS and _number(constraint.get("config") or "") is not None:
                rules[_LIMITS[name]] = _number(constraint.get("config") or "")
            else:
                problems.add("form_validation", element, rule=name, field=key)
    return rules
