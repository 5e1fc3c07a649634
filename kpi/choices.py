"""What a question can be narrowed by: the values that there are."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base import table
from kpi.questions import Names
from kpi.tables import KpiCaseDay

DAY = table(KpiCaseDay).c


@dataclass(frozen=True, slots=True)
class Choices:
    """Values with cases, sorted; an empty office or channel means none."""

    versions: tuple[int, ...]
    offices: tuple[str, ...]
    channels: tuple[str, ...]


def choices(session: Session, processes: Names = None) -> Choices:
    """Return the versions, offices and channels of some processes; None: of all."""
    statement = select(DAY.version, DAY.office, DAY.channel).distinct()
    if processes is not None:
        statement = statement.where(DAY.process_key.in_(processes))
    versions, offices, channels = set(), set(), set()
    for version, office, channel in session.execute(statement):
        versions.add(version)
        offices.add(office)
        channels.add(channel)
    return Choices(tuple(sorted(versions)), tuple(sorted(offices)), tuple(sorted(channels)))
