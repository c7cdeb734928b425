"""The text files of a project: read with a small memory of them, saved only over what was read."""

import os
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from studio.core.errors import ErrorKind, StudioError
from studio.storage import files
from studio.storage.manuscripts import names
from studio.storage.manuscripts.contents import decoded, encoded, storable
from studio.storage.manuscripts.faults import Conflict, SceneText, outside, unreadable
from studio.storage.manuscripts.versions import digest_of
from studio.storage.shared_files import SharedFile, Stamp

BYTES_MOST = 128 * 1024 * 1024
"""A larger file is no text that a person wrote."""
REMEMBERED_MOST = 48 * 1024 * 1024
"""Characters of texts that are kept in memory between searches."""
_FULL, _ALMOST_NOTHING = 200, 10
"""A text of so many characters is full; one that is so many times shorter is almost nothing of it."""

Keep = Callable[[bytes, str], object]
"""Keeps bytes as a version, for a reason."""


class Known(Struct, frozen=True):
    """A text as it was last seen on the disk."""

    stamp: Stamp
    scene: SceneText


class Texts:
    """Reads and saves; by one thread at a time."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self._known: dict[str, Known] = {}
        self._inside: set[Path] = set()
        """Folders that no link takes out of the project."""
        self._seen: dict[str, tuple[Stamp, str]] = {}
        """What the window has of each text: stamp and digest of the file when it was read or saved."""
        self._written: dict[str, str] = {}
        """Digests of what was written here; any other content is kept before it is written over."""

    def read(self, item_id: str, path: Path) -> SceneText:
        """The text of a file as the window shows it from now on. Raises StudioError."""
        known = self.look(item_id, path)
        self._seen[item_id] = (known.stamp, known.scene.digest)
        return known.scene

    def look(self, item_id: str, path: Path) -> Known:
        """The text of a file as it is now, from memory when nothing changed. Raises StudioError."""
        known = self._known.get(item_id)
        try:
            if known and Stamp.of(path.stat()) == known.stamp:
                return known
            data, stamp = self._bytes(path)
        except (OSError, EOFError) as error:
            raise unreadable(error, path) from error
        return self._remember(item_id, data, stamp)

    def _remember(self, item_id: str, data: bytes, stamp: Stamp) -> Known:
        found = decoded(data)
        known = Known(stamp, SceneText(text=found.text, digest=digest_of(data), note=found.note))
        self._known.pop(item_id, None)
        self._known[item_id] = known
        room = REMEMBERED_MOST
        for other in reversed(list(self._known)):
            room -= len(self._known[other].scene.text)
            if room < 0 and other != item_id:
                del self._known[other]
        return known

    def save(self, item_id: str, path: Path, text: str, base_digest: str, keep: Keep) -> SceneText:
        """Write a text over the file that ``base_digest`` names. Raises Conflict, StudioError, OSError.

        A file that is gone is made again. ``keep`` gets the file as it is before a full text becomes
        almost nothing, and whenever its content did not come from here.
        """
        try:
            old, stamp = self._bytes(path)
        except FileNotFoundError:
            old, stamp = b"", None
        except (OSError, EOFError) as error:
            raise unreadable(error, path) from error
        text = storable(text)
        if stamp:
            theirs = self._remember(item_id, old, stamp).scene
            if theirs.text == text:
                self._seen[item_id] = (stamp, theirs.digest)
                return theirs
            if theirs.digest != base_digest:
                raise Conflict(item_id, text, theirs)
            ours = self._written.get(item_id) == theirs.digest
            if len(theirs.text) >= _FULL and len(text) * _ALMOST_NOTHING < len(theirs.text):
                keep(old, "shrunk")
            elif not ours and old:
                keep(old, "opened" if decoded(old).exact else "original")
        data = encoded(text, old)
        self._write(item_id, path, data, text, stamp)
        now = Stamp.of(path.stat())
        scene = self._remember(item_id, data, now).scene
        self._seen[item_id] = (now, scene.digest)
        self._written[item_id] = scene.digest
        return scene

    def _write(self, item_id: str, path: Path, data: bytes, text: str, stamp: Stamp | None) -> None:
        if not self.project.is_dir():
            raise FileNotFoundError(2, "the folder is gone", str(self.project))
        files.make_folder(path.parent)
        with files.whole_file(path) as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
            if _stamp(path) != stamp:  # changed while it was being written: the last moment to see it
                raise Conflict(item_id, text, self.look(item_id, path).scene)

    def changed_outside(self, item_id: str, path: Path) -> bool:
        """Whether a text that the window has was changed by another program; a look at its time, mostly."""
        seen = self._seen.get(item_id)
        if seen is None:
            return False
        try:
            if Stamp.of(path.stat()) == seen[0]:
                return False
            data, stamp = self._bytes(path)
        except (OSError, EOFError, StudioError):
            return False  # ``missing`` tells of it
        if digest_of(data) != seen[1]:
            return True
        self._seen[item_id] = (stamp, seen[1])
        return False

    def _bytes(self, path: Path) -> tuple[bytes, Stamp]:
        if path.parent not in self._inside:
            if names.leads_out(self.project, path.parent):
                raise outside(path)
            self._inside.add(path.parent)
        if path.is_symlink() and names.leads_out(self.project, path):
            raise outside(path)
        return _bytes(path)

    def seen(self, item_id: str) -> str:
        """Digest of the file as the window has it; empty when it never read it."""
        return self._seen[item_id][1] if item_id in self._seen else ""


def _stamp(path: Path) -> Stamp | None:
    try:
        return Stamp.of(path.stat())
    except FileNotFoundError:
        return None


def _bytes(path: Path) -> tuple[bytes, Stamp]:
    """A whole regular file. Raises OSError, EOFError; StudioError when it is far too large."""
    file = SharedFile(path)
    if file.size > BYTES_MOST:
        raise StudioError(
            ErrorKind.FILE_BROKEN,
            f"The file {path.name} has {file.size // 1_000_000:,} MB; that is no text to write in.",
            f"Split it with another program; {BYTES_MOST // 1_000_000} MB is the most.",
        )
    stamp = file.stamp()
    return file.read(0, file.size), stamp
