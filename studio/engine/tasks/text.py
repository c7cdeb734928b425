"""Text from a request: check, identify, place, load, write. Readable from top to bottom."""

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import Count, Counted, Embed, Embedded, ModelFile
from studio.core.text_models import TextIdentity, identify_text, lora_fits, projector_beside
from studio.core.text_placement import TextNeed
from studio.core.text_requests import SAMPLERS, Sampling, TextRequest, check_text_request
from studio.engine import faults
from studio.engine.context import Cancelled
from studio.engine.text_context import TextContext
from studio.engine.text_residency import TextResidency, Wanted

PICTURE_BYTES_MAX = 64 * 1024 * 1024

Families = Mapping[str, ModuleType]


def run(
    ctx: TextContext, residency: TextResidency, families: Families, request: TextRequest, model: ModelFile
) -> None:
    """Write all alternatives of a request. What was written before a cancel or a fault is told first.

    Raises StudioError, Cancelled, or whatever the family's library raises.
    """
    check_text_request(request)
    identity = identify(model, families)
    family = families[identity.family]
    check_abilities(request, family, identity)
    wanted = Wanted(
        family=family,
        model=model,
        need=need_of(identity),
        wish=request.placement,
        context=request.context,
        parts=(*check_adapters(ctx, request, identity), *check_pictures(request, identity, model)),
    )
    loaded = residency.writer(wanted, ctx)
    try:
        family.generate(ctx, loaded, request)
        ctx.flush()
    except BaseException:
        ctx.cut_short()
        raise


def count(residency: TextResidency, families: Families, command: Count) -> Counted:
    """How many tokens each text is; a model that writes just now is asked as it is. Never raises."""
    try:
        held = residency.held(command.model)
        if held is None:
            family, wanted = _wanted(families, command.model)
            held = family, residency.writer(wanted)
        family, loaded = held
        return Counted(number=command.number, tokens=tuple(family.count(loaded, command.texts)))
    except (Exception, Cancelled) as error:
        return Counted(number=command.number, problem=faults.report(error).sentence)


def embed(residency: TextResidency, families: Families, command: Embed) -> Embedded:
    """What each text means, as unit vectors. Never raises."""
    try:
        family, wanted = _wanted(families, command.model)
        loaded = residency.embedder(wanted)
        vectors = family.embed(loaded, command.texts)
        return Embedded(number=command.number, vectors=tuple(tuple(vector) for vector in vectors))
    except (Exception, Cancelled) as error:
        return Embedded(number=command.number, problem=faults.report(error).sentence)


def _wanted(families: Families, model: ModelFile) -> tuple[ModuleType, Wanted]:
    identity = identify(model, families)
    family = families[identity.family]
    return family, Wanted(family=family, model=model, need=need_of(identity))


def identify(model: ModelFile, families: Families) -> TextIdentity:
    """What the model is. Raises StudioError(MODEL_MISSING, MODEL_BROKEN, MODEL_UNKNOWN)."""
    path = Path(model.path)
    identity = identify_text(path)
    if identity.problem:
        kind = ErrorKind.MODEL_BROKEN if identity.kind else ErrorKind.MODEL_UNKNOWN
        if not path.exists():
            kind = ErrorKind.MODEL_MISSING
        raise StudioError(kind, identity.problem, identity.advice)
    if identity.kind not in ("text", "embedding") or identity.family not in families:
        raise StudioError(
            ErrorKind.MODEL_UNKNOWN,
            f"“{identity.name}” is no model that writes.",
            "Choose a language model.",
        )
    return identity


def need_of(identity: TextIdentity) -> TextNeed:
    """What the model asks of the machine."""
    return TextNeed(
        name=identity.name,
        bytes=identity.bytes,
        parameters=identity.parameters,
        layers=identity.layers,
        context=identity.context,
        memory_per_token=identity.memory_per_token,
    )


