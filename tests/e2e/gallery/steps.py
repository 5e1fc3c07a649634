"""What the tests of the sample pages do again and again."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def settle(page: Page) -> None:
    """Wait until the bundles have done their first work."""
    page.wait_for_selector("html[data-ready]", state="attached")
    for host in page.locator("[data-diagram]:not(details *), [data-form]").all():
        expect(host).to_have_attribute("data-shown", "yes")


def label(page: Page, text: str) -> Locator:
    """Return the field of a label."""
    return page.get_by_label(text, exact=True)


def choose(page: Page, name: str, option: str) -> None:
    """Choose with the keyboard; form-js listens to it a moment after it opened its list."""
    label(page, name).focus()
    focused = page.locator(".fjs-dropdownlist-item.focused")
    expect(focused).to_have_count(1)
    for _ in range(50):
        if focused.text_content() == option:
            break
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(50)
    page.keyboard.press("Enter")
    expect(page.locator(".fjs-select-display", has_text=option)).to_have_count(1)


def fill(page: Page) -> None:
    """Give every required answer of the English form."""
    label(page, "Amount*").fill("5000")
    choose(page, "Reason*", "Late")
    label(page, "Pay until*").fill("2026-12-01")
