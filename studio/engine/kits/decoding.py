"""From latents to a picture, whatever it takes: whole, in tiles, in fp32, on the processor."""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from studio.core.errors import ErrorKind, StudioError
from studio.engine.context import Context
from studio.engine.device import release
from studio.engine.faults import is_out_of_memory
from studio.engine.kits.cancelling import cancellable
from studio.engine.kits.loading import Loaded

if TYPE_CHECKING:
    from PIL.Image import Image

FP32_NOTE = "The picture was decoded in fp32 because the faster precision gave invalid numbers."
TILED_NOTE = "The picture was decoded in tiles because memory was short."
CPU_NOTE = "The picture was decoded on the processor because memory was short."

log = logging.getLogger(__name__)


def decode(ctx: Context, loaded: Loaded, latents: Any, tiled: bool = False) -> "Image":
    """The picture of scaled ``latents``, shape (1, channels, height, width); ``tiled`` from the first try.

    Raises StudioError(BUG) when even fp32 gives invalid numbers, MemoryError when nothing fits.
    """
    short = invalid = False
    for careful, device, in_tiles in _attempts(loaded, tiled or loaded.placement.vae_tiling):
        if invalid and not careful:
            continue
        if careful and not (invalid or short):
            break
        ctx.check_cancel()
        vae = loaded.careful_vae(ctx, device) if careful else loaded.pipe.vae
        pixels = _try(ctx, loaded, vae, latents, in_tiles or (careful and short))
        if pixels is None:
            short = True
            release()  # outside the except, where nothing holds the failed tensors any more
        elif not _all_finite(pixels):
            invalid = True
        else:
            _note(ctx, loaded, careful, device, short)
            return loaded.pipe.image_processor.postprocess(pixels.float(), output_type="pil")[0]
    if short:
        raise MemoryError("decoding")
    raise StudioError(
        ErrorKind.BUG,
        "The picture could not be decoded: the model gives invalid numbers even in fp32.",
        "Try another sampler, a lower guidance scale, or another model.",
    )


def _attempts(loaded: Loaded, tiled: bool) -> Iterator[tuple[bool, str, bool]]:
    """(careful fp32 copy, device, tiled), best first."""
    device = loaded.placement.device
    if not tiled:
        yield False, device, False
    yield False, device, True
    yield True, device, tiled
    if device != "cpu":
        yield True, "cpu", True


def _try(ctx: Context, loaded: Loaded, vae: Any, latents: Any, tiled: bool) -> Any:
    """Pixels, or None when memory ran out."""
    import torch

    (vae.enable_tiling if tiled else vae.disable_tiling)()
    weights = next(vae.parameters())
    device = weights.device if weights.device.type not in ("meta",) else latents.device
    if vae is loaded.pipe.vae:
        device = loaded.pipe._execution_device
    try:
        with torch.no_grad(), cancellable([vae], ctx.check_cancel):
            scaled = latents.to(device, weights.dtype) / vae.config.scaling_factor
            return vae.decode(scaled, return_dict=False)[0]
    except Exception as error:
        if not is_out_of_memory(error):
            raise
        return None


def _all_finite(pixels: Any) -> bool:
    return bool(pixels.isfinite().all())


def _note(ctx: Context, loaded: Loaded, careful: bool, device: str, short: bool) -> None:
    if careful and device != loaded.placement.device:
        ctx.note(CPU_NOTE)
    elif careful:
        ctx.note(FP32_NOTE)
    elif short and not loaded.placement.vae_tiling:
        ctx.note(TILED_NOTE)
