"""The engine without a database: load, complete a user task, advance, save."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bench import diagrams, meter
from engine import runtime
from engine.bpmn.step import Step
from engine.ports import Limits, ScriptRunner
from engine.runtime import Definition, Environment

Row = tuple[str, str, str]
RUNS = 7
COMPLETIONS = 400


@dataclass(frozen=True)
class Shape:
    """A diagram, its data, and what stock SpiffWorkflow and the first prototype did with it."""

    name: str
    content: bytes
    key: str
    variables: dict[str, Any]
    completions: int
    known: str


def payload(kilobytes: int) -> dict[str, Any]:
    """Return variables of about that size when saved."""
    return {"customer": "C-1", "payload": ["0123456789abcdef" * 6] * (kilobytes * 10)}


SHAPES = (
    Shape("10 nodes, 1 KB", diagrams.chain(10), "chain", payload(1), 10, "1 020; 4 700"),
    Shape("50 nodes, 1 KB", diagrams.chain(50), "chain", payload(1), 50, "378; 3 000"),
    Shape("200 nested, 1 KB", diagrams.chain(200, 3), "chain", payload(1), 200, "107; 5 700"),
    Shape("10 nodes, 100 KB", diagrams.chain(10), "chain", payload(100), 10, "170; 940"),
    Shape("50 nodes, 100 KB", diagrams.chain(50), "chain", payload(100), 50, "130; 910"),
    Shape("200 nested, 100 KB", diagrams.chain(200, 3), "chain", payload(100), 200, "15; 384"),
    Shape("multi-instance 100", diagrams.multiple(), "multiple", {"count": 100}, 100, "274; 1 720"),
    Shape("multi-instance 1000", diagrams.multiple(), "multiple", {"count": 1000}, 1000, "21; 131"),
)


def throughput(scripts: ScriptRunner) -> list[Row]:
    """Return completions a second and core for each shape."""
    stored: dict[str, bytes] = {}
    environment = Environment(
        scripts, datetime(2030, 1, 1, tzinfo=UTC), fetch=lambda digest: stored[digest]
    )
    rows = []
    for shape in SHAPES:
        definition = runtime.compile(shape.content, "bench.bpmn", Limits())
        runs = [_run(shape, definition, environment, stored) for _ in range(RUNS)]
        found = meter.summary(runs)
        rate = f"{found.median:,.0f} ({found.lowest:,.0f} to {found.highest:,.0f})"
        rows.append((f"{shape.name}: user tasks a second and core", rate, shape.known))
    return rows


def _run(
    shape: Shape, definition: Definition, environment: Environment, stored: dict[str, bytes]
) -> float:
    """Work as many instances as make a few hundred completions."""
    firsts = []
    for _ in range(max(1, COMPLETIONS // shape.completions)):
        firsts.append(runtime.start(definition, shape.key, shape.variables, environment))
        stored |= firsts[-1].values

    def work() -> None:
        for first in firsts:
            _to_the_end(shape, definition, first, environment, stored)

    return shape.completions * len(firsts) / meter.spent(work)


def _to_the_end(
    shape: Shape,
    definition: Definition,
    step: Step,
    environment: Environment,
    stored: dict[str, bytes],
) -> None:
    waiting = [task.token_id for task in step.user_tasks]
    for _ in range(shape.completions):
        step = runtime.complete(definition, step.state, waiting.pop(0), {}, environment)
        stored |= step.values
        waiting += [task.token_id for task in step.user_tasks]
    if step.status != "completed":
        raise RuntimeError(f"{shape.name} is {step.status}")
