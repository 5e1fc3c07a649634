"""A real browser, and pages that watch themselves for faults."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.e2e.employee import Employee
from tests.live import Live, live

SIZES = {"desk": (1280, 800), "phone": (390, 844)}
WATCH = """
window.__violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  window.__violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@dataclass
class Faults:
    """What went wrong in a page beside what the test looks at."""

    page: Page
    errors: list[str] = field(default_factory=list)

    def note(self, message: ConsoleMessage) -> None:
        """Keep errors and warnings of the console."""
        if message.type in ("error", "warning"):
            self.errors.append(f"{message.type}: {message.text}")

    def all(self) -> list[str]:
        """Return console errors, exceptions and CSP violations of the present page."""
        return self.errors + self.page.evaluate("window.__violations ?? []")


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Open contexts (one person's browser each): size="desk|phone", theme, locale."""
    opened: list[BrowserContext] = []

    def open_one(size: str = "desk", theme: str = "light", locale: str = "en-GB") -> BrowserContext:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            locale=locale,
            timezone_id="Asia/Tehran",
        )
        context.set_default_timeout(15_000)
        context.add_init_script(WATCH)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A page at a desk, light, English."""
    return new_context().new_page()


@pytest.fixture
def watch() -> Callable[[Page], Faults]:
    """Collect console errors, exceptions and CSP violations of a page; open it afterwards."""

    def watched(page: Page) -> Faults:
        faults = Faults(page)
        page.on("console", faults.note)
        page.on("pageerror", lambda error: faults.errors.append(f"exception: {error}"))
        return faults

    return watched


@pytest.fixture(scope="session")
def product(bundles: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The product as `make run` serves it, for the whole run."""
    with live(tmp_path_factory.mktemp("instance")) as running:
        yield running


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """Cookies by person: who has signed in once need not again."""
    return {}


@pytest.fixture
def employee(
    new_context: Callable[..., BrowserContext], product: Live, sessions: dict[str, Any]
) -> Callable[[str], Employee]:
    """Open a browser in which somebody has signed in, at their first page."""

    def at_work(name: str) -> Employee:
        context = new_context()
        person = Employee(context.new_page(), product.address, name)
        if name in sessions:
            context.add_cookies(sessions[name])
            person.open("/")
        else:
            person.sign_in()
            sessions[name] = context.cookies()
        return person

    return at_work


@pytest.fixture(scope="session")
def screenshots() -> Callable[[Page, str], None]:
    """Keep a picture of the whole page in the folder RAVAND_SCREENSHOTS, when it is given."""
    folder = os.environ.get("RAVAND_SCREENSHOTS")

    def keep(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return keep
