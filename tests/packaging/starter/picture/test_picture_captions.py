"""Captions say only what the scene holds, and the same seed says the same."""

from __future__ import annotations

import random
import re
from types import SimpleNamespace

import pytest

#: A word and what must be true of a scene whose caption has it.
CLAIMS = {
    r"\bcact": lambda s: s.cacti > 0,
    r"\bboat|\bsail|\bship": lambda s: s.boats > 0,
    r"\bhouse|\bcottage|\bcabin|\bhut\b": lambda s: s.house,
    r"\bstar(s|ry)\b": lambda s: s.stars,
    r"\bbird": lambda s: s.birds > 0,
    r"\bcrescent": lambda s: s.crescent and s.sun_or_moon and s.time == "night",
    r"\bmoon(light)?\b": lambda s: s.sun_or_moon and s.time == "night",
    r"\bsun\b": lambda s: s.sun_or_moon and s.time != "night",
    r"\b(snow|snowy|wintry|winter)\b": lambda s: s.season == "winter" or s.snowy_peaks,
    r"\bautumn|\bfall\b": lambda s: s.season == "autumn",
    r"\bspring|\bcherry|\bblossom|\bflower": lambda s: s.season == "spring",
    r"\bsummer": lambda s: s.season == "summer",
    r"\bpine|\bfir\b|\bfirs\b": lambda s: s.tree == "pine",
    r"\bmountain|\bpeaks": lambda s: s.mountains,
    r"\bmesa|\brocks|\bcliffs": lambda s: s.mesas,
    r"\blake|\bpond": lambda s: s.place == "lake",
    r"\bocean|\bsea\b|\bcoast": lambda s: s.place == "sea",
    r"\bdesert|\bdunes|\bsand\b": lambda s: s.place == "desert",
    r"\bforest|\bwoods\b": lambda s: s.place == "forest",
    r"\bsunset|\bdusk|\bevening": lambda s: s.time == "sunset",
    r"\bdawn|\bmorning|\bsunrise|\bdaybreak": lambda s: s.time == "dawn",
    r"\bnight|\bmidnight": lambda s: s.time == "night",
    r"\bnoon\b|\bmidday|\bdaylight|\bafternoon": lambda s: s.time == "day",
    r"\btwo (pine|fir|tree|cherry|pink)": lambda s: s.trees == 2,
    r"\bthree (boats|sail|ships)": lambda s: s.boats == 3,
    r"\bclear sky|\bno clouds|\bcloudless": lambda s: s.clouds == 0,
}


def test_captions_mention_only_what_the_scene_holds(recipe: SimpleNamespace) -> None:
    rng = random.Random(5)
    for _ in range(6000):
        scene = recipe.scenes.random_scene(rng)
        text = recipe.captions.caption(scene, rng).lower()
        for pattern, holds in CLAIMS.items():
            if re.search(pattern, text):
                assert holds(scene), (pattern, text, scene)


def test_every_part_of_a_scene_is_spoken_of_sometimes(recipe: SimpleNamespace) -> None:
    rng = random.Random(6)
    texts = [recipe.captions.caption(recipe.scenes.random_scene(rng), rng).lower() for _ in range(6000)]
    for pattern in CLAIMS:
        assert any(re.search(pattern, text) for text in texts), pattern


def test_some_captions_are_empty_and_most_are_not(recipe: SimpleNamespace) -> None:
    rng = random.Random(7)
    texts = [recipe.captions.caption(recipe.scenes.random_scene(rng), rng) for _ in range(3000)]
    assert 0.06 < texts.count("") / len(texts) < 0.13
    assert len(set(texts)) > 2000


def test_parts_of_a_scene_fit_together(recipe: SimpleNamespace) -> None:
    rng = random.Random(8)
    for _ in range(2000):
        scene = recipe.scenes.random_scene(rng)
        assert (scene.season is None) == (scene.place in ("sea", "desert"))
        assert not (scene.stars and scene.time != "night")
        assert not (scene.cacti and scene.place != "desert")
        assert (scene.tree is None) == (scene.trees == 0)
        assert recipe.scenes.Scene.from_dict(scene.to_dict()) == scene


def test_no_prompt_of_the_evaluation_is_a_caption(recipe: SimpleNamespace) -> None:
    rng = random.Random(9)
    texts = {recipe.captions.caption(recipe.scenes.random_scene(rng), rng).lower() for _ in range(20_000)}
    prompts = recipe.prompts.unseen_prompts()
    assert len({asked.prompt for asked in prompts}) == len(prompts) == 100
    assert not any(asked.prompt.lower() in texts for asked in prompts)


@pytest.mark.parametrize("seed", [0, 1, 17])
def test_the_same_seed_says_the_same(recipe: SimpleNamespace, seed: int) -> None:
    def speak() -> str:
        rng = random.Random(seed)
        return recipe.captions.caption(recipe.scenes.random_scene(rng), rng)

    assert speak() == speak()
