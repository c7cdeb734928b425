"""SDXL: both texts and the sizes reach the denoiser; starts, masks, regions and LoRAs go the common way."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from studio.core.errors import StudioError
from studio.core.identify import identify_folder
from studio.core.messages import ModelFile, Run
from studio.core.placement import Placement
from studio.core.requests import Adapter, FileRef, ImageRequest, Region
from studio.engine.context import Context
from studio.families import sd1, sdxl
from tests.fakes.tiny_model import write_tiny_lora, write_tiny_xl

CPU = Placement(device="cpu", precision="fp32", threads=1)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> ModelFile:
    return write_tiny_xl(tmp_path_factory.mktemp("xl") / "tiny")


def context(model: ModelFile, staging: Path, parts: tuple[ModelFile, ...] = (), **changes: object) -> Context:
    values = {
        "prompt": "a lake", "model": model.id, "width": 128, "height": 64, "steps": 2, "seed": 1,
        "guidance_scale": 3.0,
    }  # fmt: skip
    request = ImageRequest(**{**values, **changes})  # type: ignore[arg-type]
    run = Run(job="j", request=request, model=model, staging=str(staging), parts=parts)
    ctx = Context(run, lambda *_: None)
    ctx.placement = CPU
    return ctx


@pytest.fixture(scope="module")
def loaded(model: ModelFile, tmp_path_factory: pytest.TempPathFactory):
    return sdxl.load(context(model, tmp_path_factory.mktemp("load")), model, CPU)


@pytest.fixture
def draw(model: ModelFile, loaded, tmp_path: Path) -> Callable[..., np.ndarray]:
    count = [0]

    def run(**changes: object) -> np.ndarray:
        count[0] += 1
        ctx = context(model, tmp_path / str(count[0]), **changes)  # type: ignore[arg-type]
        sdxl.generate(ctx, loaded, ctx.run.request)
        with Image.open(tmp_path / str(count[0]) / "picture-000.png") as picture:
            return np.array(picture)

    return run


def keep(picture: Image.Image, path: Path) -> FileRef:
    picture.save(path)
    return FileRef(path=str(path), sha256=hashlib.sha256(path.read_bytes()).hexdigest())


@pytest.fixture
def heard(loaded):
    """What the denoiser was called with."""
    calls: list[dict] = []
    handle = loaded.pipe.unet.register_forward_pre_hook(
        lambda _, given, named: calls.append(named), with_kwargs=True
    )
    yield calls
    handle.remove()


def test_it_is_known_by_its_content(model: ModelFile) -> None:
    found = identify_folder(Path(model.path), [sd1.SPEC, sdxl.SPEC])
    assert (found.family, found.problem) == ("sdxl", "")
    assert found.weights > found.largest_part > 0


def test_texts_summary_and_sizes_are_those_of_a_bare_pipeline(
    loaded, draw: Callable, heard: list[dict]
) -> None:
    draw(negative="fog")
    told = heard[0]
    embeds, negative, pooled, negative_pooled = loaded.pipe.encode_prompt("a lake", negative_prompt="fog")
    assert torch.equal(told["encoder_hidden_states"], torch.cat([negative, embeds]))
    conditions = told["added_cond_kwargs"]
    assert torch.equal(conditions["text_embeds"], torch.cat([negative_pooled, pooled]))
    # The original is said to be large, the picture is as large as it is, nothing was cropped.
    assert conditions["time_ids"].tolist() == [[724.0, 1448.0, 0.0, 0.0, 64.0, 128.0]] * 2


def test_no_negative_prompt_is_zeros_as_in_training(loaded, draw: Callable, heard: list[dict]) -> None:
    draw()
    assert heard[0]["encoder_hidden_states"][0].abs().sum() == 0
    assert heard[0]["added_cond_kwargs"]["text_embeds"][0].abs().sum() == 0
    assert heard[0]["encoder_hidden_states"][1].abs().sum() > 0


def test_starts_and_masks_go_the_common_way(draw: Callable, tmp_path: Path) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (64, 128, 3), np.uint8)
    start = keep(Image.fromarray(pixels), tmp_path / "s.png")
    mask = Image.new("L", (128, 64))
    mask.paste(255, (0, 0, 64, 64))
    assert draw(start=start, strength=0.7, steps=4).shape == (64, 128, 3)
    result = draw(start=start, strength=0.9, steps=4, mask=keep(mask, tmp_path / "m.png"))
    assert (result[:, 64:] == pixels[:, 64:]).all() and (result[:, :64] != pixels[:, :64]).any()


def test_regions_by_attention_and_loras_in_regions(
    loaded, model: ModelFile, draw: Callable, heard: list[dict], tmp_path: Path
) -> None:
    mask = Image.new("L", (128, 64))
    mask.paste(255, (0, 0, 64, 64))
    area = Region(mask=keep(mask, tmp_path / "m.png"), prompt="q w e r t y")
    plain = draw()
    before = list(loaded.pipe.unet.attn_processors.values())
    assert (draw(regions=(area,)) != plain).any()
    assert heard[-1]["encoder_hidden_states"].shape[1] == 77, "told before the regions are added"
    lora = write_tiny_lora(tmp_path / "ink.safetensors", model, kohya=True)
    local = Region(mask=area.mask, prompt="", adapters=(Adapter(model="ink"),))
    changed = np.abs(draw(regions=(local,), parts=(lora,)).astype(int) - plain)
    assert changed[:, :48].mean() > changed[:, 80:].mean()
    assert (draw() == plain).all()
    assert [type(each) for each in loaded.pipe.unet.attn_processors.values()] == [type(e) for e in before]


def test_encoders_that_do_not_fit_are_found_before_the_first_step(tmp_path: Path) -> None:
    broken = write_tiny_xl(tmp_path / "broken")
    vocabulary = Path(broken.path) / "tokenizer_2" / "vocab.json"
    vocabulary.unlink()
    for file in (Path(broken.path) / "tokenizer_2").glob("tokenizer.json"):
        file.unlink()
    with pytest.raises(StudioError, match="damaged"):
        sdxl.load(context(broken, tmp_path / "s"), broken, CPU)
