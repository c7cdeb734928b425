"""The shared recipe of the families that diffusers runs: sample, keep the latents, decode, hand over."""

import contextlib
import time
from typing import Any

from studio.core.requests import ImageRequest
from studio.engine.context import Context
from studio.engine.estimate import Estimate
from studio.engine.kits.adapters import bring_adapters
from studio.engine.kits.decoding import decode
from studio.engine.kits.loading import Loaded
from studio.engine.kits.sampling import sample
from studio.engine.kits.seams import set_in
from studio.engine.kits.weights import stamp_of
from studio.engine.media import flattened, load_masked
from studio.engine.staging import Staging


def generate(ctx: Context, loaded: Loaded, request: ImageRequest, start_pipeline: Any) -> None:
    """Draw the missing pictures of a request, one at a time, each from its own seed."""
    import torch

    staging = Staging(ctx, request)
    stamp = _stamp(ctx, loaded)
    missing = ctx.missing()
    given = load_masked(request.start, request.mask) if request.start and request.mask else None
    size = (request.width, request.height)
    estimate = Estimate(len(missing), loaded.decode_seconds.get(size, 0.0))
    try:
        with torch.no_grad():
            bring_adapters(ctx, loaded.adapters, request)
            for number, index in enumerate(missing):
                ctx.begin_picture(index + 1)
                latents = _kept(staging, index, stamp)
                if latents is None:
                    estimate.begin_picture(len(missing) - number)
                    latents = sample(ctx, loaded, request, start_pipeline, given, index, estimate)
                    staging.keep_latents(_to_file(latents), index, stamp)
                begun = time.perf_counter()
                with ctx.timed("decoding"):
                    image = decode(ctx, loaded, latents, bool(request.tile))
                    if given:
                        image = set_in(image, given, request.match_colours)
                        if image.mode == "RGBA" and ctx.run.picture_format == "jpeg":
                            image = flattened(image)
                staging.finish(image, index, loaded.used())
                loaded.decode_seconds[size] = time.perf_counter() - begun
                estimate.decoded(loaded.decode_seconds[size])
    finally:
        with contextlib.suppress(Exception):  # the job's own outcome matters more
            loaded.pipe.maybe_free_model_hooks()


def _to_file(latents: Any) -> bytes:
    from safetensors.torch import save

    return save({"latents": latents.contiguous()})


def _stamp(ctx: Context, loaded: Loaded) -> str:
    """Changes with the files of the model and of its LoRAs and ControlNets."""
    return "|".join([loaded.stamp, *(stamp_of(part, ".") for part in ctx.run.parts)])


def _kept(staging: Staging, index: int, stamp: str) -> Any:
    """Latents of an earlier run, or None."""
    from safetensors import SafetensorError
    from safetensors.torch import load as load_bytes

    path = staging.kept_latents(index, stamp)
    if path is None:
        return None
    try:
        # Not load_file: it maps the file into memory, and Windows cannot remove a mapped file.
        return load_bytes(path.read_bytes())["latents"]
    except (OSError, SafetensorError, KeyError):
        staging.drop_latents(index)
        return None
