"""A company that takes customers in."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.scripts import MontyRunner
from tests.flows.company import Case, Company
from tests.flows.onboarding.steps import APPLICATION


@pytest.fixture(scope="module")
def scripts():
    with MontyRunner(processes=1) as runner:
        yield runner


@pytest.fixture
def company(scripts, processes: Path):
    opened = Company(scripts, processes / "front_office" / "onboarding")
    yield opened
    opened.database.dispose()


@pytest.fixture
def case(company: Company) -> Case:
    """An application of a person without credit, whom nobody knows."""
    return company.start("onboarding", APPLICATION)
