"""Samplers: one table with the ranges of the request, presets that survive being written and read."""

import pytest

from studio.core.paths import resources
from studio.core.text_requests import Sampling
from studio.core.writing.sampling import (
    SAMPLING_PARAMS,
    load_sampling_presets,
    preset_id,
    preset_text,
    read_sampling_preset,
)

BUILTIN = resources() / "writing" / "presets"


def test_every_sampler_of_a_request_can_be_turned_and_starts_at_its_default():
    turned = set(Sampling.__struct_fields__) - {"order"}
    assert set(SAMPLING_PARAMS) == turned
    for name, param in SAMPLING_PARAMS.items():
        assert str(param.default) == str(getattr(Sampling(), name))


def test_a_preset_is_read_as_it_was_written(tmp_path):
    sampling = Sampling(temperature=1.3, mirostat=2, order=("temperature", "top_k"))
    path = tmp_path / "mine.toml"
    path.write_text(preset_text('My "own" \\ one', sampling), encoding="utf-8")
    preset = read_sampling_preset(path)
    assert (preset.name, preset.sampling) == ('My "own" \\ one', sampling)


@pytest.mark.parametrize(
    "text", ['name = "X"\n[sampling]\ntemperature = 99', "x", 'name = "X"\n[sampling]\nheat = 1']
)
def test_a_broken_preset_is_told_and_the_others_stay(tmp_path, text):
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    troubles = []
    assert "balanced" in load_sampling_presets(BUILTIN, tmp_path, troubles)
    assert len(troubles) == 1


def test_names_become_file_names():
    assert preset_id("My Own!", {"my-own"}) == "my-own-2"
    assert preset_id("粗体", set()) == "粗体"
    assert preset_id("!!", set()) == "preset"
