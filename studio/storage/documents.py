"""Layered documents as files: `.atelier` is a zip whose pixels are read only when they are wanted.

The tiles of each plane lie in one uncompressed entry (they are packed already) and an index beside
it, so opening reads the manifest and the indexes alone. Equal documents give equal bytes.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import State, walk
from studio.storage import document_manifest, files
from studio.storage.document_manifest import DPI, SELECTION
from studio.storage.packed_tiles import (
    TILES_MOST,
    DamagedError,
    Key,
    Packed,
    Place,
    StoredTiles,
    by_rows,
    in_reach,
    pack_index,
    packed_bytes,
    unpack_index,
    unpack_tile,
)
from studio.storage.shared_files import SharedFile, Stamp

__all__ = [
    "SELECTION",
    "Content",
    "Opened",
    "Packed",
    "Place",
    "open_document",
    "save_document",
    "unpack_tile",
]

ENDING = ".atelier"
MIME = b"application/x-atelier"
EXTRAS_MOST = 64 * 1024 * 1024
"""Bytes that profile, thumbnail, previews and requests may have together."""
_INDEX_RECORD = 12
_PREVIEW = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True)
class Content:
    """A document as it is saved and opened. Tiles are packed; a missing tile is transparent."""

    state: State
    tiles: Mapping[Place, Packed] = field(default_factory=dict)
    dpi: float = DPI
    profile: bytes = b""
    """ICC profile of the pixels; empty means sRGB."""
    requests: Mapping[str, bytes] = field(default_factory=dict)
    """Manifests of result layers as JSON, by layer id."""
    thumbnail: bytes = b""
    """A small PNG of the whole, for file lists."""
    previews: Mapping[str, bytes] = field(default_factory=dict)
    """Whatever shows the document at once, by name (letters, digits, ``-_.``)."""
    unknown: dict[str, Any] = field(default_factory=dict)
    """Keys of a newer Atelier; they go back into the file as they came."""


@dataclass(frozen=True)
class Opened:
    """A document in a file, which stays open and readable as it was while a tile is referred to."""

    content: Content
    path: Path
    """The real place, links followed."""
    stamp: Stamp
    fingerprint: str = ""
    """Tells whether another file has the same content."""


def open_document(path: Path) -> Opened:
    """Open a document; its tiles are read and checked when they are asked for. Blocks for milliseconds.

    Raises StudioError: FILE_BROKEN (missing, unreadable or damaged), DOCUMENT_NEWER.
    """
    try:
        real = Path(os.path.realpath(path))
        file = SharedFile(real)
        stamp = file.stamp()
        content, fingerprint = _read(file, stamp)
    except DamagedError as error:
        raise StudioError(
            ErrorKind.FILE_BROKEN,
            f"The document {path.name} cannot be opened: {error}.",
            "Take an older copy of it if there is one.",
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        reason = getattr(error, "strerror", None) or "it is no file"
        raise StudioError(
            ErrorKind.FILE_BROKEN,
            f"The document {path.name} cannot be read: {reason}.",
            "Look whether it is still there and may be read, or choose another.",
            detail=str(error),
        ) from error
    return Opened(content, real, stamp, fingerprint)


def _read(file: SharedFile, stamp: Stamp) -> tuple[Content, str]:
    from studio.storage.archives import Archive

    archive = Archive(file)
    if "mimetype" not in archive or archive.read("mimetype", 100) != MIME:
        raise DamagedError("it is no Atelier document")
    if "manifest.json" not in archive:
        raise DamagedError("its description is missing")
    manifest = archive.read("manifest.json", document_manifest.BYTES_MOST)
    state, dpi, unknown = document_manifest.decode(manifest, file.path.name)
    planes = [SELECTION, *(layer.id for layer in walk(state.layers))]
    spans: dict[Place, tuple[int, int]] = {}
    for plane in planes:
        if (f"planes/{plane}.index" in archive) != (f"planes/{plane}.tiles" in archive):
            raise DamagedError("pixels of a layer are missing")
        if f"planes/{plane}.index" in archive:
            index = archive.read(f"planes/{plane}.index", (TILES_MOST - len(spans)) * _INDEX_RECORD)
            tiles = unpack_index(index, archive.stored(f"planes/{plane}.tiles"))
            spans.update(((plane, key), span) for key, span in tiles.items())
    left = EXTRAS_MOST

    def extra(name: str) -> bytes:
        nonlocal left
        data = archive.read(name, left) if name in archive else b""
        left -= len(data)
        return data

    shown = [name for name in archive.names if name.startswith("preview/")]
    content = Content(
        state=state,
        tiles=StoredTiles(file, spans, stamp, archive.is_unchanged),
        dpi=dpi,
        profile=extra("profile.icc"),
        requests={one: data for one in planes[1:] if (data := extra(f"requests/{one}.json"))},
        thumbnail=extra("thumbnail.png"),
        previews={name.removeprefix("preview/"): extra(name) for name in shown},
        unknown=unknown,
    )
    return content, archive.fingerprint


class _CancelledError(Exception):
    """The caller does not want the file any more."""


def save_document(
    path: Path,
    content: Content,
    *,
    expected: Stamp | None = None,
    progress: Callable[[int, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Stamp | None:
    """Write the document, all or nothing; returns the stamp of the file, None when cancelled.

    Packed tiles are copied as they are. Planes of layers that the state does not have are left out.
    With ``expected``, a file that has become another one since is not replaced.
    ``progress`` gets tiles done and in all. Blocks. Whatever happens, the old file stays whole until
    the new one is on the disk, and nothing else is left. Raises StudioError: DISK_FULL, NOT_WRITABLE,
    INVALID_REQUEST (beyond our limits), DOCUMENT_CHANGED, and what the sources of tiles raise.
    """
    target = Path(os.path.realpath(path))
    manifest = document_manifest.encode(content.state, content.dpi, content.unknown)
    planes = _planes(content)
    total = sum(map(len, planes.values()))
    done = 0

    def step() -> None:
        nonlocal done
        if cancelled and cancelled():
            raise _CancelledError
        done += 1
        if progress:
            progress(done, total)

    try:
        _check_stamp(target, expected)
        with files.whole_file(target) as stream:
            _write(stream, content, manifest, planes, step)
            stream.flush()
            os.fsync(stream.fileno())
            stamp = Stamp.of(os.fstat(stream.fileno()))
            _check_stamp(target, expected)
    except _CancelledError:
        return None
    except OSError as error:
        raise explain_save(error, path) from error
    return stamp


def _check_stamp(target: Path, expected: Stamp | None) -> None:
    if expected and target.exists() and Stamp.of(target.stat()) != expected:
        raise StudioError(
            ErrorKind.DOCUMENT_CHANGED,
            f"Another program changed {target.name} since it was opened here.",
            "Save under another name to keep both, or save once more to replace that file.",
        )


def _planes(content: Content) -> dict[str, list[Key]]:
    """The tiles to write, in the order of the file."""
    planes: dict[str, list[Key]] = {layer.id: [] for layer in walk(content.state.layers)}
    planes[SELECTION] = []
    for plane, key in content.tiles:
        if plane in planes:
            planes[plane].append(key)
    extras = (content.profile, content.thumbnail, *content.previews.values(), *content.requests.values())
    fault = ""
    if sum(map(len, planes.values())) > TILES_MOST:
        fault = "it has too many pixels"
    elif not all(in_reach(key) for keys in planes.values() for key in keys):
        fault = "a layer reaches too far from the picture"
    elif sum(map(len, extras)) > EXTRAS_MOST:
        fault = "its profile, previews and requests are too large"
    if fault:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"This document cannot be saved as it is: {fault}.",
            "Change that first.",
        )
    return {plane: sorted(keys, key=by_rows) for plane, keys in planes.items() if keys}


def _write(
    stream: BinaryIO,
    content: Content,
    manifest: bytes,
    planes: dict[str, list[Key]],
    step: Callable[[], None],
) -> None:
    from zipfile import ZipFile

    from studio.storage.archives import add, entry

    with ZipFile(stream, "w") as archive:
        add(archive, "mimetype", MIME)
        add(archive, "manifest.json", manifest, deflated=True)
        if content.profile:
            add(archive, "profile.icc", content.profile, deflated=True)
        if content.thumbnail:
            add(archive, "thumbnail.png", content.thumbnail)
        for name in sorted(content.previews):
            add(archive, f"preview/{name}", content.previews[name])
        for layer in walk(content.state.layers):
            if content.requests.get(layer.id):
                add(archive, f"requests/{layer.id}.json", content.requests[layer.id], deflated=True)
        for plane, keys in planes.items():
            lengths: list[int] = []
            with archive.open(entry(f"planes/{plane}.tiles"), "w", force_zip64=True) as blob:
                for key in keys:
                    step()
                    lengths.append(blob.write(packed_bytes(content.tiles[(plane, key)])))
            add(archive, f"planes/{plane}.index", pack_index(zip(keys, lengths, strict=True)))


def explain_save(error: OSError, path: Path) -> StudioError:
    """The sentence for a document that could not be written."""
    if files.is_full(error):
        return StudioError(
            ErrorKind.DISK_FULL,
            f"The document {path.name} could not be saved: the disk is full.",
            "Free some space or save it elsewhere. What was saved before is untouched.",
            detail=str(error),
        )
    return StudioError(
        ErrorKind.NOT_WRITABLE,
        f"The document {path.name} could not be saved in {path.parent} ({error.strerror or error}).",
        "Save it elsewhere. What was saved before is untouched.",
        detail=str(error),
    )
