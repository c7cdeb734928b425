"""Drawing with a tiny model in this process: seeds, resuming, cancelling, notes, memory, bad numbers."""

import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import torch
from PIL import Image

from studio.core.messages import Phase, Preview, Produced, Progress
from studio.core.requests import FileRef
from studio.engine.context import Cancelled
from studio.engine.kits import decoding, diffusers_kit
from studio.engine.kits.cancelling import blocks_of
from studio.engine.staging import Staging
from studio.storage.files import sha256_of
from studio.storage.picture_metadata import read_manifest


def pixels(staging: Path, index: int = 0) -> bytes:
    with Image.open(staging / f"picture-{index:03d}.png") as picture:
        return picture.tobytes()


def test_a_seed_gives_the_same_pixels_whatever_the_count(
    draw: Callable, make_request: Callable, tmp_path: Path
) -> None:
    draw(make_request(seed=5, count=3, sampler="euler_a", schedule="normal"), staging=tmp_path / "three")
    draw(make_request(seed=7, count=1, sampler="euler_a", schedule="normal"), staging=tmp_path / "one")
    draw(make_request(seed=5, count=1, sampler="euler_a", schedule="normal"), staging=tmp_path / "first")
    assert pixels(tmp_path / "one") == pixels(tmp_path / "three", 2)
    assert pixels(tmp_path / "first") == pixels(tmp_path / "three", 0)
    assert pixels(tmp_path / "one") != pixels(tmp_path / "first")


def test_our_pixels_are_those_of_the_bare_pipeline(
    loaded, draw: Callable, make_request: Callable, tmp_path: Path
) -> None:
    draw(make_request(sampler="ddim", schedule="trailing", negative="fog", steps=4), staging=tmp_path / "s")
    from diffusers import DDIMScheduler, StableDiffusionPipeline

    bare = StableDiffusionPipeline(
        **{**loaded.pipe.components, "scheduler": DDIMScheduler.from_config(
            loaded.scheduler_config, timestep_spacing="trailing")}, requires_safety_checker=False,
    )  # fmt: skip
    bare.set_progress_bar_config(disable=True)
    picture = bare(
        "a lake", negative_prompt="fog", width=64, height=64, num_inference_steps=4, guidance_scale=3.0,
        generator=torch.Generator().manual_seed(5),
    ).images[0]  # fmt: skip
    assert picture.tobytes() == pixels(tmp_path / "s")


def test_a_picture_carries_its_manifest_and_no_latents_are_left(
    draw: Callable, make_request: Callable, tmp_path: Path, heard
) -> None:
    request = make_request(count=2, prompt="a lake 湖")
    draw(request, staging=tmp_path / "s")
    manifest = read_manifest(tmp_path / "s" / "picture-001.png")
    assert manifest and manifest.request == request
    assert (manifest.index, manifest.seed, manifest.placement.precision) == (1, 6, "fp32")
    assert len(manifest.model.sha256) == 64
    assert set(manifest.seconds) >= {"denoising", "decoding"}
    names = sorted(entry.name for entry in (tmp_path / "s").iterdir())
    assert names == ["picture-000.json", "picture-000.png", "picture-001.json", "picture-001.png"]
    assert [event.staged.manifest.index for event in heard.of(Produced)] == [0, 1]


@pytest.mark.parametrize("kind", ["jpeg", "webp"])
def test_other_formats(draw: Callable, make_request: Callable, tmp_path: Path, kind: str) -> None:
    draw(make_request(), staging=tmp_path / "s", picture_format=kind, quality=80)
    path = tmp_path / "s" / ("picture-000.jpg" if kind == "jpeg" else "picture-000.webp")
    assert read_manifest(path)


def test_repeating_a_prompt_encodes_nothing(
    loaded, draw: Callable, make_request: Callable, tmp_path: Path
) -> None:
    calls = []
    handle = loaded.pipe.text_encoder.register_forward_hook(lambda *_: calls.append(1))
    try:
        draw(make_request(negative="fog"), staging=tmp_path / "1")
        draw(make_request(negative="fog", seed=9, count=2), staging=tmp_path / "2")
    finally:
        handle.remove()
    assert len(calls) == 2


def test_guidance_of_one_leaves_the_negative_prompt_out(
    loaded, draw: Callable, make_request: Callable, tmp_path: Path
) -> None:
    batches = set()
    handle = loaded.pipe.unet.register_forward_pre_hook(lambda _, given: batches.add(given[0].shape[0]))
    try:
        draw(make_request(guidance_scale=1.0), staging=tmp_path / "1")
        assert batches == {1}
        draw(make_request(guidance_scale=1.1), staging=tmp_path / "2")
        assert batches == {1, 2}
    finally:
        handle.remove()


