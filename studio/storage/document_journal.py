"""Autosave: each open document has a journal of its changes, written and flushed by a thread of its own.

`<data>/documents/<key>/journal` holds what changed since the document was opened or last saved, and
`base-<n>.atelier` beside it is that file: a hard link, which keeps the old content alive when the
file is replaced or deleted, or a copy where links are impossible. The journal names its base, so
one atomic rename moves from one pair to the next, and a kill leaves either.
"""

import itertools
import logging
import os
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from studio.core.errors import ErrorKind, StudioError
from studio.core.jobs import new_id
from studio.core.layers import State
from studio.storage import document_locks, document_manifest, files, journal_file
from studio.storage.archives import Archive
from studio.storage.documents import Opened
from studio.storage.journal_file import Change, JournalFile, Subject
from studio.storage.locks import FileLock
from studio.storage.packed_tiles import DamagedError, Packed, Place, in_reach, packed_bytes
from studio.storage.shared_files import SharedFile, Stamp

HEADER, STATE, PROFILE, DPI = "header", "state", "profile", "dpi"
REQUEST = "request/"
"""Names of parts in the journal; a request is followed by its layer's id."""
SLACK_BYTES = 32 * 1024 * 1024
"""How far a journal may grow over twice of what it must hold before it is compacted."""
RETRY_SECONDS = 5.0
"""How soon writing is tried again after it failed."""
BATCH_SECONDS = 0.25
"""How long tiles are packed for one batch; what is left then waits for the next."""
COPY_BYTES = 16 * 1024 * 1024
"""How much of a file is copied until what waits meanwhile is written."""

log = logging.getLogger(__name__)

Trouble = Callable[[StudioError | None], object]


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What a journal belongs to."""

    schema: int = 1
    path: str = ""
    """The `.atelier` file; empty when the document was never saved."""
    base: str = ""
    """Name of its link or copy in the journal's folder."""
    stamp: Stamp | None = None
    """Of the file, as it was opened or saved."""
    base_stamp: Stamp | None = None
    fingerprint: str = ""
    """Of the content of both; their times may change without it."""
    saved: int = 0
    """The batch up to which everything is in the base."""


