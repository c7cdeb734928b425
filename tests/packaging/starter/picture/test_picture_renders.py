"""Pictures repeat by seed, show the time of day and the season, and the judge can be trusted on them."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest


def render(recipe: SimpleNamespace, seed: int, **changes: object) -> np.ndarray:
    """A picture of a seeded scene with some parts changed: (256, 256, 3) uint8."""
    rng = random.Random(seed)
    scene = recipe.scenes.random_scene(rng)
    return np.asarray(recipe.draw.draw(replace(scene, **changes), random.Random(seed)))


def luma(picture: np.ndarray) -> float:
    return float((picture @ np.array([0.299, 0.587, 0.114])).mean())


@pytest.mark.parametrize("shape", ["square", "wide", "tall"])
def test_the_same_seed_draws_the_same_pixels(recipe: SimpleNamespace, shape: str) -> None:
    first, scene = recipe.render.make(3, shape)
    second, again = recipe.render.make(3, shape)
    assert first.size == recipe.render.SHAPES[shape]
    assert scene == again
    assert np.array_equal(np.asarray(first), np.asarray(second))
    assert not np.array_equal(np.asarray(first), np.asarray(recipe.render.make(4, shape)[0]))


def test_day_and_dawn_are_brighter_than_sunset_and_sunset_than_night(recipe: SimpleNamespace) -> None:
    means = {}
    for time in recipe.scenes.TIMES:
        pictures = [
            render(recipe, seed, time=time, pastel=False, season=None, place="desert") for seed in range(12)
        ]
        means[time] = np.mean([luma(picture) for picture in pictures])
    assert min(means["day"], means["dawn"]) > means["sunset"] + 20 > means["night"] + 40


def test_seasons_keep_their_colour_at_every_hour(recipe: SimpleNamespace) -> None:
    for time in recipe.scenes.TIMES:
        ground = {}
        for season in recipe.scenes.SEASONS:
            pictures = [
                render(recipe, s, time=time, season=season, place="hills", tree=None, trees=0)
                for s in range(8)
            ]
            ground[season] = np.mean([picture[190:250].mean((0, 1)) for picture in pictures], 0)
        assert ground["winter"].mean() > ground["summer"].mean() + 30
        assert ground["autumn"][0] - ground["autumn"][1] > ground["summer"][0] - ground["summer"][1] + 8
        assert ground["spring"].mean() > ground["summer"].mean() + 8


def test_the_judge_is_right_about_true_renders(recipe: SimpleNamespace) -> None:
    judge = recipe.probes.load_judge(Path(recipe.probes.__file__).with_name("judge.safetensors"))
    made = [recipe.render.make(recipe.render.HELD_OUT_SEED + 5000 + i) for i in range(200)]
    pixels, scenes = np.stack([np.asarray(image) for image, _ in made]), [scene for _, scene in made]
    rows = recipe.probes.calibrate(judge, pixels, scenes)
    for row in rows:
        if row.question in ("time", "place", "season") and row.shown >= 10:
            assert row.found >= 0.9, row
            assert row.false <= 0.03, row
    assert {row.question for row in rows} == set(recipe.probes.ANSWERS)
