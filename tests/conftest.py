"""Fixtures shared by every suite."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from web import assets

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = Path(os.environ.get("RAVAND_CHROMIUM", "/usr/bin/chromium"))
# as root inside a sandboxed machine, and without the browser's own calls to the outside
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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


@pytest.fixture(scope="session")
def bundles() -> None:
    """The browser bundles, built when they are not."""
    try:
        assets.ensure()
    except assets.AssetsError as error:
        unavailable(f"the npm registry ({error})")


@pytest.fixture(scope="session")
def browser(bundles: None) -> Iterator[Browser]:
    """One headless Chromium for every suite: Playwright runs once in a process."""
    if not CHROMIUM.exists():
        unavailable("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()
