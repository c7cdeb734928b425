"""The readable index of a project, ``project.json``: read with care, written with unknown keys."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import FieldInfo, replace

from studio.core.errors import ErrorKind, StudioError
from studio.core.writing.outline import GROUP_KINDS, SCHEMA, TEXT_KINDS, Item, Memory, Outline, new_item
from studio.storage import files, shared_files
from studio.storage.manuscripts import names
from studio.storage.manuscripts.contents import storable_data

DEPTH_MOST = 32
"""Groups within groups; what lies deeper is lifted to this depth."""
BYTES_MOST = 64 * 1024 * 1024
ROOTS = ("manuscript", "notes", "trash")

Raw = dict[str, Any]


@cache
def fields(kind: type[msgspec.Struct]) -> tuple[FieldInfo, ...]:
    """The fields of a struct; msgspec works them out anew each time."""
    return msgspec.structs.fields(kind)


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """An outline with the keys of its file, and a sentence when something had to be repaired."""

    outline: Outline
    raw: Raw
    complaint: str = ""


def load(path: Path) -> Loaded:
    """Read an index file. Raises OSError; StudioError for a newer one and one that is no outline at all."""
    if path.stat().st_size > BYTES_MOST:
        raise _broken(path, "it is far too large")
    try:
        raw = msgspec.json.decode(path.read_bytes())
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _broken(path, str(error)) from error
    if not isinstance(raw, dict) or not isinstance(raw.get("manuscript"), list):
        raise _broken(path, "no outline inside")
    schema = raw.get("schema", SCHEMA)
    if isinstance(schema, int) and schema > SCHEMA:
        raise StudioError(
            ErrorKind.DOCUMENT_NEWER,
            f"This project was written by a newer Atelier (schema {schema}, this one reads {SCHEMA}).",
            "Update Atelier to open it. Its texts are plain Markdown files in the folder.",
        )
    salvage = _Salvage()
    outline = salvage.outline(raw, path.parent.name)
    said = f"Some entries of {path.name} could not be read and were left out." if salvage.losses else ""
    return Loaded(outline=outline, raw=raw, complaint=said)


def _broken(path: Path, detail: str) -> StudioError:
    return StudioError(
        ErrorKind.FILE_BROKEN, f"The index {path.name} of this project is damaged.", detail=detail
    )


class _Salvage:
    """Takes what has the right type, and leaves the rest at its default."""

    def __init__(self) -> None:
        self.losses = 0
        self._seen: set[str] = set()

    def outline(self, raw: Raw, title: str) -> Outline:
        values = self._values(Outline, raw, skip=(*ROOTS, "memory", "schema"))
        values.setdefault("title", title)
        if not names.is_identity(str(values.get("id", ""))):
            values["id"] = new_item("", "").id
        memory = raw.get("memory")
        if isinstance(memory, dict):
            values["memory"] = Memory(**self._values(Memory, memory))
        roots = {name: self._items(raw.get(name), 0) for name in ROOTS}
        return replace(Outline(**values), **roots)

    def _items(self, raw: object, depth: int) -> tuple[Item, ...]:
        if not isinstance(raw, list):
            self.losses += raw is not None
            return ()
        made: list[Item] = []
        for entry in raw:
            if not isinstance(entry, dict):
                self.losses += 1
                continue
            made += self._item(entry, depth)
        return tuple(made)

    def _item(self, raw: Raw, depth: int) -> Iterator[Item]:
        values = self._values(Item, raw, skip=("children",))
        identity = values.get("id", "")
        if not names.is_identity(identity) or identity in self._seen:
            self.losses += 1
            values["id"] = new_item("", "").id
        self._seen.add(values["id"])
        values.setdefault("title", "")
        if values.get("kind") not in TEXT_KINDS | GROUP_KINDS:
            self.losses += 1
            values["kind"] = "scene" if values.get("file") else "folder"
        if values.get("file") and not names.is_inside(values["file"]):
            self.losses += 1
            values["file"] = ""
        if values["kind"] in TEXT_KINDS and not values.get("file"):
            values["file"] = names.file_name(values["kind"], values["title"], values["id"])
        pictures = values.get("pictures", ())
        values["pictures"] = tuple(picture for picture in pictures if names.is_inside(picture))
        children = self._items(raw.get("children"), depth + 1)
        if depth >= DEPTH_MOST or (children and values["kind"] in TEXT_KINDS):
            yield Item(**values)
            yield from children
        else:
            yield Item(**values, children=children)

    def _values(self, kind: type[msgspec.Struct], raw: Raw, skip: tuple[str, ...] = ()) -> Raw:
        values: Raw = {}
        for field in fields(kind):
            if field.name in skip or field.name not in raw:
                continue
            try:
                values[field.name] = msgspec.convert(raw[field.name], field.type)
            except (msgspec.MsgspecError, RecursionError):
                self.losses += 1
        return values


def storable_outline(outline: Outline) -> Outline:
    """The outline without what no file can hold, as half a surrogate pair in a title."""
    try:
        msgspec.json.encode(outline)
        return outline
    except UnicodeEncodeError:
        return msgspec.convert(storable_data(msgspec.to_builtins(outline)), Outline)


def encoded(outline: Outline, raw: Raw) -> tuple[bytes, Raw]:
    """The index file's bytes and keys: what is not default, and the keys of ``raw`` that are not ours."""
    old = {entry["id"]: entry for name in ROOTS for entry in _entries(raw.get(name), 0)}
    new = {**_strange(Outline, raw), "schema": SCHEMA, **_told(outline, keep=("id", "title", "manuscript"))}
    for name in ROOTS:
        if getattr(outline, name) or name == "manuscript":
            new[name] = [_item(item, old) for item in getattr(outline, name)]
    was = raw.get("memory")
    memory = {**_strange(Memory, was if isinstance(was, dict) else {}), **_told(outline.memory)}
    new.pop("memory", None)
    if memory:
        new["memory"] = memory
    return msgspec.json.format(msgspec.json.encode(new), indent=2) + b"\n", new


