"""Presets: the shipped ones are sound, broken ones are skipped and told."""

from pathlib import Path

import pytest

from studio.core.paths import resources
from studio.core.presets import SLOT, Preset, apply_preset, load_presets, read_preset
from studio.core.requests import ImageRequest, check_request

SHIPPED = sorted((resources() / "presets").glob("*.toml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_preset_is_sound(path: Path) -> None:
    preset = read_preset(path)
    assert preset.id == path.stem and preset.name and preset.help.endswith(".")
    prompt, negative = apply_preset(preset, "a lake", "people")
    assert "a lake" in prompt and SLOT not in prompt and negative.startswith("people")
    check_request(
        ImageRequest(
            prompt=prompt, negative=negative, model="m", width=64, height=64, seed=1, steps=preset.steps or 20
        )
    )


def test_there_are_some_and_their_names_differ() -> None:
    presets = load_presets(resources() / "presets")
    assert len(presets) >= 5 and len({preset.name for preset in presets.values()}) == len(presets)
    assert list(presets) == sorted(presets, key=lambda key: presets[key].name.casefold())


BROKEN = {
    "syntax": "name = [",
    "no name": "help = 'x'",
    "no slot": "name = 'x'\nprompt = 'y'",
    "two slots": "name = 'x'\nprompt = '{prompt} {prompt}'",
    "steps": "name = 'x'\nsteps = 0",
    "guidance": "name = 'x'\nguidance_scale = nan",
    "sampler": "name = 'x'\nsampler = 'unheard of'",
    "schedule": "name = 'x'\nschedule = 'unheard of'",
    "pair": "name = 'x'\nsampler = 'ddim'\nschedule = 'karras'",
    "key": "name = 'x'\nguidance = 3",
    "type": "name = 5",
}


def test_broken_files_are_skipped_and_told(tmp_path: Path, expected_warnings: list[str]) -> None:
    for stem, text in BROKEN.items():
        (tmp_path / f"{stem}.toml").write_text(text)
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "good.toml").write_text("name = 'Good'")
    expected_warnings.append("is skipped")
    assert list(load_presets(tmp_path)) == ["good"]
    for stem in BROKEN:
        with pytest.raises(ValueError) as caught:
            read_preset(tmp_path / f"{stem}.toml")
        assert str(caught.value)


def test_no_folder_no_presets(tmp_path: Path) -> None:
    assert load_presets(tmp_path / "gone") == {}


@pytest.mark.parametrize(
    ("prompt", "negative", "expected"),
    [
        ("a lake", "", ("old, a lake at night", "day")),
        ("  a {prompt} lake \n", "x", ("old, a {prompt} lake at night", "x, day")),
        ("", " ", ("old,  at night", "day")),
    ],
)
def test_applying(prompt: str, negative: str, expected: tuple[str, str]) -> None:
    preset = Preset(id="p", name="P", prompt="old, {prompt} at night", negative="day")
    assert apply_preset(preset, prompt, negative) == expected


def test_an_empty_prompt_leaves_no_stray_commas() -> None:
    assert apply_preset(Preset(id="p", name="P", prompt="{prompt}, at night"), "", "") == ("at night", "")
    assert apply_preset(Preset(id="p", name="P"), "a lake", "x") == ("a lake", "x")
