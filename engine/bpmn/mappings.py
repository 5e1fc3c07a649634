"""Inputs, outputs and payloads that a diagram declares."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from lxml import etree

from engine.bpmn import dialects, scripting, zeebe
from engine.bpmn.compiling import Compiler
from engine.bpmn.declared import Call, Entries, Items, Parameter, Placed, Text, Value, Variable
from engine.bpmn.problems import local_name

Parameters = tuple[Parameter, ...]


def mapped(compiler: Compiler, holder: etree._Element) -> tuple[Parameters, Parameters]:
    """Return the inputs and outputs that the extensions of an element declare."""
    inputs = list(_named(compiler, dialects.children(holder, "input"), "input"))
    outputs = list(_named(compiler, dialects.children(holder, "output"), "output"))
    for block in dialects.children(holder, "inputOutput"):
        more_inputs, more_outputs = input_output(compiler, block)
        inputs += more_inputs
        outputs += more_outputs
    return tuple(inputs), tuple(outputs)


def input_output(compiler: Compiler, block: etree._Element) -> tuple[Parameters, Parameters]:
    """Return the inputs and outputs of a camunda:inputOutput element."""
    translated: list[Parameter] = []
    inputs: list[Parameter] = []
    for element in dialects.inside(block, "inputParameter"):
        sets = _javascript(compiler, element)
        if sets is None:
            inputs += _named(compiler, [element], "input")
        else:
            translated += sets
            inputs += [*sets, Parameter(element.get("name") or "", Text(None))]
    outputs = list(_named(compiler, dialects.inside(block, "outputParameter"), "output"))
    # what a script set stays set after the activity, as execution.setVariable has it
    outputs += [Parameter(p.name, p.value) for p in translated]
    return tuple(inputs), tuple(outputs)


def _javascript(compiler: Compiler, element: etree._Element) -> list[Parameter] | None:
    """Return the variables that an input's JavaScript sets, if that is all it does."""
    for script in dialects.inside(element, "script"):
        found = scripting.assignments(script.get("scriptFormat"), script.text or "")
        if found is not None and element.get("name"):
            compiler.problems.add("script_translated", script, variables=", ".join(found))
            return [Parameter(name, Text(value)) for name, value in found.items()]
    return None


def _named(
    compiler: Compiler, elements: Iterable[etree._Element], kind: str
) -> Iterable[Parameter]:
    for element in elements:
        name = (element.get("name") or "").strip()
        if not name:
            compiler.problems.add("parameter_invalid", element, kind=kind)
            continue
        value = content(compiler, element)
        if value is not None:
            yield Parameter(name, _placed(element, value))


def _placed(element: etree._Element, value: Value) -> Value:
    base, *path = element.get(zeebe.PATH, "").split(".")
    return Placed(value, tuple(path), base) if path else value


def content(compiler: Compiler, element: etree._Element) -> Value | None:
    """Compile what a parameter or map entry holds: a text, or one script, list or map."""
    for child in element.iterchildren(tag=etree.Element):
        return _item(compiler, child)
    return _text(compiler, element)


def _item(compiler: Compiler, element: etree._Element) -> Value | None:
    match local_name(element):
        case "script":
            return script(compiler, element)
        case "list":
            found = [_item(compiler, item) for item in element.iterchildren(tag=etree.Element)]
            return Items(tuple(item for item in found if item is not None))
        case "map":
            return Entries(tuple(_keyed(compiler, dialects.inside(element, "entry"))))
    return _text(compiler, element)


def _text(compiler: Compiler, element: etree._Element) -> Value | None:
    text = element.get("value") or element.text or ""
    return compiler.text(text.strip(), element)


def _keyed(compiler: Compiler, entries: Iterable[etree._Element]) -> Iterable[Parameter]:
    for entry in entries:
        value = content(compiler, entry)
        if value is not None:
            yield Parameter(entry.get("key") or "", value)


def script(compiler: Compiler, element: etree._Element) -> Value | None:
    """Compile a camunda:script that gives a value."""
    resource, language = element.get("resource"), element.get("scriptFormat")
    if resource:
        compiler.problems.add("script_resource", element, resource=resource)
    if scripting.is_feel(language) and not resource:
        return compiler.expression(element.text, element, "feel", "any")
    if not scripting.is_python(language):
        scripting.refuse(compiler, element, language)
    elif not resource:
        return scripting.value(compiler, textwrap.dedent(element.text or ""), element)
    return None


def payload(compiler: Compiler, *holders: etree._Element) -> Parameters:
    """Return what goes along with a message or signal: declared at it, or at its event."""
    found: list[Parameter] = []
    for holder in holders:
        found += _named(compiler, dialects.children(holder, "payload"), "payload")
        for element in dialects.children(holder, "in"):
            if element.get("variables"):
                name = f"in variables={element.get('variables')}"
                what = "Name every variable that is to go along."
                compiler.problems.add("unsupported_extension", element, name=name, what=what)
            else:
                found += transfer(compiler, element)
    return tuple(found)


def transfer(compiler: Compiler, element: etree._Element) -> list[Parameter]:
    """Return the variable that a camunda:in or camunda:out passes, if it passes one."""
    target, source = element.get("target"), element.get("source")
    expression = element.get("sourceExpression")
    if not target or not (source or expression):
        kind = local_name(element)
        compiler.problems.add("parameter_invalid", element, kind=kind)
        return []
    value = compiler.text(expression, element) if expression else Variable(source or "")
    return [] if value is None else [Parameter(target, value)]


def call(compiler: Compiler, element: etree._Element, target: Value) -> Call:
    """Return what goes into a called process and comes out of it.

    Source: Camunda 7 passes nothing that is not declared; BPMN's own diagrams declare nothing and
    expect everything.
    """
    into, out = dialects.children(element, "in"), dialects.children(element, "out")
    inputs, outputs = _passed(compiler, into), _passed(compiler, out)
    key = next((e for e in into if e.get("businessKey")), None)
    declares = bool([e for e in into if e is not key] or out)
    return Call(
        target,
        tuple(inputs),
        tuple(outputs),
        dialects.is_true(element, zeebe.ALL_IN, default=not declares or _everything(into)),
        dialects.is_true(element, zeebe.ALL_OUT, default=not declares or _everything(out)),
        None if key is None else compiler.text(key.get("businessKey") or "", key),
        *_binding(compiler, element),
    )


def _binding(compiler: Compiler, element: etree._Element) -> tuple[str, Value | None]:
    binding = dialects.attribute(element, "calledElementBinding") or "latest"
    named = {"version": "calledElementVersion", "versionTag": "calledElementVersionTag"}
    text = dialects.attribute(element, named[binding]) if binding in named else None
    if binding not in ("latest", "deployment", *named) or (binding in named and text is None):
        compiler.problems.add("call_binding", element, binding=binding)
    return binding, None if text is None else compiler.text(text, element, "value")


def _passed(compiler: Compiler, elements: list[etree._Element]) -> list[Parameter]:
    special = ("businessKey", "variables")
    named = [e for e in elements if not any(e.get(name) for name in special)]
    return [parameter for element in named for parameter in transfer(compiler, element)]


def _everything(elements: list[etree._Element]) -> bool:
    return any(element.get("variables") == "all" for element in elements)
