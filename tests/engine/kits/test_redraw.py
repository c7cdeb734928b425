"""Redrawing within a mask: what is black stays to the byte, whatever the prefill, strength or sampler."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import Phase, Produced
from studio.core.requests import PREFILLS, FileRef
from studio.core.samplers import SAMPLERS
from studio.engine.kits import diffusers_kit, loading
from studio.families import sd1
from studio.storage.files import sha256_of
from tests.engine.kits.conftest import CPU
from tests.fakes.tiny_model import write_tiny_model


def scene(size: tuple[int, int], seed: int = 1) -> Image.Image:
    noise = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), np.uint8)
    return Image.blend(Image.fromarray(noise), Image.linear_gradient("L").resize(size).convert("RGB"), 0.7)


def half(size: tuple[int, int]) -> Image.Image:
    """White above, black below, a soft band between."""
    ramp = np.clip(np.linspace(2, -1, size[1]) * 255, 0, 255).astype(np.uint8)
    return Image.fromarray(np.repeat(ramp[:, None], size[0], axis=1))


def keep(picture: Image.Image, path: Path, **options: object) -> FileRef:
    picture.save(path, **options)
    return FileRef(path=str(path), sha256=sha256_of(path))


@pytest.fixture
def redraw(draw: Callable, make_request: Callable, tmp_path: Path) -> Callable[..., Image.Image]:
    def run(start: Image.Image, mask: Image.Image, name: str = "s", **changes: object) -> Image.Image:
        request = make_request(
            start=keep(start, tmp_path / "start.png"), mask=keep(mask, tmp_path / "mask.png"), **changes
        )
        draw(request, staging=tmp_path / name)
        with Image.open(tmp_path / name / "picture-000.png") as picture:
            picture.load()
        return picture

    return run


def changed(one: Image.Image, other: Image.Image) -> np.ndarray:
    return (np.array(one) != np.array(other)).any(axis=2)


@pytest.mark.parametrize("size", [(333, 517), (64, 64), (40, 9)])
@pytest.mark.parametrize("strength", [0.3, 1.0])
@pytest.mark.parametrize("prefill", PREFILLS)
def test_black_stays_to_the_byte_and_white_changes(
    redraw: Callable, prefill: str, strength: float, size: tuple[int, int]
) -> None:
    start, mask = scene(size), half(size)
    result = redraw(start, mask, prefill=prefill, strength=strength, steps=4)
    assert (result.mode, result.size) == ("RGB", size)
    different, grey = changed(result, start), np.array(mask)
    assert not different[grey == 0].any()
    assert different[grey == 255].mean() > 0.5


@pytest.mark.parametrize("sampler", list(SAMPLERS))
def test_every_sampler_redraws_and_ends_with_the_start_where_black(
    loaded, redraw: Callable, monkeypatch: pytest.MonkeyPatch, sampler: str
) -> None:
    kept = []
    decode = diffusers_kit.decode
    monkeypatch.setattr(diffusers_kit, "decode", lambda c, m, x, t: kept.append(x) or decode(c, m, x, t))
    start, mask = scene((64, 64)), Image.new("L", (64, 64))
    mask.paste(255, (0, 0, 64, 32))
    schedule = SAMPLERS[sampler].schedules[0]
    redraw(start, mask, sampler=sampler, schedule=schedule, steps=4, strength=0.8)
    pixels = loaded.pipe.image_processor.preprocess(start)
    expected = loaded.pipe.vae.encode(pixels).latent_dist.mode() * loaded.pipe.vae.config.scaling_factor
    assert torch.allclose(kept[0][..., 4:, :], expected[..., 4:, :], atol=1e-5)
    assert not torch.allclose(kept[0][..., :4, :], expected[..., :4, :], atol=1e-2)


def test_softened_borders_join_late_and_black_stays(redraw: Callable) -> None:
    start, mask = scene((128, 128)), Image.new("L", (128, 128))
    mask.paste(255, (0, 0, 128, 100))
    hard = redraw(start, mask, "hard", steps=4, match_colours=False)
    soft = redraw(start, mask, "soft", steps=4, soften=1.0, match_colours=False)
    assert not changed(soft, start)[100:].any()
    near, far = changed(soft, hard)[84:100].mean(), np.abs(np.array(soft, int) - np.array(start)).mean()
    assert near > 0.5 and far > 1
    change = [np.abs(np.array(each, int) - np.array(start))[92:100].mean() for each in (hard, soft)]
    assert change[1] < change[0], "near the border more of the start is left"


def test_one_white_pixel_is_enough_and_a_full_mask_redraws_all(redraw: Callable) -> None:
    start, dot = scene((80, 64)), Image.new("L", (80, 64))
    dot.putpixel((33, 20), 255)
    assert changed(redraw(start, dot, "dot"), start).sum() == 1
    full = redraw(start, Image.new("L", (80, 64), 255), "full", prefill="inpaint")
    assert changed(full, start).mean() > 0.9


def test_transparency_and_orientation_of_the_start_are_kept(
    draw: Callable, make_request: Callable, tmp_path: Path
) -> None:
    start = scene((90, 60)).convert("RGBA")
    start.putalpha(Image.linear_gradient("L").resize((90, 60)))
    exif = Image.Exif()
    exif[0x0112] = 6
    upright = start.transpose(Image.Transpose.ROTATE_270)
    mask = half(upright.size)
    request = make_request(
        start=keep(start, tmp_path / "start.png", exif=exif), mask=keep(mask, tmp_path / "mask.png")
    )
    draw(request, staging=tmp_path / "s")
    result = Image.open(tmp_path / "s" / "picture-000.png")
    assert (result.mode, result.size) == ("RGBA", (60, 90))
    assert not changed(result, upright)[np.array(mask) == 0].any()
    assert (np.array(result)[..., 3][np.array(mask) == 255] == 255).all()
    draw(request, staging=tmp_path / "j", picture_format="jpeg")
    with Image.open(tmp_path / "j" / "picture-000.jpg") as flat:
        assert flat.size == (60, 90)


@pytest.mark.parametrize(
    ("mask", "words"),
    [(Image.new("L", (64, 64)), "black everywhere"), (Image.new("L", (9, 64), 255), "9 × 64 pixels")],
)
def test_masks_that_make_no_sense_are_refused(redraw: Callable, mask: Image.Image, words: str) -> None:
    with pytest.raises(StudioError, match=words) as caught:
        redraw(scene((64, 64)), mask)
    assert caught.value.kind is ErrorKind.INVALID_REQUEST


@pytest.mark.parametrize("which", ["start", "mask"])
def test_files_that_are_gone_are_told_by_name(
    redraw: Callable, draw: Callable, make_request: Callable, tmp_path: Path, which: str
) -> None:
    request = make_request(
        start=keep(scene((64, 64)), tmp_path / "start.png"), mask=keep(half((64, 64)), tmp_path / "mask.png")
    )
    (tmp_path / f"{which}.png").unlink()
    with pytest.raises(StudioError, match=f"“{which}.png” cannot be opened") as caught:
        draw(request, staging=tmp_path / "s")
    assert caught.value.kind is ErrorKind.FILE_BROKEN


def test_a_retry_decodes_the_kept_latents_into_the_same_picture(
    redraw: Callable, monkeypatch: pytest.MonkeyPatch, heard
) -> None:
    start, mask = scene((70, 50)), half((70, 50))
    plain = redraw(start, mask, "plain", strength=0.7)
    with monkeypatch.context() as patch:
        patch.setattr(diffusers_kit, "decode", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            redraw(start, mask, strength=0.7)
    heard.clear()
    assert redraw(start, mask, strength=0.7).tobytes() == plain.tobytes()
    assert "denoising" not in [event.name for event in heard.of(Phase)]
    assert (heard.of(Produced)[0].staged.width, heard.of(Produced)[0].staged.height) == (70, 50)


def test_an_inpainting_model_reads_its_mask_and_draws_with_and_without_one(
    make_context: Callable, make_request: Callable, tmp_path: Path
) -> None:
    model = write_tiny_model(tmp_path / "nine", channels=9)
    nine = sd1.load(make_context(make_request(), model), model, CPU)
    assert isinstance(nine, loading.Loaded)
    inputs: list[torch.Tensor] = []
    nine.pipe.unet.conv_in.register_forward_pre_hook(lambda _, given: inputs.append(given[0]))
    start, mask = scene((64, 64)), Image.new("L", (64, 64))
    mask.paste(255, (0, 0, 64, 32))
    files = {"start": keep(start, tmp_path / "a.png"), "mask": keep(mask, tmp_path / "m.png")}
    for number, given in enumerate(({}, {"start": files["start"]}, {**files, "soften": 1.0})):
        request = make_request(**given, strength=0.9)
        ctx = make_context(request, model, staging=tmp_path / str(number))
        ctx.placement = CPU
        sd1.generate(ctx, nine, request)
    assert {given.shape[1] for given in inputs} == {9}
    assert (inputs[0][:, 4] == 1).all(), "without a mask all is drawn"
    assert (inputs[-1][:, 4, :4] == 1).all() and (inputs[-1][:, 4, 4:] == 0).all()
    result = Image.open(tmp_path / "2" / "picture-000.png")
    assert not changed(result, start)[32:].any()


def test_previews_of_a_masked_picture_show_the_start_where_it_stays(
    loaded, redraw: Callable, heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.engine.kits import preview

    shown: list[torch.Tensor] = []
    draw_preview = preview.draw_preview
    monkeypatch.setattr(preview, "draw_preview", lambda x, m: shown.append(x) or draw_preview(x, m))
    start, mask = scene((64, 64)), Image.new("L", (64, 64))
    mask.paste(255, (0, 0, 64, 32))
    redraw(start, mask, strength=1.0)
    pixels = loaded.pipe.image_processor.preprocess(start)
    stays = loaded.pipe.vae.encode(pixels).latent_dist.mode()[0] * loaded.pipe.vae.config.scaling_factor
    assert shown and torch.allclose(shown[0][:, 4:], stays[:, 4:], atol=1e-5)
    assert not torch.allclose(shown[0][:, :4], stays[:, :4], atol=1e-2)