def check_abilities(request: TextRequest, family: ModuleType, identity: TextIdentity) -> None:
    """Refuse what this kind of model cannot do, before anything is loaded.

    Raises StudioError(INVALID_REQUEST). Infill is not asked here: without it a plain text is read instead.
    """
    abilities = family.SPEC.abilities
    if identity.kind == "embedding":
        raise _cannot(f"“{identity.name}” knows what texts mean and cannot write.", "Choose another model.")
    wished = (
        (request.grammar or request.json_schema, "grammar", "follow a grammar"),
        (request.banned, "banned", "avoid phrases"),
        (request.adapters, "lora", "use LoRAs"),
        (request.pictures, "pictures", "look at pictures"),
    )
    for asked, ability, words in wished:
        if asked and ability not in abilities:
            raise _cannot(
                f"Models of the kind {family.SPEC.label} cannot {words}.",
                "Leave it out, or choose another model.",
            )
    for step in steps_in_use(request.sampling):
        if step not in abilities:
            raise _cannot(
                f"Models of the kind {family.SPEC.label} do not know the sampling step “{step}”.",
                "Switch it off, or choose another model.",
            )


def steps_in_use(sampling: Sampling) -> list[str]:
    """The sampling steps that would change anything."""
    active = {
        "penalties": (sampling.repeat_penalty, sampling.frequency_penalty, sampling.presence_penalty)
        != (1.0, 0.0, 0.0),
        "dry": sampling.dry_multiplier > 0,
        "top_k": sampling.top_k > 0,
        "typical_p": sampling.typical_p < 1,
        "top_p": sampling.top_p < 1,
        "min_p": sampling.min_p > 0,
        "xtc": sampling.xtc_probability > 0,
        "temperature": True,
    }
    if sampling.mirostat:
        return ["mirostat"]
    return [step for step in SAMPLERS if active[step] and step in sampling.order]


def check_adapters(ctx: TextContext, request: TextRequest, identity: TextIdentity) -> tuple[ModelFile, ...]:
    """The files of the request's LoRAs. Raises StudioError(MODEL_MISSING, MODEL_BROKEN, INVALID_REQUEST)."""
    found = []
    for adapter in request.adapters:
        file = next((part for part in ctx.run.parts if part.id == adapter.model), None)
        if file is None or not Path(file.path).exists():
            raise StudioError(
                ErrorKind.MODEL_MISSING,
                f"The LoRA “{file.name if file else adapter.model}” is not there any more.",
                "Put it back, or leave it out.",
            )
        lora = identify_text(Path(file.path))
        if lora.problem:
            raise StudioError(ErrorKind.MODEL_BROKEN, lora.problem, lora.advice)
        if not lora_fits(lora, identity):
            raise _cannot(
                f"The LoRA “{file.name}” was not made for the model “{identity.name}”.",
                "Leave it out, or choose a model it was made for.",
            )
        found.append(file)
    return tuple(found)


def check_pictures(request: TextRequest, identity: TextIdentity, model: ModelFile) -> tuple[ModelFile, ...]:
    """The projector for a request with pictures. Raises StudioError(INVALID_REQUEST, FILE_BROKEN)."""
    if not request.pictures:
        return ()
    for picture in request.pictures:
        path = Path(picture.path)
        if not path.is_file() or path.stat().st_size > PICTURE_BYTES_MAX:
            raise StudioError(
                ErrorKind.FILE_BROKEN,
                f"The picture “{path.name}” is not there any more, or is too large to look at.",
                "Choose another picture.",
            )
    projector = projector_beside(Path(model.path)) if identity.family == "gguf" else None
    if projector is None:
        raise _cannot(
            f"“{identity.name}” cannot see: no projector file (mmproj) lies beside it.",
            "Put the model's mmproj file into the same folder, or choose a model that sees.",
        )
    return (
        ModelFile(
            id=projector.stem, name=projector.name, family="gguf", path=str(projector), kind="projector"
        ),
    )


def _cannot(sentence: str, advice: str) -> StudioError:
    return StudioError(ErrorKind.INVALID_REQUEST, sentence, advice)
