"""Which model is this? Reads file headers and JSON only, never weights and never pickles."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from studio.core.specs import FamilySpec

HEADER_MAX = 100 * 1024 * 1024
"""Largest safetensors header the format allows (huggingface/safetensors, Format)."""
_WIDTHS = {
    "F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1,
    "BOOL": 1, "F8_E4M3": 1, "F8_E5M2": 1, "U16": 2, "U32": 4, "U64": 8,
}  # fmt: skip


class Identity(Struct, frozen=True, kw_only=True):
    """What a model folder is. ``problem`` is a sentence, empty when the model can be loaded."""

    family: str = ""
    name: str = ""
    weights: int = 0
    """Number of weights in all components."""
    largest_part: int = 0
    problem: str = ""
    advice: str = ""
    card: dict[str, object] = {}
    """Our own ``studio.json`` beside the model, if any: defaults, preview map, licence."""


def read_safetensors_header(path: Path) -> dict[str, dict]:
    """The header of a safetensors file, checked against the file's size.

    Raises ValueError with a sentence when the file is truncated or not safetensors.
    """
    size = path.stat().st_size
    with open(path, "rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if size < 10 or not 2 <= length <= min(HEADER_MAX, size - 8):
            raise ValueError(f"{path.name} is not a safetensors file or is cut short.")
        try:
            header = msgspec.json.decode(stream.read(length), type=dict[str, Any])
            end = _end_of(header)
        except (msgspec.MsgspecError, ValueError, TypeError, KeyError, RecursionError) as error:
            raise ValueError(f"{path.name} has an unreadable header.") from error
    expected = 8 + length + end
    if expected > size:
        raise ValueError(f"{path.name} is cut short: {size:,} of {expected:,} bytes are there.")
    return header


def _end_of(header: dict[str, Any]) -> int:
    """Where the last tensor ends. One loop without calls: thousands of files have a thousand tensors each."""
    most = 0
    for key, entry in header.items():
        if key == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        if type(begin) is not int or type(end) is not int or type(entry["dtype"]) is not str:
            raise TypeError("a tensor's place or type is missing")
        if end > most:
            most = end
    return most


def count_weights(header: dict[str, dict]) -> int:
    """Number of scalars in a safetensors header."""
    total = 0
    for key, entry in header.items():
        if key != "__metadata__":
            begin, end = entry["data_offsets"]
            total += (end - begin) // _WIDTHS.get(entry["dtype"], 2)
    return total


def read_json_object(path: Path) -> dict[str, object]:
    """The object a JSON file holds. Raises OSError, ValueError."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except RecursionError as error:
        raise ValueError(f"{path.name} is nested too deeply") from error
    if not isinstance(value, dict):
        raise ValueError(f"{path.name} is not a JSON object")
    return value


def _component_weights(folder: Path) -> int:
    files = sorted(folder.glob("*.safetensors"))
    if not files:
        raise ValueError(f"the folder “{folder.name}” holds no safetensors weights.")
    return sum(count_weights(read_safetensors_header(file)) for file in files)


def identify_folder(folder: Path, families: Iterable[FamilySpec]) -> Identity:
    """Look at a diffusers folder. Never raises for bad content: the problem is in the answer."""
    try:
        card = read_json_object(folder / "studio.json")
    except (OSError, ValueError):
        card = {}
    name = str(card.get("name") or folder.name)
    if not folder.is_dir():
        return Identity(
            name=name,
            problem=f"The model folder “{folder.name}” is not there any more.",
            advice="Put it back, or choose another model.",
        )
    try:
        pipeline = read_json_object(folder / "model_index.json").get("_class_name")
    except (OSError, ValueError):
        return Identity(
            name=name,
            card=card,
            problem=f"“{folder.name}” has no readable model_index.json, so it is not a diffusers model.",
            advice="Choose the folder that holds model_index.json.",
        )
    spec = next((spec for spec in families if pipeline in spec.pipelines), None)
    if spec is None:
        return Identity(
            name=name,
            card=card,
            problem=f"“{name}” is a {pipeline} model, a family this Atelier cannot run yet.",
            advice="Choose another model.",
        )
    try:
        parts = [_component_weights(folder / part) for part in spec.components]
    except (OSError, ValueError) as error:
        return Identity(
            family=spec.id,
            name=name,
            card=card,
            problem=f"The model “{name}” is damaged: {error}",
            advice="Copy or download the model again.",
        )
    return Identity(family=spec.id, name=name, weights=sum(parts), largest_part=max(parts), card=card)
