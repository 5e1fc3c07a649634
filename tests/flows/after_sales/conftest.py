"""A company that repairs, and decides who pays."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.scripts import MontyRunner
from tests.flows.after_sales.steps import BOOKING, CLAIM
from tests.flows.company import Case, Company


@pytest.fixture(scope="module")
def scripts():
    with MontyRunner(processes=1) as runner:
        yield runner


@pytest.fixture
def company(scripts, processes: Path):
    opened = Company(scripts, processes / "back_office" / "repair")
    opened.deploy(processes / "front_office" / "warranty_claim")
    yield opened
    opened.database.dispose()


@pytest.fixture
def repair(company: Company) -> Case:
    """An item that was booked for a repair at the customer's cost."""
    return company.start("repair", BOOKING)


@pytest.fixture
def claim(company: Company) -> Case:
    """A claim about an item that nobody has looked up yet."""
    return company.start("warranty_claim", CLAIM)
