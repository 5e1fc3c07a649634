"""A decision table as rows of texts."""

from __future__ import annotations

from decisions.dmn.boxes import DecisionTable, Text
from web.i18n import _

HEAD_ROWS = 4
INPUT, OUTPUT, ANNOTATION = "input", "output", "annotation"
Grid = list[list[str]]


def grid_of(table: DecisionTable) -> Grid:
    """Return a table with its head, in the words of the request's language."""
    inputs, outputs = table.inputs, table.outputs
    policy = f"{table.hit_policy} {table.aggregation or ''}".strip()
    return [
        [policy, *(each.label for each in inputs), *(each.label for each in outputs), ""],
        ["", *([_("input")] * len(inputs)), *([_("output")] * len(outputs)), _("annotation")],
        [
            "",
            *(_of(each.expression) for each in inputs),
            *(each.name or "" for each in outputs),
            "",
        ],
        ["", *(each.type or "" for each in inputs), *(each.type or "" for each in outputs), ""],
        *(
            [str(number), *map(_of, rule.inputs), *map(_of, rule.outputs), rule.description]
            for number, rule in enumerate(table.rules, 1)
        ),
    ]


def _of(text: Text | None) -> str:
    return "" if text is None else text.text.strip()
