"""Writes docs/supported-bpmn.md from the tables that the parser checks diagrams against."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.bpmn.catalogue import CATALOGUE
from engine.bpmn.checks import camunda8
from engine.bpmn.checks.events import ALLOWED, POSITIONS
from engine.bpmn.checks.extensions import ATTRIBUTE_ROWS, ELEMENT_ROWS, OTHER_ENGINES, Extension
from engine.bpmn.checks.table import TABLE, Row

PAGE = Path(__file__).resolve().parents[2] / "docs" / "supported-bpmn.md"
INTRODUCTION = """# Supported BPMN

Made by `python -m engine.bpmn.supported` from the tables that every upload is checked against.

Whatever a diagram holds is executed as BPMN 2.0 says, has no effect by design, is warned of, or is
refused with the element, its line and what to do. Nothing is dropped in silence: an element or
attribute that is not in these tables is a finding too.

- **executed**: it does what BPMN 2.0 says.
- **executed, in part refused**: so it does, and what it can not do is refused; the note says what.
- **no effect, by design**: it describes, draws or belongs to something that is decided elsewhere.
- **warning**: the diagram is deployed, and its designer is told that this has no effect.
- **refused**: the diagram is not deployed.

Pools and processes: every process of a file is deployed, several as well. A process that is marked
as not executable is left out with a warning if others are executable and do not call it; if none
is, all are deployed with a warning.
"""
EXTENSIONS = """
## Extensions

`ravand:` (http://ravand.org/schema/1.0/bpmn) has its own words; Camunda 7's (`camunda:`) and those
of Operaton, Flowable and Activiti of the same names mean the same; ours win. Written for other
engines and refused where they would be executed: {others}.
"""
CAMUNDA_8 = """### Camunda 8

Diagrams of Camunda 8 (`zeebe:`) run as they are; what begins with `=` is FEEL. Where an activity
has output mappings, only these leave it.
"""


def page() -> str:
    """Return the page."""
    parts = [INTRODUCTION, *_elements(), *_positions(), *_extensions(), *_findings()]
    return "\n".join(parts).rstrip() + "\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    head = list(head)
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def _names(text: str) -> str:
    return ", ".join(f"`{name}`" for name in text.split())


def _elements() -> Iterator[str]:
    for group in dict.fromkeys(row.group for row in TABLE):
        yield f"\n## {group}\n"
        rows = (_element(row) for row in TABLE if row.group == group)
        head = ("Element", "Verdict", "Attributes", "Attributes without effect", "Note")
        yield from _table(head, rows)


def _element(row: Row) -> tuple[str, ...]:
    return (
        _names(row.elements),
        row.verdict,
        _names(row.attributes),
        _names(row.idle),
        row.note,
    )


def _positions() -> Iterator[str]:
    kinds = sorted({kind for allowed in ALLOWED.values() for kind in allowed})
    yield "\n## Triggers and where they can stand\n"
    yield "Start events of event subprocesses may also have an error, escalation or compensation"
    yield "trigger. Cancel events belong to transactions. Links join events of one scope.\n"
    rows = [
        (POSITIONS[tag], *("yes" if kind in allowed else "refused" for kind in kinds))
        for tag, allowed in ALLOWED.items()
    ]
    yield from _table(("", *kinds), rows)


def _extensions() -> Iterator[str]:
    yield EXTENSIONS.format(others=", ".join(f"`{name}:`" for name in OTHER_ENGINES.values()))
    for title, rows in (("Attribute", ATTRIBUTE_ROWS), ("Element", ELEMENT_ROWS)):
        yield from _table((title, "Verdict", "Note"), (_extension(row) for row in rows))
        yield ""
    yield CAMUNDA_8
    yield from _table(("Element", "Verdict", "Note"), map(_extension, camunda8.ROWS))
    yield ""


def _extension(row: Extension) -> tuple[str, ...]:
    return _names(row.names), row.verdict, " ".join(part for part in (row.note, row.hint) if part)


def _findings() -> Iterator[str]:
    yield "## Findings\n"
    rows = (
        (f"`{code}`", found.severity, found.template, found.hint)
        for code, found in sorted(CATALOGUE.items())
    )
    yield from _table(("Code", "Severity", "Says", "What to do"), rows)


if __name__ == "__main__":
    sys.stdout.write(f"{PAGE}\n")
    PAGE.write_text(page(), encoding="utf-8")
