"""Pictures from a request: check, identify, place, load, draw. Readable from top to bottom."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from studio.core.addons import control_misfit, identify_addon, lora_misfit
from studio.core.checkpoint import identify_model
from studio.core.errors import ErrorKind, StudioError
from studio.core.identify import Identity
from studio.core.messages import ModelFile
from studio.core.placement import Need, Placement, choose_placement
from studio.core.requests import ImageRequest, check_request
from studio.core.samplers import SAMPLERS, SCHEDULES
from studio.core.specs import FamilySpec
from studio.engine.context import Context
from studio.engine.media import ENDINGS
from studio.engine.residency import Residency
from studio.engine.staging import Staging

Families = Mapping[str, ModuleType]


def run(
    ctx: Context, residency: Residency, families: Families, request: ImageRequest, model: ModelFile
) -> None:
    """Draw all pictures of a request; each is told by ``ctx.produce`` as soon as it is finished.

    Raises StudioError, Cancelled, or whatever the family's library raises.
    """
    check_request(request)
    _check_sampling(request)
    _check_format(ctx.run.picture_format)
    hand_over_finished(ctx, request)
    if not ctx.missing():
        return
    identity = identify(model, families)
    family = families[identity.family]
    check_parts(request, ctx.run.parts, family.SPEC, model)
    more = [identify_addon(Path(part.path)).weights for part in ctx.run.parts]
    need = Need(
        weights=identity.weights + sum(more),
        largest_part=max([identity.largest_part, *more]),
        activation=family.SPEC.activation_per_pixel * (request.tile**2 or request.width * request.height),
    )
    placement = choose_placement(residency.hardware, request.placement, need)

    ctx.device_name = residency.device(placement.device).name

    def draw(loaded: Any, used: Placement) -> None:
        ctx.placement = used
        family.generate(ctx, loaded, request)

    residency.use(ctx, family, model, placement, need, draw)


def hand_over_finished(ctx: Context, request: ImageRequest) -> None:
    """Produce again what an earlier run of this request finished and nobody adopted."""
    staging = Staging(ctx, request)
    for index in ctx.missing():
        picture = staging.finished(index)
        if picture:
            ctx.produce(picture)


def identify(model: ModelFile, families: Families) -> Identity:
    """What the model holds. Raises StudioError(MODEL_MISSING, MODEL_BROKEN, MODEL_UNKNOWN)."""
    path = Path(model.path)
    identity = identify_model(path, [family.SPEC for family in families.values()])
    if not identity.problem:
        return identity
    if not path.exists():
        kind = ErrorKind.MODEL_MISSING
    elif identity.family or path.is_file():
        kind = ErrorKind.MODEL_BROKEN
    else:
        kind = ErrorKind.MODEL_UNKNOWN
    raise StudioError(kind, identity.problem, identity.advice)


def check_parts(
    request: ImageRequest, parts: Sequence[ModelFile], spec: FamilySpec, model: ModelFile
) -> None:
    """Regions, LoRAs and ControlNets, before anything is loaded.

    Raises StudioError(INVALID_REQUEST) for what the family cannot do or what does not fit the model,
    (MODEL_MISSING) for what is not there.
    """
    adapters = {adapter.model for adapter in request.adapters}
    adapters |= {adapter.model for region in request.regions for adapter in region.adapters}
    controls = {control.model for control in request.controls}
    for asked, able, word in (
        (request.regions, spec.regions, "prompts for regions"),
        (adapters, spec.adapters, "LoRAs"),
        (controls, spec.controls, "ControlNets"),
    ):
        if asked and not able:
            raise StudioError(
                ErrorKind.INVALID_REQUEST,
                f"Models of the kind {spec.label} cannot use {word}.",
                "Leave them out, or choose another model.",
            )
    for kind, identities in (("lora", adapters), ("controlnet", controls)):
        for identity in sorted(identities):
            file = next((part for part in parts if part.id == identity and part.kind == kind), None)
            _check_fit(file, identity, kind, model)


def _check_fit(file: ModelFile | None, identity: str, kind: str, model: ModelFile) -> None:
    word, misfit = ("LoRA", lora_misfit) if kind == "lora" else ("ControlNet", control_misfit)
    if file is None or not Path(file.path).exists():
        raise StudioError(
            ErrorKind.MODEL_MISSING,
            f"The {word} “{file.name if file else identity}” is not there any more.",
            "Put it back, or leave it out.",
        )
    try:
        reason = misfit(Path(file.path), Path(model.path))
    except (OSError, ValueError) as error:
        raise StudioError(
            ErrorKind.MODEL_BROKEN, f"The {word} “{file.name}” cannot be read: {error}", "Copy it again."
        ) from error
    if reason:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"The {word} “{file.name}” does not fit the model “{model.name}”: {reason}.",
            "Leave it out, or choose a model it was made for.",
        )


def _check_sampling(request: ImageRequest) -> None:
    sampler = SAMPLERS.get(request.sampler)
    if sampler is None:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"There is no sampler “{request.sampler}”.",
            f"Choose one of {', '.join(SAMPLERS)}.",
        )
    if request.schedule not in sampler.schedules:
        labels = ", ".join(SCHEDULES[schedule].label for schedule in sampler.schedules)
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"The sampler {sampler.label} cannot follow the schedule “{request.schedule}”.",
            f"Choose one of {labels}.",
        )


def _check_format(name: str) -> None:
    if name not in ENDINGS:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"Pictures cannot be saved as “{name}”.",
            f"Choose one of {', '.join(ENDINGS)}.",
        )
