"""What is told of files that the table of marks knows and this Atelier cannot run, or not alone."""

from collections.abc import Collection
from pathlib import Path

from msgspec.structs import replace

from studio.core.addons import Addon
from studio.core.marks import UNKNOWN, Mark
from studio.core.pickled import pickled_problem
from studio.storage.model_entry import ModelEntry

IMAGE = "image"
_CUT = ("cut short.", "there.")
"""How sentences on files end that are shorter than they should be: most likely half a copy of a model."""
_LEAVE = "It stays in the list, and nothing is changed in it."
_SAY = "Say what it is on the Models page, or leave it as it is."
_CONVERT = "Convert it to safetensors, or look for a copy in that format."


def marked(entry: ModelEntry, mark: Mark) -> ModelEntry:
    """An entry with what the mark tells besides: names, precision, and a licence where none is known."""
    return replace(
        entry,
        family=entry.family or mark.family,
        family_label=mark.label,
        variant=mark.variant,
        precision=mark.precision,
        licence=entry.licence or mark.licence,
        runs=entry.runs and not entry.problem,
    )


def refused(name: str, mark: Mark, runnable: Collection[str]) -> tuple[str, str]:
    """Why what the mark says is not run as it is, with advice; both empty for a kind and family that are."""
    label = mark.label or mark.family
    if mark.kind == UNKNOWN:
        if label:
            return f"“{name}” holds something that this Atelier does not use: {label}.", _LEAVE
        return (
            f"It is not known what “{name}” is; it holds {mark.tensors:,} tensors, {mark.weights:,} numbers.",
            _SAY,
        )
    sentence = _as_part(mark.kind, name, label or "a family that is not known")
    if not sentence and mark.family and mark.family not in runnable:
        sentence = _of_family(mark.kind, name, label)
    return sentence, _LEAVE if sentence else ""


def _as_part(kind: str, name: str, label: str) -> str:
    """Why a file of a kind that nothing here runs is not run; empty for the kinds that are."""
    match kind:
        case "denoiser":
            return f"“{name}” is the denoiser of {label} alone; this Atelier cannot join parts of models yet."
        case "vae":
            return f"“{name}” is an autoencoder (VAE) of {label}; this Atelier cannot exchange them yet."
        case "text_encoder":
            return f"“{name}” is the text encoder {label}; this Atelier cannot join parts of models yet."
        case "embedding_image":
            return f"“{name}” is a textual inversion for {label}, which this Atelier cannot use yet."
        case "ip_adapter":
            return f"“{name}” is an IP-Adapter for {label}, which this Atelier cannot use yet."
        case "t2i_adapter":
            return f"“{name}” is a T2I-Adapter for {label}, which this Atelier cannot use yet."
        case "upscaler":
            return f"“{name}” is an upscaler ({label}), which this Atelier cannot use yet."
        case "gguf_image":
            return f"“{name}” is the denoiser of {label} as a GGUF file, which this Atelier cannot run yet."
    return ""


def _of_family(kind: str, name: str, label: str) -> str:
    match kind:
        case "lora":
            return f"“{name}” is a LoRA for {label}, a family this Atelier cannot run yet."
        case "controlnet":
            return f"“{name}” is a ControlNet for {label}, a family this Atelier cannot run yet."
    return f"“{name}” is a {label} model, a family this Atelier cannot run yet."


def part_entry(
    identity: str, path: Path, mark: Mark, runnable: Collection[str], reads: int = 0
) -> ModelEntry:
    """An entry for a file that is no model, LoRA or ControlNet that runs."""
    problem, advice = refused(path.stem, mark, runnable)
    if not problem:
        problem = (
            f"“{path.stem}” is an adapter of the kind {mark.variant}, which this Atelier cannot run yet."
            if mark.kind == "lora" and mark.variant
            else f"“{path.stem}” has a layout that this Atelier cannot run yet."
        )
        advice = _LEAVE
    entry = ModelEntry(
        id=identity,
        name=path.stem,
        family=mark.family,
        path=str(path),
        problem=problem,
        advice=advice,
        weights=mark.weights,
        largest_part=mark.weights,
        bytes=_size(path),
        kind=IMAGE if mark.kind == "checkpoint" else mark.kind,
        reads=reads,
        runs=False,
    )
    return marked(entry, mark)


def damaged_entry(identity: str, path: Path, found: Addon) -> ModelEntry:
    """An entry for a file that cannot be read."""
    return ModelEntry(
        id=identity,
        name=path.stem,
        family="",
        path=str(path),
        problem=found.problem,
        advice=found.advice,
        bytes=_size(path),
        kind=IMAGE if found.problem.endswith(_CUT) else UNKNOWN,
        runs=False,
    )


def misnamed_entry(entry: ModelEntry, folder: Path) -> ModelEntry:
    """The entry for a folder with the name of a file, in which no model lies."""
    return replace(
        entry,
        kind=UNKNOWN,
        problem=f"“{folder.name}” is a folder with the ending of a file, and no model lies in it.",
        advice="Look for the file itself, or remove the folder.",
        runs=False,
    )


def pickle_entry(identity: str, path: Path, mark: Mark) -> ModelEntry:
    """An entry for a pickle, which is never loaded as it is."""
    return replace(
        part_entry(identity, path, mark, ()),
        problem=pickled_problem(path),
        advice=_CONVERT,
        unsafe=True,
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