@pytest.mark.parametrize("prompt", ["", "x" * 20_000, "雪🏔️‍❄️\u202e\u0301 \U0010ffff", "a\tb\n\r\x01"])
def test_any_prompt_draws(draw: Callable, make_request: Callable, tmp_path: Path, prompt: str) -> None:
    ctx = draw(make_request(prompt=prompt, negative=prompt, steps=1), staging=tmp_path / "s")
    manifest = read_manifest(tmp_path / "s" / "picture-000.png")
    assert manifest and manifest.request.prompt == prompt
    if len(prompt) > 1000:
        assert ctx.notes[0].startswith("The prompt was cut after 75 tokens")
        assert ctx.notes[1].startswith("The negative prompt was cut")
        assert manifest.notes == tuple(ctx.notes)
    else:
        assert manifest.notes == ()


def test_a_start_picture_steers_and_strength_counts(
    draw: Callable, make_request: Callable, tmp_path: Path
) -> None:
    path = tmp_path / "start.png"
    Image.linear_gradient("L").convert("RGB").resize((90, 64)).save(path)
    start = FileRef(path=str(path), sha256=sha256_of(path))
    results = []
    for strength in (0.05, 0.5, 1.0):
        ctx = draw(make_request(start=start, strength=strength, steps=4), staging=tmp_path / str(strength))
        results.append(pixels(tmp_path / str(strength)))
        assert bool(ctx.notes) == (strength == 0.05), "one step is the least"
    assert len(set(results)) == 3


# Cancelling


def hooks_of(loaded) -> int:
    return sum(len(module._forward_pre_hooks) for part in loaded.models() for module in part.modules())


@pytest.mark.parametrize(
    "place",
    ["unet.down_blocks.0.resnets.0", "unet.mid_block.attentions.0", "unet.up_blocks.0",
     "text_encoder.encoder.layers.0", "vae.decoder.up_blocks.1.resnets.0"],
)  # fmt: skip
def test_cancel_takes_effect_before_the_next_block(
    loaded, draw: Callable, make_request: Callable, tmp_path: Path, place: str
) -> None:
    token = threading.Event()
    part, _, name = place.partition(".")
    model = getattr(loaded.pipe, part)
    modules = dict(model.named_modules())
    block = modules.get(name) or modules["text_model." + name]
    completed: list[str] = []

    def complete(module: torch.nn.Module, given: object, answer: object) -> None:
        if token.is_set():
            completed.append(type(module).__name__)

    # Any block that completes after the token was set must have begun before it: none but its parents.
    handles = [other.register_forward_hook(complete) for other in blocks_of(model)]
    handles.append(block.register_forward_hook(lambda *_: token.set()))
    try:
        with pytest.raises(Cancelled):
            draw(make_request(count=2, steps=3), token=token, staging=tmp_path / "s")
    finally:
        for handle in handles:
            handle.remove()
    assert token.is_set() and completed == []
    assert hooks_of(loaded) == 0
    assert not list((tmp_path / "s").glob("picture-*"))


def test_hooks_are_gone_after_a_picture(
    loaded, draw: Callable, make_request: Callable, tmp_path: Path
) -> None:
    draw(make_request(), staging=tmp_path / "s")
    assert hooks_of(loaded) == 0


# Latents


def test_a_failure_after_sampling_keeps_the_latents_and_a_retry_only_decodes(
    loaded, draw: Callable, make_request: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heard
) -> None:
    draw(make_request(), staging=tmp_path / "plain")

    def fail(*arguments: object) -> None:
        raise RuntimeError("the decoder broke")

    with monkeypatch.context() as patch:
        patch.setattr(diffusers_kit, "decode", fail)
        with pytest.raises(RuntimeError):
            draw(make_request(), staging=tmp_path / "s")
    assert (tmp_path / "s" / "latents-000.safetensors").is_file()
    heard.clear()
    draw(make_request(), staging=tmp_path / "s")
    assert "denoising" not in [event.name for event in heard.of(Phase)]
    assert pixels(tmp_path / "s") == pixels(tmp_path / "plain")
    manifest = read_manifest(tmp_path / "s" / "picture-000.png")
    assert manifest and manifest.seconds["denoising"] > 0, "the time of the first run is remembered"
    assert not list((tmp_path / "s").glob("latents-*"))


def test_kept_latents_do_not_hold_their_file(
    loaded, make_context: Callable, make_request: Callable, tiny, tmp_path: Path
) -> None:
    """A file mapped into memory cannot be removed on Windows."""
    request = make_request()
    staging = Staging(make_context(request, tiny, staging=tmp_path / "s"), request)
    tensor = torch.arange(4096.0).reshape(1, 4, 32, 32)
    staging.keep_latents(diffusers_kit._to_file(tensor), 0, loaded.stamp)
    kept = diffusers_kit._kept(staging, 0, loaded.stamp)
    path = staging.latents_path(0)
    path.write_bytes(bytes(path.stat().st_size))  # in place: a mapping would show it
    assert torch.equal(kept, tensor)


