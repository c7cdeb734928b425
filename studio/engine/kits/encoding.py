"""From a picture to latents, in tiles where memory is short and in fp32 where numbers break."""

from typing import TYPE_CHECKING, Any

from studio.engine.context import Context
from studio.engine.kits.cancelling import cancellable
from studio.engine.kits.loading import Loaded

if TYPE_CHECKING:
    from PIL.Image import Image


def encode(ctx: Context, loaded: Loaded, picture: "Image", tiled: bool) -> Any:
    """Scaled latents (1, channels, height / 8, width / 8) of an RGB picture; raises Cancelled."""
    latents = _encode(ctx, loaded, loaded.pipe.vae, picture, tiled)
    if not bool(latents.isfinite().all()):
        careful = loaded.careful_vae(ctx, loaded.placement.device)
        latents = _encode(ctx, loaded, careful, picture, tiled)
    return latents


def _encode(ctx: Context, loaded: Loaded, vae: Any, picture: "Image", tiled: bool) -> Any:
    import torch

    (vae.enable_tiling if tiled or loaded.placement.vae_tiling else vae.disable_tiling)()
    device, dtype = loaded.pipe._execution_device, next(vae.parameters()).dtype
    pixels = loaded.pipe.image_processor.preprocess(picture).to(device, dtype)
    with torch.no_grad(), cancellable([vae], ctx.check_cancel):
        latents = vae.encode(pixels).latent_dist.mode() * vae.config.scaling_factor
    return latents.to(next(getattr(loaded.pipe, loaded.denoiser).parameters()).dtype)
