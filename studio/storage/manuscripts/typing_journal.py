"""Typing that is not saved yet: the latest text of each item, written by a thread within moments."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from studio.core.errors import StudioError
from studio.storage import files
from studio.storage.manuscripts import names
from studio.storage.manuscripts.contents import storable
from studio.storage.manuscripts.faults import explain
from studio.storage.manuscripts.versions import digest_of

RETRY_SECONDS = 2.0
REST_SECONDS = 0.4
"""Between two writes, so that typing in a long text does not wear the disk; a kill costs that more."""
_MAGIC = b"ATT1 "

log = logging.getLogger(__name__)


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """A text as it was typed. ``base`` is the digest of the file it was typed over."""

    item: str
    text: str = ""
    base: str = ""
    check: str = ""
    """Digest of the text."""


class TypingJournal:
    """Takes texts at once and writes the newest of each; a kill loses what came in the last moment."""

    def __init__(self, project: Path, folder: Path) -> None:
        self._project, self.folder = project, folder
        self.trouble: StudioError | None = None
        """Why the last typing is not on the disk; None when it is or will be in a moment."""
        self.on_trouble: Callable[[StudioError | None], object] | None = None
        """Called in the journal's thread when that changes."""
        self._turn = threading.Condition()
        self._waiting: dict[str, Typed | None] = {}
        self._latest: dict[str, str] = {}
        """What was noted last and not dropped."""
        self._busy = self._ending = self._hurry = False
        self._thread: threading.Thread | None = None

    def found(self) -> list[Typed]:
        """What an earlier window left; what is damaged is passed over and stays where it is."""
        left: list[Typed] = []
        with suppress(OSError):
            for path in sorted(self.folder.glob("*.typed")):
                with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
                    head, _, body = path.read_bytes().partition(b"\n")
                    typed = msgspec.json.decode(head.removeprefix(_MAGIC), type=Typed)
                    if not names.is_identity(typed.item):
                        continue
                    if typed.item == path.stem and typed.check == digest_of(body):
                        left.append(msgspec.structs.replace(typed, text=body.decode("utf-8")))
        return left

    def note(self, item: str, text: str, base: str) -> None:
        """Note the newest text of an item; costs next to nothing."""
        with self._turn:
            self._latest[item] = text
            self._put(item, Typed(item=item, text=text, base=base))

    def drop(self, item: str) -> None:
        """What was typed is saved or not wanted."""
        with self._turn:
            self._latest.pop(item, None)
            self._put(item, None)

    def drop_if(self, item: str, text: str) -> None:
        """``text`` is saved; newer typing stays noted."""
        with self._turn:  # the saving worker must not drop what is typed between look and drop
            latest = self._latest.get(item)
            if latest is None or storable(latest) == text:
                self.drop(item)

    def _put(self, item: str, typed: Typed | None) -> None:
        with self._turn:
            if self._ending:
                return
            if (
                typed is None
                and item not in self._waiting
                and not self._busy
                and not self._path(item).exists()
            ):
                return
            self._waiting[item] = typed
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="typing journal", daemon=True)
                self._thread.start()
            self._turn.notify_all()

    def flush(self, seconds: float = 5.0) -> bool:
        """Wait until everything noted is on the disk; False when it is not by then."""
        with self._turn:
            self._hurry = True
            self._turn.notify_all()
            return self._turn.wait_for(lambda: not self._waiting and not self._busy, seconds)

    def close(self) -> None:
        """End the thread; what waits is written first."""
        with self._turn:
            self._ending = True
            self._turn.notify_all()
        if self._thread:
            self._thread.join()

    def _path(self, item: str) -> Path:
        return self.folder / f"{item}.typed"

    def _work(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._waiting or self._ending)
                if not self._waiting:
                    return
                taken, self._waiting, self._busy, self._hurry = self._waiting, {}, True, False
            error = self._write(taken)
            with self._turn:
                self._busy = False
                if error:
                    self._waiting = taken | self._waiting
                self._turn.notify_all()
            self._tell(error)
            with self._turn:
                if error:
                    if self._turn.wait_for(lambda: self._ending, RETRY_SECONDS):
                        return  # the window is closing and the disk refuses: more cannot be done here
                else:
                    self._turn.wait_for(lambda: self._ending or self._hurry, REST_SECONDS)

    def _write(self, taken: dict[str, Typed | None]) -> Exception | None:
        try:
            if self._project.is_dir():
                files.make_folder(self.folder)  # which was lost, if all of the project was put back by hand
            for item, typed in taken.items():
                if not names.is_identity(item):
                    continue
                if typed is None:
                    self._path(item).unlink(missing_ok=True)
                    continue
                body = storable(typed.text).encode("utf-8")
                head = msgspec.structs.replace(typed, text="", check=digest_of(body))
                with files.whole_file(self._path(item)) as stream:
                    stream.write(_MAGIC + msgspec.json.encode(head) + b"\n" + body)
        except OSError as error:
            return error
        except Exception as error:  # the thread must live, and the writer must be told
            log.exception("Noting the typing failed")
            return error
        return None

    def _tell(self, error: Exception | None) -> None:
        before = self.trouble
        wrong = error if isinstance(error, OSError) or error is None else OSError(str(error))
        self.trouble = explain(wrong, self._project) if wrong else None
        if self.on_trouble and (before is None) != (self.trouble is None):
            try:
                self.on_trouble(self.trouble)
            except Exception:  # a mistake of the one who listens must not end the journal
                log.exception("Telling of trouble with the typing failed")
