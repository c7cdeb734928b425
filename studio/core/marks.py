"""What a file is, read off the table of marks in ``resources/marks``: kind, family, variant and precision.

Pure: it looks at the evidence handed in (names and shapes of tensors, metadata, a name), never at a disk
beside the table. A row matches when all that it states is true; the first that matches tells, in the order of
the groups. What no row knows is “unknown”, with what is known of it.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any, Literal
from zlib import crc32

import msgspec
from msgspec import Struct

from studio.core.identify import BITS, SafetensorsHeader
from studio.core.mark_widths import layer_width
from studio.core.paths import resources

UNKNOWN = "unknown"
PICTURE_KINDS = (
    "checkpoint", "denoiser", "vae", "text_encoder", "lora", "embedding_image", "controlnet", "t2i_adapter",
    "ip_adapter", "upscaler", "gguf_image", UNKNOWN,
)  # fmt: skip
"""Kinds that the table may tell."""
MOSTLY = 0.9
"""Share of the bytes of a file that says how its weights are kept; below it they are mixed."""
SAMPLE = 40
"""So many names are looked at three times where some tell as much as all."""
_NAMES = {
    "F64": "fp64", "F32": "fp32", "F16": "fp16", "BF16": "bf16", "F8_E4M3": "fp8 e4m3", "F8_E5M2": "fp8 e5m2",
    "I8": "int8", "U8": "int8", "F4": "fp4", "I32": "int32",
}  # fmt: skip


class Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the table; all that it states must be true.

    Names in ``keys``, ``any``, ``none`` and ``shape`` are without the root of the group; in ``shape``
    0 stands for any side. ``text`` (all), ``some`` and ``without`` are parts of names as they stand in the
    file, with ``_`` for each dot; ``wide`` and ``out`` what the layers that an adapter changes take and give.
    """

    id: str = ""
    kind: str = ""
    family: str = ""
    label: str = ""
    variant: str = ""
    kinds: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    """Names as they stand in the file."""
    shape: dict[str, tuple[int, ...]] = {}
    text: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    sample: tuple[str, ...] = ()
    """Like ``text``, where all names of the file are alike, so that some of them tell."""
    wide: dict[str, tuple[int, ...]] = {}
    out: dict[str, tuple[int, ...]] = {}
    last: int = 0
    """The last side of every tensor."""
    most: int = 0
    """There are no more tensors than so many."""
    meta: dict[str, tuple[str, ...]] = {}
    """Beginnings of values in the metadata, in small letters."""
    names: tuple[str, ...] = ()
    """Words in the file's name or title, in small letters."""
    arch: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    config: dict[str, bool | int | str] = {}


