"""ISO 8601 durations on SpiffWorkflow's parser: months and years have the length they have."""

from __future__ import annotations

import re
from datetime import MAXYEAR, datetime, timedelta

from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition

DURATION = re.compile(r"P(?=.)[\dYMWDTHS.,]+", re.IGNORECASE)


def later(moment: datetime, duration: str) -> datetime:
    """Return the instant one ISO 8601 duration after another.

    Raises:
        ValueError: it is no duration, or leads out of the calendar.
    """
    if not DURATION.fullmatch(duration):
        raise ValueError(duration)
    try:
        parsed = TimerEventDefinition.parse_iso_duration(duration)
        months = parsed.get("years", 0) * 12 + parsed.get("months", 0)
        if months > (MAXYEAR - moment.year) * 12:  # the next call counts them one by one
            raise ValueError(duration)
        span: timedelta = TimerEventDefinition.get_timedelta_from_start(parsed, moment)
        return moment + span
    except Exception as error:  # SpiffWorkflow raises a bare one
        raise ValueError(duration) from error
