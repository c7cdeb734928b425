"""What model files were found to be, remembered by path, size and time, so that thousands are told at once.

Only a cache: it may be deleted at any time, and one that is damaged or of another version is made anew.
"""

import contextlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from studio import __version__
from studio.core.addons import Addon, identify_addon
from studio.core.checkpoint import card_of, identify_checkpoint
from studio.core.identify import Identity
from studio.core.specs import FamilySpec
from studio.core.text_models import TextIdentity, identify_text

FILE = "model-files.json"
SCHEMA = 3


class Known(Struct, frozen=True, kw_only=True):
    """What a file is: an add-on, ``whole`` for a model in one file, ``text`` for a GGUF file."""

    stamp: str
    addon: Addon = Addon()
    whole: Identity | None = None
    text: TextIdentity | None = None


class _Kept(Struct, frozen=True, kw_only=True):
    version: str
    files: dict[str, Known]


class KnownFiles:
    """Tells what files are, by memory where they have not changed. One scan begins and ends at a time."""

    def __init__(self, cache: Path, families: Sequence[FamilySpec]) -> None:
        self._path = cache / FILE
        self._families = tuple(families)
        builds = ",".join(sorted(build for spec in families for build in spec.checkpoints))
        self._version = f"{SCHEMA} {__version__} {builds}"
        self._known: dict[str, Known] | None = None
        self._seen: dict[str, Known] = {}

    def begin(self) -> None:
        """A scan begins: what it does not meet is forgotten at its end."""
        if self._known is None:
            self._known = self._load()
        self._seen = {}

    def tell(self, path: Path) -> Known:
        """What the file, or the folder of a ControlNet, is. Never raises for bad content."""
        stamp = _stamp(path)
        known = (self._known or {}).get(str(path))
        if known is None or not stamp or known.stamp != stamp:
            known = self._look(path, stamp)
        if stamp:
            self._seen[str(path)] = known
        return known

    def _look(self, path: Path, stamp: str) -> Known:
        if path.suffix.lower() == ".gguf":
            return Known(stamp=stamp, text=identify_text(path))
        addon = identify_addon(path)
        whole = identify_checkpoint(path, self._families) if addon.kind == "checkpoint" else None
        return Known(stamp=stamp, addon=addon, whole=whole)

    def end(self) -> None:
        """The scan is over: remember it for the next start. A cache that cannot be written is no error."""
        if self._seen == self._known:
            return
        self._known = self._seen
        content = msgspec.json.encode(_Kept(version=self._version, files=self._known))
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(dir=self._path.parent, suffix=".part")
            try:
                with open(number, "wb") as stream:
                    stream.write(content)
                os.replace(name, self._path)
            except OSError:
                Path(name).unlink(missing_ok=True)

    def _load(self) -> dict[str, Known]:
        try:
            kept = msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except (OSError, msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
            return {}
        return kept.files if kept.version == self._version else {}


def _stamp(path: Path) -> str:
    """Changes when the file or the card beside it does; empty for a folder, which is always looked at."""
    marks = []
    for each in (path, card_of(path)):
        try:
            status = each.stat()
        except OSError:
            marks.append("-")
        else:
            marks.append(f"{status.st_size}:{status.st_mtime_ns}")
    return " ".join(marks) if path.is_file() else ""
