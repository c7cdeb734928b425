"""Which model is this? Reads file headers and JSON only, never weights and never pickles."""

import json
import stat
from collections.abc import Iterable, Mapping
from math import prod
from operator import le, mul
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from studio.core.specs import FamilySpec

HEADER_MAX = 100 * 1024 * 1024
"""Largest safetensors header the format allows (huggingface/safetensors, Format)."""
BITS = {
    "F64": 64, "F32": 32, "F16": 16, "BF16": 16, "I64": 64, "I32": 32, "I16": 16, "I8": 8, "U8": 8,
    "BOOL": 8, "F8_E4M3": 8, "F8_E5M2": 8, "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8, "F8_E8M0": 8, "U16": 16,
    "U32": 32, "U64": 64, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "C64": 64,
}  # fmt: skip
"""Bits of a number of each type (huggingface/safetensors, Dtype)."""


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


class SafetensorsHeader(dict[str, dict]):
    """What a file says of its tensors, by their names; ``__metadata__`` is what its maker wrote besides."""

    def __init__(self, entries: dict[str, dict], bytes_of: Mapping[str, int]) -> None:
        super().__init__(entries)
        self.bytes_of = bytes_of
        """Bytes of all tensors of a type, by its name."""


def read_safetensors_header(path: Path) -> SafetensorsHeader:
    """The header of a safetensors file, checked against the file's size.

    Raises OSError; ValueError with a sentence when the file is truncated or not safetensors.
    """
    status = path.stat()
    size = status.st_size
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for its writer
        raise ValueError(f"{path.name} is no ordinary file.")
    with open(path, "rb") as stream:
        first = stream.read(8)
        length = int.from_bytes(first, "little")
        if size < 10 or not 2 <= length <= min(HEADER_MAX, size - 8):
            raise ValueError(_other_format(path, first))
        content = stream.read(length)
    try:
        header = msgspec.json.decode(content, type=dict[str, Any])
        end, odd, bytes_of = _measured(header)
    except (msgspec.MsgspecError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise ValueError(f"{path.name} has an unreadable header.") from error
    if not odd and _has_minus(content):
        odd = next((key for key, entry in header.items() if _is_negative(entry)), "")
    expected = 8 + length + end
    if expected > size:
        raise ValueError(f"{path.name} is cut short: {size:,} of {expected:,} bytes are there.")
    if odd:
        raise ValueError(f"{path.name} contradicts itself: the type or shape of “{odd[:80]}” does not fit.")
    if content.count(b'"data_offsets"') > len(header) - ("__metadata__" in header) and (
        twice := _named_twice(content)
    ):
        raise ValueError(f"{path.name} names the tensor “{twice[:80]}” twice.")
    return SafetensorsHeader(header, bytes_of)


def _other_format(path: Path, first: bytes) -> str:
    """Of what begins otherwise than a safetensors file does: what it is instead, as far as that is plain."""
    if first.startswith(b"GGUF"):
        return f"{path.name} is a GGUF file with another ending."
    if first.startswith((b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04")):
        return f"{path.name} is a pickle with another ending, not a safetensors file."
    return f"{path.name} is not a safetensors file or is cut short."


def _measured(header: dict[str, Any]) -> tuple[int, str, Mapping[str, int]]:
    """Where the last tensor ends; the name of one whose type and shape do not fill its place; bytes by type.

    Raises TypeError, ValueError and KeyError for a header that makes no sense.

    Whole lists at once, for thousands of files have a thousand tensors each. Places are compared in sum, and
    one by one only when the sums differ. In files whose tensors lie over each other nothing is.
    """
    entries = [entry for key, entry in header.items() if key != "__metadata__"]
    places = [entry["data_offsets"] for entry in entries]
    if not places:
        return 0, "", {}
    begins, ends = zip(*places, strict=True)
    kinds = [entry["dtype"] for entry in entries]
    filled, most = sum(ends) - sum(begins), max(ends)
    if type(filled) is not int or min(begins) < 0 or not all(map(le, begins, ends)):
        raise ValueError("a tensor ends before it begins")
    bytes_of: dict[str, int] = dict.fromkeys(kinds, 0)
    if not {str}.issuperset(map(type, bytes_of)):
        raise TypeError("a tensor's type is no text")
    if len(bytes_of) == 1:
        bytes_of[kinds[0]] = filled
    else:
        for kind, begin, end in zip(kinds, begins, ends, strict=True):
            bytes_of[kind] += end - begin
    if filled < most:
        raise ValueError("there are holes between the tensors")
    if filled > most or not most:
        return most, "", bytes_of
    return most, _contradicting(header, entries, filled, bytes_of), bytes_of


def _contradicting(
    header: dict[str, Any], entries: list[dict[str, Any]], filled: int, bytes_of: Mapping[str, int]
) -> str:
    """The name of a tensor whose type and shape do not fill its place; empty for none."""
    try:
        numbers = map(prod, [entry["shape"] for entry in entries])
        if len(bytes_of) == 1:
            claimed = sum(numbers) * BITS[next(iter(bytes_of))]
        else:
            claimed = sum(map(mul, numbers, [BITS[entry["dtype"]] for entry in entries]))
        if type(claimed) is int and claimed == 8 * filled:
            return ""
    except (TypeError, KeyError):
        pass  # one of them makes no sense
    tensors = ((key, entry) for key, entry in header.items() if key != "__metadata__")
    return next((key for key, entry in tensors if not _fills(entry)), "")


def _fills(entry: dict[str, Any]) -> bool:
    begin, end = entry["data_offsets"]
    shape: Any = entry.get("shape")
    whole = isinstance(shape, list) and all(type(side) is int for side in shape)
    return whole and prod(shape) * BITS.get(entry["dtype"], 0) == 8 * (end - begin)


def _has_minus(content: bytes) -> bool:
    """Whether a negative number may stand in the text: the product of two looks like that of good sides."""
    at = content.find(b"-")
    while at > 0:
        if content[at - 1] in b"[, ":
            return True
        at = content.find(b"-", at + 1)
    return False


def _is_negative(entry: object) -> bool:
    shape = entry.get("shape") if isinstance(entry, dict) else None
    return isinstance(shape, list) and any(type(side) is int and side < 0 for side in shape)


def _named_twice(content: bytes) -> str:
    """The first key of a JSON object that it holds twice; empty for none."""
    twice: list[str] = []

    def look(pairs: list[tuple[str, object]]) -> dict[str, object]:
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                twice.append(key)
            seen.add(key)
        return dict(pairs)

    try:
        json.loads(content, object_pairs_hook=look)
    except (ValueError, RecursionError):
        return ""
    return twice[-1] if twice else ""


def count_weights(header: Mapping[str, dict]) -> int:
    """Number of scalars in a safetensors header."""
    if isinstance(header, SafetensorsHeader):
        return sum(8 * size // BITS.get(kind, 16) for kind, size in header.bytes_of.items())
    total = 0
    for key, entry in header.items():
        if key != "__metadata__":
            begin, end = entry["data_offsets"]
            total += 8 * (end - begin) // BITS.get(entry["dtype"], 16)
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


def _is_pickled_part(folder: Path) -> bool:
    """Whether a part of a model has its weights in a pickle alone, as was usual before 2023."""
    return any(folder.glob("*.bin")) and not any(folder.glob("*.safetensors"))


def folder_name(folder: Path) -> str:
    """What the folder of a model is called: in the cache of Hugging Face not the number of its revision."""
    home = folder.parent.parent.name
    if folder.parent.name == "snapshots" and home.startswith("models--"):
        return home.rsplit("--", 1)[-1] or folder.name
    return folder.name


def identify_folder(folder: Path, families: Iterable[FamilySpec]) -> Identity:
    """Look at a diffusers folder. Never raises for bad content: the problem is in the answer."""
    try:
        card = read_json_object(folder / "studio.json")
    except (OSError, ValueError):
        card = {}
    name = str(card.get("name") or folder_name(folder))
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
    if any(_is_pickled_part(folder / part) for part in spec.components):
        return Identity(
            family=spec.id,
            name=name,
            card=card,
            problem=f"“{name}” holds its weights as pickles, which can run programs, so it is never loaded.",
            advice="Convert the .bin file in each of its folders with “studio convert”, "
            "or get the model with safetensors weights.",
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
