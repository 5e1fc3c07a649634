"""What people do to a running instance against its diagram: modification and migration. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from engine import runtime
from engine.bpmn import plans
from engine.bpmn.elements import Element, elements
from engine.bpmn.environment import Environment
from engine.bpmn.instructions import Instruction
from engine.bpmn.migration import Moved
from engine.bpmn.migration import migrate as _migrate
from engine.bpmn.modification import modify as _modify
from engine.bpmn.plans import Plan
from engine.bpmn.process_spec import Definition
from engine.bpmn.rearming import set_due as _set_due
from engine.bpmn.step import Step

__all__ = [
    "Element",
    "Instruction",
    "Moved",
    "Plan",
    "check_plan",
    "elements",
    "migrate",
    "modify",
    "plan_migration",
    "set_due",
]


def modify(
    definition: Definition, state: bytes, instructions: Sequence[Instruction], env: Environment
) -> Step:
    """Cancel, skip and start activities as a person says.

    Raises:
        ModificationRefusedError: the diagram does not allow it.
    """
    return runtime.step_of(lambda i: _modify(i, instructions), definition, state, env)


def plan_migration(source: Definition, target: Definition, key: str) -> dict[str, str]:
    """Return the plan that maps elements of the same id, kind and scope."""
    return plans.generate(source, target, key)


def check_plan(source: Definition, target: Definition, key: str, plan: Plan) -> None:
    """Refuse a plan that maps an element to one of another kind or in another scope.

    Raises:
        MigrationRefusedError: it does.
    """
    plans.check(source, target, key, plan)


def migrate(
    source: Definition, state: bytes, target: Definition, plan: Plan, env: Environment
) -> tuple[Step, list[Moved]]:
    """Let an instance go on in another version; return also where its tokens are now.

    Raises:
        MigrationRefusedError: something active has no place there.
    """
    moved: list[Moved] = []
    step = runtime.step_of(lambda i: moved.extend(_migrate(i, target, plan)), source, state, env)
    return step, moved


def set_due(
    definition: Definition, state: bytes, timer: tuple[int, datetime, datetime], env: Environment
) -> Step:
    """Let a timer that waits be due at another time; it fires if that has come.

    Args:
        timer: its token, when it was due, and when it shall be.

    Raises:
        NotWaitingError: it does not wait.
    """
    return runtime.step_of(lambda i: _set_due(i, *timer), definition, state, env)
