"""Whole cases through the commands: CPU time, statements, commits."""

from __future__ import annotations

from bench import diagrams, meter
from bench.desk import VARIABLES, Desk
from bench.meter import Cost

Row = tuple[str, str, str]
LOOPS = 200
ABREAST = 20
BATCHES, BATCH = 7, 40


def one_case(desk: Desk, name: str, *servers: int) -> list[Row]:
    """Start, complete the user task, gateway, script, end; `servers` work for it elsewhere."""
    desk.deploy(diagrams.case())
    _spent(desk, "case", 5)
    with meter.counting(desk.database) as counted:
        instance_id = desk.start("case", **VARIABLES)
    (task_id,) = desk.tasks(instance_id)
    with meter.counting(desk.database) as more:
        desk.complete(task_id, approved=True)
    parts = [_spent(desk, "case", BATCH, *servers) for _ in range(BATCHES)]
    whole = meter.summary([start + complete for start, complete in parts])
    completing = meter.summary([complete for _, complete in parts])
    statements = counted.statements + more.statements
    what = ", of the database server too" if servers else ""
    return [
        (f"one case, {name}: CPU-ms{what}", whole.milliseconds(), "2, aim 1"),
        (f"one case, {name}: SQL statements", str(statements), "20"),
        (f"one case, {name}: commits", str(counted.commits + more.commits), "2"),
        (f"cases a second and core, {name}", f"{1 / whole.median:.0f}", ""),
        (f"user tasks completed a second and core, {name}", f"{1 / completing.median:.0f}", ""),
    ]


def _spent(desk: Desk, key: str, count: int, *servers: int) -> tuple[float, float]:
    """Return what a start and a completion cost; looking up the tasks between does not count."""
    instances: list[str] = []
    starting = meter.spent(
        lambda: instances.extend(desk.start(key, **VARIABLES) for _ in range(count)), *servers
    )
    tasks = [desk.tasks(instance_id)[0] for instance_id in instances]
    return starting / count, meter.spent(lambda: _complete(desk, tasks), *servers) / count


def _complete(desk: Desk, tasks: list[str]) -> None:
    for task_id in tasks:
        desk.complete(task_id, approved=True)


def unused_tasks(desk: Desk) -> Row:
    """Compare a diagram with 200 tasks that are not met with one that has none."""
    desk.deploy(diagrams.case("large", unused=200))
    found = meter.ratio(
        lambda: sum(_spent(desk, "case", BATCH)), lambda: sum(_spent(desk, "large", BATCH))
    )
    return ("the same with 200 unused tasks: times", _times(found), "1.05, at most 1.15")


def growth(desk: Desk) -> Row:
    """Compare the last completions in long instances with the first."""
    desk.deploy(diagrams.loop())
    ratios = []
    for _ in range(5):
        instances = [desk.start("loop", finished=False) for _ in range(ABREAST)]
        first = _round(desk, instances)
        for _ in range(LOOPS - 2):
            _round(desk, instances)
        ratios.append(_round(desk, instances) / first)
    found = meter.summary(ratios)
    return (f"completion {LOOPS} in one instance against its first: times", _times(found), "1.5")


def _round(desk: Desk, instances: list[str]) -> float:
    """Complete the task of each instance: one of them alone would be too short to measure."""
    tasks = [desk.tasks(instance_id)[0] for instance_id in instances]
    return meter.spent(lambda: _complete(desk, tasks))


def multiple(desk: Desk) -> list[Row]:
    """Complete the tasks of a multi-instance activity one by one."""
    desk.deploy(diagrams.multiple())
    small = meter.summary([_multiple(desk, 300) for _ in range(3)])
    large = _multiple(desk, 3000)
    few = f"{small.median:.2f} ({small.lowest:.2f} to {small.highest:.2f})"
    return [
        ("300 parallel user tasks completed one by one: CPU-s", few, "0.4"),
        ("3,000 of them: CPU-s", f"{large:.2f}", ""),
        ("3,000 against 300: times", f"{large / small.median:.1f}", "10 ± 20 %"),
    ]


def _multiple(desk: Desk, count: int) -> float:
    started: list[str] = []
    starting = meter.spent(lambda: started.append(desk.start("multiple", count=count)))
    tasks = desk.tasks(started[0])
    return starting + meter.spent(lambda: _complete(desk, tasks))


def _times(found: Cost) -> str:
    return f"{found.median:.2f} ({found.lowest:.2f} to {found.highest:.2f})"
