"""The model that ships with the program follows the prompt: night is dark, winter is white, dusk is warm."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageStat

from studio.core.messages import Finished, ModelFile, Produced
from studio.core.paths import resources
from studio.core.requests import FileRef, ImageRequest
from tests.fakes.child import REAL, Child

FOLDER = resources() / "starter" / "picture"
STARTER = ModelFile(id="starter", name="Starter landscapes", family="sd1", path=str(FOLDER))
SEEDS = 3
BASE = ImageRequest(
    prompt="", model="starter", width=256, height=256, steps=12, guidance_scale=3.0,
    sampler="dpmpp_2m", schedule="trailing", seed=100, count=SEEDS,
)  # fmt: skip

Draw = Callable[..., list[Image.Image]]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    child = Child(REAL, tmp_path_factory.mktemp("engine"))
    child.ready()
    yield child
    child.close()


@pytest.fixture
def draw(engine: Child, tmp_path: Path) -> Draw:
    """Pictures for a prompt, one per seed."""

    def pictures(prompt: str, **changes: object) -> list[Image.Image]:
        request = msgspec.structs.replace(BASE, prompt=prompt, **changes)
        engine.start(request, STARTER, tmp_path / f"job{engine.jobs}")
        ending, seen = engine.until_end()
        assert isinstance(ending, Finished), ending
        paths = [event.staged.path for _, event, _ in seen if isinstance(event, Produced)]
        return [Image.open(path).convert("RGB") for path in paths]

    return pictures


def sky(picture: Image.Image) -> Image.Image:
    return picture.crop((0, 0, picture.width, picture.height // 3))


def ground(picture: Image.Image) -> Image.Image:
    return picture.crop((0, picture.height * 3 // 4, picture.width, picture.height))


def brightness(picture: Image.Image) -> float:
    """Mean luma, 0 to 255."""
    return ImageStat.Stat(picture.convert("L")).mean[0]


def warmth(picture: Image.Image) -> float:
    """Mean red minus mean blue, -255 to 255."""
    red, _, blue = ImageStat.Stat(picture).mean
    return red - blue


def test_a_night_prompt_gives_a_dark_sky(draw: Draw) -> None:
    nights = draw("the sea at night")
    days = draw("the sea on a sunny day")
    assert max(brightness(sky(night)) for night in nights) < 90
    assert min(brightness(sky(day)) for day in days) > 130


def test_a_sunset_is_warmer_than_noon(draw: Draw) -> None:
    middle = (0, 60, 256, 140)
    dusk = [warmth(picture.crop(middle)) for picture in draw("rolling hills at sunset")]
    noon = [warmth(picture.crop(middle)) for picture in draw("rolling hills at noon")]
    assert min(dusk) > max(noon)


def test_winter_lies_white_on_the_ground(draw: Draw) -> None:
    winter = [brightness(ground(picture)) for picture in draw("hills in winter at noon")]
    summer = [brightness(ground(picture)) for picture in draw("hills in summer at noon")]
    assert min(winter) > max(summer) + 20


def test_a_desert_is_sand_and_a_sea_is_water(draw: Draw) -> None:
    desert = [warmth(ground(picture)) for picture in draw("a desert on a sunny day")]
    sea = [warmth(ground(picture)) for picture in draw("the sea on a sunny day")]
    assert min(desert) > 20
    assert max(sea) < 0


def test_a_start_picture_is_redrawn_at_night_and_keeps_its_shapes(draw: Draw, tmp_path: Path) -> None:
    (day,) = draw("a desert on a sunny day", count=1)
    path = tmp_path / "day.png"
    day.save(path)
    start = FileRef(path=str(path), sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    (night,) = draw("a desert at night", count=1, start=start, strength=0.9)
    (barely,) = draw("a desert at night", count=1, start=start, strength=0.2)
    assert brightness(night) < brightness(day) - 30
    assert abs(brightness(barely) - brightness(day)) < brightness(day) - brightness(night)


def test_wide_and_tall_pictures_work(draw: Draw) -> None:
    for size in ((384, 256), (256, 384)):
        (picture,) = draw("a lake at night", width=size[0], height=size[1], count=1)
        assert picture.size == size
        assert brightness(sky(picture)) < 90


@pytest.mark.parametrize(
    "prompt", ["", "\x00\x00", "湖 🌄 Ωμέγα", "a lake " * 2857, "\ud800 broken half of a pair"]
)
def test_any_prompt_is_painted(draw: Draw, prompt: str) -> None:
    from studio.core.requests import clean_text

    (picture,) = draw(clean_text(prompt), count=1, steps=2)
    assert picture.size == (256, 256)
