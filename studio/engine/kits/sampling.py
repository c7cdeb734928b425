"""Sample the latents of one picture: the pipeline's call, and what happens to the latents at each step."""

from contextlib import ExitStack
from typing import Any

from studio.core.errors import ErrorKind, StudioError
from studio.core.requests import ImageRequest, seed_of
from studio.engine.context import Context
from studio.engine.estimate import Estimate
from studio.engine.kits import weights
from studio.engine.kits.cancelling import cancellable
from studio.engine.kits.controls import plan_controls
from studio.engine.kits.loading import Loaded
from studio.engine.kits.preview import watch_steps
from studio.engine.kits.prompts import prompt_options
from studio.engine.kits.redraw import Plan, plan_start
from studio.engine.kits.regions import plan_regions
from studio.engine.kits.schedulers import build_scheduler
from studio.engine.kits.tiled import count_tiles, in_tiles
from studio.engine.media import MaskedStart


def sample(
    ctx: Context,
    loaded: Loaded,
    request: ImageRequest,
    start_pipeline: Any,
    given: MaskedStart | None,
    index: int,
    estimate: Estimate,
) -> Any:
    """Sampled latents of one picture, shape (1, channels, height / 8, width / 8)."""
    import torch

    with ExitStack() as around:
        around.enter_context(cancellable(loaded.models(), ctx.check_cancel))
        with ctx.timed("encoding"):
            plan = plan_call(ctx, loaded, request, start_pipeline, given, index)
            for each in plan.around:
                around.enter_context(each)
        with ctx.timed("denoising"):
            pipe = plan.pipe
            pipe.scheduler = build_scheduler(
                loaded.scheduler_config, request.sampler, request.schedule, request.steps
            )
            if request.steps > 1 and loaded.preview and ctx.run.previews:
                watch_steps(ctx, pipe.scheduler, loaded.preview, plan.shown)
            steps = Steps(ctx, loaded, estimate, plan)
            if request.tile:
                side = steps.use_tiles(request)
                denoiser = getattr(loaded.pipe, loaded.denoiser)
                around.enter_context(in_tiles(denoiser, side, steps.tile_done))
            estimate.begin_picture(len(ctx.missing()))
            latents = pipe(
                num_inference_steps=request.steps,
                guidance_scale=request.guidance_scale,
                generator=torch.Generator("cpu").manual_seed(seed_of(request, index)),
                output_type="latent",
                callback_on_step_end=steps.step_done,
                **plan.options,
            ).images
    refuse_invalid(loaded, latents)
    return latents


def plan_call(
    ctx: Context,
    loaded: Loaded,
    request: ImageRequest,
    start_pipeline: Any,
    given: MaskedStart | None,
    index: int,
) -> Plan:
    """Which pipeline is called with what; regions and the like add to its options, changes and around."""
    plan = plan_start(ctx, loaded, request, start_pipeline, given, index)
    plan.options |= prompt_options(ctx, loaded, request)
    plan_controls(ctx, loaded, request, plan)
    plan_regions(ctx, loaded, request, plan)
    return plan


class Steps:
    """Follows the steps of one picture: cancelling, progress, and the changes its plan asks for."""

    def __init__(self, ctx: Context, loaded: Loaded, estimate: Estimate, plan: Plan) -> None:
        self.ctx, self.loaded, self.estimate, self.plan = ctx, loaded, estimate, plan
        self.tiles = 1
        self._tiles_done = 0

    def use_tiles(self, request: ImageRequest) -> int:
        """Count progress in tiles; answers their side in latents."""
        scale = self.loaded.pipe.vae_scale_factor
        side = request.tile // scale
        self.tiles = count_tiles(request.height // scale, request.width // scale, side)
        return side

    def tile_done(self) -> None:
        """A tile of the step was denoised. Raises Cancelled."""
        self.ctx.check_cancel()
        self._tiles_done += 1
        self.estimate.step()
        self._tell()

    def step_done(self, pipe: Any, number: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        """A step has ended: diffusers' callback_on_step_end."""
        self.ctx.check_cancel()
        if number == 0:
            refuse_invalid(self.loaded, tensors["latents"])
        for change in self.plan.changes:
            tensors["latents"] = change(pipe, number, tensors["latents"])
        self._tiles_done = (number + 1) * self.tiles
        if self.tiles == 1:
            self.estimate.step()
        self._tell()
        return tensors

    def _tell(self) -> None:
        total = self.plan.pipe.num_timesteps * self.tiles
        done = min(self._tiles_done, total)
        self.ctx.progress(done, total, self.estimate.seconds_left(done, total))


def refuse_invalid(loaded: Loaded, latents: Any) -> None:
    """Raises StudioError when sampling gave invalid numbers, with the likely reason."""
    if bool(latents.isfinite().all()):
        return
    for name in loaded.spec.components:
        if weights.has_broken_numbers(getattr(loaded.pipe, name)):
            raise weights.broken(loaded.model, f"its part “{name}” holds invalid numbers")
    raise StudioError(
        ErrorKind.DEVICE_FAULT,
        f"Sampling gave invalid numbers in {loaded.placement.precision}.",
        "Open Settings, Device and precision, and choose fp32, or try another sampler.",
    )
