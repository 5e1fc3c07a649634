"""What is asked: which days, and of which processes, versions, offices, channels, work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, exists

from engine.base import table
from kpi.errors import PeriodMissingError
from kpi.periods import Period
from kpi.tables import KpiActivity, KpiCase, KpiIncident

CASE, ACTIVITY, INCIDENT = (table(t).c for t in (KpiCase, KpiActivity, KpiIncident))
Condition = ColumnElement[bool]
Names = tuple[str, ...] | None


class Age(Enum):
    """How many whole days an open case is old: the first, and the first of the next class."""

    DAYS_0_TO_1 = (0, 2)
    DAYS_2_TO_3 = (2, 4)
    DAYS_4_TO_7 = (4, 8)
    DAYS_8_TO_14 = (8, 15)
    DAYS_15_TO_30 = (15, 31)
    DAYS_OVER_30 = (31, None)


@dataclass(frozen=True, slots=True)
class Question:
    """What figures are wanted; None does not restrict.

    Attributes:
        period: of days; what is asked of now needs none.
        offices: of the process for measures of cases, of the lane for those of activities; an
            empty name means none, as for channels.
        activities, persons, groups: measures of cases count the cases in which such an activity
            was carried out, by such a person, for such a group.
        age: for the list of open cases only.
        reasons: for the list of cancelled cases only; an empty text means none.
    """

    period: Period | None = None
    processes: Names = None
    versions: tuple[int, ...] | None = None
    offices: Names = None
    channels: Names = None
    activities: Names = None
    persons: Names = None
    groups: Names = None
    age: Age | None = None
    reasons: Names = None

    @property
    def days(self) -> range:
        """The ordinals of the days asked for.

        Raises:
            PeriodMissingError: no period is given.
        """
        if self.period is None:
            raise PeriodMissingError
        return self.period.days

    @property
    def names_work(self) -> bool:
        """Whether it restricts activities, persons or groups."""
        return (self.activities, self.persons, self.groups) != (None, None, None)

    @property
    def of_everybody(self) -> Question:
        """The same without persons and groups."""
        return replace(self, persons=None, groups=None)


def of_dimensions(columns: Any, asked: Question) -> list[Condition]:
    """Return the conditions on process, version, office and channel that a table can tell."""
    wanted = {
        "process_key": asked.processes,
        "version": asked.versions,
        "office": asked.offices,
        "channel": asked.channels,
    }
    return _any_of(columns, wanted)


def of_work(columns: Any, asked: Question) -> list[Condition]:
    """Return the conditions on activity, person and group that a table can tell."""
    wanted = {
        "activity_id": asked.activities,
        "person": asked.persons,
        "group": asked.groups,
    }
    return _any_of(columns, wanted)


def _any_of(columns: Any, wanted: dict[str, Any]) -> list[Condition]:
    return [columns[name].in_(values) for name, values in wanted.items() if values is not None]


def of_cases(asked: Question) -> list[Condition]:
    """Return the conditions on rows of cases, the period aside; sandbox cases are left out."""
    found = [CASE.sandbox.is_(False), *of_dimensions(CASE, asked)]
    if asked.names_work:
        of_case = ACTIVITY.instance_id == CASE.instance_id
        found.append(exists().where(of_case, *of_work(ACTIVITY, asked)))
    return found


def of_activities(asked: Question) -> list[Condition]:
    """Return the conditions on rows of activities, the period aside."""
    return [ACTIVITY.sandbox.is_(False), *of_dimensions(ACTIVITY, asked), *of_work(ACTIVITY, asked)]


def of_incidents(asked: Question) -> list[Condition]:
    """Return the conditions on rows of incidents, the period aside; persons do not restrict."""
    found = [INCIDENT.sandbox.is_(False), *of_dimensions(INCIDENT, asked)]
    if asked.activities is not None:
        found.append(INCIDENT.activity_id.in_(asked.activities))
    return found


def in_days(column: ColumnElement[Any], days: range) -> Condition:
    """Return the condition that a day is one of a range."""
    return column.between(days.start, days.stop - 1)


def open_at(moment: datetime) -> list[Condition]:
    """Return the conditions that a case was open at an instant."""
    return [CASE.started_at <= moment, CASE.ended_at.is_(None) | (CASE.ended_at > moment)]


def open_now() -> list[Condition]:
    """Return the condition that a case is open, as the index of open cases has it."""
    return [CASE.ended_at.is_(None)]


def of_age(age: Age, now: datetime) -> list[Condition]:
    """Return the conditions that a case started as long ago as a class says."""
    first, following = age.value
    found: list[Condition] = []
    if first:
        found.append(CASE.started_at <= now - timedelta(days=first))
    if following is not None:
        found.append(CASE.started_at > now - timedelta(days=following))
    return found
