"""Expression fields that are computed from themselves: what they hold would depend on chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from forms.component import Form, Leaf, Path
from forms.reads import paths_of
from forms.report import Report

Computed = tuple[Path, Leaf, tuple[Path, ...]]
"""The whole path of an expression field, lists included; the field; what it reads."""


def check(form: Form, report: Report) -> None:
    """Report the expression fields of a form that read what is computed from them."""
    found = list(_computed(form, form.leaves, ()))
    fields: Mapping[int, Any] = {
        number: [other for other, (path, _, _) in enumerate(found) if _reads(reads, path)]
        for number, (_, _, reads) in enumerate(found)
    }
    try:
        TopologicalSorter(fields).prepare()
    except CycleError as error:
        for number in dict.fromkeys(error.args[1]):
            path, leaf, _ = found[number]
            report.error("computed_from_itself", leaf.component.raw, key=".".join(path))


def _computed(form: Form, leaves: Sequence[Leaf], lists: tuple[Path, ...]) -> Iterator[Computed]:
    for leaf in leaves:
        path = (*(lists[-1] if lists else ()), *leaf.path)
        if leaf.component.field.repeats:
            yield from _computed(form, leaf.leaves, (*lists, path))
        elif leaf.component.field.computes:
            text = leaf.component.raw["expression"][1:]
            placed = paths_of(text, form.names, len(lists))
            reads = ((*(lists[level - 1] if level else ()), *read) for level, read in placed)
            yield path, leaf, tuple(reads)


def _reads(reads: tuple[Path, ...], path: Path) -> bool:
    """Return whether a path, or what it is in, or what is in it, is read."""
    return any(read == path[: len(read)] or path == read[: len(path)] for read in reads)
