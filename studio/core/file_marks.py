"""Marks of what lies on a disk: a GGUF file, a diffusers folder, and what a card set by hand says."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from studio.core.architectures import FILE_TYPES
from studio.core.gguf import GGUFHeader, read_gguf_header
from studio.core.identify import SafetensorsHeader, read_json_object, read_safetensors_header
from studio.core.marks import PICTURE_KINDS, Evidence, Mark, family_labels, mark_of

_TYPES = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 6: "Q5_0", 7: "Q5_1", 8: "Q8_0", 10: "Q2_K", 11: "Q3_K",
    12: "Q4_K", 13: "Q5_K", 14: "Q6_K", 20: "IQ4_NL", 23: "IQ4_XS", 30: "BF16", 39: "MXFP4",
}  # fmt: skip
"""Names of the types that most of a file may be kept in, where it does not say (ggml.h, ggml_type)."""
_PART = re.compile(r"-00001-of-(\d{5})\.\w+$")
PARTS_MAX = 1000
_DENOISERS = ("transformer", "unet", "prior", ".")


def gguf_mark(path: Path) -> Mark:
    """What a GGUF file is to a painter. Raises OSError, ValueError."""
    header = read_gguf_header(path)
    tensors = {
        tensor.name: {
            "dtype": str(tensor.type),
            "shape": list(reversed(tensor.shape)),
            "data_offsets": (0, tensor.bytes),
        }
        for tensor in header.tensors
    }
    found = mark_of(Evidence(tensors, name=path.stem, architecture=header.text("general.architecture")))
    kind = "gguf_image" if found.kind in ("checkpoint", "denoiser") else found.kind
    weights = sum(tensor.values for tensor in header.tensors)
    licence = header.text("general.license")[:100]
    return replace(found, kind=kind, weights=weights, precision=_quantisation(header), licence=licence)


def _quantisation(header: GGUFHeader) -> str:
    told = FILE_TYPES.get(header.number("general.file_type", -1) % 1024)
    if told:
        return told
    sizes: dict[int, int] = {}
    for tensor in header.tensors:
        sizes[tensor.type] = sizes.get(tensor.type, 0) + tensor.bytes
    return _TYPES.get(max(sizes, key=lambda kind: sizes[kind]), "mixed") if sizes else ""


def folder_mark(folder: Path) -> Mark:
    """What a diffusers folder, or the folder of a ControlNet, is. Never raises for bad content."""
    index = _object(folder / "model_index.json") or _object(folder / "config.json")
    part = next((part for part in _DENOISERS if (folder / part / "config.json").is_file()), ".")
    config = {f"denoiser.{key}": value for key, value in _object(folder / part / "config.json").items()}
    for key, value in _object(folder / "scheduler" / "scheduler_config.json").items():
        config[f"scheduler.{key}"] = value
    try:
        files = sorted((folder / part).glob("*.safetensors"))
        header = read_safetensors_header(files[0]) if files else {}
    except (OSError, ValueError):
        header = {}
    pipeline = str(index.get("_class_name") or "")
    found = mark_of(Evidence(header, name=folder.name, pipeline=pipeline, config=config))
    # Without a class that is known, the denoiser alone does not tell what the whole folder is.
    if not found.row.startswith("folder-"):
        return Mark(precision=found.precision)
    return replace(found, licence="")


def is_in_parts(path: Path) -> bool:
    """Whether a file is the first of several that are one model."""
    found = _PART.search(path.name)
    return found is not None and int(found[1]) > 1


def with_parts(path: Path, header: SafetensorsHeader) -> SafetensorsHeader:
    """The header of a model that came in several files, when ``path`` is the first of them; else the same.

    Raises OSError; ValueError with a sentence when a part is missing or damaged.
    """
    found = _PART.search(path.name)
    count = int(found[1]) if found else 1
    if not found or count == 1:
        return header
    if count > PARTS_MAX:
        raise ValueError(f"{path.name} claims {count:,} parts.")
    tensors, bytes_of = dict(header), Counter(header.bytes_of)
    for number in range(2, count + 1):
        part = path.with_name(f"{path.name[: found.start()]}-{number:05d}-of-{count:05d}{path.suffix}")
        if not part.is_file():
            raise ValueError(f"it has {count} parts, and “{part.name}” is missing.")
        more = read_safetensors_header(part)
        tensors |= {key: entry for key, entry in more.items() if key not in tensors}
        bytes_of.update(more.bytes_of)
    return SafetensorsHeader(tensors, bytes_of)


def _object(path: Path) -> dict[str, object]:
    try:
        return read_json_object(path)
    except (OSError, ValueError):
        return {}


def set_by_hand(found: Mark, card: Mapping[str, object]) -> Mark:
    """The mark with what its owner says on the card beside the file: ``kind`` and ``family``.

    A family that the table does not know is taken as it is written.
    """
    kind, family = card.get("kind"), card.get("family")
    if isinstance(kind, str) and kind in PICTURE_KINDS:
        found = replace(found, kind=kind)
    if isinstance(family, str) and family.strip():
        label = family_labels().get(family, family.strip()[:60])
        same = family == found.family
        found = replace(
            found,
            family=family.strip()[:60],
            label=found.label if same else label,
            variant=found.variant if same else "",
        )
    return found
