"""A company that pays money back."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.scripts import MontyRunner
from tests.flows.company import Case, Company
from tests.flows.refund.steps import REQUEST


@pytest.fixture(scope="module")
def scripts():
    with MontyRunner(processes=1) as runner:
        yield runner


@pytest.fixture
def company(scripts, processes: Path):
    opened = Company(scripts, processes / "back_office" / "refund")
    yield opened
    opened.database.dispose()


@pytest.fixture
def case(company: Company) -> Case:
    """A refund that was asked for and paid by card."""
    return company.start("refund", REQUEST)
