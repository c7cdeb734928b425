"""The shared recipe of the families that diffusers runs: load, encode, sample, decode."""

import contextlib
import time
from collections import OrderedDict
from pathlib import Path
from typing import Any

from studio.core.artifacts import ModelUsed
from studio.core.errors import ErrorKind, StudioError
from studio.core.identify import identify_folder
from studio.core.messages import ModelFile
from studio.core.placement import Placement
from studio.core.requests import ImageRequest, seed_of
from studio.core.specs import FamilySpec, LatentPreview
from studio.engine.context import Context
from studio.engine.device import dtype_argument, torch_type
from studio.engine.estimate import Estimate
from studio.engine.kits import weights
from studio.engine.kits.cancelling import cancellable
from studio.engine.kits.decoding import decode, load_careful_vae
from studio.engine.kits.fitting import check_fit
from studio.engine.kits.preview import preview_map, watch_steps
from studio.engine.kits.schedulers import build_scheduler
from studio.engine.media import load_start
from studio.engine.staging import Staging

EMBEDS_KEPT = 16
"""Encoded texts remembered per model."""
ABSENT = ("safety_checker", "feature_extractor", "image_encoder")
"""Parts of old Stable Diffusion folders that are never loaded."""
DENOISERS = ("unet", "transformer")


class Loaded:
    """A pipeline in memory with what is remembered between jobs."""

    def __init__(self, pipe: Any, spec: FamilySpec, model: ModelFile, placement: Placement) -> None:
        self.pipe, self.spec, self.model, self.placement = pipe, spec, model, placement
        self.denoiser = next(name for name in DENOISERS if name in spec.components)
        self.stamp = weights.stamp_of(model, self.denoiser)
        self.hash = weights.WeightsHash(model, self.denoiser)
        self.scheduler_config = dict(pipe.scheduler.config)
        self.embeds: OrderedDict[str, tuple[Any, int]] = OrderedDict()
        self.decode_seconds: dict[tuple[int, int], float] = {}
        card = identify_folder(Path(model.path), [spec]).card
        self.preview: LatentPreview | None = preview_map(card, spec.preview, pipe.vae.config.latent_channels)
        self._start_pipe: Any = None
        self._careful: dict[str, Any] = {}

    def models(self) -> list[Any]:
        """The parts with weights."""
        return [getattr(self.pipe, name) for name in self.spec.components]

    def start_pipe(self, kind: Any) -> Any:
        """The image-to-image pipeline over the same parts."""
        if self._start_pipe is None:
            # from_pipe casts everything to fp32 unless told otherwise.
            self._start_pipe = kind.from_pipe(
                self.pipe, **{dtype_argument(): torch_type(self.placement.precision)}
            )
        return self._start_pipe

    def careful_vae(self, ctx: Context, device: str) -> Any:
        """An fp32 copy of the autoencoder, kept because a model that needs it once needs it again."""
        if device not in self._careful:
            self._careful[device] = load_careful_vae(ctx, self, device)
        return self._careful[device]

    def used(self) -> ModelUsed:
        """The model for manifests; waits for the hash of its weights."""
        model = self.model
        return ModelUsed(
            id=model.id, name=model.name, family=model.family, licence=model.licence, sha256=self.hash.value()
        )


# Loading


