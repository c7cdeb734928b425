"""Samplers: one table with the ranges of the request, presets that survive being written and read."""

import pytest

from studio.core.errors import StudioError
from studio.core.paths import resources
from studio.core.request_parts import Adapter
from studio.core.text_requests import Sampling, TextRequest, check_text_request
from studio.core.writing.sampling import (
    SAMPLING_PARAMS,
    checked_sampling,
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


@pytest.mark.parametrize(
    ("order", "words"), [(("top_k", "heat"), "“heat”"), (("top_k", "min_p", "top_k"), "“top_k” stands twice")]
)
def test_an_order_of_unknown_or_doubled_steps_is_refused(order, words):
    with pytest.raises(StudioError) as caught:
        checked_sampling(Sampling(order=order))
    assert words in caught.value.sentence


@pytest.mark.parametrize("weight", [9.0, float("nan")])
def test_a_weight_beyond_sense_is_refused(weight):
    adapters = (Adapter(model="sea", weight=weight),)
    with pytest.raises(StudioError) as caught:
        check_text_request(TextRequest(model="m", pieces=(), seed=1, adapters=adapters))
    assert "weight of a LoRA" in caught.value.sentence
