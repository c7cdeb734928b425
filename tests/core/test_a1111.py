"""The A1111 settings text: written as others write it, read as far as it makes sense."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.a1111 import read_parameters, write_parameters
from studio.core.artifacts import Manifest, ModelUsed
from studio.core.jobs import utc_now
from studio.core.placement import Placement
from studio.core.requests import FileRef, ImageRequest
from studio.core.samplers import SAMPLERS


def manifest(prompt: str = "a lake", model: str = "Flat landscapes", **more: Any) -> Manifest:
    request = ImageRequest(prompt=prompt, model="m", width=256, height=192, seed=5, **more)
    return Manifest(
        program="Atelier 0.1.0", request=request, index=2, seed=7, device_name="d", versions={}, seconds={},
        model=ModelUsed(id="m", name=model, family="f", sha256="0123456789abcdef" * 4),
        placement=Placement(device="cpu", precision="bf16"), created=utc_now(),
    )  # fmt: skip


def test_the_text_is_what_other_programs_expect() -> None:
    text = write_parameters(
        manifest(negative="people", sampler="dpmpp_2m", schedule="karras", guidance_scale=4)
    )
    assert text == (
        "a lake\nNegative prompt: people\n"
        "Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 4, Seed: 7, Size: 256x192, "
        "Model hash: 0123456789, Model: Flat landscapes, RNG: CPU, Version: Atelier 0.1.0"
    )


@pytest.mark.parametrize("prompt", ["a lake", "", "two\nlines, and: more", "湖 ☃", 'quote " and \\'])
@pytest.mark.parametrize("model", ["plain", 'odd, "name": x', "新模型"])
def test_round_trip(prompt: str, model: str) -> None:
    start = FileRef(path="a", sha256="b")
    text = write_parameters(manifest(prompt, model, negative="no\nno", strength=0.55, start=start, steps=9))
    found = read_parameters(text)
    assert (found["prompt"], found["negative"], found["model"]) == (prompt, "no\nno", model)
    assert (found["steps"], found["seed"], found["width"], found["height"]) == (9, 7, 256, 192)
    assert (found["guidance_scale"], found["strength"]) == (5.0, 0.55)
    assert found["other"]["RNG"] == "CPU"


@pytest.mark.parametrize(
    ("sampler", "schedule"), [(s.id, schedule) for s in SAMPLERS.values() for schedule in s.schedules]
)
def test_every_sampler_and_schedule_comes_back(sampler: str, schedule: str) -> None:
    found = read_parameters(write_parameters(manifest(sampler=sampler, schedule=schedule)))
    assert (found["sampler"], found["schedule"]) == (sampler, schedule)


SETTINGS = "Steps: 20, Sampler: Euler, CFG scale: 7, Seed: 1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"x\n{SETTINGS}, Size: 512x768", {"sampler": "euler", "width": 512, "height": 768}),
        ("x\nSteps: 20, Sampler: DPM++ 2M Karras, Seed: 1", {"sampler": "dpmpp_2m", "schedule": "karras"}),
        ("x\nSteps: 20, Sampler: Euler a, Schedule type: Automatic, Seed: 1", {"sampler": "euler_a"}),
        ("x\nSteps: many, Sampler: Undefined, CFG scale: 7.5", {"guidance_scale": 7.5}),
        (f'x\n{SETTINGS}, Lora hashes: "a: 1, b: 2", Model: m', {"model": "m"}),
        (f"x\n{SETTINGS}, Size: 512x768, SDCPP: {{\"a\": 1, \"Seed: 9\": 2}}", {"seed": 1, "width": 512}),
        ("x\nMood: calm, Tone: soft", {"prompt": "x\nMood: calm, Tone: soft"}),
        (SETTINGS, {"prompt": "", "steps": 20}),
        ("just a prompt", {"prompt": "just a prompt", "negative": ""}),
        ("", {"prompt": "", "negative": ""}),
        (f"a\r\nNegative prompt: b\r\n{SETTINGS}", {"prompt": "a", "negative": "b", "seed": 1}),
    ],
)  # fmt: skip
def test_texts_in_the_wild(text: str, expected: dict[str, Any]) -> None:
    found = read_parameters(text)
    assert {key: found.get(key) for key in expected} == expected


def test_what_is_not_known_is_left_out() -> None:
    found = read_parameters("x\nSteps: many, Sampler: Undefined, Schedule type: Odd, Size: big")
    assert set(found) == {"prompt", "negative", "other"}


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    found = read_parameters(text)
    assert isinstance(found["prompt"], str) and isinstance(found["negative"], str)


def test_a_long_hostile_text_takes_no_time() -> None:
    for text in ("a: " * 300_000, '"' * 300_000, 'x: "' + "\\" * 300_000, "," * 900_000, "a" * 900_000 + ":"):
        read_parameters(text)