def load(ctx: Context, spec: FamilySpec, model: ModelFile, placement: Placement, pipeline: Any) -> Loaded:
    """Load a local diffusers folder onto its placement.

    Raises StudioError(MODEL_BROKEN), Cancelled, or what torch raises when memory runs out.
    """
    import torch

    torch.set_num_threads(max(1, placement.threads))
    dtype = torch_type(placement.precision)
    parts: dict[str, Any] = {}
    for number, name in enumerate(spec.components):
        ctx.progress(number, len(spec.components))
        parts[name] = weights.load_part(ctx, model, name, dtype)
    ctx.check_cancel()
    try:
        absent = {name: None for name in ABSENT if name in _parameters(pipeline)}
        pipe = pipeline.from_pretrained(
            model.path,
            local_files_only=True,
            **{dtype_argument(): dtype},
            **absent,
            **parts,
            **_checker(pipeline),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise weights.broken(model, "its parts do not fit together", str(error)) from error
    check_fit(model, pipe)
    pipe.set_progress_bar_config(disable=True)
    _place(pipe, placement)
    return Loaded(pipe, spec, model, placement)


def _parameters(pipeline: Any) -> set[str]:
    import inspect

    return set(inspect.signature(pipeline.__init__).parameters)


def _checker(pipeline: Any) -> dict[str, bool]:
    """Quiet the remark about a checker that is left out on purpose."""
    name = "requires_safety_checker"
    return {name: False} if name in _parameters(pipeline) else {}


def _place(pipe: Any, placement: Placement) -> None:
    import torch

    for name in (*DENOISERS, "vae"):
        part = getattr(pipe, name, None)
        # On Metal this layout is no faster, and torch gives wrong numbers for some of its views there.
        if isinstance(part, torch.nn.Module) and placement.device != "mps":
            part.to(memory_format=torch.channels_last)
    if placement.vae_tiling:
        pipe.vae.enable_tiling()
    if placement.offload == "model":
        pipe.enable_model_cpu_offload(device=placement.device)
    elif placement.offload == "sequential":
        pipe.enable_sequential_cpu_offload(device=placement.device)
    else:
        pipe.to(placement.device)


# Drawing


def generate(ctx: Context, loaded: Loaded, request: ImageRequest, start_pipeline: Any) -> None:
    """Draw the missing pictures of a request, one at a time, each from its own seed."""
    import torch

    staging = Staging(ctx, request)
    missing = ctx.missing()
    size = (request.width, request.height)
    estimate = Estimate(len(missing), loaded.decode_seconds.get(size, 0.0))
    try:
        with torch.no_grad():
            for number, index in enumerate(missing):
                ctx.begin_picture(index + 1)
                latents = _kept(loaded, staging, index)
                if latents is None:
                    estimate.begin_picture(len(missing) - number)
                    latents = _sample(ctx, loaded, request, start_pipeline, index, estimate)
                    staging.keep_latents(_to_file(latents), index, loaded.stamp)
                begun = time.perf_counter()
                with ctx.timed("decoding"):
                    image = decode(ctx, loaded, latents)
                staging.finish(image, index, loaded.used())
                loaded.decode_seconds[size] = time.perf_counter() - begun
                estimate.decoded(loaded.decode_seconds[size])
    finally:
        with contextlib.suppress(Exception):  # the job's own outcome matters more
            loaded.pipe.maybe_free_model_hooks()


def _to_file(latents: Any) -> bytes:
    from safetensors.torch import save

    return save({"latents": latents.contiguous()})


def _kept(loaded: Loaded, staging: Staging, index: int) -> Any:
    """Latents of an earlier run, or None."""
    from safetensors import SafetensorError
    from safetensors.torch import load as load_bytes

    path = staging.kept_latents(index, loaded.stamp)
    if path is None:
        return None
    try:
        # Not load_file: it maps the file into memory, and Windows cannot remove a mapped file.
        return load_bytes(path.read_bytes())["latents"]
    except (OSError, SafetensorError, KeyError):
        staging.drop_latents(index)
        return None


def _sample(
    ctx: Context,
    loaded: Loaded,
    request: ImageRequest,
    start_pipeline: Any,
    index: int,
    estimate: Estimate,
) -> Any:
    """Sampled latents of one picture, shape (1, channels, height / 8, width / 8)."""
    import torch

    models = loaded.models()
    with cancellable(models, ctx.check_cancel):
        with ctx.timed("encoding"):
            options = _prompts(ctx, loaded, request)
        with ctx.timed("denoising"):
            pipe = loaded.pipe
            if request.start:
                pipe = loaded.start_pipe(start_pipeline)
                options |= {"image": load_start(request.start, request.width, request.height)}
                options |= {"strength": _strength(ctx, request)}
            else:
                options |= {"width": request.width, "height": request.height}
            pipe.scheduler = build_scheduler(
                loaded.scheduler_config, request.sampler, request.schedule, request.steps
            )
            if request.steps > 1 and loaded.preview and ctx.run.previews:
                watch_steps(ctx, pipe.scheduler, loaded.preview)
            estimate.begin_picture(len(ctx.missing()))
            latents = pipe(
                num_inference_steps=request.steps,
                guidance_scale=request.guidance_scale,
                generator=torch.Generator("cpu").manual_seed(seed_of(request, index)),
                output_type="latent",
                callback_on_step_end=_step_watch(ctx, loaded, estimate),
                **options,
            ).images
    _refuse_invalid(loaded, latents)
    return latents


def _step_watch(ctx: Context, loaded: Loaded, estimate: Estimate) -> Any:
    def on_step(pipe: Any, number: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        ctx.check_cancel()
        if number == 0:
            _refuse_invalid(loaded, tensors["latents"])
        estimate.step()
        total = pipe.num_timesteps
        ctx.progress(number + 1, total, estimate.seconds_left(number + 1, total))
        return tensors

    return on_step


def _strength(ctx: Context, request: ImageRequest) -> float:
    """The strength, raised so far that at least one step is left to take."""
    least = (1.0 + 1e-6) / request.steps
    if request.strength < least:
        ctx.note("The strength is too low for so few steps; one step was taken.")
        return min(1.0, least)
    return request.strength


def _refuse_invalid(loaded: Loaded, latents: Any) -> None:
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


# Prompts


def _prompts(ctx: Context, loaded: Loaded, request: ImageRequest) -> dict[str, Any]:
    """The encoded prompts as arguments of the pipeline."""
    options = {"prompt_embeds": _embed(ctx, loaded, request.prompt, "prompt")}
    if request.guidance_scale > 1:
        options["negative_prompt_embeds"] = _embed(ctx, loaded, request.negative, "negative prompt")
    return options


def _embed(ctx: Context, loaded: Loaded, text: str, name: str) -> Any:
    """A text's embedding, remembered; notes when the encoder's limit cuts it."""
    if text not in loaded.embeds:
        pipe = loaded.pipe
        cut = _cut_at(pipe.tokenizer, text)
        embeds, _ = pipe.encode_prompt(text, pipe._execution_device, 1, False)
        loaded.embeds[text] = (embeds, cut)
        if len(loaded.embeds) > EMBEDS_KEPT:
            loaded.embeds.popitem(last=False)
    loaded.embeds.move_to_end(text)
    embeds, cut = loaded.embeds[text]
    if cut:
        ctx.note(f"The {name} was cut after {cut} tokens, the most this model reads; the rest had no effect.")
    return embeds


def _cut_at(tokenizer: Any, text: str) -> int:
    """How many tokens of ``text`` the encoder keeps when it is too long, else 0."""
    limit = tokenizer.model_max_length
    count = len(tokenizer(text, truncation=False, verbose=False).input_ids)
    return limit - 2 if count > limit else 0
