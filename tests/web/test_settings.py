"""Settings: read, checked, documented."""

from pathlib import Path

import pytest

from tests.conftest import ROOT
from web.settings import SettingError, Settings, documented, load


@pytest.mark.parametrize("setting", documented(), ids=lambda one: one.name)
def test_setting_is_documented(setting) -> None:
    lines = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8").splitlines()

    (line,) = [one for one in lines if f"`{setting.name}`" in one]

    assert setting.help in line
    assert ("Secret." in line) is setting.secret
    shown = str(setting.default).lower() if isinstance(setting.default, bool) else setting.default
    assert f"| {f'`{shown}`' if shown != '' else 'empty'} |" in line


def test_environment_is_read_by_type() -> None:
    settings = load({"RAVAND_THREADS": "8", "RAVAND_WORKER": "off", "RAVAND_ORGANISATION": "Ab "})

    assert (settings.threads, settings.worker, settings.organisation) == (8, False, "Ab")


def test_override_wins() -> None:
    assert load({"RAVAND_THREADS": "8"}, threads=2).threads == 2


def test_secret_comes_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("hush\n")

    assert load({"RAVAND_SECRET_KEY_FILE": str(file)}).secret_key == "hush"
    with pytest.raises(SettingError, match="cannot be read"):
        load({"RAVAND_SECRET_KEY_FILE": str(tmp_path / "nothing")})


def test_other_settings_have_no_file(tmp_path: Path) -> None:
    assert load({"RAVAND_THREADS_FILE": str(tmp_path / "nothing")}).threads == 32


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("THREADS", "many"),
        ("THREADS", "-1"),
        ("WORKER", "perhaps"),
        ("LANGUAGE", "de"),
        ("TIME_ZONE", "Asia/Nowhere"),
        ("SMTP_SECURITY", "ssl"),
        ("PUBLIC_URL", "ravand.example.com"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "javascript:alert(1)"),
    ],
)
def test_wrong_value_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"RAVAND_{name}"):
        load({f"RAVAND_{name}": value})


def test_signing_key_is_kept_and_private(tmp_path: Path) -> None:
    settings = Settings(instance=str(tmp_path))

    key = settings.signing_key()

    assert len(key) > 40
    assert settings.signing_key() == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_given_signing_key_writes_nothing(tmp_path: Path) -> None:
    assert Settings(instance=str(tmp_path), secret_key="given").signing_key() == "given"
    assert list(tmp_path.iterdir()) == []


def test_database_is_in_the_instance_folder(tmp_path: Path) -> None:
    settings = Settings(instance=str(tmp_path / "new"))

    assert settings.database == f"sqlite:///{tmp_path / 'new' / 'ravand.db'}"
    assert Settings(database_url="postgresql://x/y").database == "postgresql://x/y"
