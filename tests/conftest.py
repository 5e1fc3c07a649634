"""Fixtures shared by every suite."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def unavailable(what: str) -> None:
    """Skip loudly on a user's machine, fail where everything must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real diagrams that this project did not write."""
    folder = Path(os.environ.get("RAVAND_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        unavailable(f"the corpus at {folder}")
    return folder


@pytest.fixture(scope="session")
def processes() -> Path:
    return ROOT / "processes"
