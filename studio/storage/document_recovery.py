"""Documents of sessions that ended without closing them: listed, recovered, or forgotten."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import State
from studio.storage import document_journal, document_locks, document_manifest, journal_file
from studio.storage.document_journal import DPI, HEADER, PROFILE, REQUEST, STATE, Header, Journal, Trouble
from studio.storage.documents import Content, Opened, open_document
from studio.storage.journal_file import JournalFile, Scan
from studio.storage.locks import FileLock, is_locked
from studio.storage.packed_tiles import DamagedError, Packed, Place, Span, StoredTiles
from studio.storage.shared_files import SharedFile, Stamp

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LostDocument:
    """What can be offered to the user after a crash."""

    folder: Path
    path: Path | None
    """The `.atelier` file it belongs to; None when it was never saved."""
    changed: str
    """Time of the last change that was kept, UTC, ISO 8601."""
    bytes: int
    """Size of its journal."""
    width: int
    height: int


@dataclass(frozen=True)
class Recovered:
    """A document as it was at the last change that was kept; its journal goes on."""

    content: Content
    path: Path | None
    changed: str
    journal: Journal
    whole: bool
    """False when the file it belongs to was overwritten in place, so that unchanged tiles are lost."""
    stamp: Stamp | None = None
    """Of the file it belongs to, as it was opened or saved."""


def lost_documents(data: Path) -> list[LostDocument]:
    """Documents with changes that are in no file, newest first; those of living windows are not listed.

    Folders with nothing to recover are removed; those that cannot be read stay. Reads whole
    journals: call it off the window's thread.
    """
    documents = document_locks.documents_folder(data)
    try:
        folders = [path for path in documents.iterdir() if path.is_dir()]
    except OSError:
        return []
    found: list[LostDocument] = []
    for folder in folders:
        if folder.name == document_locks.OPEN or is_locked(document_locks.lock_of(folder)):
            continue
        try:
            lost = _look(folder) if (folder / journal_file.NAME).exists() else None
        except OSError as error:
            log.info("The journal %s cannot be read: %s", folder, error)
            continue
        if lost:
            found.append(lost)
        else:
            forget(folder)
    _remove_dead_locks(documents)
    return sorted(found, key=lambda lost: lost.changed, reverse=True)


def _remove_dead_locks(documents: Path) -> None:
    """Locks that nobody holds and nothing belongs to."""
    for path in (*documents.glob("*.lock"), *documents.glob(f"{document_locks.OPEN}/*.lock")):
        if path.with_suffix("").is_dir():
            continue
        with suppress(OSError):
            lock = FileLock(path)
            if lock.acquire():
                lock.release(remove=True)


def _look(folder: Path) -> LostDocument | None:
    """None when there is nothing to recover. Raises OSError."""
    file = SharedFile(folder / journal_file.NAME)
    found = journal_file.scan(file)
    header = _header(file, found)
    if header is None:
        raise OSError("it has no beginning")
    if found.number <= header.saved:
        return None
    if not header.path and not any(
        isinstance(one, tuple) and at.offset >= 0 for one, at in found.live.items()
    ):
        return None  # never saved and nothing was painted
    state = _state(file, found)
    width, height = (state.width, state.height) if state else (0, 0)
    return LostDocument(
        folder=folder,
        path=Path(header.path) if header.path else None,
        changed=_iso(found.millis),
        bytes=found.end,
        width=width,
        height=height,
    )


def forget(folder: Path) -> None:
    """Remove what could be recovered, unless a window has it."""
    try:
        lock = document_locks.take_journal(folder)
    except StudioError:
        return
    document_journal.remove(folder)
    lock.release(remove=True)


def recover(folder: Path, *, on_trouble: Trouble | None = None) -> Recovered:
    """Bring a lost document back and go on with its journal.

    Raises StudioError: DOCUMENT_OPEN when another window has it, FILE_BROKEN when nothing in it can
    be read, NOT_WRITABLE.
    """
    lock = document_locks.take_journal(folder)
    try:
        return _recover(folder, lock, on_trouble)
    except BaseException:
        lock.release(remove=True)
        raise


def _recover(folder: Path, lock: FileLock, on_trouble: Trouble | None) -> Recovered:
    try:
        file = SharedFile(folder / journal_file.NAME)
        found = journal_file.scan(file)
        header = _header(file, found)
    except OSError as error:
        raise _unreadable(str(error)) from error
    if header is None:
        raise _unreadable("it has no beginning")
    base = _base(folder, header)
    state = _state(file, found) or (base.content.state if base else None)
    if state is None:
        raise _unreadable("it has no state")
    content = _overlaid(base.content if base else Content(state), state, file, found)
    try:
        writer = JournalFile(folder / journal_file.NAME, found)
        document_journal.tidy(folder, header)
    except OSError as error:
        raise document_journal.explain_journal(error, folder) from error
    journal = Journal(folder, lock, writer, header)
    journal.start(on_trouble)
    return Recovered(
        content=content,
        path=Path(header.path) if header.path else None,
        changed=_iso(found.millis),
        journal=journal,
        whole=base is not None or not header.path,
        stamp=header.stamp,
    )


def _overlaid(base: Content, state: State, file: SharedFile, found: Scan) -> Content:
    """The base with everything that the journal says."""
    tiles: dict[Place, Packed] = dict(base.tiles)
    requests = dict(base.requests)
    spans: dict[Place, Span] = {}
    for subject, record in found.live.items():
        if isinstance(subject, tuple):
            tiles.pop(subject, None)
            if record.offset >= 0:
                spans[subject] = (record.offset, record.length)
        elif subject.startswith(REQUEST):
            layer = subject.removeprefix(REQUEST)
            requests.pop(layer, None)
            if record.offset >= 0:
                requests[layer] = file.read(record.offset, record.length)
    tiles.update(StoredTiles(file, spans, None))
    profile = _part(file, found, PROFILE)
    dpi = _part(file, found, DPI)
    return Content(
        state=state,
        tiles=tiles,
        dpi=_number(dpi, base.dpi),
        profile=base.profile if profile is None else profile,
        requests=requests,
        unknown=base.unknown,
    )


def _base(folder: Path, header: Header) -> Opened | None:
    """The file the journal builds on, if it is still what it was: our link or copy, or the file itself."""
    for path, stamp in ((folder / header.base, header.base_stamp), (Path(header.path), header.stamp)):
        if not header.path:
            break
        try:
            opened = open_document(path)
        except StudioError as error:
            log.info("%s cannot be built on: %s", path, error)
            continue
        if opened.stamp == stamp or opened.fingerprint == header.fingerprint:
            return opened
    return None


def _part(file: SharedFile, found: Scan, name: str) -> bytes | None:
    record = found.live.get(name)
    return file.read(record.offset, record.length) if record and record.offset >= 0 else None


def _number(data: bytes | None, default: float) -> float:
    try:
        return float(data) if data else default
    except ValueError:
        return default


def _header(file: SharedFile, found: Scan) -> Header | None:
    data = _part(file, found, HEADER)
    try:
        return msgspec.json.decode(data, type=Header) if data else None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _state(file: SharedFile, found: Scan) -> State | None:
    data = _part(file, found, STATE)
    try:
        return document_manifest.decode_state(msgspec.json.decode(data)) if data else None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, DamagedError):
        return None


def _iso(millis: int) -> str:
    try:
        return datetime.fromtimestamp(millis / 1000, UTC).isoformat(timespec="milliseconds")
    except (OverflowError, ValueError, OSError):
        return ""


def _unreadable(detail: str) -> StudioError:
    return StudioError(
        ErrorKind.FILE_BROKEN,
        "The unsaved changes of this document cannot be read any more.",
        "Open the document's file as it was saved last.",
        detail=detail,
    )
