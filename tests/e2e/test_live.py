"""Open pages show what others do, and leave alone what is done in them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from engine import commands, queries
from tests.e2e.employee import field, fill
from tests.web.conftest import bundle
from web import publishing
from web.notifications import commands as notifications
from web.notifications.chores import notify

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def _request(product):
    product.do(publishing.publish, "request", bundle(), actor="dariush")


def start(product):
    """Return the task of a new case, which Sara and Omid are offered."""
    case = product.do(commands.start, key="request", business_key="live", actor="nima")
    (task,) = product.ask(queries.tasks, queries.TaskFilter(instance_id=case.id))
    return task


def test_list_follows_what_others_do(employee, product):
    first, second = start(product), start(product)
    page = employee("omid").open("/tasks?tab=groups&q=live")
    rows = page.locator("[data-row]")
    expect(rows).to_have_count(2)
    row = page.locator(f"#row-{second.id}")
    row.get_by_role("checkbox").check()
    page.get_by_text("With the chosen tasks").click()
    row.get_by_role("link").focus()

    third = start(product)
    expect(page.locator(f"#row-{third.id}")).to_be_visible()
    product.do(commands.claim, first.id, actor="sara")

    expect(rows).to_have_count(2)
    expect(page.locator(f"#row-{first.id}")).to_have_count(0)
    expect(row.get_by_role("checkbox")).to_be_checked()
    expect(row.get_by_role("link")).to_be_focused()
    expect(page.locator("details.bulk")).to_have_attribute("open", "")


def test_task_says_what_happened_and_keeps_what_is_typed(employee, product):
    task = start(product)
    page = employee("omid").open(f"/tasks/{task.id}")
    fill(page, {"Reply": "We will send a new one."})

    product.do(commands.claim, task.id, actor="sara")

    expect(page.locator("#task-changes")).to_contain_text("Sara Karimi took the task")
    expect(field(page, "Reply").locator("input")).to_have_value("We will send a new one.")


def test_bell_rings(employee, product):
    task = start(product)
    with product.app.app_context():
        notify()
    product.do(notifications.read_all, "omid", 10**9)  # what other tests told him
    page = employee("omid").open("/cases")
    expect(page.locator("[data-unread]")).to_be_hidden()

    product.do(commands.assign, task.id, "omid", actor="mina")
    with product.app.app_context():
        notify()

    expect(page.locator("[data-unread]")).to_have_text("1")
