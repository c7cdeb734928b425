"""How a picture begins: from noise, from a start picture, within a mask, as an inpainting model wants it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from studio.core.requests import ImageRequest, seed_of
from studio.engine.context import Context
from studio.engine.kits.encoding import encode
from studio.engine.kits.loading import Loaded
from studio.engine.kits.masking import SoftMask, inpainting_input, latent_mask, softened
from studio.engine.kits.prefill import prefill
from studio.engine.media import MaskedStart, load_start

HOLE = (127, 127, 127)
"""What inpainting models were shown where the mask is."""


@dataclass
class Plan:
    """One call of a pipeline. ``changes`` are asked after each step: (pipe, number, latents) -> latents.

    ``around`` are entered before the call and left after it. ``shown`` turns a guess of the finished
    latents into what a preview shows.
    """

    pipe: Any
    options: dict[str, Any]
    changes: list[Callable[[Any, int, Any], Any]] = field(default_factory=list)
    around: list[AbstractContextManager[None]] = field(default_factory=list)
    shown: Callable[[Any], Any] | None = None


def plan_start(
    ctx: Context,
    loaded: Loaded,
    request: ImageRequest,
    start_pipeline: Any,
    given: MaskedStart | None,
    index: int,
) -> Plan:
    """The pipeline and what it begins from. ``given`` is the loaded start of a request with a mask."""
    if given:
        return _masked(ctx, loaded, request, start_pipeline, given, index)
    if not request.start:
        size = {"width": request.width, "height": request.height}
        plan = Plan(loaded.pipe, size)
        if takes_mask(loaded):
            _without_mask(ctx, loaded, request, plan, index)
        return plan
    picture: Any = load_start(request.start, request.width, request.height)
    if request.tile or takes_mask(loaded):
        picture = encode(ctx, loaded, picture, tiled=bool(request.tile))
    options = {"image": picture, "strength": strength(ctx, request)}
    plan = Plan(loaded.start_pipe(start_pipeline), options)
    if takes_mask(loaded):
        _all_masked(ctx, loaded, request, plan)
    return plan


def takes_mask(loaded: Loaded) -> bool:
    """Whether the model is a true inpainting model, whose denoiser reads a mask as well."""
    channels = loaded.pipe.vae.config.latent_channels
    return getattr(loaded.pipe, loaded.denoiser).config.in_channels == 2 * channels + 1


def _masked(
    ctx: Context,
    loaded: Loaded,
    request: ImageRequest,
    start_pipeline: Any,
    given: MaskedStart,
    index: int,
) -> Plan:
    from PIL import Image

    size = (request.width, request.height)
    flat = given.flat.resize(size, Image.Resampling.LANCZOS)
    grey = given.mask.resize(size, Image.Resampling.BOX)
    filled = prefill(flat, grey, request.prefill, seed_of(request, index))
    tiled = loaded.placement.vae_tiling
    start = encode(ctx, loaded, filled, tiled)
    given_mask = latent_mask(given.mask, start)
    mask = softened(given_mask, request.soften) if request.soften else given_mask
    options = {"image": start, "strength": strength(ctx, request)}
    plan = Plan(loaded.start_pipe(start_pipeline), options)
    plan.changes.append(SoftMask(start, _noise(start, start.shape, seed_of(request, index)), mask))
    plan.shown = partial(_set_in, start, mask)
    if takes_mask(loaded):
        hole = Image.composite(Image.new("RGB", size, HOLE), flat, grey.point(_hard))
        empty = encode(ctx, loaded, hole, tiled)
        plan.around.append(inpainting_input(loaded.pipe.unet, (given_mask > 0).to(mask.dtype), empty))
    return plan


def _set_in(start: Any, mask: Any, guess: Any) -> Any:
    """A guess as it will look in the start: the model's idea of what stays is not what stays."""
    return start.lerp(guess.to(start.dtype), mask)


def _hard(grey: int) -> int:
    return 255 if grey else 0


def _noise(like: Any, shape: Any, seed: int) -> Any:
    """The very noise diffusers draws first from a generator of that seed."""
    import torch

    generator = torch.Generator("cpu").manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=like.dtype).to(like.device)


def _without_mask(ctx: Context, loaded: Loaded, request: ImageRequest, plan: Plan, index: int) -> None:
    """An inpainting model that draws from nothing: all is mask. Diffusers would count nine channels."""
    import torch

    pipe = loaded.pipe
    scale, channels = pipe.vae_scale_factor, pipe.vae.config.latent_channels
    shape = (1, channels, request.height // scale, request.width // scale)
    like = torch.empty(0, dtype=next(pipe.unet.parameters()).dtype, device=pipe._execution_device)
    plan.options["latents"] = _noise(like, shape, seed_of(request, index))
    _all_masked(ctx, loaded, request, plan)


def _all_masked(ctx: Context, loaded: Loaded, request: ImageRequest, plan: Plan) -> None:
    import torch
    from PIL import Image

    hole = Image.new("RGB", (request.width, request.height), HOLE)
    empty = encode(ctx, loaded, hole, tiled=bool(request.tile))
    plan.around.append(inpainting_input(loaded.pipe.unet, torch.ones_like(empty[:, :1]), empty))


def strength(ctx: Context, request: ImageRequest) -> float:
    """The strength, raised so far that at least one step is left to take."""
    least = (1.0 + 1e-6) / request.steps
    if request.strength < least:
        ctx.note("The strength is too low for so few steps; one step was taken.")
        return min(1.0, least)
    return request.strength
