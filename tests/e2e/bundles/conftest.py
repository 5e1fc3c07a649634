"""The sample pages, served; what they were sent is in `app.config["SENT"]`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.e2e.gallery.app import create, served
from tests.e2e.gallery.steps import settle


@pytest.fixture(scope="session")
def app(bundles: None) -> Flask:
    return create()


@pytest.fixture(scope="session")
def address(app: Flask) -> Iterator[str]:
    with served(app) as url:
        yield url


@pytest.fixture(autouse=True)
def _fresh(app: Flask) -> None:
    app.config.update(SENT=[], ANSWER=({"location": "/sent"}, 200))


@pytest.fixture
def open_page(page: Page, address: str) -> Callable[[str], Page]:
    def opened(path: str) -> Page:
        page.goto(address + path)
        settle(page)
        return page

    return opened