class Group(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of the table: rows that are looked at together, in the order of the groups' numbers.

    ``gate`` names parts of which one must occur, else no row is looked at; ``roots`` beginnings that all
    names may share; ``anchors`` names whose beginning in the file is the root.
    """

    order: int
    about: str = ""
    needs: Literal["", "architecture", "pipeline"] = ""
    """What must be known of the file: its architecture or its pipeline; nothing for names of tensors."""
    gate: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    """Beginnings of other parts that make a checkpoint of a denoiser."""
    mark: tuple[Row, ...] = ()
    variant: tuple[Row, ...] = ()
    precision: tuple[Row, ...] = ()


class Mark(Struct, frozen=True, kw_only=True):
    """What was found. ``row`` is the id of the row that told it."""

    kind: str = UNKNOWN
    family: str = ""
    label: str = ""
    variant: str = ""
    precision: str = ""
    licence: str = ""
    row: str = ""
    tensors: int = 0
    weights: int = 0


class Evidence:
    """What is known of a file or folder before anything is concluded."""

    def __init__(
        self,
        header: Mapping[str, Any] | None = None,
        *,
        name: str = "",
        architecture: str = "",
        pipeline: str = "",
        config: Mapping[str, object] | None = None,
    ) -> None:
        header = {} if header is None else header
        told = header.get("__metadata__")
        texts = {
            key: value
            for key, value in (told.items() if isinstance(told, dict) else ())
            if isinstance(value, str) and len(value) < 1000
        }
        self.metadata = {key: value.lower() for key, value in texts.items()}
        self.licence = texts.get("modelspec.license", "")[:200]
        self.bytes_of = header.bytes_of if isinstance(header, SafetensorsHeader) else _bytes_of(header)
        self.tensors = dict(header)
        self.tensors.pop("__metadata__", None)
        self.architecture, self.pipeline, self.config = architecture, pipeline, config or {}
        self.name = " ".join((name.lower(), self.metadata.get("modelspec.title", "")))

    @cached_property
    def lines(self) -> str:
        """All names, a line each, with a line's end before the first and after the last."""
        return "\n".join(("", *self.tensors, ""))

    @cached_property
    def flat(self) -> str:
        """The lines with ``_`` for each dot: trainers write both."""
        return self.lines.replace(".", "_")

    @cached_property
    def sample(self) -> str:
        """Of many names some from the beginning, the middle and the end, flat."""
        names = list(self.tensors)
        if len(names) > 3 * SAMPLE:
            half = len(names) // 2
            names = names[:SAMPLE] + names[half : half + SAMPLE] + names[-SAMPLE:]
        return "\n".join(("", *names, "")).replace(".", "_")

    def shape(self, key: str) -> tuple[int, ...]:
        """The shape of a tensor, empty for none and for what makes no sense."""
        entry = self.tensors.get(key)
        shape = entry.get("shape") if isinstance(entry, dict) else None
        sides = shape if isinstance(shape, list | tuple) else ()
        return tuple(sides) if all(type(side) is int for side in sides) else ()

    def width(self, part: str, side: int) -> int:
        """What the first adapted layer with this part in its name takes (side 1) or gives (0)."""
        return layer_width(self.lines, self.flat, part, self.shape, side)


@lru_cache(maxsize=1)
def table() -> tuple[Group, ...]:
    """The table as shipped, in the order in which it is asked."""
    files = sorted((resources() / "marks").glob("*.toml"))
    groups = [msgspec.toml.decode(file.read_bytes(), type=Group) for file in files]
    return tuple(sorted(groups, key=lambda group: group.order))


def table_stamp() -> str:
    """Changes when the table does: what was told by another table is not believed."""
    mark = 0
    for file in sorted((resources() / "marks").glob("*.toml")):
        mark = crc32(file.read_bytes(), mark)
    return f"{mark:08x}"


@lru_cache(maxsize=1)
def family_labels() -> dict[str, str]:
    """What the families of the table are called, by their ids: of several names the shortest."""
    labels: dict[str, str] = {}
    for group in table():
        for row in group.mark:
            if row.family and row.label:
                labels[row.family] = min(labels.get(row.family, row.label), row.label, key=len)
    return labels


def mark_of(seen: Evidence) -> Mark:
    """What the evidence says. Never raises."""
    weights, precision = _kept(seen)
    known = {
        "weights": weights,
        "precision": precision,
        "licence": seen.licence,
        "tensors": len(seen.tensors),
    }
    for group in table():
        if group.needs and not getattr(seen, group.needs):
            continue
        if group.gate and not any(part in seen.flat for part in group.gate):
            continue
        root = _root(seen, group)
        for row in group.mark:
            if _matches(row, seen, root):
                kind = row.kind
                if kind == "denoiser" and any(f"\n{part}" in seen.lines for part in group.whole):
                    kind = "checkpoint"
                return Mark(
                    kind=kind,
                    family=row.family,
                    label=row.label,
                    variant=_variant(row, kind, seen, root),
                    row=row.id,
                    **known,
                )
    return Mark(**known)


def _variant(row: Row, kind: str, seen: Evidence, root: str) -> str:
    found = [row.variant] if row.variant else []
    for group in table():
        for each in group.variant:
            if each.families and row.family not in each.families:
                continue
            if each.kinds and kind not in each.kinds:
                continue
            if each.variant not in found and _matches(each, seen, root):
                found.append(each.variant)
    return ", ".join(found)


def _root(seen: Evidence, group: Group) -> str:
    """What all names of the group begin with in this file."""
    for root in group.roots:
        if f"\n{root}" in seen.lines:
            return root
    for anchor in group.anchors:
        if (at := seen.lines.find(f"{anchor}\n")) > 0:
            return seen.lines[seen.lines.rfind("\n", 0, at) + 1 : at]
    return ""


def _matches(row: Row, seen: Evidence, root: str) -> bool:
    """Whether all that the row states is true: the cheap and telling statements first."""
    tensors = seen.tensors
    if row.arch and seen.architecture not in row.arch:
        return False
    if row.classes and seen.pipeline not in row.classes:
        return False
    if row.most and not 0 < len(tensors) <= row.most:
        return False
    if not all(root + key in tensors for key in row.keys):
        return False
    if not all(key in tensors for key in row.beside):
        return False
    if row.any and not any(root + key in tensors for key in row.any):
        return False
    if any(root + key in tensors for key in row.none):
        return False
    if not all(_is_like(seen.shape(root + key), wanted) for key, wanted in row.shape.items()):
        return False
    if not all(
        seen.metadata.get(key, "").startswith(starts) and key in seen.metadata
        for key, starts in row.meta.items()
    ):
        return False
    if row.names and not any(word in seen.name for word in row.names):
        return False
    if not all(seen.config.get(key) == value for key, value in row.config.items()):
        return False
    if not all(part in seen.flat for part in row.text) or any(part in seen.flat for part in row.without):
        return False
    if not all(part in seen.sample for part in row.sample):
        return False
    if row.some and not any(part in seen.flat for part in row.some):
        return False
    if row.last and not all(seen.shape(key)[-1:] == (row.last,) for key in tensors):
        return False
    return all(seen.width(part, 1) in wanted for part, wanted in row.wide.items()) and all(
        seen.width(part, 0) in wanted for part, wanted in row.out.items()
    )


def _is_like(shape: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return len(shape) >= len(wanted) and all(
        side in (0, own) for side, own in zip(wanted, shape, strict=False)
    )


def _bytes_of(header: Mapping[str, Any]) -> Mapping[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for key, entry in header.items():
        if key != "__metadata__":
            begin, end = entry["data_offsets"]
            found[entry["dtype"]] += end - begin
    return found


def _kept(seen: Evidence) -> tuple[int, str]:
    """Number of weights, and how most of them are kept."""
    bytes_of = seen.bytes_of
    weights = sum(8 * size // BITS.get(kind, 16) for kind, size in bytes_of.items())
    for group in table():
        for row in group.precision:
            if not bytes_of.keys().isdisjoint(row.kinds) and _matches(row, seen, ""):
                return weights, row.label
    if not bytes_of:
        return weights, ""
    main = max(bytes_of, key=lambda kind: bytes_of[kind])
    whole = sum(bytes_of.values())
    if whole and bytes_of[main] < MOSTLY * whole:
        return weights, "mixed"
    return weights, _NAMES.get(main, main.lower())
