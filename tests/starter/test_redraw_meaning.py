"""Redrawing with the bundled model means something: skies darken inside the mask, and only there."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image

from studio.core.messages import Finished, Produced
from studio.core.requests import FileRef
from tests.fakes.child import REAL, Child
from tests.starter.test_meaning import BASE, STARTER

Draw = Callable[..., Image.Image]


def keep(picture: Image.Image, path: Path) -> FileRef:
    picture.save(path)
    return FileRef(path=str(path), sha256=hashlib.sha256(path.read_bytes()).hexdigest())


@pytest.fixture(scope="module")
def draw(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Draw]:
    folder = tmp_path_factory.mktemp("redraw")
    child = Child(REAL, folder)
    child.ready()

    def one(prompt: str, **changes: object) -> Image.Image:
        request = msgspec.structs.replace(BASE, prompt=prompt, count=1, steps=8, **changes)
        child.start(request, STARTER, folder / f"job{child.jobs}")
        ending, seen = child.until_end()
        assert isinstance(ending, Finished), ending
        (path,) = [event.staged.path for _, event, _ in seen if isinstance(event, Produced)]
        with Image.open(path) as picture:
            return picture.convert("RGB")

    yield one
    child.close()


@pytest.fixture(scope="module")
def day(draw: Draw) -> Image.Image:
    return draw("the sea on a sunny day")


def grey(picture: Image.Image) -> np.ndarray:
    return np.array(picture.convert("L")).astype(float)


def test_the_masked_sky_turns_to_night_and_the_rest_stays(
    draw: Draw, day: Image.Image, tmp_path: Path
) -> None:
    mask = Image.new("L", day.size)
    mask.paste(255, (0, 0, 256, 110))
    night = draw(
        "the sea at night", start=keep(day, tmp_path / "d.png"), mask=keep(mask, tmp_path / "m.png"),
        strength=1.0, prefill="blur",
    )  # fmt: skip
    assert grey(night)[:80].mean() < grey(day)[:80].mean() - 40
    assert night.crop((0, 110, 256, 256)).tobytes() == day.crop((0, 110, 256, 256)).tobytes()


def test_the_whiter_the_mask_the_more_is_redrawn(draw: Draw, day: Image.Image, tmp_path: Path) -> None:
    ramp = np.repeat(np.linspace(0, 255, 256).astype(np.uint8)[None], 256, axis=0)
    night = draw(
        "the sea at night", start=keep(day, tmp_path / "d.png"),
        mask=keep(Image.fromarray(ramp), tmp_path / "m.png"), strength=1.0,
    )  # fmt: skip
    change = np.abs(grey(night) - grey(day))
    left, middle, right = (change[:80, place : place + 64].mean() for place in (0, 96, 192))
    assert left < middle < right


def test_detail_is_drawn_in_tiles_without_a_border_to_see(
    draw: Draw, day: Image.Image, tmp_path: Path
) -> None:
    start = keep(day, tmp_path / "d.png")
    large = draw("the sea on a sunny day", start=start, width=512, height=512, tile=256, strength=0.25)
    assert large.size == (512, 512)
    pixels = grey(large)
    for steps in (
        np.abs(np.diff(pixels, axis=1)).mean(axis=0),
        np.abs(np.diff(pixels.T, axis=1)).mean(axis=0),
    ):
        for border in (127, 255, 383):  # where tiles of 256 begin and end
            around = np.r_[steps[border - 12 : border - 2], steps[border + 3 : border + 13]]
            assert steps[border] < 2 * around.max() + 0.5
    again = day.resize((512, 512), Image.Resampling.LANCZOS)
    assert np.abs(pixels - grey(again)).mean() < 30, "a low strength keeps the picture"
