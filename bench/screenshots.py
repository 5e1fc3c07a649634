"""Picture every page, both languages, light and dark, wide and narrow, into instance/screenshots."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.e2e.conftest import ARGUMENTS, CHROMIUM, SIZES
from tests.e2e.content import LOOKS, Content
from tests.e2e.employee import Employee
from tests.live import live
from web import assets
from web.settings import ROOT

FOLDER = ROOT / "instance" / "screenshots"
GUEST = {"sign-in": "/sign-in"}


def main() -> None:
    """Fill a server of its own and go through it; some minutes."""
    parser = argparse.ArgumentParser(prog="python -m bench.screenshots", description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--only", default="", help="pages whose name holds this")
    options = parser.parse_args()
    assets.ensure()
    shutil.rmtree(options.folder, ignore_errors=True)
    options.folder.mkdir(parents=True)
    with (
        tempfile.TemporaryDirectory(prefix="ravand-") as instance,
        live(Path(instance), worker=False) as server,
        sync_playwright() as playwright,
    ):
        content = Content(server)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        for lang, theme in LOOKS:
            name = content.looker(lang, theme)
            for size in SIZES:
                person = Employee(_page(browser, size, lang, theme), server.address, name)
                _take(person, GUEST, f"{lang}-{theme}-{size}", options)
                person.sign_in()
                _take(person, content.places, f"{lang}-{theme}-{size}", options)
                person.page.context.close()
        browser.close()
    print(f"{len(list(options.folder.iterdir()))} pictures in {options.folder}")


def _page(browser: Browser, size: str, lang: str, theme: str):
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale={"en": "en-GB", "fa": "fa-IR"}[lang],
        color_scheme=theme,
        timezone_id="Asia/Tehran",
        reduced_motion="reduce",
    )
    return context.new_page()


def _take(person: Employee, places: dict[str, str], look: str, options: argparse.Namespace) -> None:
    for name, path in places.items():
        if options.only in name:
            person.open(path)
            file = options.folder / f"{name}-{look}.png"
            person.page.screenshot(path=file, full_page=True)


if __name__ == "__main__":
    main()
