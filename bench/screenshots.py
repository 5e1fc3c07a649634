"""Picture every page: both languages, light and dark, wide and narrow."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import CHROMIUM, CHROMIUM_ARGUMENTS
from tests.e2e.conftest import SIZES
from tests.e2e.content import LOOKER, LOOKS, Content
from tests.e2e.employee import Employee
from tests.live import live
from web import assets
from web.settings import ROOT

IMAGES = ROOT / "docs" / "images"
README = {"tasks-en-light": "tasks-all", "case-fa-dark": "case-running"}
FOLDER = ROOT / "instance" / "screenshots"
GUEST = {"sign-in": "/sign-in"}


def main() -> None:
    """Fill a server of its own and go through it; some minutes."""
    parser = argparse.ArgumentParser(prog="python -m bench.screenshots", description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--readme", action="store_true", help="take those of the README only")
    parser.add_argument("--only", default="", help="pages whose name holds this")
    options = parser.parse_args()
    assets.ensure()
    if not options.readme:
        shutil.rmtree(options.folder, ignore_errors=True)
        options.folder.mkdir(parents=True)
    with (
        tempfile.TemporaryDirectory(prefix="ravand-") as instance,
        live(Path(instance), worker=False) as server,
        sync_playwright() as playwright,
    ):
        content = Content(server)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=CHROMIUM_ARGUMENTS)
        if options.readme:
            _picture_readme(browser, content)
        else:
            _picture_all(browser, content, options)
        browser.close()


def _picture_readme(browser: Browser, content: Content) -> None:
    IMAGES.mkdir(exist_ok=True)
    for name, place in README.items():
        _, lang, theme = name.rsplit("-", 2)
        content.prefer(lang, theme)
        person = Employee(_page(browser, "desk", lang, theme), content.server.address, LOOKER)
        person.sign_in()
        person.open(content.places[place])
        person.page.screenshot(path=IMAGES / f"{name}.png")


def _picture_all(browser: Browser, content: Content, options: argparse.Namespace) -> None:
    for lang, theme in LOOKS:
        content.prefer(lang, theme)
        for size in SIZES:
            page = _page(browser, size, lang, theme)
            person = Employee(page, content.server.address, LOOKER)
            _take(person, GUEST, f"{lang}-{theme}-{size}", options)
            person.sign_in()
            _take(person, content.places, f"{lang}-{theme}-{size}", options)
            page.context.close()
    print(f"{len(list(options.folder.iterdir()))} pictures in {options.folder}")


def _page(browser: Browser, size: str, lang: str, theme: str) -> Page:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale={"en": "en-GB", "fa": "fa-IR"}[lang],
        color_scheme=theme,
        timezone_id="Asia/Tehran",
        reduced_motion="reduce",
    )
    return context.new_page()


def _stretch(page: Page) -> None:
    """Make the window as high as the page: a bar at its end would lie in the middle else."""
    size = page.viewport_size or {"width": 0, "height": 0}
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({**size, "height": max(height, SIZES["desk"][1])})


def _take(person: Employee, places: dict[str, str], look: str, options: argparse.Namespace) -> None:
    for name, path in places.items():
        if options.only in name:
            width, height = SIZES[look.rpartition("-")[2]]
            person.page.set_viewport_size({"width": width, "height": height})
            person.open(path)
            file = options.folder / f"{name}-{look}.png"
            _stretch(person.page)
            person.page.screenshot(path=file)


if __name__ == "__main__":
    main()
