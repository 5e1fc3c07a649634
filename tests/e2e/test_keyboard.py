"""The whole way of a task without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from engine import commands, queries
from tests.e2e.employee import Employee, settle
from tests.web.conftest import bundle
from web import publishing

pytestmark = pytest.mark.browser


def test_task_is_found_filled_and_completed_by_keyboard(new_context, product):
    product.do(publishing.publish, "request", bundle(), actor="dariush")
    case = product.do(commands.start, key="request", business_key="KEYS-1", actor="omid")
    page = Employee(new_context().new_page(), product.address, "omid").open("/")
    keys = page.keyboard

    expect(page.get_by_label("User name")).to_be_focused()
    keys.type("omid")
    keys.press("Tab")
    keys.type("ravand-demo")
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("Tasks")
    settle(page)

    keys.press("?")
    help_box = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(help_box).to_contain_text("Take the task of the row")
    keys.press("Escape")
    expect(help_box).to_be_hidden()

    keys.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    keys.press("Enter")
    for _ in range(3):  # start a case, the tab of my tasks, that of my groups
        keys.press("Tab")
    expect(page.get_by_role("link", name="My groups")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_role("link", name="My groups")).to_have_attribute("aria-current", "page")
    settle(page)
    keys.press("/")
    keys.type("KEYS-1")
    expect(page.locator("[data-row]")).to_have_count(1)
    while not page.locator("[data-row] a").evaluate("link => link === document.activeElement"):
        keys.press("Tab")
    keys.press("c")
    expect(page.locator("[data-row]")).to_have_count(0)
    settle(page)

    keys.press("g")
    keys.press("t")
    expect(page.locator("[data-row]", has_text="KEYS-1")).to_be_visible()
    settle(page)
    keys.press("/")
    keys.type("KEYS-1")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.locator("[data-search]").blur()
    keys.press("j")
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("Answer the request")
    settle(page)

    reply = page.locator("[data-form] input").first
    while not reply.evaluate("field => field === document.activeElement"):
        keys.press("Tab")
    keys.type("Yes")
    keys.press("Tab")
    keys.type("5")
    keys.press("Control+Enter")
    expect(page.locator("main .notice.tone-ok")).to_contain_text("Done: Answer the request")
    done = product.ask(queries.activities, queries.ActivityFilter(instance_id=case.id))
    assert "answer" in {one.activity_id for one in done if one.status == "completed"}
