"""Every sample page, in English and light, in Persian and dark, on a desk and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.gallery.steps import settle
from web import assets

pytestmark = pytest.mark.browser

# colours are the same in both languages, texts and order in both themes: two looks see all
LOOKS = [("en", "light"), ("fa", "dark")]
PAGES = ["list", "diagram", "form", "fields", "parts", "sign-in"]
AXE = assets.FRONTEND / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.parametrize(("lang", "theme"), LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_clean_under_the_policy(
    new_context, watch, address, screenshots, name, lang, theme
):
    for size in ("desk", "phone"):
        page = new_context(size, theme).new_page()
        faults = watch(page)

        page.goto(f"{address}/{name}?lang={lang}&theme={theme}")
        settle(page)

        assert faults.all() == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        screenshots(page, f"gallery-{name}-{lang}-{theme}-{size}")


@pytest.mark.parametrize(("lang", "theme"), LOOKS)
def test_pages_have_no_serious_accessibility_findings(new_context, address, lang, theme):
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci in frontend/")
    page = new_context("desk", theme).new_page()
    found = []
    for name in PAGES:
        page.goto(f"{address}/{name}?lang={lang}&theme={theme}")
        settle(page)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        report = page.evaluate("axe.run(document)")
        assert report["passes"]
        found += [
            f"{name}: {each['id']} {[node['html'][:120] for node in each['nodes']]}"
            for each in report["violations"]
            if each["impact"] in ("serious", "critical")
        ]
    assert found == []


def test_auto_theme_follows_the_computer_without_a_script(new_context, address):
    page = new_context("desk", "dark").new_page()
    page.route("**/*.js", lambda route: route.abort())

    page.goto(f"{address}/list?theme=auto")

    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(16, 20, 26)"


def test_menus_work_without_a_script(new_context, address):
    page = new_context().new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{address}/list")

    page.locator(".user-button").click()

    expect(page.get_by_role("button", name="Dark")).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
