"""What a picture's manifest says, in words: the rows of the detail view."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from studio.core.artifacts import Artifact
from studio.core.image_params import SETTING_PARAMS
from studio.core.samplers import SAMPLERS, SCHEDULES
from studio.ui.sentences import translate_sentence


@dataclass(frozen=True)
class Fact:
    """One row; ``wide`` ones stand under their label with the whole width."""

    label: str
    value: str
    wide: bool = False


translate = QCoreApplication.translate


def _made(created: str) -> str:
    try:
        moment = datetime.fromisoformat(created).astimezone()
    except (ValueError, OverflowError, OSError):
        return created
    return QLocale().toString(moment.replace(tzinfo=None), QLocale.FormatType.ShortFormat)  # type: ignore[call-overload]


def _bytes(count: int) -> str:
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def _offload(identity: str) -> str:
    """The way of offloading as the settings name it."""
    param = next(param for param in SETTING_PARAMS["memory"] if param.id == "offload")
    names = {choice.id: choice.label for choice in param.choices}
    return translate("Param", names.get(identity, identity))


def what_was_asked(artifact: Artifact) -> list[Fact]:
    """The settings of the request behind ``artifact``."""
    manifest = artifact.manifest
    request = manifest.request
    sampler, schedule = SAMPLERS.get(request.sampler), SCHEDULES.get(request.schedule)
    facts = [Fact(translate("Facts", "Prompt"), request.prompt or translate("Facts", "None"), wide=True)]
    if request.negative:
        facts.append(Fact(translate("Facts", "Negative prompt"), request.negative, wide=True))
    facts += [
        Fact(translate("Facts", "Model"), manifest.model.name),
        Fact(translate("Facts", "Sampler"), sampler.label if sampler else request.sampler),
        Fact(translate("Facts", "Schedule"), schedule.label if schedule else request.schedule),
        Fact(translate("Facts", "Steps"), str(request.steps)),
        Fact(translate("Facts", "Guidance scale"), f"{request.guidance_scale:g}"),
        Fact(translate("Facts", "Seed"), str(manifest.seed)),
        Fact(translate("Facts", "Size"), f"{artifact.width} × {artifact.height}"),
    ]
    if request.start:
        facts.append(Fact(translate("Facts", "Strength"), f"{request.strength:.0%}".replace("%", " %")))
        facts.append(Fact(translate("Facts", "Start picture"), request.start.path, wide=True))
    if request.preset:
        facts.append(Fact(translate("Facts", "Preset"), request.preset))
    return facts


def how_it_was_made(artifact: Artifact) -> list[Fact]:
    """Device, precision, offload, times, versions, file."""
    manifest = artifact.manifest
    placement = manifest.placement
    tiling = translate("Facts", "Yes") if placement.vae_tiling else translate("Facts", "No")
    facts = [
        Fact(translate("Facts", "Device"), manifest.device_name or placement.device),
        Fact(translate("Facts", "Precision"), placement.precision),
        Fact(translate("Facts", "Offload"), _offload(placement.offload)),
        Fact(translate("Facts", "VAE tiling"), tiling),
    ]
    for phase, seconds in manifest.seconds.items():
        name = QCoreApplication.translate("Phase", phase).replace("_", " ")
        facts.append(
            Fact(
                name[:1].upper() + name[1:],
                translate("Facts", "{seconds} s").format(seconds=f"{seconds:.2f}"),
            )
        )
    facts.append(Fact(translate("Facts", "Made"), _made(artifact.created)))
    facts.append(
        Fact(
            translate("Facts", "File"),
            f"{artifact.path.rsplit('/', 1)[-1]} · {_bytes(artifact.bytes)}",
            wide=True,
        )
    )
    facts.append(Fact(translate("Facts", "Program"), manifest.program))
    facts += [Fact(name, version) for name, version in manifest.versions.items()]
    if manifest.model.licence:
        facts.append(Fact(translate("Facts", "Model's licence"), manifest.model.licence))
    if manifest.model.sha256:
        facts.append(Fact(translate("Facts", "Model's SHA-256"), manifest.model.sha256[:16] + "…"))
    return facts


def why_it_came_out_so(artifact: Artifact) -> list[str]:
    """Reasons for the placement and remarks of the engine, as sentences."""
    manifest = artifact.manifest
    return [translate_sentence(text) for text in (*manifest.notes, *manifest.placement.reasons)]