class Journal:
    """Takes changes from the window at once, writes them in its thread. Ends with ``close``."""

    def __init__(self, folder: Path, lock: FileLock, file: JournalFile, header: Header) -> None:
        """Use ``begin``, or ``document_recovery.recover``; then ``start``."""
        self.folder, self._lock, self._file, self._header = folder, lock, file, header
        self.trouble: StudioError | None = None
        """Why the last changes are not on the disk yet; None when they are or will be in a moment."""
        self._on_trouble: Trouble | None = None
        self._turn = threading.Condition()
        self._waiting: dict[Subject, Packed | None] = {}
        self._mark = file.number
        self._saved: tuple[Path, Stamp, int] | None = None
        self._busy = self._ending = self._hurry = False
        self._failures = 0
        self._failed_with: StudioError | None = None
        self._sound = True
        self._thread = threading.Thread(target=self._work, name="document journal", daemon=True)

    @classmethod
    def begin(
        cls, data: Path, opened: Opened | None = None, *, on_trouble: Trouble | None = None
    ) -> "Journal":
        """Begin the journal of a document: new, or ``opened`` from a file.

        ``on_trouble`` is called in the journal's thread when writing fails (and again, with None,
        when it works again). Blocks for milliseconds. Raises StudioError(NOT_WRITABLE, DISK_FULL).
        """
        folder = document_locks.documents_folder(data) / new_id()
        lock = document_locks.take_journal(folder)
        try:
            folder.mkdir()
            header = _linked(folder, opened.path, opened.stamp, 0) if opened else Header()
            records: list[Change] = [(HEADER, msgspec.json.encode(header))]
            if opened:
                records.append((STATE, document_manifest.encode_state(opened.content.state)))
            file = JournalFile.create(folder / journal_file.NAME, 0, records)
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            lock.release(remove=True)
            raise explain_journal(error, folder) from error
        journal = cls(folder, lock, file, header)
        if opened and not header.base:
            journal.saved(opened.path, opened.stamp, 0)  # the thread copies it, writing what comes meanwhile
        journal.start(on_trouble)
        return journal

    def start(self, on_trouble: Trouble | None) -> None:
        self._on_trouble = on_trouble
        self._thread.start()

    @property
    def mark(self) -> int:
        """The number of the last ``append``."""
        return self._mark

    @property
    def size(self) -> int:
        """Bytes on the disk, without the base."""
        return self._file.end

    def append(
        self,
        state: State | None,
        tiles: Mapping[Place, Packed | None],
        *,
        profile: bytes | None = None,
        dpi: float | None = None,
        requests: Mapping[str, bytes | None] | None = None,
    ) -> int:
        """Note what changed (None: the same; as a tile or request: removed); returns the mark of it.

        Costs next to nothing here: sources of tiles are asked in the journal's thread.
        """
        changes: dict[Subject, Packed | None] = {**tiles}
        if state is not None:
            changes[STATE] = lambda: document_manifest.encode_state(state)
        if profile is not None:
            changes[PROFILE] = profile
        if dpi is not None:
            changes[DPI] = repr(float(dpi)).encode()
        changes |= {REQUEST + layer: data for layer, data in (requests or {}).items()}
        with self._turn:
            self._mark += 1
            for subject, data in changes.items():
                self._waiting.pop(subject, None)
                self._waiting[subject] = data  # at the end: the newest is written first
            self._turn.notify_all()
            return self._mark

    def saved(self, path: Path, stamp: Stamp, mark: int) -> None:
        """The document is in the file ``path`` as it was at ``mark``; only what came later is kept."""
        with self._turn:
            self._saved = (Path(os.path.realpath(path)), stamp, mark)
            self._turn.notify_all()

    def flush(self, seconds: float = 5.0) -> bool:
        """Wait until all changes are on the disk; False when they are not by then."""
        with self._turn:
            self._turn.notify_all()
            return self._turn.wait_for(self._done, seconds)

    def secure(self, seconds: float) -> StudioError | None:
        """Try at once to bring everything to the disk; why that failed, or None when it is there.

        After ``seconds`` what is still being written counts as failed.
        """
        with self._turn:
            before, self._hurry = self._failures, True
            self._turn.notify_all()
            self._turn.wait_for(lambda: self._done() or self._failures > before, seconds)
            if self._done():
                return None
            return self._failed_with or explain_journal(TimeoutError("it takes too long"), self.folder)

    def _done(self) -> bool:
        return not (self._waiting or self._saved or self._busy)

    def close(self, *, discard: bool) -> None:
        """End it: with ``discard`` nothing is left of it, else it can be recovered. Blocks for a moment."""
        with self._turn:
            self._ending = True
            if discard:
                self._waiting.clear()
                self._saved = None
            self._turn.notify_all()
        self._thread.join()
        self._file.close()
        if discard:
            remove(self.folder)
        self._lock.release(remove=True)

    # The thread

    def _work(self) -> None:
        while True:
            with self._turn:
                while not (self._waiting or self._saved or self._ending):
                    self._turn.wait()
                if not (self._waiting or self._saved):
                    return
                self._busy, self._hurry = True, False
            error = self._attempt()
            with self._turn:
                self._busy = False
                if error:
                    self._failures += 1
                    self._failed_with = explain_journal(error, self.folder)
                self._turn.notify_all()
            self._tell(error)
            if error and not self._rest():
                return

    def _rest(self) -> bool:
        """Wait for the next try; False when there is none."""
        with self._turn:
            self._turn.wait_for(lambda: self._ending or self._hurry, RETRY_SECONDS)
            return not self._ending

    def _attempt(self) -> Exception | None:
        saved = None
        try:
            if not self._sound:
                path = self.folder / journal_file.NAME
                self._file.close()
                self._file = JournalFile(path, journal_file.scan(SharedFile(path)))
                self._sound = True
            self._write_some()
            with self._turn:
                saved, self._saved = self._saved, None
            if saved:
                self._rebase(*saved)
            elif self._file.end > 2 * self._file.live_bytes + SLACK_BYTES:
                self._replace_file({})
        except Exception as error:  # whatever it is: the thread must live, and the user must be told
            if not isinstance(error, OSError | EOFError):
                log.exception("Writing the journal failed")
            with self._turn:
                self._saved = self._saved or saved
            return error
        return None

    def _write_some(self) -> None:
        """One batch of what waits; of much only some, so that no stroke waits for a large picture."""
        with self._turn:
            taken, self._waiting = self._waiting, {}
            number = self._mark
        if not taken:
            return
        left = dict(taken)
        try:
            self._file.write(number, _packed(left))
        except BaseException:
            left = taken
            raise
        finally:
            with self._turn:
                if left:
                    self._mark += 1  # the rest comes in batches of their own
                self._waiting = left | self._waiting

    def _rebase(self, path: Path, stamp: Stamp, mark: int) -> None:
        header = _linked(self.folder, path, stamp, mark)
        if not header.base:
            header = self._copied(header, path, stamp)
        if not header.base:
            log.info("%s changed right after it was saved; the journal goes on as it is", path)
            return
        parts = {HEADER: msgspec.json.encode(header)}
        state = self._file.read(STATE)
        if state is not None:
            parts[STATE] = state
        self._replace_file(parts, mark)
        self._header = header
        tidy(self.folder, header)

    def _copied(self, header: Header, path: Path, stamp: Stamp) -> Header:
        """The file ``path`` copied beside the journal; painting goes on being written meanwhile."""
        kept = _kept(self.folder)
        try:
            with open(path, "rb") as reader, open(kept, "wb") as writer:
                while block := reader.read(COPY_BYTES):
                    writer.write(block)
                    writer.flush()
                    os.fsync(writer.fileno())
                    self._write_some()
            return _checked(header, path, stamp, kept)
        except BaseException:
            kept.unlink(missing_ok=True)  # on a full disk half a copy would only be in the way
            raise

    def _replace_file(self, parts: dict[str, bytes], after: int = -1) -> None:
        self._sound = False
        self._file = self._file.rewritten(parts, after, self._write_some)
        self._sound = True

    def _tell(self, error: Exception | None) -> None:
        before = self.trouble
        self.trouble = explain_journal(error, self.folder) if error else None
        if self._on_trouble and (before is None) != (self.trouble is None):
            self._on_trouble(self.trouble)