def _entries(raw: object, depth: int) -> Iterator[Raw]:
    for entry in raw if isinstance(raw, list) and depth < 500 else ():
        if isinstance(entry, dict):
            if isinstance(entry.get("id"), str):
                yield entry
            yield from _entries(entry.get("children"), depth + 1)


def _item(item: Item, old: dict[str, Raw]) -> Raw:
    told = {**_told(item, keep=("id", "kind", "title")), **_strange(Item, old.get(item.id, {}))}
    told.pop("children", None)
    if item.children:
        told["children"] = [_item(child, old) for child in item.children]
    return told


def _told(value: msgspec.Struct, keep: tuple[str, ...] = ()) -> Raw:
    """The fields that are not at their default, as JSON has them."""
    return {
        field.name: list(given) if isinstance(given, tuple) else given
        for field in fields(type(value))
        if (given := getattr(value, field.name)) != field.default or field.name in keep
    }


def _strange(kind: type[msgspec.Struct], raw: Raw) -> Raw:
    ours = {field.name for field in fields(kind)}
    return {name: value for name, value in raw.items() if name not in ours}


def save(path: Path, outline: Outline, raw: Raw) -> Raw:
    """Write the index whole or not at all; the keys that the file has now. Raises OSError."""
    data, new = encoded(outline, raw)
    with files.whole_file(path) as stream:
        stream.write(data)
    return new


def copy(path: Path, outline: Outline, raw: Raw) -> None:
    """Write a copy for a bad day, without waiting for the disk; that this fails harms nothing."""
    part = path.with_name(path.name + ".part")
    with suppress(OSError):
        part.write_bytes(encoded(outline, raw)[0])
        shared_files.replace(part, path)
