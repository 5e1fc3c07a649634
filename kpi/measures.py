"""What each measure means: its name, its formula, what is left out.

Whatever is explained beside a figure stands in these definitions, once.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi.case_measures import CASE_MEASURES
from kpi.definition import Measure
from kpi.work_measures import WORK_MEASURES

MEASURES: dict[str, Measure] = {
    measure.key: measure for measure in (*CASE_MEASURES, *WORK_MEASURES)
}


def texts() -> Iterator[str]:
    """Return every English text of the measures, for the translators."""
    for measure in MEASURES.values():
        yield from (measure.name, measure.formula, measure.left_out)
