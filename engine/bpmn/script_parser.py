"""The script of a script task."""

from __future__ import annotations

import textwrap

from lxml import etree

from engine.bpmn import dialects, scripting
from engine.bpmn.compiling import Compiler
from engine.bpmn.declared import Value


def script_of(compiler: Compiler, element: etree._Element) -> str | Value | None:
    """Return the script of a task, checked; None, and a problem, if it can not run.

    FEEL is a Value, whose result goes to the variable that `result_of` names.
    """
    holder = dialects.model_child(element, "script")
    language = element.get("scriptFormat") or element.get("scriptLanguage")
    resource = dialects.attribute(element, "resource")
    text = "" if holder is None else textwrap.dedent(holder.text or "")
    if resource:
        compiler.problems.add("script_resource", element, resource=resource)
        return None
    if not text.strip():
        compiler.problems.add("script_empty", element)
        return ""
    place = element if holder is None else holder
    if scripting.is_feel(language):
        return _feel(compiler, element, place, text)
    if not scripting.is_python(language):
        return _translated(compiler, place, language, text)
    return _python(compiler, place, text, result_of(element))


def result_of(element: etree._Element) -> str | None:
    """Return the variable for the result of a script."""
    return dialects.attribute(element, "resultVariable")


def _feel(
    compiler: Compiler, element: etree._Element, place: etree._Element, text: str
) -> Value | None:
    if not result_of(element):
        compiler.problems.add("script_result", element)
        return None
    return compiler.expression(text, place, "feel", "any")


def _python(
    compiler: Compiler, element: etree._Element, text: str, result: str | None
) -> str | None:
    if result:
        checked = scripting.storing(compiler, text, element, result)
    else:
        checked = text if compiler.script(text, element) else None
    return None if checked is None else checked.strip("\n")


def _translated(
    compiler: Compiler, element: etree._Element, language: str | None, text: str
) -> str | None:
    found = scripting.assignments(language, text)
    if found is None:
        scripting.refuse(compiler, element, language)
        return None
    compiler.problems.add("script_translated", element, variables=", ".join(found))
    return "\n".join(f"{name} = {value!r}" for name, value in found.items())
