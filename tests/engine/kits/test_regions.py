"""A prompt for a part: it changes its part, leaves nothing behind, and makes sense of every mask."""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from msgspec.structs import replace
from PIL import Image

from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import Preview, Progress
from studio.core.requests import FileRef, ImageRequest, Region
from studio.core.samplers import SAMPLERS
from studio.engine.context import Cancelled
from studio.engine.kits import diffusers_kit, regions
from studio.families import sd1
from studio.storage.files import sha256_of
from tests.engine.kits.conftest import CPU

Drawn = Callable[..., np.ndarray]
WORDS = "q w e r t y u i o p a s d f"
"""Far from “a lake” to a model whose tokens are letters."""


def keep(picture: Image.Image, path: Path) -> FileRef:
    picture.save(path)
    return FileRef(path=str(path), sha256=sha256_of(path))


def left(size: tuple[int, int] = (64, 64), share: float = 0.5) -> Image.Image:
    mask = Image.new("L", size)
    mask.paste(255, (0, 0, int(size[0] * share), size[1]))
    return mask


@pytest.fixture(params=["attention", "latent"])
def way(request: pytest.FixtureRequest, loaded, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(loaded, "spec", replace(loaded.spec, regions=request.param))
    return request.param


@pytest.fixture
def drawn(draw: Callable, make_request: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """The latents, (4, height, width), of a picture with regions given as (mask, fields).

    Not the pixels: so few random weights make little of a text, and rounding would hide it.
    """
    count, kept = [0], []
    decode = diffusers_kit.decode
    monkeypatch.setattr(diffusers_kit, "decode", lambda c, m, x, t: kept.append(x) or decode(c, m, x, t))

    def run(*given: tuple[Image.Image, dict], **changes: object) -> np.ndarray:
        count[0] += 1
        areas = tuple(
            Region(mask=keep(mask, tmp_path / f"m{count[0]}-{number}.png"), **fields)
            for number, (mask, fields) in enumerate(given)
        )
        draw(make_request(regions=areas, **changes), staging=tmp_path / str(count[0]))
        return kept[-1][0].double().numpy()

    return run


def state(loaded) -> tuple[list[object], list[object], bool]:
    """What a region may not leave changed."""
    unet = loaded.pipe.unet
    hooks = [hook for module in unet.modules() for hook in module._forward_pre_hooks.values()]
    return list(unet.attn_processors.values()), hooks, "forward" in vars(unet)


@pytest.mark.parametrize("guidance", [1.0, 3.0])
@pytest.mark.parametrize("way", ["attention", "latent"], indirect=True)
def test_a_region_speaks_to_its_own_part(way: str, loaded, drawn: Drawn, guidance: float) -> None:
    """Seen where the text enters: random weights carry every difference everywhere from there."""
    heard: list[torch.Tensor] = []
    if way == "attention":
        place = next(part for name, part in loaded.pipe.unet.named_modules() if name.endswith(".attn2"))
        handle = place.register_forward_hook(
            lambda _, given, answer: heard.append(answer.unflatten(1, (4, 16)))
        )
    else:
        place = loaded.pipe.unet.conv_out
        handle = place.register_forward_hook(lambda _, given, answer: heard.append(answer))
    before = state(loaded)
    mask, options = left((256, 64)), {"width": 256, "steps": 1, "guidance_scale": guidance}
    latents = [drawn((mask, {"prompt": prompt}), **options) for prompt in (WORDS, "z")]
    handle.remove()
    assert state(loaded) == before
    if way == "attention":
        change = (heard[0] - heard[1]).abs()[-1].sum(dim=-1)
        assert (change[:, :8] > 1e-6).all() and (change[:, 8:] == 0).all()
    else:
        change = np.abs(latents[0] - latents[1])
        assert (change[..., :16] > 0).any() and (change[..., 16:] == 0).all()


@pytest.mark.parametrize("sampler", list(SAMPLERS))
def test_every_sampler_draws_regions(way: str, drawn: Drawn, sampler: str) -> None:
    options = {"sampler": sampler, "schedule": SAMPLERS[sampler].schedules[0]}
    latents = drawn((left(), {"prompt": WORDS}), **options)
    assert np.isfinite(latents).all() and (latents != drawn(**options)).any()


def test_the_seed_says_it_all(way: str, drawn: Drawn) -> None:
    given = (left(), {"prompt": WORDS, "negative": "z"})
    assert (drawn(given) == drawn(given)).all()
    assert (drawn(given) != drawn(given, seed=6)).any()


def test_an_empty_mask_and_no_weight_draw_the_plain_picture_and_say_so(
    way: str, draw: Callable, make_request: Callable, drawn: Drawn, tmp_path: Path
) -> None:
    plain = drawn()
    empty = Image.new("L", (64, 64))
    assert (drawn((empty, {"prompt": WORDS})) == plain).all()
    assert (drawn((left(), {"prompt": WORDS, "weight": 0.0})) == plain).all()
    area = Region(mask=keep(empty, tmp_path / "e.png"), prompt=WORDS)
    ctx = draw(make_request(regions=(area,)), staging=tmp_path / "note")
    assert "covers nothing" in ctx.notes[0]


def test_a_full_mask_without_the_whole_draws_the_regions_own_prompt(way: str, drawn: Drawn) -> None:
    full = Image.new("L", (64, 64), 255)
    own = drawn(prompt=WORDS)
    assert np.abs(drawn((full, {"prompt": WORDS}), region_base=0.0) - own).max() < 1e-4
    assert np.abs(drawn((full, {"prompt": WORDS}), region_base=1.0) - drawn()).max() < 1e-4
    twice = drawn((full, {"prompt": WORDS}), (full, {"prompt": WORDS}), region_base=0.0)
    assert np.abs(twice - own).max() < 1e-4, "two regions of one prompt are one region"


def test_a_region_without_words_is_drawn_by_the_whole_prompt(way: str, drawn: Drawn) -> None:
    assert np.abs(drawn((left(), {"prompt": ""})) - drawn()).max() < 1e-4 or way == "attention"
    full = Image.new("L", (64, 64), 255)
    assert np.abs(drawn((full, {"prompt": ""})) - drawn()).max() < 1e-4


def test_a_regions_negative_counts_only_with_guidance(way: str, drawn: Drawn) -> None:
    given, other = (left(), {"prompt": WORDS}), (left(), {"prompt": WORDS, "negative": "z z z"})
    assert (drawn(given) != drawn(other)).any()
    assert (drawn(given, guidance_scale=1.0) == drawn(other, guidance_scale=1.0)).all()


@pytest.mark.parametrize("size", [(72, 104), (200, 64)])
def test_masks_of_any_size_fit_latents_of_odd_sides(way: str, drawn: Drawn, size: tuple[int, int]) -> None:
    width, height = size
    mask = left((333, 7), 0.4)
    latents = drawn((mask, {"prompt": WORDS}), (mask, {"prompt": "z"}), width=width, height=height)
    assert latents.shape == (4, height // 8, width // 8)


def test_regions_work_within_a_mask_and_over_a_start(way: str, drawn: Drawn, tmp_path: Path) -> None:
    scene = np.random.default_rng(1).integers(0, 256, (64, 128, 3), np.uint8)
    start = keep(Image.fromarray(scene), tmp_path / "start.png")
    options = {"width": 128, "start": start, "strength": 0.8, "steps": 5}
    given = (left((128, 64)), {"prompt": WORDS})
    assert (drawn(given, **options) != drawn(**options)).any()
    mask = Image.new("L", (128, 64))
    mask.paste(255, (0, 0, 128, 32))
    within = {**options, "mask": keep(mask, tmp_path / "mask.png")}
    masked, plain = drawn(given, **within), drawn(**within)
    assert (masked[:, 4:] == plain[:, 4:]).all() and (masked[:, :4] != plain[:, :4]).any()


@pytest.mark.parametrize("masked", [False, True])
def test_a_cancelled_picture_leaves_nothing_behind(
    way: str, loaded, make_context: Callable, make_request: Callable, tmp_path: Path, masked: bool, heard
) -> None:
    before, token = state(loaded), threading.Event()
    request: ImageRequest = make_request(
        regions=(Region(mask=keep(left(), tmp_path / "m.png"), prompt=WORDS),), steps=6
    )
    if masked:
        start = keep(Image.new("RGB", (64, 64), "red"), tmp_path / "s.png")
        request = replace(request, start=start, mask=keep(left(), tmp_path / "k.png"))
    ctx = make_context(request, loaded.model, token)
    ctx.placement = CPU
    asked = [0]

    def stop(module: object, given: object, answer: object) -> None:
        asked[0] += 1
        if asked[0] == 3:
            token.set()

    handle = loaded.pipe.unet.register_forward_hook(stop)
    with pytest.raises(Cancelled):
        sd1.generate(ctx, loaded, request)
    handle.remove()
    assert asked[0] in (3, 4)
    assert state(loaded) == before
    assert not list(ctx.staging.glob("*")), "no half a picture, no half latents"
    assert heard.of(Progress) and heard.of(Preview)


def test_an_error_amid_a_step_puts_the_processors_back(
    loaded, drawn: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(loaded)
    monkeypatch.setattr(regions, "shares_at", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        drawn((left(), {"prompt": WORDS}))
    assert state(loaded) == before


def test_a_mask_that_is_gone_is_told(draw: Callable, make_request: Callable, tmp_path: Path) -> None:
    mask = keep(left(), tmp_path / "m.png")
    Path(mask.path).unlink()
    with pytest.raises(StudioError, match=r"mask of a region .* cannot be opened") as caught:
        draw(make_request(regions=(Region(mask=mask, prompt="x"),)), staging=tmp_path / "s")
    assert caught.value.kind is ErrorKind.FILE_BROKEN


def test_shares_are_whole_outside_and_sum_to_one() -> None:
    one, two = torch.tensor([[0.0, 1.0, 1.0, 0.5]]), torch.tensor([[0.0, 0.0, 1.0, 0.0]])
    shares = regions.shares_of([one, two], [1.0, 1.0], 0.2)
    assert torch.allclose(shares.sum(dim=0), torch.ones(1, 4))
    assert shares[0, 0].tolist() == pytest.approx([1.0, 0.2, 0.2 / 1.8, 0.6])
    assert shares[1, 0, 2] == shares[2, 0, 2]
    heavier = regions.shares_of([one], [3.0], 0.2)
    assert heavier[1, 0, 1] > shares[1, 0, 1]


@pytest.mark.parametrize(("shape", "levels"), [((9, 13), 3), ((8, 25), 4), ((1, 1), 1)])
def test_every_grid_of_a_net_is_found(shape: tuple[int, int], levels: int) -> None:
    shares = torch.rand(2, *shape)
    height, width = shape
    for _ in range(levels):
        assert regions.shares_at(shares, height * width).shape == (2, height, width)
        height, width = (height + 1) // 2, (width + 1) // 2
    with pytest.raises(ValueError, match="no grid"):
        regions.shares_at(shares, 10_000)
