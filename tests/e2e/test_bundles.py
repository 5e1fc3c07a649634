"""The bundles in a real browser, under the strict Content-Security-Policy."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.e2e.gallery.app import create, served
from web import assets

pytestmark = pytest.mark.browser

LOOKS = [("en", "light"), ("en", "dark"), ("fa", "light"), ("fa", "dark")]
PAGES = ["list", "diagram", "form", "fields", "parts", "sign-in"]
AXE = assets.FRONTEND / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def app(bundles: None) -> Flask:
    return create()


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with served(app) as url:
        yield url


@pytest.fixture(autouse=True)
def _fresh(app: Flask) -> None:
    app.config.update(SENT=[], ANSWER=({"location": "/sent"}, 200))


@pytest.fixture
def open_page(page: Page, address: str) -> Callable[[str], Page]:
    def opened(path: str) -> Page:
        page.goto(address + path)
        settle(page)
        return page

    return opened


def settle(page: Page) -> None:
    page.wait_for_selector("html[data-ready]", state="attached")
    for host in page.locator("[data-diagram]:not(details *), [data-form]").all():
        expect(host).to_have_attribute("data-shown", "yes")


def label(page: Page, text: str) -> Any:
    return page.get_by_label(text, exact=True)


# Every page, both languages, both themes


@pytest.mark.parametrize(("lang", "theme"), LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_clean_under_the_policy(
    new_context, watch, address, screenshots, name, lang, theme
):
    for size in ("desk", "phone"):
        page = new_context(size, theme).new_page()
        faults = watch(page)

        page.goto(f"{address}/{name}?lang={lang}&theme={theme}")
        settle(page)

        assert faults.all() == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        screenshots(page, f"gallery-{name}-{lang}-{theme}-{size}")


@pytest.mark.parametrize(("lang", "theme"), LOOKS)
def test_pages_have_no_serious_accessibility_findings(new_context, address, lang, theme):
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci in frontend/")
    page = new_context("desk", theme).new_page()
    found = []
    for name in PAGES:
        page.goto(f"{address}/{name}?lang={lang}&theme={theme}")
        settle(page)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        report = page.evaluate("axe.run(document)")
        assert report["passes"]
        found += [
            f"{name}: {each['id']} {[node['html'][:120] for node in each['nodes']]}"
            for each in report["violations"]
            if each["impact"] in ("serious", "critical")
        ]
    assert found == []


def test_auto_theme_follows_the_computer_without_a_script(new_context, address):
    page = new_context("desk", "dark").new_page()
    page.route("**/*.js", lambda route: route.abort())

    page.goto(f"{address}/list?theme=auto")

    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(16, 20, 26)"


def test_menus_work_without_a_script(new_context, address):
    page = new_context().new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{address}/list")

    page.locator(".user-button").click()

    expect(page.get_by_role("button", name="Dark")).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


# Keyboard


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


# Requests and dialogs


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


# Diagrams


def test_diagram_marks_where_the_case_stands(open_page):
    page = open_page("/diagram")

    expect(page.locator("[data-element-id=approve].is-active")).to_have_count(1)
    expect(page.locator(".is-done.djs-shape")).to_have_count(3)
    expect(page.locator("[data-element-id=pay].is-incident")).to_have_count(1)
    expect(page.locator("[data-element-id=remind].is-cancelled")).to_have_count(1)
    expect(page.locator(".djs-connection.is-taken")).to_have_count(3)
    expect(page.get_by_role("img", name="3 here")).to_have_text("3")
    expect(page.locator(".diagram-legend li")).to_have_text(
        ["Active", "Done", "Incident", "Cancelled"]
    )


def test_diagram_speaks_persian_inside_its_shapes(open_page):
    page = open_page("/diagram?lang=fa")
    shape = page.locator("[data-element-id=check] .djs-visual rect").bounding_box()
    text = page.locator("[data-element-id=check] .djs-visual text").bounding_box()

    assert page.locator("[data-element-id=check]").text_content().strip() == "بررسی درخواست"
    assert shape["x"] <= text["x"]
    assert text["x"] + text["width"] <= shape["x"] + shape["width"]
    expect(page.get_by_role("img", name="۳ مورد اینجا")).to_have_text("۳")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_watermark_is_wholly_visible(new_context, address, size):
    page = new_context(size, "dark").new_page()
    page.goto(f"{address}/diagram?theme=dark")
    settle(page)
    mark = page.locator(".bjs-powered-by")

    at = mark.bounding_box()
    canvas = page.locator(".diagram-canvas").bounding_box()
    middle = (at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    on_top = page.evaluate(
        "([x, y]) => Boolean(document.elementFromPoint(x, y)?.closest('.bjs-powered-by'))", middle
    )

    assert on_top
    assert canvas["x"] <= at["x"]
    assert at["x"] + at["width"] <= canvas["x"] + canvas["width"]
    assert at["y"] + at["height"] <= canvas["y"] + canvas["height"]


def test_whole_diagram_and_zoom_buttons(new_context, address):
    page = new_context("phone").new_page()
    page.goto(f"{address}/diagram")
    settle(page)
    pool = page.locator("[data-element-id=pool] > .djs-visual > rect")
    readable = pool.bounding_box()["width"]

    page.get_by_role("button", name="Show the whole diagram").click()
    whole = pool.bounding_box()
    page.get_by_role("button", name="Zoom in").click()

    assert readable > 390 > whole["width"]
    assert pool.bounding_box()["width"] == pytest.approx(whole["width"] * 1.25, rel=0.02)


def test_diagram_fills_the_screen_and_returns(open_page):
    page = open_page("/diagram")
    small = page.locator(".diagram-canvas").bounding_box()["height"]

    page.get_by_role("button", name="Full screen").click()
    expect(page.locator(".diagram:fullscreen")).to_have_count(1)
    large = page.locator(".diagram-canvas").bounding_box()["height"]
    page.get_by_role("button", name="Full screen").click()

    expect(page.locator(".diagram:fullscreen")).to_have_count(0)
    assert large > small * 1.3


def test_diagram_in_a_closed_part_waits_until_it_opens(open_page):
    page = open_page("/parts")
    diagram = page.locator("details [data-diagram]")
    expect(diagram).not_to_have_attribute("data-shown", "yes")

    page.get_by_text("Where it stands").click()

    expect(diagram).to_have_attribute("data-shown", "yes")
    assert page.locator("[data-element-id=pool]").bounding_box()["width"] > 300


def test_wheel_scrolls_the_page_not_the_diagram(open_page):
    page = open_page("/diagram")
    page.set_viewport_size({"width": 1280, "height": 500})
    box = page.locator(".diagram-canvas").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 100)

    page.mouse.wheel(0, 200)

    expect(page.locator("h1")).not_to_be_in_viewport()


def test_row_and_shape_point_at_each_other(open_page):
    page = open_page("/diagram")

    page.locator("[data-activity=check] a").focus()
    expect(page.locator("[data-element-id=check].is-pointed")).to_have_count(1)

    page.locator("[data-element-id=approve] .djs-hit").first.click(force=True)
    expect(page.locator("[data-activity=approve] a")).to_be_focused()


def test_missing_diagram_is_told(page, address):
    page.route("**/process.bpmn*", lambda route: route.fulfill(status=404))

    page.goto(f"{address}/diagram?lang=fa")

    expect(page.get_by_role("alert")).to_have_text("نمودار نمایش داده نشد.")


# Forms


def choose(page: Page, name: str, option: str) -> None:
    """Choose with the keyboard; form-js listens to it a moment after it opened its list."""
    label(page, name).focus()
    focused = page.locator(".fjs-dropdownlist-item.focused")
    expect(focused).to_have_count(1)
    for _ in range(50):
        if focused.text_content() == option:
            break
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(50)
    page.keyboard.press("Enter")
    expect(page.locator(".fjs-select-display", has_text=option)).to_have_count(1)


def fill(page: Page) -> None:
    label(page, "Amount*").fill("5000")
    choose(page, "Reason*", "Late")
    label(page, "Pay until*").fill("2026-12-01")


def test_form_is_filled_with_the_keyboard_and_sent(open_page, app):
    page = open_page("/form")
    fill(page)
    label(page, "Call on").fill("2026-11-30")
    label(page, "at").fill("9:30")
    label(page, "Urgent").press("Space")

    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/sent")

    sent = app.config["SENT"][0]
    assert sent["token"] == "token-1"
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
