"""Regions with the bundled model mean something: night on one side, day on the other, whichever side."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image, ImageFilter, ImageOps

from studio.core.messages import Finished, Produced
from studio.core.requests import Region
from tests.fakes.child import REAL, Child
from tests.starter.test_meaning import BASE, STARTER
from tests.starter.test_redraw_meaning import grey, keep

Draw = Callable[..., list[Image.Image]]
NIGHT, DAY = "the sea at night", "the sea on a sunny day"


@pytest.fixture(scope="module")
def draw(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Draw]:
    folder = tmp_path_factory.mktemp("regions")
    child = Child(REAL, folder)
    child.ready()

    def some(prompt: str, *given: tuple[Image.Image, str], **changes: object) -> list[Image.Image]:
        regions = tuple(
            Region(mask=keep(mask, folder / f"mask{child.jobs}-{number}.png"), prompt=text)
            for number, (mask, text) in enumerate(given)
        )
        request = msgspec.structs.replace(BASE, prompt=prompt, steps=10, regions=regions, **changes)
        child.start(request, STARTER, folder / f"job{child.jobs}")
        ending, seen = child.until_end()
        assert isinstance(ending, Finished), ending
        pictures = []
        for event in (event for _, event, _ in seen if isinstance(event, Produced)):
            with Image.open(event.staged.path) as picture:
                pictures.append(picture.convert("RGB"))
        return pictures

    yield some
    child.close()


def halves() -> tuple[Image.Image, Image.Image]:
    left = Image.new("L", (256, 256))
    left.paste(255, (0, 0, 128, 256))
    left = left.filter(ImageFilter.GaussianBlur(6))
    return left, ImageOps.invert(left)


def skies(picture: Image.Image) -> tuple[float, float]:
    """Mean luma of the sky on the left and on the right."""
    sky = grey(picture)[:100]
    return sky[:, :100].mean(), sky[:, 156:].mean()


def test_night_and_day_each_keep_to_their_side(draw: Draw) -> None:
    left, right = halves()
    for picture in draw("the sea", (left, NIGHT), (right, DAY), count=2):
        dark, light = skies(picture)
        assert light > dark + 25
    for picture in draw("the sea", (left, DAY), (right, NIGHT), count=2):
        light, dark = skies(picture)
        assert light > dark + 25


def test_what_is_outside_follows_the_whole_prompt(draw: Draw) -> None:
    left, _ = halves()
    (plain,) = draw(DAY, count=1)
    (mixed,) = draw(DAY, (left, NIGHT), count=1)
    assert skies(mixed)[0] < skies(plain)[0] - 25
    assert abs(skies(mixed)[1] - skies(plain)[1]) < 25


def test_a_region_reaches_into_a_masked_redraw(draw: Draw, tmp_path: Path) -> None:
    left, right = halves()
    (day,) = draw(DAY, count=1)
    mask = Image.new("L", day.size)
    mask.paste(255, (0, 0, 256, 110))
    start, area = keep(day, tmp_path / "d.png"), keep(mask, tmp_path / "m.png")
    (result,) = draw(
        "the sea", (left, NIGHT), (right, DAY), count=1, start=start, mask=area, strength=1.0, prefill="blur"
    )
    dark, light = skies(result)
    assert light > dark + 25
    assert np.array_equal(np.array(result)[110:], np.array(day)[110:])
