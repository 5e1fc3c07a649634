"""The task list in the browser: narrowed, linked, worked through."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from engine import commands
from tests.e2e.employee import settle
from tests.web.conftest import bundle
from web import publishing

pytestmark = pytest.mark.browser
ROWS = "#task-list [data-row]"


@pytest.fixture
def cases(product):
    """Three requests whose first tasks the desk may take."""
    product.do(publishing.publish, "request", bundle(), actor="dariush")
    keys = [f"LIST-{number}" for number in range(3)]
    for key in keys:
        product.do(commands.start, key="request", business_key=key, actor="omid")
    return keys


def test_list_is_narrowed_and_widened_again(employee, cases):
    page = employee("omid").open("/tasks?tab=groups&q=LIST-")
    before = page.locator(ROWS).count()

    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Process").select_option("request")
    page.get_by_label("Activity").select_option("answer")
    expect(page.locator(".chip", has_text="Activity")).to_be_visible()
    expect(page.locator(ROWS)).to_have_count(before)
    page.get_by_label("Due", exact=True).select_option("none")
    expect(page.locator(ROWS)).to_have_count(0)
    expect(page.locator("#task-list")).to_contain_text("No task matches")
    assert "due=none" in page.url

    page.locator(".chip", has_text="Without a due date").click()
    settle(page)
    expect(page.locator(ROWS)).to_have_count(before)
    expect(page.get_by_label("Search")).to_have_value("LIST-")


def test_list_is_kept_as_a_tab(employee, cases):
    page = employee("omid").open("/tasks?tab=groups&q=LIST-")

    page.get_by_role("button", name="Save as a filter").click()
    page.get_by_role("dialog").get_by_label("Name").fill("From the list")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()

    tab = page.get_by_role("link", name="From the list")
    expect(tab).to_have_attribute("aria-current", "page")
    page.get_by_role("button", name="Change this filter").click()
    page.get_by_role("button", name="Delete this filter").click()
    page.get_by_role("dialog").last.get_by_role("button", name="Delete this filter").click()
    expect(page.get_by_role("link", name="From the list")).to_have_count(0)


def test_chosen_tasks_are_taken_together(employee, cases, screenshots):
    page = employee("omid").open("/tasks?tab=groups&q=LIST-")
    before = page.locator(ROWS).count()

    page.locator(f"{ROWS} .row-choice").nth(0).check()
    page.locator(f"{ROWS} .row-choice").nth(1).check()
    page.get_by_text("With the chosen tasks").click()
    screenshots(page, "tasks-bulk")
    page.locator("#bulk").get_by_role("button", name="Take").click()

    expect(page.locator("h1")).to_have_text("What became of the chosen tasks")
    expect(page.locator("main .tone-ok")).to_have_count(2)
    page.get_by_role("link", name="Back to the list").click()
    expect(page.locator(ROWS)).to_have_count(before - 2)
