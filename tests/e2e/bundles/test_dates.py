"""Dates and times: typed or chosen, in the reader's calendar, never a wrong one sent."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.gallery.steps import choose, fill, label, settle

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("typed", ["2026-13-01", "2026-02-30", "tomorrow", "1"])
def test_no_date_no_sending(open_page, app, typed):
    page = open_page("/form")
    fill(page)
    field = label(page, "Pay until*")
    field.fill(typed)
    field.blur()

    expect(field).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Complete").click()

    expect(page.locator(".form-summary li")).to_contain_text("Enter a real date")
    expect(field).to_have_value(typed)
    assert app.config["SENT"] == []

    field.fill("2026-12-05")
    page.get_by_role("button", name="Complete").click()
    page.wait_for_url("**/sent")
    assert app.config["SENT"][0]["json"]["variables"]["due"] == "2026-12-05"


def test_date_and_time_belong_together(open_page, app):
    page = open_page("/form")
    fill(page)
    label(page, "at").fill("25:00")
    page.get_by_role("button", name="Complete").click()
    expect(page.locator(".form-summary li")).to_contain_text("Date and time must both")

    label(page, "Call on").fill("2026-11-30")
    page.get_by_role("button", name="Complete").click()
    expect(page.locator(".form-summary li")).to_contain_text("between 00:00 and 23:59")

    label(page, "at").fill("9:07")
    page.get_by_role("button", name="Complete").click()
    expect(page.locator(".form-summary li")).to_contain_text("a multiple of 15 minutes")
    assert app.config["SENT"] == []


@pytest.mark.parametrize(
    ("zone", "sent"),
    [
        ("no_timezone", "2026-11-30T01:30"),
        ("utc_offset", "2026-11-30T01:30+03:30"),
        ("utc_normalized", "2026-11-29T22:00Z"),
    ],
)
def test_moments_are_written_as_the_form_wants_and_read_back(page, address, app, zone, sent):
    def reply(route):
        body = (
            route.fetch()
            .text()
            .replace(
                '"subtype": "datetime"', f'"subtype": "datetime", "timeSerializingFormat": "{zone}"'
            )
        )
        values = f'data-values>{{"call_at": "{sent}", '
        route.fulfill(body=body.replace("data-values>{", values), content_type="text/html")

    page.route("**/form", reply)
    page.goto(f"{address}/form")
    settle(page)
    expect(label(page, "Call on")).to_have_value("2026-11-30")
    expect(label(page, "at")).to_have_value("01:30")
    fill(page)

    page.get_by_role("button", name="Complete").click()
    page.wait_for_url("**/sent")

    assert app.config["SENT"][0]["json"]["variables"]["call_at"] == sent


def test_persian_form_takes_persian_dates_and_digits(open_page, app):
    page = open_page("/form?lang=fa")
    label(page, "مبلغ*").focus()
    page.keyboard.insert_text("۵۶۰۰")
    choose(page, "دلیل*", "Late")
    due = label(page, "مهلت پرداخت*")
    due.fill("۱۴۰۵/۹/۱")
    due.blur()
    expect(due).to_have_value("۱۴۰۵/۰۹/۰۱")

    page.get_by_role("button", name="پایان کار").click()
    page.wait_for_url("**/sent")

    variables = app.config["SENT"][0]["json"]["variables"]
    assert variables["amount"] == 5600
    assert variables["due"] == "2026-11-22"


def test_persian_form_speaks_persian(open_page):
    page = open_page("/form?lang=fa")
    label(page, "مهلت پرداخت*").fill("۱۴۰۵/۱۲/۳۰")

    page.get_by_role("button", name="پایان کار").click()

    expect(page.locator(".form-summary h2")).to_have_text("۳ پاسخ نیاز به بررسی دارد")
    expect(page.locator(".form-summary")).to_contain_text("مانند ۱۴۰۵/۰۸/۳۰")
    expect(page.locator(".fjs-form")).to_contain_text("انتخاب کنید")
    expect(page.locator(".fjs-form")).to_contain_text("افزودن")


def test_calendar_is_used_with_the_keyboard(open_page):
    page = open_page("/form?lang=fa")
    due = label(page, "مهلت پرداخت*")
    due.fill("۱۴۰۵/۰۸/۳۰")
    due.blur()

    page.locator("j-date").first.locator(".date-open").click()
    expect(page.get_by_role("dialog", name="انتخاب تاریخ")).to_contain_text("آبان ۱۴۰۵")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("PageDown")
    page.keyboard.press("Enter")

    expect(due).to_have_value("۱۴۰۵/۱۰/۰۸")
    expect(due).to_be_focused()
