"""What goes wrong in a script, in words for the person who wrote it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pydantic_monty

from engine.ports import ScriptError, Variables
from engine.scripts.limits import ScriptLimits
from engine.scripts.source import VALUE, Source

LONGEST_MESSAGE = 1000
UNDEFINED = re.compile(r"NameError: name '(\w+)' is not defined")
UNSUPPORTED = re.compile(
    r"NotImplementedError: The monty syntax parser does not yet support (.+)", re.DOTALL
)
BPMN_ERROR = re.compile(r"RuntimeError: (BpmnError:.*)", re.DOTALL)
TIME_OUT = re.compile(r"TimeoutError: (feed|turn) time limit exceeded")
READABLE = (
    *(type(None), bool, int, float, str, bytes, list, tuple, dict, set, frozenset),
    *(date, datetime, time, timedelta, Decimal),
)
OUT_OF_MEMORY = re.compile(r"MemoryError: .*memory limit", re.DOTALL)


class UndefinedNameError(ScriptError):
    """The script reads a name that is no variable, function or import."""

    def __init__(self, name: str, line: int | None = None) -> None:
        super().__init__(f"There is no variable {name!r}.", line)
        self.name = name


def explain(error: pydantic_monty.MontyError, limits: ScriptLimits, code: Source) -> ScriptError:
    """Return the ScriptError that tells a designer what the interpreter met."""
    line = _line(error, code)
    text = _text(error)
    if getattr(error, "timed_out", False) or TIME_OUT.match(text):
        return ScriptError(f"The script ran longer than {limits.seconds:g} seconds.", line)
    if OUT_OF_MEMORY.match(text):
        megabytes = limits.memory_bytes / 1024 / 1024
        return ScriptError(f"The script needed more than {megabytes:g} MB of memory.", line)
    if isinstance(error, pydantic_monty.MontyCrashedError):
        return ScriptError("The script's interpreter broke down.", line)
    if found := UNDEFINED.match(text):
        return UndefinedNameError(found[1], line)
    if found := BPMN_ERROR.match(text):
        return ScriptError(found[1], line)
    if found := UNSUPPORTED.match(text):
        return ScriptError(f"Scripts cannot use {found[1]}.", line)
    return ScriptError(text, line)


def unreadable(given: Variables) -> ScriptError:
    """Return the ScriptError for variables that the interpreter could not be given."""
    odd = [name for name, value in given.items() if type(value) not in READABLE] or sorted(given)
    kinds = ", ".join(f"{name!r} ({type(given[name]).__name__})" for name in odd)
    return ScriptError(f"A script cannot read the variable {kinds}.")


def no_variable(name: str, kind: str) -> ScriptError:
    """Return the ScriptError for a result that can be no process variable."""
    if name == VALUE:
        return ScriptError(f"An expression cannot yield {kind}.")
    return ScriptError(
        f"Variable {name!r} cannot hold {kind}. A name that begins with an underscore,"
        f" like '_{name}', stays inside the script."
    )


def _text(error: pydantic_monty.MontyError) -> str:
    if isinstance(error, pydantic_monty.MontySyntaxError):
        text = error.display("type-msg")
    else:
        text = str(error)
    text = text.replace("Internal error in monty: ", "")
    return text if len(text) <= LONGEST_MESSAGE else text[:LONGEST_MESSAGE] + " ..."


def _line(error: pydantic_monty.MontyError, code: Source) -> int | None:
    """The innermost line that the designer wrote."""
    if not isinstance(error, pydantic_monty.MontyRuntimeError | pydantic_monty.MontySyntaxError):
        return None
    lines = (frame.line - code.offset for frame in reversed(error.traceback()))
    return next((line for line in lines if 1 <= line <= code.lines), None)
