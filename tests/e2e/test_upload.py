"""Upload of other people's diagrams, and work with the forms that came along."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.employee import field, fill, settle
from web.accounts.demo import PASSWORD

pytestmark = pytest.mark.browser

BROKEN = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
  <process id="broken" isExecutable="true">
    <startEvent id="begin"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="choose"/>
    <exclusiveGateway id="choose" name="Large?"/>
    <sequenceFlow id="f2" sourceRef="choose" targetRef="work"/>
    <sequenceFlow id="f3" sourceRef="choose" targetRef="nowhere"/>
    <userTask id="work" name="Work"/>
  </process>
</definitions>
"""


@pytest.fixture
def upload(employee):
    """Choose files at the upload page and send them."""

    def upload(*files):
        page = employee("dariush").open("/processes/upload")
        page.get_by_label("Files").set_input_files(list(files))
        page.get_by_role("button", name="Check and deploy").click()
        settle(page)
        return page

    return upload


def test_invoice_is_uploaded_started_and_approved(upload, employee, corpus):
    examples = corpus / "bpmn" / "camunda-7-examples"
    names = ("invoiceApproval.bpmn", "start-form.form", "task-form.form")
    page = upload(*(examples / name for name in names))
    expect(page.locator(".notice.tone-ok")).to_contain_text("Camunda Forms Quickstart, version 1")
    expect(page.locator(".notice.tone-ok")).to_contain_text("task-form.form")
    hired(employee("admin"), "demo")

    clerk = employee("dariush")
    page = clerk.open("/start/camundaFormsQuickstart")
    fill(page, {"Creditor": "Great Pizza", "Amount": "thirty", "Invoice Number": "17"})
    clerk.send()
    for label in ("Amount", "Invoice Number"):
        expect(field(page, label).locator(".fjs-form-field-error")).to_contain_text("pattern")
    expect(page.locator(".form-summary")).to_contain_text("2 answers need your attention")
    fill(page, {"Amount": "30", "Invoice Number": "C-17"})
    clerk.send()
    expect(page.locator("main .notice.tone-ok")).to_contain_text("is started")

    demo = employee("demo")
    demo.page.get_by_role("link", name="Approve Invoice").click()
    settle(demo.page)
    expect(field(demo.page, "Creditor").locator("input")).to_have_value("Great Pizza")
    fill(demo.page, {"Approved?": "maybe"})
    demo.send()
    expect(field(demo.page, "Approved?").locator(".fjs-form-field-error")).to_contain_text(
        "pattern"
    )
    fill(demo.page, {"Approved?": "true"})
    demo.complete()

    settle(page)
    page.reload()
    expect(page.get_by_label("About the case")).to_contain_text("Completed")
    expect(page.locator("[data-element-id=EndEvent_1].is-done")).to_have_count(1)


def hired(admin, name):
    page = admin.open("/people/new")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Full name *", exact=True).fill(name.title())
    page.get_by_label("First password").fill(PASSWORD)
    page.get_by_label("Employee").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main .notice.tone-ok")).to_be_visible()


def test_broken_diagram_is_explained_by_line_and_element(upload, tmp_path):
    file = tmp_path / "broken.bpmn"
    file.write_text(BROKEN)

    page = upload(file)

    expect(page.locator("main .notice.tone-danger")).to_contain_text("Nothing was deployed")
    findings = page.locator(".problem-list li")
    expect(findings.filter(has_text="line 8")).to_contain_text(re.compile("f3.*nowhere", re.S))
    expect(findings.filter(has_text="broken.bpmn").first).to_be_visible()


def test_text_that_is_no_diagram_is_refused(upload, tmp_path):
    file = tmp_path / "letter.bpmn"
    file.write_text("Dear colleague, here is the diagram.")

    page = upload(file)

    expect(page.locator(".problem-list")).to_contain_text("line 1")
    expect(page.locator(".problem-list")).to_contain_text("not XML")
