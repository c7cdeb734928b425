"""ControlNets: pictures that steer the structure, as residuals added to the denoiser's blocks."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import ModelFile
from studio.core.requests import Control, ImageRequest
from studio.engine.context import Context
from studio.engine.device import dtype_argument
from studio.engine.faults import is_out_of_memory
from studio.engine.kits.cancelling import cancellable
from studio.engine.kits.loading import Loaded
from studio.engine.kits.redraw import Plan
from studio.engine.media import load_start

log = logging.getLogger(__name__)


@dataclass
class Steered:
    """One control ready to act: its net, its picture (1, 3, height, width) of 0 to 1."""

    control: Control
    net: Any
    picture: Any


def plan_controls(ctx: Context, loaded: Loaded, request: ImageRequest, plan: Plan) -> None:
    """Add the ControlNets of a request to the call of a pipeline; the first to see the denoiser's input.

    Raises StudioError(MODEL_BROKEN, FILE_BROKEN).
    """
    import torch
    from torchvision.transforms.functional import pil_to_tensor

    files = {file.id: file for file in ctx.run.parts if file.kind == "controlnet"}
    named = {control.model for control in request.controls}
    for gone in [identity for identity in loaded.controls if identity not in named]:
        del loaded.controls[gone]
    if not request.controls:
        return
    unet = loaded.pipe.unet
    kind = {"device": loaded.pipe._execution_device, "dtype": next(unet.parameters()).dtype}
    steered = []
    for control in request.controls:
        net = _net(ctx, loaded, files[control.model]).to(**kind)
        picture = load_start(control.picture, request.width, request.height, "control picture")
        pixels = pil_to_tensor(picture)[None].to(torch.float32) / 255
        steered.append(Steered(control, net, pixels.to(**kind)))
    steering = Steering(plan.pipe, steered)
    plan.around.insert(0, steering.acting(unet))
    plan.around.insert(0, cancellable([each.net for each in steered], ctx.check_cancel))
    plan.changes.append(steering.step_done)


class Steering:
    """Asks the nets whose turn it is at each call of the denoiser."""

    def __init__(self, pipe: Any, steered: Sequence[Steered]) -> None:
        self.pipe, self.steered = pipe, steered
        self._number = 0

    def step_done(self, pipe: Any, number: int, latents: Any) -> Any:
        """After step ``number``: count; the latents stay as they are."""
        self._number = number + 1
        return latents

    def due(self) -> list[Steered]:
        """The controls that act at this step, by the shares of the steps they begin and end at."""
        total = max(1, self.pipe.num_timesteps)
        at, after = self._number / total, (self._number + 1) / total
        due = [each for each in self.steered if at >= each.control.begin and after <= each.control.end + 1e-6]
        return [each for each in due if each.control.weight]

    @contextmanager
    def acting(self, denoiser: Any) -> Iterator[None]:
        """While the block runs, the denoiser gets the residuals of the nets."""

        def add(module: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
            down: Any = None
            middle: Any = None
            for each in self.due():
                more_down, more_middle = each.net(
                    *arguments[:2],
                    encoder_hidden_states=named["encoder_hidden_states"],
                    controlnet_cond=each.picture.expand(len(arguments[0]), -1, -1, -1),
                    conditioning_scale=each.control.weight,
                    added_cond_kwargs=named.get("added_cond_kwargs"),
                    return_dict=False,
                )
                down = more_down if down is None else [a + b for a, b in zip(down, more_down, strict=True)]
                middle = more_middle if middle is None else middle + more_middle
            if down is None:
                return None
            residuals = {"down_block_additional_residuals": down, "mid_block_additional_residual": middle}
            return arguments, named | residuals

        handle = denoiser.register_forward_pre_hook(add, with_kwargs=True)
        try:
            yield
        finally:
            handle.remove()


def _net(ctx: Context, loaded: Loaded, file: ModelFile) -> Any:
    """A ControlNet, kept in memory until a request comes without it."""
    if file.id not in loaded.controls:
        ctx.check_cancel()
        try:
            loaded.controls[file.id] = _load(loaded, Path(file.path)).eval()
        except Exception as error:
            if is_out_of_memory(error):
                raise
            log.info("The ControlNet %s cannot be used: %s", file.path, error)
            raise StudioError(
                ErrorKind.MODEL_BROKEN,
                f"The ControlNet “{file.name}” cannot be used with this model.",
                "Leave it out, or copy it again.",
                str(error),
            ) from error
    return loaded.controls[file.id]


def _load(loaded: Loaded, path: Path) -> Any:
    """From its folder; or from one file, whose shape is that of the model it was made for."""
    from diffusers.models.controlnets.controlnet import ControlNetModel

    unet = loaded.pipe.unet
    dtype = next(unet.parameters()).dtype
    if path.is_dir():
        return ControlNetModel.from_pretrained(
            str(path), local_files_only=True, use_safetensors=True, **{dtype_argument(): dtype}
        )
    from safetensors.torch import load_file

    net: Any = ControlNetModel.from_unet(unet, load_weights_from_unet=False)
    net.load_state_dict(load_file(path))
    return net.to(dtype=dtype)
