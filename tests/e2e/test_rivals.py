"""Two people at one task, sessions that end, requests that are forged."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from engine import commands, queries
from tests.e2e.employee import Employee, field, fill, settle
from tests.web.conftest import bundle
from web import publishing

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def _request(product):
    product.do(publishing.publish, "request", bundle(), actor="dariush")


@pytest.fixture
def task(product):
    """A task that Sara and Omid of the contact desk are offered."""
    case = product.do(commands.start, key="request", actor="omid")
    (task,) = product.ask(queries.tasks, queries.TaskFilter(instance_id=case.id))
    return task


@pytest.fixture
def status(product, task):
    return lambda: product.ask(queries.task, task.id).status


def test_second_to_take_a_task_sees_who_was_faster(employee, task):
    omid, sara = employee("omid"), employee("sara")
    for person in (omid, sara):
        person.open(f"/tasks/{task.id}")

    omid.page.get_by_role("button", name="Take this task").click()
    expect(omid.page.get_by_role("tabpanel", name="Task")).to_contain_text("Omid Rahimi")
    sara.page.get_by_role("button", name="برداشتن این کار").click()

    expect(sara.page.locator("main .notice")).to_have_text(
        "پیش از شما امید رحیمی این کار را برداشت."
    )
    expect(sara.page.get_by_role("button", name="برداشتن این کار")).to_have_count(0)
    expect(sara.page.locator("[data-form-submit]")).to_have_count(0)


def test_task_completed_twice_is_refused_the_second_time(employee, task, status, product):
    omid = employee("omid")
    again = Employee(omid.page.context.new_page(), omid.address, omid.name)
    for tab in (omid, again):
        fill(tab.open(f"/tasks/{task.id}"), {"Reply": "Yes", "Number": "5"})

    omid.complete()
    assert status() == "completed"
    again.send()

    expect(again.page.locator(".toast-note")).to_contain_text("Omid Rahimi was faster")
    expect(field(again.page, "Reply").locator("input")).to_have_value("Yes")
    (paying,) = product.ask(queries.tasks, queries.TaskFilter(instance_id=task.instance_id))
    assert paying.activity_id == "pay"


def test_session_that_ends_over_a_form_loses_nothing(employee, task, status):
    omid = employee("omid")
    page = omid.open(f"/tasks/{task.id}")
    fill(page, {"Reply": "We will send a new one.", "Number": "5"})
    page.context.clear_cookies()

    omid.send()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Your session has ended")
    expect(dialog).to_contain_text("What you have typed is still here.")
    dialog.get_by_role("button", name="I have signed in").click()
    expect(page.locator(".toast-note")).to_contain_text("You are not signed in yet.")
    with page.context.expect_page() as opened:
        page.get_by_role("dialog").get_by_role("link", name="Sign in").click()
    Employee(opened.value, omid.address, "omid").sign_in()
    page.get_by_role("dialog").get_by_role("button", name="I have signed in").click()
    expect(page.locator(".toast-note").last).to_contain_text("You are signed in again")
    expect(field(page, "Reply").locator("input")).to_have_value("We will send a new one.")
    assert status() == "created"

    omid.complete()
    assert status() == "completed"


def test_forged_form_changes_nothing(employee, task, status):
    omid = employee("omid")
    page = omid.open(f"/tasks/{task.id}")
    fill(page, {"Reply": "Yes", "Number": "5"})
    page.evaluate("document.querySelector('meta[name=csrf-token]').content = 'forged'")

    omid.send()

    expect(page.locator(".toast-note")).to_contain_text("open for too long")
    assert status() == "created"


def test_forged_button_changes_nothing(employee, task, product):
    page = employee("omid").open(f"/tasks/{task.id}")
    page.evaluate("document.querySelectorAll('[name=csrf_token]').forEach(i => i.value = 'forged')")

    page.get_by_role("button", name="Take this task").click()

    expect(page.locator("h1")).to_have_text("The request was not understood")
    assert product.ask(queries.task, task.id).assignee is None


def test_task_of_others_is_no_page_for_me(employee, task):
    page = employee("nima").page

    page.goto(f"{employee('nima').address}/tasks/{task.id}")

    settle(page)
    expect(page.locator("h1")).to_have_text("No permission")


def test_page_asked_for_comes_after_signing_in(new_context, product, task):
    guest = Employee(new_context().new_page(), product.address, "omid")
    page = guest.open(f"/tasks/{task.id}")
    expect(page.locator("h1")).to_have_text("Sign in")

    page.get_by_label("User name").fill("omid")
    page.get_by_label("Password").fill("ravand-demo")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Answer the request")


def test_wrong_password_says_no_more_than_needed(new_context, product):
    page = Employee(new_context().new_page(), product.address, "omid").open("/sign-in")

    page.get_by_label("User name").fill("omid")
    page.get_by_label("Password").fill("guessed")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("User name")).to_have_value("omid")
    expect(page.get_by_label("Password")).to_be_focused()
