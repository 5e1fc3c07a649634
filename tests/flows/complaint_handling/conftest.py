"""A company that handles complaints."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.scripts import MontyRunner
from tests.flows.company import Case, Company
from tests.flows.complaint_handling.steps import INTAKE


@pytest.fixture(scope="module")
def scripts():
    with MontyRunner(processes=1) as runner:
        yield runner


@pytest.fixture
def company(scripts, processes: Path):
    opened = Company(scripts, processes / "front_office" / "complaint_handling")
    for called in ("repair", "refund"):
        opened.deploy(processes / "back_office" / called)
    yield opened
    opened.database.dispose()


@pytest.fixture
def case(company: Company) -> Case:
    """A complaint that has been received and acknowledged."""
    return company.start("complaint_handling", INTAKE)
