"""Pages of the one browser that hold a script of ours and the libraries of the form viewer."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT, unavailable

MODULES = ROOT / "frontend" / "node_modules"


@pytest.fixture(scope="module")
def page_with(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Page]]:
    """Return a function that opens a page with a script of this folder, bundled."""
    native = next(iter(MODULES.glob("@esbuild/*/bin/esbuild")), MODULES / "esbuild/bin/esbuild")
    if not native.exists():
        unavailable("the browser's libraries (python -m web.assets)")
    with ExitStack() as pages:

        def opened(script: str) -> Page:
            bundle = tmp_path_factory.mktemp("parity") / script
            bundled(native, Path(__file__).with_name(script), bundle)
            page = browser.new_page(timezone_id="UTC")
            pages.callback(page.close)
            page.set_content('<html lang="en"><body></body></html>')
            page.add_script_tag(path=str(bundle))
            return page

        yield opened


def bundled(esbuild: Path, script: Path, bundle: Path) -> None:
    """Write a script and what it imports into one file."""
    options = ["--bundle", "--format=iife", "--log-level=error", f"--outfile={bundle}"]
    environment = {**os.environ, "NODE_PATH": str(MODULES)}
    subprocess.run([esbuild, script, *options], check=True, env=environment)
