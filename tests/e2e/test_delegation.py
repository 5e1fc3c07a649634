"""A task that is delegated, given back and reported: the whole way in the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from engine import commands, queries
from tests.e2e.employee import field, fill, settle
from web import publishing

pytestmark = pytest.mark.browser
VISIT = [Path(__file__).parents[1] / "web" / name for name in ("visit.bpmn", "visit.form")]


@pytest.fixture
def task(product):
    """A task that Omid has."""
    files = [(file.name, file.read_bytes()) for file in VISIT]
    product.do(publishing.publish, "visit", files, actor="dariush")
    case = product.do(commands.start, key="visit", actor="omid")
    (task,) = product.ask(queries.tasks, queries.TaskFilter(instance_id=case.id))
    product.do(commands.claim, task.id, actor="omid")
    return task


def test_task_is_delegated_and_given_back_with_its_answers(employee, product, task):
    kaveh, leila = employee("kaveh").open(f"/tasks/{task.id}"), employee("leila")
    kaveh.get_by_text("Assign and plan").click()
    kaveh.get_by_label("Assigned to").select_option("leila")
    kaveh.get_by_role("button", name="Delegate").click()
    expect(kaveh.get_by_role("tabpanel", name="Task")).to_contain_text("Delegated by")

    fill(leila.open(f"/tasks/{task.id}"), {"What was said": "All is well."})
    leila.page.get_by_role("button", name="Give back", exact=True).click()

    expect(leila.page.locator("main .notice.tone-ok")).to_have_text(
        "The task is back with Omid Rahimi."
    )
    page = employee("omid").open(f"/tasks/{task.id}")
    expect(field(page, "What was said").locator("input")).to_have_value("All is well.")


def test_error_is_reported_with_the_keyboard(employee, product, task):
    page = employee("omid").open(f"/tasks/{task.id}")
    keys = page.keyboard

    page.locator("summary", has_text="It cannot be done").focus()
    keys.press("Enter")
    keys.press("Tab")
    expect(page.get_by_label("What is wrong")).to_be_focused()
    keys.type("Nobody")
    keys.press("Tab")
    keys.type("Rang twice")
    keys.press("Tab")
    keys.press("Enter")
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("The task ends")
    question.get_by_role("button", name="Report").press("Enter")

    settle(page)
    expect(page.locator("main .notice.tone-ok")).to_have_text("Reported: See the customer.")
    (calling,) = product.ask(queries.tasks, queries.TaskFilter(instance_id=task.instance_id))
    assert calling.activity_id == "call"
