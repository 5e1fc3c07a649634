"""Measures of processes, read from the event log only: the manager's figures.

`rebuild` and `catch_up` keep roll-ups of the log; everything else answers from them and never
reads the log. A `Question` says which cases and days; `MEASURES` says what each figure means, and
`cases` which cases are behind it. Days are those of the installation's time zone, times UTC,
durations seconds of calendar time.
"""

from kpi.activity_figures import ActivityFigures, activity_figures
from kpi.case_figures import CaseFigures, CaseHistory, case_history
from kpi.case_lists import CaseList, Page, cases
from kpi.choices import Choices, choices
from kpi.definition import Cohort, Measure, Quantity
from kpi.errors import (
    KpiError,
    LogReadAtOnceError,
    PeriodInvalidError,
    PeriodMissingError,
    UnknownMeasureError,
)
from kpi.incident_figures import IncidentFigures, cancellations, incident_figures
from kpi.measures import MEASURES, texts
from kpi.people_figures import Load, WorkFigures, groups, people
from kpi.periods import Period, Unit, day_of, parts, start_of_part
from kpi.questions import Age, Question
from kpi.reading import Done, State, catch_up, rebuild, state
from kpi.spread import Spread
from kpi.standing import Standing, open_cases, standing, standings

__all__ = [
    "MEASURES",
    "ActivityFigures",
    "Age",
    "CaseFigures",
    "CaseHistory",
    "CaseList",
    "Choices",
    "Cohort",
    "Done",
    "IncidentFigures",
    "KpiError",
    "Load",
    "LogReadAtOnceError",
    "Measure",
    "Page",
    "Period",
    "PeriodInvalidError",
    "PeriodMissingError",
    "Quantity",
    "Question",
    "Spread",
    "Standing",
    "State",
    "Unit",
    "UnknownMeasureError",
    "WorkFigures",
    "activity_figures",
    "cancellations",
    "case_history",
    "cases",
    "catch_up",
    "choices",
    "day_of",
    "groups",
    "incident_figures",
    "open_cases",
    "parts",
    "people",
    "rebuild",
    "standing",
    "standings",
    "start_of_part",
    "state",
    "texts",
]
