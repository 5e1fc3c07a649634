"""The table of built-in functions, and how one of them is called."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

from decisions.feel.errors import LimitExceededError
from decisions.feel.functions.signatures import Signature, read_parameters
from decisions.feel.run import Run, Site
from decisions.feel.values.functions import Arguments, BuiltIn
from decisions.feel.values.kinds import kind

Compute = TypeVar("Compute", bound=Callable[..., Any])

BUILT_INS: dict[str, BuiltIn] = {}
_SIGNATURES: dict[str, list[Signature]] = {}


class NoValueError(Exception):
    """Say why a built-in function has no value for its arguments; it becomes null."""


def built_in(name: str, *signatures: str) -> Callable[[Compute], Compute]:
    """Register a function under its FEEL name with one or more signatures.

    A parameter named `run` is not FEEL's: it gets the run.
    """

    def register(compute: Compute) -> Compute:
        with_run = next(iter(inspect.signature(compute).parameters), "") == "run"
        known = _SIGNATURES.setdefault(name, [])
        known += [Signature(text, read_parameters(text), compute, with_run) for text in signatures]
        texts = tuple(signature.text for signature in known)
        BUILT_INS[name] = BuiltIn(name, texts, _applier(name, known))
        return compute

    return register


def _applier(name: str, signatures: list[Signature]) -> Callable[[Arguments, Run, Site], Any]:
    def apply(arguments: Arguments, run: Run, site: Site) -> Any:
        given = arguments.values() if isinstance(arguments, dict) else arguments
        run.use(1 + sum(len(value) for value in given if type(value) is list))
        for signature in signatures:
            fitting = signature.fit(arguments)
            if fitting is not None:
                return _computed(name, signature, fitting, run, site)
        _warn_misfit(name, signatures, arguments, run, site)
        return None

    return apply


def _computed(name: str, signature: Signature, values: list[Any], run: Run, site: Site) -> Any:
    try:
        result = (
            signature.compute(run, *values) if signature.with_run else signature.compute(*values)
        )
    except TimeoutError as error:
        raise LimitExceededError("seconds", "its regular expression takes too long") from error
    except (NoValueError, ArithmeticError, ValueError) as error:
        reason = str(error) if isinstance(error, NoValueError) else "the result is out of range"
        run.warn("no_value", site, "{function}(): {reason}", function=name, reason=reason)
        return None
    if type(result) is str:
        run.text(len(result))
    elif type(result) is list:
        run.items(len(result))
    return result


def _warn_misfit(
    name: str, signatures: list[Signature], arguments: Arguments, run: Run, site: Site
) -> None:
    if isinstance(arguments, dict):
        given = ", ".join(f"{key}: {kind(value)}" for key, value in arguments.items())
    else:
        given = ", ".join(kind(value) for value in arguments)
    run.warn(
        "wrong_arguments",
        site,
        "{function}({given}) does not exist; there is {expected}",
        function=name,
        given=given,
        expected=" or ".join(f"{name}({signature.text})" for signature in signatures),
    )
