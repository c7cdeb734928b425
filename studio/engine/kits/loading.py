"""From a local folder or a single file to a pipeline in memory, and what is remembered beside it."""

from collections import OrderedDict
from pathlib import Path
from typing import Any

from studio.core.artifacts import ModelUsed
from studio.core.checkpoint import identify_model
from studio.core.messages import ModelFile
from studio.core.placement import Placement
from studio.core.specs import FamilySpec, LatentPreview
from studio.engine.context import Context
from studio.engine.device import dtype_argument, torch_type
from studio.engine.kits import single_file, weights
from studio.engine.kits.adapters import Adapters
from studio.engine.kits.fitting import check_fit
from studio.engine.kits.parts import load_part
from studio.engine.kits.preview import preview_map

DENOISERS = ("unet", "transformer")
LAID_BY_CHANNEL = (*DENOISERS, "vae")
"""Parts of convolutions, which are faster when a pixel's channels lie side by side (channels-last)."""


class Loaded:
    """A pipeline in memory with what is remembered between jobs."""

    def __init__(self, pipe: Any, spec: FamilySpec, model: ModelFile, placement: Placement) -> None:
        self.pipe, self.spec, self.model, self.placement = pipe, spec, model, placement
        self.denoiser = next(name for name in DENOISERS if name in spec.components)
        self.stamp = weights.stamp_of(model, self.denoiser)
        self.hash = weights.WeightsHash(model, self.denoiser)
        self.scheduler_config = dict(pipe.scheduler.config)
        self.embeds: OrderedDict[Any, tuple[Any, int]] = OrderedDict()
        self.adapters = Adapters(pipe)
        self.controls: dict[str, Any] = {}
        """ControlNets in memory, by id."""
        self.decode_seconds: dict[tuple[int, int], float] = {}
        card = identify_model(Path(model.path), [spec]).card
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
        """An fp32 copy of the autoencoder, free of offload hooks.

        Kept, because a model that needs it once needs it again.
        """
        import torch

        if device not in self._careful:
            self._careful[device] = load_part(ctx, self.model, "vae", torch.float32).to(device)
        return self._careful[device]

    def used(self) -> ModelUsed:
        """The model for manifests; waits for the hash of its weights."""
        model = self.model
        return ModelUsed(
            id=model.id, name=model.name, family=model.family, licence=model.licence, sha256=self.hash.value()
        )


def load(ctx: Context, spec: FamilySpec, model: ModelFile, placement: Placement, pipeline: Any) -> Loaded:
    """Load a local diffusers folder or a single file onto its placement.

    Raises StudioError(MODEL_BROKEN), Cancelled, or what torch raises when memory runs out.
    """
    import torch

    torch.set_num_threads(max(1, placement.threads))
    dtype = torch_type(placement.precision)
    parts: dict[str, Any] = {}
    for number, name in enumerate(spec.components):
        ctx.progress(number, len(spec.components))
        last = name in LAID_BY_CHANNEL and _lies_by_channel(placement)
        parts[name] = load_part(ctx, model, name, dtype, channels_last=last)
    ctx.check_cancel()
    pipe = _pipeline(model, pipeline, parts, dtype)
    check_fit(model, pipe)
    pipe.set_progress_bar_config(disable=True)
    place(pipe, placement)
    return Loaded(pipe, spec, model, placement)


def _pipeline(model: ModelFile, pipeline: Any, parts: dict[str, Any], dtype: Any) -> Any:
    """The pipeline over its loaded parts; what else it needs lies beside them or ships with us."""
    if single_file.is_single_file(model):
        return single_file.assemble(model, pipeline, parts)
    try:
        absent = {name: None for name in single_file.ABSENT if name in _parameters(pipeline)}
        return pipeline.from_pretrained(
            model.path,
            local_files_only=True,
            **{dtype_argument(): dtype},
            **absent,
            **parts,
            **({single_file.CHECKER: False} if single_file.CHECKER in _parameters(pipeline) else {}),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise weights.broken(model, "its parts do not fit together", str(error)) from error


def _parameters(pipeline: Any) -> set[str]:
    import inspect

    return set(inspect.signature(pipeline.__init__).parameters)


def _lies_by_channel(placement: Placement) -> bool:
    """On Metal that layout is no faster, and torch gives wrong numbers for some of its views there."""
    return placement.device != "mps"


def place(pipe: Any, placement: Placement) -> None:
    """Put the parts where the placement says."""
    import torch

    for name in LAID_BY_CHANNEL:
        part = getattr(pipe, name, None)
        if isinstance(part, torch.nn.Module) and _lies_by_channel(placement):
            part.to(memory_format=torch.channels_last)
    if placement.vae_tiling:
        pipe.vae.enable_tiling()
    if placement.offload == "model":
        pipe.enable_model_cpu_offload(device=placement.device)
    elif placement.offload == "sequential":
        pipe.enable_sequential_cpu_offload(device=placement.device)
    else:
        pipe.to(placement.device)
