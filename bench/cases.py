"""Whole cases through the commands: CPU time, statements, commits."""

from __future__ import annotations

from bench import diagrams, meter
from bench.desk import VARIABLES, Desk
from bench.meter import Cost

Row = tuple[str, str, str]
LOOPS = 200
BLOCK = 10


def one_case(desk: Desk, name: str, *others: int) -> list[Row]:
    """Start, complete the user task, gateway, script, end."""
    desk.deploy(diagrams.case())
    desk.case()
    with meter.counting(desk.database) as counted:
        desk.case()
    watched = {f"tree_{pid}": pid for pid in others}
    cost = meter.cost(desk.case, **watched)
    what = " and of the database server" if others else ""
    return [
        (f"one case, {name}: CPU-ms{what}", cost.milliseconds(), "2, aim 1"),
        (f"one case, {name}: SQL statements", str(counted.statements), "20"),
        (f"one case, {name}: commits", str(counted.commits), "2"),
        (f"cases a second and core, {name}", f"{1 / cost.median:.0f}", ""),
        (f"user tasks completed a second and core, {name}", _completions(desk), ""),
    ]


def _completions(desk: Desk) -> str:
    """Complete tasks that were prepared: the start is left out."""
    rates = []
    for _ in range(5):
        tasks = [desk.tasks(desk.start("case", **VARIABLES))[0] for _ in range(100)]
        before = meter.cpu_seconds()
        for task_id in tasks:
            desk.complete(task_id, approved=True)
        rates.append(len(tasks) / (meter.cpu_seconds() - before))
    middle = meter.summary(rates)
    return f"{middle.median:.0f} ({middle.lowest:.0f} to {middle.highest:.0f})"


def unused_tasks(desk: Desk) -> Row:
    """Compare a diagram with 200 tasks that are not met with one that has none."""
    desk.deploy(diagrams.case("large", unused=200))
    found = meter.ratio(lambda: desk.case("case"), lambda: desk.case("large"))
    return ("the same with 200 unused tasks: times", _times(found), "1.05 (issue: 1.15)")


def growth(desk: Desk) -> Row:
    """Compare the last completions in a long instance with its first."""
    desk.deploy(diagrams.loop())
    ratios = []
    for _ in range(5):
        instance_id = desk.start("loop", finished=False)
        blocks = [_block(desk, instance_id) for _ in range(LOOPS // BLOCK)]
        # the first block warms the connection up
        ratios.append(blocks[-1] / min(blocks[0], blocks[1]))
    found = meter.summary(ratios)
    return (f"completion {LOOPS} in one instance against its first: times", _times(found), "1.5")


def _block(desk: Desk, instance_id: str) -> float:
    spent = 0.0
    for _ in range(BLOCK):
        (task_id,) = desk.tasks(instance_id)
        before = meter.cpu_seconds()
        desk.complete(task_id)
        spent += meter.cpu_seconds() - before
    return spent


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
    before = meter.cpu_seconds()
    instance_id = desk.start("multiple", count=count)
    spent = meter.cpu_seconds() - before
    tasks = desk.tasks(instance_id)
    before = meter.cpu_seconds()
    for task_id in tasks:
        desk.complete(task_id)
    return spent + meter.cpu_seconds() - before


def _times(found: Cost) -> str:
    return f"{found.median:.2f} ({found.lowest:.2f} to {found.highest:.2f})"
