"""Decisions once compiled: a gateway condition, a small table and a large one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from bench import meter
from decisions import dmn, feel

Row = tuple[str, str, str]
BATCHES = 9
MODEL = "https://www.omg.org/spec/DMN/20230324/MODEL/"
CONDITION = 'amount > 1000 and status = "open"'


def costs() -> Iterator[Row]:
    """Return what each decision costs."""
    condition = feel.parse(CONDITION)
    variables = {"amount": 1200, "status": "open"}
    small = dmn.read(_table(list(_small())))
    given = {"a": 45, "b": "c5", "c": True}
    large = dmn.read(
        _table([(f"[{n * 10}..{n * 10 + 9}]", f'"k{n % 40}"', "-") for n in range(1000)])
    )
    last = {"a": 9995, "b": "k39", "c": True}
    yield (
        f"condition `{CONDITION}`",
        _spent(lambda: condition.evaluate(variables), 20_000),
        "3 µs",
    )
    yield ("table of 10 rules, 3 inputs", _spent(lambda: _decide(small, given), 1000), "60 µs")
    yield ("table of 1,000 rules, 3 inputs", _spent(lambda: _decide(large, last), 200), "2,000 µs")
    yield ("the same, checked for gaps and overlaps", _spent(lambda: dmn.check(large), 1), "")


def _decide(model: dmn.Model, variables: dict[str, Any]) -> None:
    if dmn.evaluate(model, "d", variables).value is None:
        raise RuntimeError("no rule matches")


def _small() -> Iterator[tuple[str, str, str]]:
    for number in range(10):
        yield f"[{number * 10}..{number * 10 + 10})", '"c1", "c5"', "true"


def _table(rules: list[tuple[str, ...]]) -> bytes:
    columns = "".join(
        f"<input><inputExpression typeRef='{kind}'><text>{name}</text></inputExpression></input>"
        for name, kind in (("a", "number"), ("b", "string"), ("c", "boolean"))
    )
    rows = "".join(
        "<rule>"
        + "".join(f"<inputEntry><text>{escape(cell)}</text></inputEntry>" for cell in cells)
        + f"<outputEntry><text>{number}</text></outputEntry></rule>"
        for number, cells in enumerate(rules)
    )
    return (
        f"<definitions xmlns='{MODEL}' name='m' namespace='urn:bench'><decision id='d' name='d'>"
        f"<decisionTable hitPolicy='UNIQUE'>{columns}<output typeRef='number'/>{rows}"
        "</decisionTable></decision></definitions>"
    ).encode()


def _spent(run: Callable[[], Any], loops: int) -> str:
    def batch() -> None:
        for _ in range(loops):
            run()

    batch()
    cost = meter.summary([meter.spent(batch) / loops for _ in range(BATCHES)])
    return f"{cost.median * 1e6:,.1f} µs ({cost.lowest * 1e6:,.1f} to {cost.highest * 1e6:,.1f})"


if __name__ == "__main__":
    for what, measured, bar in costs():
        print(f"{what}: {measured}{f', bar {bar}' if bar else ''}")
