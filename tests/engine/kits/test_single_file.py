"""A model in one file, in the layout it was trained in, draws what the same weights draw from a folder."""

import hashlib
import json
import struct
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import ModelFile, Run
from studio.core.placement import Placement
from studio.core.requests import ImageRequest
from studio.engine.context import Cancelled, Context
from studio.engine.kits.clip_vocabulary import clip_tokenizer
from studio.families import sd1, sdxl
from tests.fakes.original_layout import write_single_file
from tests.fakes.tiny_builds import write_tiny_build

CPU = Placement(device="cpu", precision="fp32", threads=1)
BUILDS = ("sd1", "sd2", "sdxl")
FAMILIES: dict[str, ModuleType] = {"sd1": sd1, "sd2": sd1, "sdxl": sdxl}


@pytest.fixture(scope="module", params=BUILDS)
def build(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def folder(build: str, tmp_path_factory: pytest.TempPathFactory) -> ModelFile:
    return write_tiny_build(tmp_path_factory.mktemp(build) / "folder", build)


@pytest.fixture(scope="module")
def file(build: str, folder: ModelFile) -> ModelFile:
    return write_single_file(folder, Path(folder.path).with_name("one.safetensors"), build)


def context(model: ModelFile, staging: Path) -> Context:
    request = ImageRequest(
        prompt="a lighthouse, 3 boats and the sea's foam", negative="fog", model=model.id, width=64,
        height=64, steps=3, seed=5, guidance_scale=4.0,
    )  # fmt: skip
    ctx = Context(Run(job="j", request=request, model=model, staging=str(staging)), lambda *_: None)
    ctx.placement = CPU
    return ctx


def load(model: ModelFile, build: str, staging: Path) -> Any:
    return FAMILIES[build].load(context(model, staging), model, CPU)


def draw(model: ModelFile, build: str, staging: Path) -> np.ndarray:
    ctx = context(model, staging)
    FAMILIES[build].generate(ctx, FAMILIES[build].load(ctx, model, CPU), ctx.run.request)
    with Image.open(staging / "picture-000.png") as picture:
        return np.array(picture)


def test_it_draws_the_picture_of_the_folder(
    folder: ModelFile, file: ModelFile, build: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda *given: opened.append(given))
    monkeypatch.setattr("socket.getaddrinfo", lambda *given, **_: opened.append(given) or [])
    one, other = draw(folder, build, tmp_path / "a"), draw(file, build, tmp_path / "b")
    # Where a weight begins in memory changes the last bit of sums, and so a level here and there.
    assert np.abs(one.astype(int) - other).max() <= 1
    assert one.std() > 1, "a picture of one colour would prove nothing"
    assert opened == []


def test_every_weight_has_its_place(folder: ModelFile, file: ModelFile, build: str, tmp_path: Path) -> None:
    one, other = load(folder, build, tmp_path / "a"), load(file, build, tmp_path / "b")
    for mine, theirs in zip(one.models(), other.models(), strict=True):
        weights, others = mine.state_dict(), theirs.state_dict()
        assert weights.keys() == others.keys()
        assert [key for key in weights if not torch.equal(weights[key], others[key])] == []
    facts = ("beta_start", "beta_end", "beta_schedule", "prediction_type", "steps_offset")
    assert [one.scheduler_config[fact] for fact in facts] == [other.scheduler_config[fact] for fact in facts]
    assert one.pipe.vae.config.scaling_factor == other.pipe.vae.config.scaling_factor


def test_precision_and_hash(file: ModelFile, build: str, tmp_path: Path) -> None:
    ctx = context(file, tmp_path)
    loaded = FAMILIES[build].load(ctx, file, Placement(device="cpu", precision="bf16", threads=1))
    assert {weight.dtype for part in loaded.models() for weight in part.parameters()} == {torch.bfloat16}
    careful = loaded.careful_vae(ctx, "cpu")
    assert {weight.dtype for weight in careful.parameters()} == {torch.float32}
    assert loaded.used().sha256 == hashlib.sha256(Path(file.path).read_bytes()).hexdigest()


def test_an_inpainting_model_takes_nine_channels(tmp_path: Path) -> None:
    for build in BUILDS:
        nine = write_tiny_build(tmp_path / f"{build}-nine", build, channels=9)
        file = write_single_file(nine, tmp_path / f"{build}.safetensors", build)
        loaded = load(file, build, tmp_path / "s")
        assert loaded.pipe.unet.config.in_channels == 9
        assert loaded.scheduler_config["prediction_type"] == "epsilon"


def rewritten(file: ModelFile, path: Path, change: Callable[[dict[str, Any]], object]) -> ModelFile:
    weights = load_file(file.path)
    change(weights)
    save_file(weights, path)
    return ModelFile(id="m", name="changed", family=file.family, path=str(path))


def test_marks_of_velocity_and_of_a_full_noise_range_are_heeded(
    file: ModelFile, build: str, tmp_path: Path
) -> None:
    marks = {"v_pred": torch.zeros(0), "ztsnr": torch.zeros(0)}
    loaded = load(rewritten(file, tmp_path / "v.safetensors", lambda w: w.update(marks)), build, tmp_path)
    assert loaded.scheduler_config["prediction_type"] == "v_prediction"
    assert loaded.scheduler_config["rescale_betas_zero_snr"] is True


def test_half_precision_and_names_without_text_model_are_understood(tmp_path: Path) -> None:
    folder = write_tiny_build(tmp_path / "folder", "sd1")
    file = write_single_file(folder, tmp_path / "one.safetensors", "sd1")

    def older(weights: dict[str, Any]) -> None:
        for key in list(weights):
            value = weights.pop(key)
            weights[key.replace(".text_model.", ".")] = value.half() if value.is_floating_point() else value

    loaded = load(rewritten(file, tmp_path / "old.safetensors", older), "sd1", tmp_path)
    first = load(folder, "sd1", tmp_path).pipe.text_encoder.state_dict()
    for key, weight in loaded.pipe.text_encoder.state_dict().items():
        assert torch.equal(weight, first[key].half().float()), key


@pytest.mark.parametrize(
    ("cut", "words"),
    [
        ("model.diffusion_model.middle_block.0.in_layers.2.weight", "weights of its part “unet” are missing"),
        ("first_stage_model.decoder.norm_out.bias", "weights of its part “vae” are missing"),
    ],
)
def test_missing_weights_are_said(file: ModelFile, build: str, tmp_path: Path, cut: str, words: str) -> None:
    broken = rewritten(file, tmp_path / "cut.safetensors", lambda w: w.pop(cut))
    with pytest.raises(StudioError, match=words) as caught:
        load(broken, build, tmp_path)
    assert caught.value.kind is ErrorKind.MODEL_BROKEN


def test_a_wrong_shape_is_said(file: ModelFile, build: str, tmp_path: Path) -> None:
    key = "model.diffusion_model.middle_block.0.in_layers.2.bias"
    broken = rewritten(file, tmp_path / "w.safetensors", lambda w: w.update({key: torch.zeros(3)}))
    with pytest.raises(StudioError, match="have the wrong shape"):
        load(broken, build, tmp_path)


def test_a_file_that_is_cut_after_it_was_chosen_is_said(file: ModelFile, build: str, tmp_path: Path) -> None:
    place = tmp_path / "short.safetensors"
    place.write_bytes(Path(file.path).read_bytes()[:-1000])
    with pytest.raises(StudioError, match="cut short"):
        load(ModelFile(id="m", name="short", family=file.family, path=str(place)), build, tmp_path)


def test_loading_can_be_cancelled(file: ModelFile, build: str, tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    ctx = Context(context(file, tmp_path).run, lambda *_: None, stop)
    with pytest.raises(Cancelled):
        FAMILIES[build].load(ctx, file, CPU)


def test_the_tokenizer_reads_as_openclip_does() -> None:
    from open_clip.tokenizer import SimpleTokenizer

    theirs, ours = SimpleTokenizer(), clip_tokenizer()
    texts = [
        "a photo of a cat", "A   Lake\nat SUNSET, 3 boats; it's 100% calm!", "naïve café Zürich 東京 🙂",
        "masterpiece, (best quality:1.2), <lora:x:1>", "", "don't we'll they've I'd", "a_b-c/d\\e 12345",
    ]  # fmt: skip
    for text in texts:
        assert ours(text, padding=False)["input_ids"] == [49406, *theirs.encode(text), 49407], text
    padded = ours("sea", padding="max_length", max_length=77)["input_ids"]
    assert len(padded) == 77 and padded[-1] == 49407
    assert clip_tokenizer("!")("sea", padding="max_length", max_length=77)["input_ids"][-1] == 0
    assert len(ours) == 49_408


def test_nothing_but_headers_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A header alone, with no weights behind it, is told to be cut short before any library reads it."""
    header = json.dumps(
        {"model.diffusion_model.x": {"dtype": "F16", "shape": [9], "data_offsets": [0, 18]}}
    ).encode()
    place = tmp_path / "h.safetensors"
    place.write_bytes(struct.pack("<Q", len(header)) + header)
    monkeypatch.setitem(sys.modules, "safetensors", None)
    with pytest.raises(StudioError, match="cut short"):
        load(ModelFile(id="m", name="h", family="sd1", path=str(place)), "sd1", tmp_path)
