"""What every page can do: keyboard, requests, dialogs, preferences."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_rows_are_walked_with_j_and_k(open_page):
    page = open_page("/list")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")

    expect(page.locator(".row-title").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/form?row=2")


def test_letter_acts_on_the_focused_row(open_page, app):
    page = open_page("/list")
    page.keyboard.press("j")
    page.keyboard.press("j")

    page.keyboard.press("c")

    expect(page.locator(".row-item").nth(1).locator("#answer")).to_have_text("done")
    assert app.config["SENT"][0]["form"]["row"] == "2"


def test_slash_searches_and_question_mark_helps(open_page):
    page = open_page("/list")
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()

    page.keyboard.type("j?/")
    expect(page.locator("[data-search]")).to_have_value("j?/")
    expect(page.locator("#keys")).to_be_hidden()

    page.locator("[data-search]").blur()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_g_and_a_letter_open_a_page(open_page):
    page = open_page("/list")

    page.keyboard.press("g")
    page.keyboard.press("c")

    page.wait_for_url("**/diagram?lang=en")


def test_skip_link_is_the_first_stop(open_page):
    page = open_page("/list")

    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_htmx_requests_carry_the_token_and_show_toasts(open_page, app):
    page = open_page("/list")

    page.get_by_role("button", name="Claim").first.click()

    expect(page.locator(".toast-note")).to_contain_text("Claimed")
    assert app.config["SENT"][0]["headers"]["X-Csrftoken"] == "token-1"


def test_a_problem_is_told_and_not_swapped_in(open_page, app):
    app.config["ANSWER"] = ({"title": "Somebody else has this task."}, 409)
    page = open_page("/list")

    page.get_by_role("button", name="Claim").first.click()

    expect(page.locator(".toast-note")).to_contain_text("Somebody else has this task.")
    expect(page.get_by_role("button", name="Claim")).to_have_count(4)
    expect(page.locator(".answer").first).to_be_empty()


def test_an_unreachable_server_is_told(open_page):
    page = open_page("/list?lang=fa")
    page.route("**/act", lambda route: route.abort())

    page.get_by_role("button", name="برداشتن").first.click()

    expect(page.locator(".toast-note")).to_contain_text("سرور در دسترس نیست")


def test_a_dangerous_form_asks_first(open_page, app):
    page = open_page("/fields")
    page.get_by_label("Sign-in name").fill("ali")

    page.locator("main").get_by_role("button", name="Create").click()
    page.get_by_role("dialog").get_by_role("button", name="Back").click()
    assert app.config["SENT"] == []

    page.locator("main").get_by_role("button", name="Create").click()
    page.get_by_role("dialog").get_by_role("button", name="Create").click()
    page.wait_for_url("**/act")

    assert app.config["SENT"][0]["form"]["name"] == "ali"
    assert app.config["SENT"][0]["form"]["birthday"] == "1990-03-21"


def test_theme_changes_at_once_and_is_kept_by_the_server(open_page):
    page = open_page("/list")
    page.locator(".user-button").click()

    with page.expect_request("**/preferences") as sent:
        page.get_by_role("button", name="Dark").click()

    assert "theme=dark" in (sent.value.post_data or "")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


def test_phone_shows_the_rest_of_the_navigation_under_more(new_context, address):
    page = new_context("phone").new_page()
    page.goto(f"{address}/list")

    page.locator(".nav-more summary").click()
    page.locator(".nav-more").get_by_role("link", name="Incidents").click()

    page.wait_for_url("**/fields?lang=en")


def test_relative_times_keep_the_exact_time(open_page):
    time = open_page("/list?lang=fa").locator("time").first

    expect(time).to_have_text(re.compile("پیش|قبل"))
    expect(time).to_have_attribute("title", "1 Nov 2026")
