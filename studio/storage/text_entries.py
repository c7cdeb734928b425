"""Language models among the files of the user: which files and folders are some, and what is told of them."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from studio.core.text_models import PROJECTOR_MARK, TextIdentity, identify_text
from studio.core.text_placement import TextNeed
from studio.storage.model_entry import ModelEntry

GGUF = ".gguf"
PROSE = "prose"
"""Id of the language model that comes with the program."""
_PART = re.compile(r"-(\d{5})-of-\d{5}\.gguf$", re.IGNORECASE)
_QUANTISED = re.compile(r"[-._](?:i?q\d|f16|f32|bf16|mxfp).*$", re.IGNORECASE)
"""The end of a file's name that says how its weights are kept."""
_NUMBERS = {
    "float32": "fp32",
    "float16": "fp16",
    "bfloat16": "bf16",
    "F32": "fp32",
    "F16": "fp16",
    "BF16": "bf16",
}
"""What others call the numbers of unquantised weights."""
_CONFIGS = ("config.json", "adapter_config.json")


def is_whole_gguf(path: Path) -> bool:
    """Whether a file may be a language model: a GGUF file, of several parts the first."""
    if path.suffix.lower() != GGUF:
        return False
    part = _PART.search(path.name)
    return part is None or int(part.group(1)) == 1


def is_text_folder(folder: Path) -> bool:
    """Whether a folder is a language model in Hugging Face's layout, or a LoRA of one."""
    if not any((folder / name).is_file() for name in _CONFIGS):
        return False
    found = identify_text(folder)
    # A lone text encoder of a picture model looks like an embedding model that lacks its vocabulary.
    return bool(found.kind) and not (found.kind == "embedding" and found.problem)


def text_entry(identity: str, path: Path, found: TextIdentity) -> ModelEntry | None:
    """What the window knows of a language model; None for a projector, which is part of another."""
    if found.kind == "projector":
        return None
    about = found.card.get("about")
    return ModelEntry(
        id=identity,
        name=found.name,
        family=found.family,
        path=str(path),
        licence=found.licence,
        about=about if isinstance(about, str) else "",
        problem=found.problem,
        advice=found.advice,
        weights=found.parameters,
        largest_part=found.parameters,
        kind=found.kind or "text",
        bytes=found.bytes,
        context=found.context,
        layers=found.layers,
        memory_per_token=found.memory_per_token,
        architecture=found.architecture,
        reads=found.width,
        quantisation=found.quantisation,
        family_label=found.architecture,
        precision=_NUMBERS.get(found.quantisation, found.quantisation),
        runs=not found.problem,
        chat=found.chat,
        infill=found.infill,
        sees=found.kind == "text" and projector_of(path) is not None,
    )


def chosen_writer(models: Sequence[ModelEntry], wished: str) -> ModelEntry | None:
    """The language model of that id; for none (or one that is gone) the first usable one that did not come
    with the program, else the one that did.
    """
    for model in models:
        if model.id == wished:
            return model
    usable = [model for model in models if not model.problem]
    own = (model for model in usable if model.id != PROSE)
    return next(own, next(iter(usable), next(iter(models), None)))


def need_of(model: ModelEntry) -> TextNeed:
    """What a language model asks of a machine."""
    return TextNeed(
        name=model.name,
        bytes=model.bytes,
        parameters=model.weights,
        layers=model.layers,
        context=model.context,
        memory_per_token=model.memory_per_token,
    )


def projector_of(path: Path) -> Path | None:
    """The projector beside a GGUF file: one with its name where there are several models, else any."""
    try:
        files = sorted(each for each in path.parent.iterdir() if is_whole_gguf(each))
    except OSError:
        return None
    if path not in files:
        return None
    projectors = [each for each in files if PROJECTOR_MARK in each.name.lower()]
    stems = {_stem(each) for each in files if each not in projectors}
    fitting = (each for each in projectors if len(stems) == 1 or _stem(path) in each.name.casefold())
    return next(fitting, None)


def _stem(path: Path) -> str:
    return _QUANTISED.sub("", path.name).removesuffix(GGUF).casefold()


def told_apart(entries: Sequence[ModelEntry]) -> list[ModelEntry]:
    """Language models of one name get their quantisation behind it, or else what their file is called."""
    texts = [entry for entry in entries if entry.architecture]
    once = Counter(entry.name for entry in texts)
    named = {
        entry.id: f"{entry.name} {entry.quantisation}".strip() if once[entry.name] > 1 else entry.name
        for entry in texts
    }
    twice = Counter(named.values())
    return [
        replace(entry, name=f"{entry.name} ({entry.id})" if twice[name] > 1 else name)
        if (name := named.get(entry.id, ""))
        else entry
        for entry in entries
    ]