def _packed(waiting: dict[Subject, Packed | None]) -> Iterator[Change]:
    """Records to write, taken out of ``waiting``: the parts, and tiles for as long as a batch may last.

    The newest tiles, which are strokes, come first, in turn with the oldest, so that these come as well.
    A tile that cannot be had, as from a damaged file, is left as it was.
    """
    end = time.monotonic() + BATCH_SECONDS
    for name in [subject for subject in waiting if isinstance(subject, str)]:
        part = waiting.pop(name)
        yield name, part() if callable(part) else part
    tiles = deque(waiting.items())
    for turn in itertools.count():
        if not tiles or (turn and time.monotonic() > end):
            return
        place, data = tiles.popleft() if turn % 2 else tiles.pop()
        del waiting[place]
        assert not isinstance(place, str), "parts are written already"
        if not in_reach(place[1]):
            continue  # it could not be saved either; reading would stop at it
        try:
            packed = None if data is None else packed_bytes(data)
        except Exception as error:  # it comes from the window's side; one bad tile must not end autosave
            log.warning("A tile is missing in the journal: %s", error)
            continue
        yield place, packed


def _kept(folder: Path) -> Path:
    return folder / f"base-{time.time_ns():x}.atelier"


def _linked(folder: Path, path: Path, stamp: Stamp, mark: int) -> Header:
    """Keep the file ``path`` beside the journal by a link; without a base in the answer that failed."""
    header, kept = Header(path=str(path), stamp=stamp, saved=mark), _kept(folder)
    try:
        os.link(path, kept)
    except OSError:  # another volume, or one without links
        return header
    return _checked(header, path, stamp, kept)


def _checked(header: Header, path: Path, stamp: Stamp, kept: Path) -> Header:
    """With ``kept`` as the base, unless the file is no more what it was."""
    if SharedFile(path).stamp() != stamp or SharedFile(kept).size != stamp.size:
        kept.unlink()
        return header
    files.flush_folder(kept.parent)
    file = SharedFile(kept)
    try:
        fingerprint = Archive(file).fingerprint
    except DamagedError:
        fingerprint = ""
    return msgspec.structs.replace(header, base=kept.name, base_stamp=file.stamp(), fingerprint=fingerprint)


def remove(folder: Path) -> None:
    """Remove a journal and its base; the journal first, for without it the rest is nothing."""
    with suppress(OSError):
        (folder / journal_file.NAME).unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


def tidy(folder: Path, header: Header) -> None:
    """Remove what earlier bases and cut-short writes left."""
    for path in folder.iterdir():
        if path.name not in (journal_file.NAME, header.base):
            with suppress(OSError):
                path.unlink()


def explain_journal(error: Exception, folder: Path) -> StudioError:
    """The sentence for a journal that could not be written."""
    full = isinstance(error, OSError) and files.is_full(error)
    reason = "the disk is full" if full else getattr(error, "strerror", None) or str(error)
    return StudioError(
        ErrorKind.DISK_FULL if full else ErrorKind.NOT_WRITABLE,
        f"The latest changes are not safe: Atelier cannot write into {folder.parent} ({reason}).",
        "Free some space there. Atelier tries again by itself; saving the document makes it safe as well.",
        detail=str(error),
    )
