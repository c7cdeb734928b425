"""--region, --lora and --control: words with colons in them become parts of a request."""

import argparse
import json
import struct
from pathlib import Path

import pytest
from PIL import Image

from studio.cli.main import PREFILLS, make_parser
from studio.cli.parts import adapters_of, controls_of, known_with, regions_of
from studio.core import requests
from studio.core.errors import ErrorKind, StudioError
from studio.core.paths import Folders
from studio.storage.models import ModelEntry, Models
from tests.storage.test_models import write_control, write_lora

MODEL = ModelEntry(id="m", name="M", family="sd1", path="/m", reads=768)


def options(*words: str) -> argparse.Namespace:
    return make_parser().parse_args(["generate", "x", *words])


def picture(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (8, 8), 255).save(path)
    return path


@pytest.fixture
def models(folders: Folders) -> Models:
    write_lora(folders.models / "ink.safetensors")
    write_lora(folders.models / "wide.safetensors", 2048)
    write_control(folders.models / "edges")
    return Models(folders, [], {})


def test_a_region_is_a_mask_and_words_with_colons(tmp_path: Path) -> None:
    mask = picture(tmp_path / "a:b" / "left.png")
    (region,) = regions_of(options("--region", f"{mask}: the sea: calm"))
    assert (region.mask.path, region.prompt) == (str(mask), "the sea: calm")
    two = regions_of(options("--region", f"{mask}:one", "--region", f"{mask}:"))
    assert [region.prompt for region in two] == ["one", ""]


@pytest.mark.parametrize(("text", "words"), [("mask", "has no prompt"), ("gone.png:x", "cannot be read")])
def test_a_region_that_makes_no_sense_is_refused(text: str, words: str) -> None:
    with pytest.raises(StudioError, match=words) as caught:
        regions_of(options("--region", text))
    assert caught.value.kind is ErrorKind.INVALID_REQUEST


def test_a_lora_is_named_by_id_or_file_and_weighed(models: Models, tmp_path: Path) -> None:
    mine = write_lora(tmp_path / "my: own.safetensors")
    given = options("--lora", "INK:0.5", "--lora", f"{mine}", "--lora", f"{mine}:-1")
    found = adapters_of(given, known_with(given, models), MODEL)
    assert [(each.model, each.weight) for each in found] == [
        ("ink", 0.5),
        ("my: own", 1.0),
        ("my: own", -1.0),
    ]


def test_a_control_is_a_model_and_a_picture(models: Models, tmp_path: Path) -> None:
    image, own = picture(tmp_path / "p: q.png"), write_control(tmp_path / "own")
    given = options("--control", f"edges:{image}:0.7", "--control", f"{own}:{image}")
    found = controls_of(given, known_with(given, models), MODEL)
    assert [(each.model, each.weight) for each in found] == [("edges", 0.7), ("own", 1.0)]
    assert {each.picture.path for each in found} == {str(image)}


def test_what_is_not_there_or_does_not_fit_is_told(models: Models, tmp_path: Path) -> None:
    odd = tmp_path / "odd.safetensors"
    header = json.dumps({"w": {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]}}).encode()
    odd.write_bytes(struct.pack("<Q", len(header)) + header + bytes(2))
    for word, kind, words in (
        ("inc", ErrorKind.MODEL_MISSING, "no LoRA called “inc”"),
        ("edges", ErrorKind.MODEL_MISSING, "no LoRA called “edges”"),
        ("wide", ErrorKind.INVALID_REQUEST, "not made for models like “M”"),
        (str(odd), ErrorKind.MODEL_UNKNOWN, "is no LoRA that Atelier knows"),
    ):
        given = options("--lora", word)
        with pytest.raises(StudioError, match=words) as caught:
            adapters_of(given, known_with(given, models), MODEL)
        assert caught.value.kind is kind
    with pytest.raises(StudioError, match="names no picture"):
        controls_of(options("--control", "edges"), models, MODEL)


def test_the_prefills_are_those_a_request_may_have() -> None:
    assert PREFILLS == requests.PREFILLS
