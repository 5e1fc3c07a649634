"""Somebody who works in a browser: signs in, starts cases, takes tasks, fills in forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from web.accounts.demo import PASSWORD

LOOKS = 20


@dataclass(frozen=True)
class Employee:
    """One person at one page of a browser of their own."""

    page: Page
    address: str
    name: str

    def open(self, path: str) -> Page:
        """Open a page of the product and wait until it is drawn."""
        self.page.goto(self.address + path)
        settle(self.page)
        return self.page

    def sign_in(self, password: str = PASSWORD) -> Page:
        """Sign in as people do."""
        self.open("/sign-in")
        self.page.locator("input[name=name]").fill(self.name)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("main").get_by_role("button").click()
        expect(self.page.locator("meta[name=signed-in]")).to_be_attached()
        return self.page

    def start(self, key: str, answers: dict[str, Any]) -> str:
        """Fill in a start form; return the case number."""
        fill(self.open(f"/start/{key}"), answers)
        self.send()
        expect(self.page).to_have_url(re.compile("/(cases|tasks)/"))
        settle(self.page)
        return str(self.ascii(self.page.locator("h1, dl.facts a.number").first))

    def take(self, case_no: str, task: str) -> Page:
        """Find a task of the case among those of my groups, open and take it."""
        self.wait_for(case_no, task).get_by_role("link").click()
        expect(self.page.locator("h1")).to_have_text(task)
        self.page.locator(".page-actions button.btn-primary").click()
        expect(self.page.locator(".page-actions button.btn-primary")).to_have_count(0)
        settle(self.page)
        return self.page

    def wait_for(self, case_no: str, task: str) -> Locator:
        """Look into the list of my groups until the task is there; the worker may be at it."""
        row = self.page.locator("[data-row]", has_text=task).filter(has_text=case_no)
        for _ in range(LOOKS):
            self.open("/tasks?tab=groups")
            if row.count():
                break
        expect(row).to_have_count(1)
        return row

    def work(self, case_no: str, task: str, answers: dict[str, Any]) -> None:
        """Take a task, fill in its form, complete it."""
        fill(self.take(case_no, task), answers)
        self.complete()

    def complete(self) -> None:
        """Send the form of the task; the next page comes with the confirmation."""
        self.send()
        expect(self.page.locator("main .notice.tone-ok").first).to_be_visible()
        expect(self.page.locator(".form-summary")).to_have_count(0)

    def send(self) -> None:
        """Press the button that sends the form."""
        self.page.locator("[data-form-submit]").first.click()

    @staticmethod
    def ascii(shown: Locator) -> str:
        """Return the case number in a text."""
        found = re.search(r"[A-Z]-[\d۰-۹]+-[\d۰-۹]+", shown.inner_text())
        assert found, shown.inner_text()
        return found.group(0)


def settle(page: Page) -> None:
    """Wait until scripts, forms and diagrams of a page are ready."""
    page.wait_for_selector("html[data-ready]", state="attached")
    for host in page.locator("[data-diagram]:not(details *), [data-form]").all():
        expect(host).to_have_attribute("data-shown", "yes")


def fill(page: Page, answers: dict[str, Any]) -> None:
    """Fill in a form by its labels: text, the text of an option, or True for a box."""
    for label, given in answers.items():
        _fill(page, field(page, label), given)


def field(page: Page, label: str) -> Locator:
    """Return a field of the form with its label, control and messages."""
    exact = re.compile(rf"^{re.escape(label)}\*?$")
    written = page.locator(".fjs-form-field-label, .fjs-inline-label", has_text=exact)
    plain = ".fjs-form-field:not(.fjs-form-field-group)"
    return page.locator(f"[data-form] {plain}").filter(has=written)


def _fill(page: Page, box: Locator, given: Any) -> None:
    kind = str(box.get_attribute("class"))
    if given is True:
        box.locator("input").check()
    elif "-select" in kind:
        box.locator(".fjs-input-group").click()
        box.locator(".fjs-dropdownlist-item", has_text=re.compile(rf"^{re.escape(given)}$")).click()
    elif "-radio" in kind:
        box.get_by_label(given, exact=True).check()
    else:
        control = box.locator("input:visible, textarea:visible").first
        control.clear()
        page.keyboard.insert_text(given)  # as typed: the form watches for Persian digits
        control.blur()
