"""Models are told by their headers; whatever is wrong with one becomes a sentence."""

import json
import struct
from pathlib import Path

import pytest

from studio.core.identify import count_weights, identify_folder, read_safetensors_header
from studio.core.specs import FamilySpec, LatentPreview

FAMILY = FamilySpec(
    id="sd1", label="SD", kind="image", pipelines=("StableDiffusionPipeline",), components=("unet", "vae"),
    default_size=(512, 512), preview=LatentPreview(factors=(), bias=(0, 0, 0)),
)  # fmt: skip


def weights(count: int, dtype: str = "F16", width: int = 2) -> bytes:
    entry = {"dtype": dtype, "shape": [count], "data_offsets": [0, width * count]}
    header = json.dumps({"w": entry, "__metadata__": {"format": "pt"}}).encode()
    return struct.pack("<Q", len(header)) + header + bytes(width * count)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "My model"
    for part, count in (("unet", 30), ("vae", 12)):
        (folder / part).mkdir(parents=True)
        (folder / part / "diffusion_pytorch_model.safetensors").write_bytes(weights(count))
    (folder / "model_index.json").write_text('{"_class_name": "StableDiffusionPipeline"}')
    return folder


def test_a_good_model(model: Path) -> None:
    found = identify_folder(model, [FAMILY])
    assert (found.family, found.name, found.weights, found.largest_part) == ("sd1", "My model", 42, 30)
    assert found.problem == "" and found.card == {}


def test_shards_are_added_up(model: Path) -> None:
    (model / "unet" / "second.safetensors").write_bytes(weights(8))
    assert identify_folder(model, [FAMILY]).weights == 50


def test_the_card_gives_the_name(model: Path) -> None:
    (model / "studio.json").write_text('{"name": "Flat", "steps": 8}')
    found = identify_folder(model, [FAMILY])
    assert found.name == "Flat" and found.card["steps"] == 8


def test_a_renamed_folder_is_the_same_model(model: Path) -> None:
    found = identify_folder(model.rename(model.with_name("other")), [FAMILY])
    assert found.family == "sd1" and found.name == "other" and not found.problem


@pytest.mark.parametrize("part", ["unet", "vae"])
@pytest.mark.parametrize("keep", [0, 5, 8, 40, 100])
def test_a_truncated_file_is_said(model: Path, part: str, keep: int) -> None:
    file = model / part / "diffusion_pytorch_model.safetensors"
    file.write_bytes(file.read_bytes()[:keep])
    found = identify_folder(model, [FAMILY])
    assert found.family == "sd1" and "damaged" in found.problem and found.advice


def test_other_problems_are_said(model: Path) -> None:
    assert "not there any more" in identify_folder(model.with_name("gone"), [FAMILY]).problem
    assert "cannot run yet" in identify_folder(model, []).problem
    (model / "vae" / "diffusion_pytorch_model.safetensors").unlink()
    assert "no safetensors weights" in identify_folder(model, [FAMILY]).problem
    for text in ("", "[]", "{", '"x"', "\x00"):
        (model / "model_index.json").write_text(text)
        assert "model_index.json" in identify_folder(model, [FAMILY]).problem
    (model / "model_index.json").write_bytes(b"\xff\xfe")
    assert "model_index.json" in identify_folder(model, [FAMILY]).problem
    (model / "model_index.json").unlink()
    assert identify_folder(model, [FAMILY]).advice


def test_a_class_name_that_is_no_name_is_a_problem_not_an_error(model: Path) -> None:
    (model / "model_index.json").write_text('{"_class_name": ["x"]}')
    assert identify_folder(model, [FAMILY]).problem


@pytest.mark.parametrize(
    "content",
    [b"", b"x" * 20, struct.pack("<Q", 2**60) + b"{}", struct.pack("<Q", 2) + b"[]" + b"x" * 9,
     struct.pack("<Q", 7) + b'{"w":1}' + b"x", struct.pack("<Q", 20) + b'{"w":{"data_off":1}}',
     struct.pack("<Q", 2) + b"\xff\xff" + b"x" * 9, b"\x80\x02}q\x00." + b"x" * 90],
)  # fmt: skip
def test_garbage_is_no_safetensors_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "w.safetensors").write_bytes(content)
    with pytest.raises(ValueError, match=r"w\.safetensors"):
        read_safetensors_header(tmp_path / "w.safetensors")


@pytest.mark.parametrize(("dtype", "width"), [("F32", 4), ("BF16", 2), ("F8_E4M3", 1), ("I64", 8)])
def test_weights_are_counted_by_their_width(tmp_path: Path, dtype: str, width: int) -> None:
    (tmp_path / "w").write_bytes(weights(10, dtype, width))
    assert count_weights(read_safetensors_header(tmp_path / "w")) == 10


@pytest.mark.parametrize("name", ["studio.json", "model_index.json", "unet"])
def test_nesting_without_end_is_a_problem_not_an_error(model: Path, name: str) -> None:
    bomb = '{"a":' * 100_000
    if name == "unet":
        content = struct.pack("<Q", len(bomb)) + bomb.encode()
        (model / "unet" / "diffusion_pytorch_model.safetensors").write_bytes(content)
    else:
        (model / name).write_text(bomb)
    assert bool(identify_folder(model, [FAMILY]).problem) is (name != "studio.json")


@pytest.mark.parametrize("entry", [{"data_offsets": ["a", "b"], "dtype": "F16"}, {"data_offsets": [0, 2]}])
def test_a_header_of_other_types_is_a_problem_not_an_error(model: Path, entry: dict) -> None:
    header = json.dumps({"w": entry}).encode()
    content = struct.pack("<Q", len(header)) + header + bytes(8)
    (model / "unet" / "diffusion_pytorch_model.safetensors").write_bytes(content)
    assert "unreadable header" in identify_folder(model, [FAMILY]).problem