@pytest.mark.parametrize("damage", ["other request", "cut file", "no record"])
def test_latents_of_something_else_are_not_used(
    draw: Callable,
    make_request: Callable,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    heard,
    damage: str,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(diffusers_kit, "decode", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            draw(make_request(), staging=tmp_path / "s")
    latents = tmp_path / "s" / "latents-000.safetensors"
    if damage == "cut file":
        latents.write_bytes(latents.read_bytes()[:50])
    elif damage == "no record":
        latents.with_suffix(".json").unlink()
    heard.clear()
    draw(make_request(seed=6 if damage == "other request" else 5), staging=tmp_path / "s")
    assert "denoising" in [event.name for event in heard.of(Phase)]


# Decoding, whatever it takes


class Decoder:
    """Stands in front of the autoencoder's decode: fails ``failures`` times, then decodes."""

    def __init__(self, decode: Callable, failures: int, kind: str) -> None:
        self.decode, self.left, self.kind = decode, failures, kind

    def __call__(self, *arguments: object, **options: object) -> object:
        answer = self.decode(*arguments, **options)
        if self.left:
            self.left -= 1
            if self.kind == "memory":
                raise torch.OutOfMemoryError("out of memory")
            return (answer[0] * float("nan"),)
        return answer


@pytest.mark.parametrize(
    ("failures", "kind", "note"),
    [(1, "memory", decoding.TILED_NOTE), (1, "nan", decoding.FP32_NOTE), (0, "memory", None)],
)
def test_decoding_steps_down(
    loaded, draw: Callable, make_request: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    failures: int, kind: str, note: str | None,
) -> None:  # fmt: skip
    monkeypatch.setattr(loaded.pipe.vae, "decode", Decoder(loaded.pipe.vae.decode, failures, kind))
    ctx = draw(make_request(), staging=tmp_path / "s")
    assert ctx.notes == ([note] if note else [])
    assert (tmp_path / "s" / "picture-000.png").is_file()


def test_when_decoding_never_fits_memory_is_the_reason_and_latents_stay(
    loaded, draw: Callable, make_request: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loaded.pipe.vae, "decode", Decoder(loaded.pipe.vae.decode, 99, "memory"))
    monkeypatch.setattr(diffusers_kit.Loaded, "careful_vae", lambda self, *_: self.pipe.vae)
    with pytest.raises(MemoryError):
        draw(make_request(), staging=tmp_path / "s")
    assert (tmp_path / "s" / "latents-000.safetensors").is_file()


# Progress


def test_progress_counts_up_and_the_time_left_goes_down_to_nothing(
    draw: Callable, make_request: Callable, tmp_path: Path, heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.engine.context.PROGRESS_INTERVAL", 0.0)
    monkeypatch.setattr("studio.engine.context.PREVIEW_INTERVAL", 0.0)
    draw(make_request(steps=6, count=2, sampler="heun"), staging=tmp_path / "s")
    told = heard.of(Progress)
    assert [event.done for event in told] == [*range(1, 12)] * 2
    assert {event.total for event in told} == {11}
    assert [event.picture for event in told] == [1] * 11 + [2] * 11
    assert all(event.seconds_left >= 0 for event in told)
    assert told[2].seconds_left > told[-1].seconds_left
    previews = [data for event, data in heard if isinstance(event, Preview)]
    assert len(previews) == 22
    with Image.open(BytesIO(previews[-1])) as preview:
        assert preview.format == "JPEG" and preview.size == (64, 64)


def test_previews_of_large_pictures_stay_small(tmp_path: Path) -> None:
    from studio.engine.kits.preview import draw_preview
    from studio.families.sd1 import SPEC

    for shape, size in (((4, 128, 96), (384, 512)), ((4, 32, 32), (256, 256)), ((4, 512, 8), (8, 512))):
        with Image.open(BytesIO(draw_preview(torch.randn(shape), SPEC.preview))) as preview:
            assert preview.size == size


def test_the_preview_shows_what_the_denoiser_believes() -> None:
    """From any sampler's state and any kind of prediction, the exact picture comes back."""
    from studio.engine.kits.preview import denoised
    from studio.engine.kits.schedulers import build_scheduler

    torch.manual_seed(1)
    picture, noise = torch.randn(1, 4, 4, 4), torch.randn(1, 4, 4, 4)
    for sampler in ("euler", "heun", "lms", "dpmpp_2m", "unipc", "ddim", "euler_a"):
        for kind in ("epsilon", "v_prediction", "sample"):
            scheduler = build_scheduler({"prediction_type": kind}, sampler, "trailing", 5)
            scheduler.set_timesteps(5)
            timestep = scheduler.timesteps[2]
            alpha = float(scheduler.alphas_cumprod[int(timestep)])
            noisy = alpha**0.5 * picture + (1 - alpha) ** 0.5 * noise
            output = {
                "epsilon": noise, "sample": picture,
                "v_prediction": alpha**0.5 * noise - (1 - alpha) ** 0.5 * picture,
            }[kind]  # fmt: skip
            state = noisy / alpha**0.5 if sampler in ("euler", "heun", "lms", "euler_a") else noisy
            guess = denoised(scheduler, output, timestep, state)
            assert torch.allclose(guess, picture, atol=1e-3), (sampler, kind)
