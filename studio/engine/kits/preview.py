"""Pictures on the way: what the denoiser believes at a step, as a small JPEG."""

import functools
import math
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from studio.core.specs import LatentPreview
from studio.engine.context import PREVIEW_SIDE, Context
from studio.engine.media import jpeg_of

SCALE = 8
"""Pixels per latent in the final picture; previews are drawn up to this large."""


def preview_map(card: Mapping[str, object], fallback: LatentPreview, channels: int) -> LatentPreview | None:
    """The map of the model's own card, else of its family; None when it does not fit the latents."""
    preview = fallback
    if "preview" in card:
        try:
            preview = msgspec.convert(card["preview"], LatentPreview)
        except msgspec.ValidationError:
            preview = fallback
    return preview if len(preview.factors) == channels else None


def draw_preview(latents: Any, preview: LatentPreview) -> bytes:
    """A JPEG of scaled latents, shape (channels, height, width), at most PREVIEW_SIDE pixels a side."""
    import torch
    from PIL import Image

    factors = torch.tensor(preview.factors, dtype=torch.float32)
    bias = torch.tensor(preview.bias, dtype=torch.float32)
    values = latents.detach().to("cpu", torch.float32)
    pixels = torch.einsum("chw,cr->hwr", values, factors) + bias
    pixels = (pixels.nan_to_num(0.0).clamp(0, 1) * 255).round().to(torch.uint8)
    image = Image.fromarray(pixels.numpy())
    scale = min(SCALE, PREVIEW_SIDE / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return jpeg_of(image.resize(size, Image.Resampling.BICUBIC))


def denoised(scheduler: Any, output: Any, timestep: Any, sample: Any) -> Any:
    """The finished latents the denoiser predicts from ``sample`` at ``timestep``."""
    kind = scheduler.config.prediction_type
    if kind == "sample":
        return output
    alphas = scheduler.alphas_cumprod
    alpha = float(alphas[min(max(round(float(timestep)), 0), len(alphas) - 1)])
    signal, noise = math.sqrt(alpha), math.sqrt(1.0 - alpha)
    if _is_unscaled(scheduler):
        # These samplers keep x = x0 + sigma * noise; bring it to unit variance first.
        sample = sample * signal
    if kind == "v_prediction":
        return sample * signal - output * noise
    return (sample - output * noise) / max(signal, 1e-4)


def _is_unscaled(scheduler: Any) -> bool:
    return type(scheduler).scale_model_input.__qualname__.startswith(
        ("Euler", "Heun", "LMS", "KDPM", "IPNDM")
    ) and hasattr(scheduler, "sigmas")


def watch_steps(
    ctx: Context, scheduler: Any, preview: LatentPreview, shown: Callable[[Any], Any] | None = None
) -> None:
    """Make ``scheduler`` (used for one picture) send a preview whenever one is due, as ``shown`` makes it."""
    step = scheduler.step

    @functools.wraps(step)  # pipelines look at the signature to see what it accepts
    def step_and_show(model_output: Any, timestep: Any, sample: Any, *rest: Any, **named: Any) -> Any:
        if ctx.preview_is_due():
            guess = denoised(scheduler, model_output, timestep, sample)
            ctx.preview(draw_preview((shown(guess) if shown else guess)[0], preview))
        return step(model_output, timestep, sample, *rest, **named)

    scheduler.step = step_and_show
