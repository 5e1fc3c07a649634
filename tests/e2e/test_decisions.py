"""A designer draws a rule, tries it, tests it and publishes it; a case is decided by it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from engine import commands
from tests.e2e.content import APPROVAL, APPROVAL_FILES
from tests.e2e.employee import settle
from web import publishing

pytestmark = pytest.mark.browser
KEY = "approver"


@pytest.fixture
def deployed(product) -> Any:
    files = [(name, (APPROVAL / name).read_bytes()) for name in APPROVAL_FILES]
    product.do(publishing.publish, "Approval", files, actor="dariush")
    return product


def edit(page: Page, decision: str) -> None:
    page.get_by_role("link", name=decision, exact=True).click()
    page.get_by_role("link", name="Edit", exact=True).click()
    shown(page)


def shown(page: Page) -> None:
    expect(page.locator("[data-decision-editor][data-shown=yes]")).to_be_visible()
    expect(page.locator("[data-problem-count]")).not_to_be_empty()
    expect(page.locator("[data-try-fields] input").first).to_be_visible()


def write(page: Page, rule: int, column: str, text: str) -> None:
    """Type into the cell of a rule of the table, counted from 1."""
    rows = page.locator(".decision-canvas tbody tr")
    cell = rows.nth(rule - 1).locator(f"td.{column}").first
    cell.click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)  # typed brackets would be closed by the editor
    page.keyboard.press("Escape")


def lit(page: Page) -> list[str]:
    """Return the numbers of the rows that shine."""
    grounds = page.locator(".decision-canvas tbody tr").evaluate_all(
        "rows => rows.filter(row => getComputedStyle(row.querySelector('td.rule-index')).boxShadow"
        " !== 'none').map(row => row.querySelector('td.rule-index').textContent.trim())"
    )
    return list(grounds)


def test_rule_is_drawn_tried_tested_published_and_used(deployed, employee, watch):
    person = employee("dariush")
    page = person.page
    faults = watch(page)
    page.on("dialog", lambda dialog: dialog.accept())
    edit(person.open("/decisions"), "Risk")

    page.locator("[data-try]").get_by_label("Amount").fill("600")
    page.locator("[data-try]").get_by_label("Customer").select_option("new")
    expect(page.locator("[data-try-result] dd")).to_have_text("low")
    expect(page.locator("[data-try-result] li")).to_have_text("Risk: rule 1")
    assert lit(page) == ["1"]

    write(page, 1, "input-cell", "< 501")
    expect(page.locator("[data-problem-count]")).to_contain_text("1 warnings")
    expect(page.locator("[data-problems]")).to_contain_text("No rule of Risk matches when")
    write(page, 2, "input-cell", "[501..5000)")
    write(page, 3, "input-cell", "[501..5000)")
    expect(page.locator("[data-problem-count]")).to_have_text("Nothing is wrong")
    expect(page.locator("[data-try-result] dd")).to_have_text("high")
    assert lit(page) == ["3"]

    page.get_by_role("button", name="Keep as a test").click()
    page.locator("[data-tests-rows] tbody tr").last.get_by_label("Name").fill("Six hundred")
    expect(page.locator("[data-tests-summary]")).to_have_text("All 4 pass")

    page.get_by_role("button", name="Publish as a new version").click()
    expect(page.locator("main .notice.tone-ok")).to_have_text("Version 2 is published.")
    expect(page.locator("main")).to_contain_text("Six hundred")
    assert faults.all() == []

    values = {"amount": 600, "customer": "new"}
    case = deployed.do(commands.start, key="approval", variables=values, actor="sara")
    clerk = employee("sara")
    clerk.open(f"/cases/{case.id}")
    clerk.page.locator("main a[href*='/decisions/']").click()
    settle(clerk.page)
    expect(clerk.page.locator("#rule-new.is-lit")).to_be_visible()
    expect(clerk.page.locator("#rule-manager.is-lit")).to_be_visible()


def test_failing_test_is_not_published(deployed, employee):
    person = employee("dariush")
    page = person.page
    page.on("dialog", lambda dialog: dialog.accept())
    edit(person.open("/decisions"), "Who approves")

    page.locator("[data-tests-rows] tbody tr").first.get_by_role("textbox").last.fill("99")
    expect(page.locator("[data-tests-summary]")).to_contain_text("fail")
    page.get_by_role("button", name="Publish as a new version").click()

    expect(page.locator(".toast-note")).to_contain_text("Nothing was published")
    expect(page.locator("[data-problems]")).to_contain_text("A small amount")


def test_graph_and_expression_are_shown(deployed, employee, watch):
    person = employee("dariush")
    faults = watch(person.page)
    edit(person.open("/decisions"), "Who approves")
    views = person.page.locator("[data-views]")

    views.get_by_role("button", name="Graph").click()
    expect(person.page.locator("[data-element-id=risk]").first).to_be_visible()
    views.get_by_role("button", name="Fee").click()
    expect(person.page.locator(".decision-canvas")).to_contain_text("amount * 0.02")
    person.page.locator("[data-try]").get_by_label("amount").fill("100")
    expect(person.page.locator("[data-try-result] dd")).to_have_text("2")
    assert faults.all() == []


def test_new_table_begins_empty(product, employee):
    person = employee("dariush")
    page = person.page
    page.on("dialog", lambda dialog: dialog.accept())
    person.open("/decisions/new")

    page.get_by_label("Name").fill("Who pays")
    page.get_by_role("button", name="Begin").click()

    expect(page.locator("[data-decision-editor][data-shown=yes]")).to_be_visible()
    expect(page.locator(".decision-canvas")).to_contain_text("Who pays")
    expect(page.locator("[data-problem-count]")).to_contain_text("1 errors")


def test_table_is_tried_on_its_page(deployed, employee):
    person = employee("kaveh")
    person.open("/decisions")
    page = person.page
    page.get_by_role("link", name="Risk", exact=True).click()

    page.get_by_label("Amount", exact=True).fill("9000")
    page.get_by_role("button", name="Decide").click()

    expect(page.locator("#rule-high.is-lit")).to_be_visible()
    expect(page.locator(".try-outputs dd")).to_have_text("high")
