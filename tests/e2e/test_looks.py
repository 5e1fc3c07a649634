"""Every page in English and light, in Persian and dark, wide and narrow: no faults of any kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.e2e.content import LOOKER, Content
from tests.e2e.employee import Employee
from tests.live import Live, live
from web import assets

pytestmark = pytest.mark.browser

AXE = assets.FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = ("serious", "critical")
# colours are the same in both languages, texts and order in both themes: two looks see all
THEMES = {"en": "light", "fa": "dark"}
WIDTHS = (390, 1280)
# a page that is refused is one of ours too, and the browser says so
REFUSED = "the server responded with a status of 404"


@pytest.fixture(scope="module")
def content(bundles: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Content]:
    """A server of its own: what the other tests do is not looked at."""
    with live(tmp_path_factory.mktemp("looks"), worker=False) as server:
        yield Content(server)


@pytest.fixture(scope="module")
def server(content) -> Live:
    return content.server


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_every_page_is_clean_in_every_look(content, server, new_context, watch, lang):
    content.prefer(lang, THEMES[lang])
    page = new_context(locale={"en": "en-GB", "fa": "fa-IR"}[lang]).new_page()
    page.emulate_media(reduced_motion="reduce")  # colours are looked at when they have settled
    faults = watch(page)
    person = Employee(page, server.address, LOOKER)
    found = findings(person, faults, {"sign-in": "/sign-in"}, lang)
    person.sign_in()

    found += findings(person, faults, content.places, lang)

    assert found == []


def findings(person, faults, places, lang) -> list[str]:
    found = []
    for name, path in places.items():
        page = person.open(path)
        assert page.locator("html").get_attribute("lang") == lang
        said = [one for one in faults.all() if REFUSED not in one or name != "not-found"]
        found += [f"{name}: {one}" for one in said]
        faults.errors.clear()
        found += [f"{name}: {one}" for one in barriers(page)]
        found += [f"{name}: {one}" for width in WIDTHS for one in overflow(page, width)]
    return found


def barriers(page: Page) -> list[str]:
    """Return what keeps people with handicaps out."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci in frontend/")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    report = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']} {[node['html'][:160] for node in each['nodes'][:3]]}"
        for each in report["violations"]
        if each["impact"] in SERIOUS
    ]


def overflow(page: Page, width: int) -> list[str]:
    """Return by how much a page is wider than its window."""
    page.set_viewport_size({"width": width, "height": 844})
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} px wide in {width}"] if wide > width else []
