"""Forms: filled with the keyboard, sent once, faults at their fields, nothing lost."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.e2e.gallery.steps import fill, label

pytestmark = pytest.mark.browser


def test_form_is_filled_with_the_keyboard_and_sent(open_page, app):
    page = open_page("/form")
    fill(page)
    label(page, "Call on").fill("2026-11-30")
    label(page, "at").fill("9:30")
    page.locator("#reference").fill("K-9")
    label(page, "Urgent").press("Space")

    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/sent")

    sent = app.config["SENT"][0]
    assert sent["token"] == "token-1"
    assert sent["json"]["business_key"] == "K-9"
    assert sent["json"]["claim"] is True
    variables = sent["json"]["variables"]
    assert variables["amount"] == 5000
    assert variables["reason"] == "late"
    assert variables["due"] == "2026-12-01"
    assert variables["call_at"] == "2026-11-30T09:30"
    assert variables["urgent"] is True
    assert variables["items"] == [{"product": "A-1", "quantity": 2}]


def test_faults_are_listed_and_lead_to_their_fields(open_page, app):
    page = open_page("/form")

    page.get_by_role("button", name="Complete").click()

    summary = page.locator(".form-summary")
    expect(summary).to_be_focused()
    expect(summary.locator("h2")).to_have_text("3 answers need your attention")
    expect(summary.locator("li")).to_have_text(
        [
            "Amount: Field is required.",
            "Reason: Field is required.",
            "Pay until: Field is required.",
        ]
    )
    summary.get_by_role("link", name="Pay until").click()
    expect(label(page, "Pay until*")).to_be_focused()
    assert app.config["SENT"] == []


def test_server_faults_are_shown_at_their_fields(open_page, app):
    page = open_page("/form")
    fill(page)
    app.config["ANSWER"] = (
        {
            "errors": {
                "items[0].product": ["Out of stock."],
                "customer": ["Unknown."],
                "": ["Too late."],
            }
        },
        422,
    )

    page.get_by_role("button", name="Complete").click()

    summary = page.locator(".form-summary")
    expect(summary).to_be_focused()
    expect(summary.locator("li")).to_have_text(
        ["Customer: Unknown.", "Product: Out of stock.", "Too late."]
    )
    product = page.locator(".fjs-form-field", has=label(page, "Product*"))
    expect(product.locator(".fjs-form-field-error").last).to_have_text("Out of stock.")
    expect(page.get_by_role("button", name="Complete")).to_be_enabled()


def test_ended_session_keeps_what_was_typed(open_page, app, page):
    page = open_page("/form")
    fill(page)
    app.config["ANSWER"] = ({"title": "Sign in"}, 401)

    page.get_by_role("button", name="Complete").click()

    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Your session has ended")
    expect(dialog.get_by_role("link", name="Sign in")).to_have_attribute("href", "/sign-in")
    app.config["ANSWER"] = ({"location": "/sent"}, 200)
    page.evaluate("document.querySelector('meta[name=csrf-token]').content = 'stale'")
    dialog.get_by_role("button", name="I have signed in").click()
    expect(page.locator(".toast-note")).to_contain_text("signed in again")
    page.get_by_role("button", name="Complete").click()
    page.wait_for_url("**/sent")

    assert app.config["SENT"][-1]["token"] == "token-1"
    assert app.config["SENT"][-1]["json"]["variables"]["amount"] == 5000


def test_leaving_with_unsent_answers_asks(open_page):
    page = open_page("/form")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.wait_for_timeout(100)  # two frames, after which changes count
    label(page, "Customer*").fill("Tehran Steel")
    page.get_by_role("main").get_by_role("link", name="Back").click(no_wait_after=True)

    expect(label(page, "Customer*")).to_have_value("Tehran Steel")
    assert asked == ["beforeunload"]


def test_enter_in_a_text_field_does_not_complete(open_page, app):
    page = open_page("/form")
    fill(page)

    label(page, "Customer*").press("Enter")

    assert page.url.endswith("/form")
    assert app.config["SENT"] == []


def test_double_click_sends_once(open_page, app):
    page = open_page("/form")
    fill(page)

    page.get_by_role("button", name="Complete").dblclick()
    page.wait_for_url("**/sent")

    assert len(app.config["SENT"]) == 1


CLICK_AFTER_THE_ANSWER = """button => {
  const send = window.fetch;
  window.fetch = async (...request) => {
    const answer = await send(...request);
    setTimeout(() => { button.disabled = false; button.click(); }, 100);
    return answer;
  };
}"""


def test_click_while_the_next_page_comes_sends_nothing(open_page, app):
    page = open_page("/form")
    fill(page)
    held = []
    page.route("**/sent", lambda route: held.append(route))
    complete = page.get_by_role("button", name="Complete")
    complete.evaluate(CLICK_AFTER_THE_ANSWER)

    with page.expect_request("**/sent"):
        complete.click()
    page.wait_for_timeout(400)  # as long as the second click and its request would need
    held[-1].continue_()
    page.wait_for_url("**/sent")

    assert len(app.config["SENT"]) == 1


def test_read_only_form_cannot_be_changed(open_page):
    page = open_page("/form?readonly")

    expect(label(page, "Customer*")).not_to_be_editable()
    expect(label(page, "Pay until*")).not_to_be_editable()
    expect(page.locator(".date-open").first).to_be_disabled()


def test_plain_date_field_refuses_no_date(open_page, app):
    page = open_page("/fields")
    page.get_by_label("Sign-in name").fill("ali")
    page.get_by_label("Birthday").fill("1990-21-03")

    page.locator("main").get_by_role("button", name="Create").click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.querySelector('j-date').value") == "1990-21-03"
    assert app.config["SENT"] == []
    assert (
        json.loads(
            json.dumps(
                page.evaluate("document.querySelector('form[data-confirm]').checkValidity()")
            )
        )
        is False
    )
