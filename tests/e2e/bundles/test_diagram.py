"""Diagrams: where a case stands, in both languages, on every size."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.gallery.steps import settle

pytestmark = pytest.mark.browser


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
