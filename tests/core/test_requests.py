"""Requests are refused with a sentence that says what would work, never with a traceback."""

import math
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import ErrorKind, StudioError
from studio.core.requests import (
    COUNT_MAX,
    PROMPT_MAX,
    SEED_MAX,
    SIDE_MAX,
    SIDE_MIN,
    SIZE_MULTIPLE,
    STEPS_MAX,
    FileRef,
    ImageRequest,
    check_request,
    clean_text,
    nearest_side,
    seed_of,
)

GOOD = ImageRequest(prompt="a lake", model="starter", width=512, height=512, seed=1)
START = FileRef(path="a.png", sha256="00")


@pytest.mark.parametrize(
    "change",
    [{}, {"prompt": ""}, {"prompt": "x" * PROMPT_MAX}, {"width": SIDE_MIN, "height": SIDE_MAX},
     {"steps": 1}, {"steps": STEPS_MAX}, {"guidance_scale": 0.0}, {"count": COUNT_MAX}, {"seed": 0},
     {"seed": SEED_MAX}, {"start": START, "strength": 0.01}, {"strength": 0.0}],
)  # fmt: skip
def test_what_can_be_drawn_is_accepted_unchanged(change: dict[str, Any]) -> None:
    request = msgspec.structs.replace(GOOD, **change)
    assert check_request(request) is request


@pytest.mark.parametrize(
    ("change", "says"),
    [({"width": 0}, "between 64 and 4096"), ({"height": -8}, "height is -8"), ({"width": 10**9}, "width"),
     ({"width": 511}, "for example 512"), ({"height": 4095}, "for example 4096"),
     ({"width": 65}, "for example 64"),
     ({"steps": 0}, "number of steps is 0"), ({"steps": 201}, "between 1 and 200"),
     ({"guidance_scale": math.nan}, "guidance scale"), ({"guidance_scale": math.inf}, "guidance scale"),
     ({"guidance_scale": -1.0}, "guidance scale"), ({"count": 0}, "number of pictures"),
     ({"seed": -1}, "seed"), ({"seed": SEED_MAX + 1}, "seed"), ({"model": ""}, "No model"),
     ({"prompt": "x" * (PROMPT_MAX + 1)}, "20,001 characters"),
     ({"negative": "x" * 30_000}, "negative prompt"),
     ({"start": START, "strength": 0.0}, "strength"), ({"start": START, "strength": 1.1}, "strength"),
     ({"start": START, "strength": math.nan}, "strength")],
)  # fmt: skip
def test_what_cannot_is_refused_with_a_sentence(change: dict[str, Any], says: str) -> None:
    with pytest.raises(StudioError) as caught:
        check_request(msgspec.structs.replace(GOOD, **change))
    assert caught.value.kind is ErrorKind.INVALID_REQUEST
    assert says in caught.value.sentence and caught.value.sentence.endswith(".")


@given(st.integers(-(10**6), 10**6))
def test_the_nearest_side_is_always_allowed(pixels: int) -> None:
    side = nearest_side(pixels)
    check_request(msgspec.structs.replace(GOOD, width=side))
    if SIDE_MIN <= pixels <= SIDE_MAX:
        assert abs(side - pixels) <= SIZE_MULTIPLE / 2


@given(st.text(st.characters(), max_size=50))
def test_cleaned_text_can_be_stored_anywhere(text: str) -> None:
    clean = clean_text(text + "\x00\ud800")
    assert "\x00" not in clean
    assert msgspec.json.decode(msgspec.json.encode(clean)) == clean
    assert clean_text(clean) == clean


@pytest.mark.parametrize("text", ["a lake", "湖 ☃ \U0001f3a8", "e\u0301\u200d", "two\nlines\t"])
def test_cleaning_leaves_good_text_alone(text: str) -> None:
    assert clean_text(text) == text


def test_every_picture_has_a_seed_that_a_request_may_have() -> None:
    last = msgspec.structs.replace(GOOD, seed=SEED_MAX, count=3)
    seeds = [seed_of(last, index) for index in range(3)]
    assert seeds == [SEED_MAX, 0, 1]
    for seed in seeds:
        check_request(msgspec.structs.replace(last, seed=seed, count=1))


def test_texts_of_regions_are_cleaned_and_checked_like_the_prompt() -> None:
    from msgspec.structs import replace

    from studio.core.requests import PROMPT_MAX, FileRef, Region, cleaned

    area = Region(mask=FileRef(path="m.png", sha256=""), prompt="a\x00b\ud800", negative="c\x00")
    base = ImageRequest(prompt="x\x00", model="m", width=64, height=64, seed=1, regions=(area,))
    clean = cleaned(base)
    assert (clean.prompt, clean.regions[0].prompt, clean.regions[0].negative) == ("x", "ab?", "c")
    for changes, words in (
        ({"prompt": "x" * (PROMPT_MAX + 1)}, "prompt of a region has"),
        ({"weight": -1.0}, "between 0 and 4"),
    ):
        with pytest.raises(StudioError, match=words):
            check_request(replace(clean, regions=(replace(area, **changes),)))
    for share in (-0.1, 1.1, float("nan")):
        with pytest.raises(StudioError, match="share of the prompt in regions"):
            check_request(replace(clean, region_base=share))
        with pytest.raises(StudioError, match="softness of the mask"):
            check_request(replace(clean, soften=share))
    start = FileRef(path="s.png", sha256="")
    with pytest.raises(StudioError, match="works with one prompt"):
        check_request(replace(clean, start=start, tile=64))
