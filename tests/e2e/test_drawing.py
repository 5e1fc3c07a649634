"""A designer adds a task to a shipped process, publishes it as a test, and a case comes to it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from engine import commands, queries
from engine.queries import DefinitionFilter, TaskFilter

pytestmark = pytest.mark.browser


def shown(page: Page) -> None:
    expect(page.locator("[data-modeler][data-shown=yes]")).to_be_visible()
    expect(page.locator("[data-problem-count]")).not_to_be_empty()


def middle(page: Page, element: str) -> tuple[float, float]:
    box = page.locator(f".djs-element[data-element-id={element}] .djs-hit").first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def insert_user_task(page: Page, flow: str, name: str) -> None:
    """Put a task on a flow, write its name, make it one of people."""
    page.locator(".djs-palette [data-action='create.task']").click()
    page.mouse.move(*middle(page, flow), steps=4)
    page.mouse.click(*middle(page, flow))
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.locator(".djs-context-pad [data-action=replace]").click()
    page.locator(".djs-popup [data-id=replace-with-user-task]").click()


def test_shipped_process_is_changed_published_and_started(product, employee, watch):
    person = employee("dariush")
    page = person.page
    faults = watch(page)
    shipped = product.ask(queries.default_definition, "repair")
    page.on("dialog", lambda dialog: dialog.accept())
    person.open(f"/processes/{shipped.id}/edit")
    shown(page)

    insert_user_task(page, "repair_booked_to_open_repair", "Check the address")
    page.locator("[data-panel]").get_by_label("Groups", exact=True).fill("finance")
    page.locator("[data-panel]").get_by_label("Due", exact=True).fill("P1DT2H")
    page.locator("[data-panel]").get_by_label("Name", exact=True).focus()

    expect(page.locator("[data-panel]")).to_contain_text("1 day and 2 hours")
    expect(page.locator("[data-status]")).to_contain_text("Saved at")
    expect(page).to_have_url(re.compile("/processes/drafts/"))
    expect(page.locator("[data-problem-count]")).to_contain_text("0 errors")

    page.get_by_role("button", name="Publish as a new version").click()
    page.get_by_label("What is new, and why?").fill("Addresses were wrong")
    page.get_by_label("New version", exact=True).select_option("test")
    page.locator("dialog").get_by_role("button", name="Publish").click()
    expect(page.locator("main .notice.tone-ok").first).to_contain_text("is published.")
    expect(page.locator("main")).to_contain_text("Addresses were wrong")

    newest = DefinitionFilter(key="repair", latest_only=True)
    (version,) = product.ask(queries.definitions, newest)
    case = product.do(commands.start, definition_id=version.id, actor="dariush")
    (task,) = product.ask(queries.tasks, TaskFilter(instance_id=case.id))
    assert task.name == "Check the address"
    assert product.ask(queries.candidates, [task.id])[task.id].groups == ["finance"]
    assert task.due_at

    page.get_by_role("link", name="What changed").click()
    expect(page.locator("[data-changes][data-shown=yes]")).to_be_visible()
    expect(page.locator("[data-side] .djs-shape.is-added")).to_have_count(1)
    page.get_by_role("button", name="Check the address").click()
    expect(page.locator(".djs-shape.is-added.is-pointed")).to_have_count(1)
    assert faults.all() == []
