"""What a question about measures can be refused for."""

from __future__ import annotations

from typing import Any


class KpiError(Exception):
    """A rule of measures was broken. Facts are given by keyword and fill the template."""

    code = "kpi_error"
    template = "The figures can not be given."

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.template.format(**facts))


class UnknownMeasureError(KpiError):
    """No measure has this key."""

    code = "measure_unknown"
    template = "There is no measure {key}."


class PeriodInvalidError(KpiError):
    """A period ends before it begins."""

    code = "period_invalid"
    template = "The period ends before it begins: {first} to {last}."


class PeriodMissingError(KpiError):
    """A question about what happened names no period."""

    code = "period_missing"
    template = "Say from which day to which day."


class LogReadAtOnceError(KpiError):
    """Somebody else read the same part of the event log and was faster; nothing is lost."""

    code = "log_read_at_once"
    template = "The event log is being read by somebody else."
