"""The settings file: garbage is kept aside, unknown keys survive, saving is atomic."""

import os
import tomllib
from pathlib import Path

import pytest

from studio.core.image_params import SETTING_PARAMS
from studio.core.settings import UNDO_MB, Settings, SettingsFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_no_file_means_defaults_without_complaint(path: Path) -> None:
    file = SettingsFile(path)
    assert file.load() == Settings() and file.complaint == ""
    assert not path.exists()


def test_round_trip(path: Path) -> None:
    settings = (
        Settings().replace("device", precision="fp32", threads=3).replace("folders", models=("/a", "ü"))
    )
    SettingsFile(path).save(settings)
    assert SettingsFile(path).load() == settings
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.toml"]


def test_unknown_keys_and_sections_survive(path: Path) -> None:
    write(path, 'schema = 1\nlater = "x"\n[device]\nprecision = "bf16"\nfuture = 5\n[tomorrow]\na = [1, 2]\n')
    file = SettingsFile(path)
    settings = file.load()
    assert settings.device.precision == "bf16" and file.complaint == ""
    file.save(settings.replace("device", precision="fp32"))
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    assert raw["later"] == "x" and raw["tomorrow"] == {"a": [1, 2]}
    assert raw["device"]["future"] == 5 and raw["device"]["precision"] == "fp32"


@pytest.mark.parametrize(
    "content",
    [
        "not = [toml",
        b"\xff\xfe\x00",
        "schema = 99",
        'schema = "one"',
        "device = 5",
        "[device]\nthreads = 'x'",
        "a = " + "[" * 100_000,
    ],
)
def test_garbage_is_kept_aside_and_said(path: Path, content: str | bytes) -> None:
    file = SettingsFile(path)
    for number in range(3):
        before = write(path, content).read_bytes()
        file = SettingsFile(path)
        assert file.load() == Settings()
        aside = path.with_name(
            "settings.unreadable.toml" if not number else f"settings.unreadable-{number + 1}.toml"
        )
        assert aside.read_bytes() == before and aside.name in file.complaint
        assert not path.exists()
    file.save(Settings())
    assert SettingsFile(path).load() == Settings()


def test_a_file_that_cannot_be_read_is_said(path: Path) -> None:
    path.mkdir(parents=True)
    file = SettingsFile(path)
    assert file.load() == Settings() and "cannot be read" in file.complaint


def test_a_save_that_fails_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = SettingsFile(path)
    file.save(Settings())
    before = path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        file.save(Settings().replace("appearance", theme="dark"))
    assert path.read_bytes() == before


@pytest.mark.parametrize(("wish", "held"), [(512, 512), (0, 128), (-5, 128), (1_000_000, 8192)])
def test_memory_for_undo_stays_within_its_limits(path: Path, wish: int, held: int) -> None:
    write(path, f"[memory]\nundo_mb = {wish}\n")
    file = SettingsFile(path)
    assert file.load().memory.undo_bytes == held * 1024 * 1024
    assert file.complaint == ""


def test_the_form_offers_what_the_limits_of_undo_allow() -> None:
    param = next(param for param in SETTING_PARAMS["memory"] if param.id == "undo_mb")
    assert (param.minimum, param.maximum) == UNDO_MB
    assert param.default == Settings().memory.undo_mb
