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
from studio.core.addons import Addon, damaged_file, identify_addon
from studio.core.checkpoint import card_of, card_values, identify_checkpoint
from studio.core.file_marks import folder_mark, gguf_mark, is_in_parts, set_by_hand, with_parts
from studio.core.identify import Identity, SafetensorsHeader, read_safetensors_header
from studio.core.marks import Evidence, Mark, mark_of, table_stamp
from studio.core.pickled import Nature, is_pickled, nature_of
from studio.core.specs import FamilySpec
from studio.core.text_models import TextIdentity, identify_text

FILE = "model-files.json"
PICKLES = (".ckpt", ".pt", ".pth", ".bin")
"""Endings that files have as a rule whose weights are pickled; what they are in truth, their content says."""
SCHEMA = 4


class Known(Struct, frozen=True, kw_only=True):
    """What a file is: an add-on, ``whole`` for a model in one file, ``text`` for a GGUF file.

    ``mark`` is what the table of marks says, with what its owner set by hand.
    """

    stamp: str
    addon: Addon = Addon()
    whole: Identity | None = None
    text: TextIdentity | None = None
    mark: Mark = Mark()
    pickle: bool = False


class _Kept(Struct, frozen=True, kw_only=True):
    version: str
    files: dict[str, Known]


class KnownFiles:
    """Tells what files are, by memory where they have not changed. One scan begins and ends at a time."""

    def __init__(self, cache: Path, families: Sequence[FamilySpec]) -> None:
        self._path = cache / FILE
        self._families = tuple(families)
        builds = ",".join(sorted(build for spec in families for build in spec.checkpoints))
        self._version = f"{SCHEMA} {__version__} {table_stamp()} {builds}"
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
        card = card_values(path)
        if path.suffix.lower() == ".gguf":
            text = identify_text(path)
            return Known(stamp=stamp, text=text, mark=set_by_hand(_gguf_mark(path, text), card))
        if path.is_dir():
            return Known(stamp=stamp, addon=identify_addon(path), mark=folder_mark(path))
        if path.exists() and not path.is_file():
            return Known(stamp=stamp, addon=damaged_file(path, ValueError("it is no ordinary file.")))
        try:
            header = with_parts(path, _weights_header(path))
        except (OSError, ValueError) as error:
            if is_pickled(path):
                return Known(stamp=stamp, mark=set_by_hand(Mark(), card), pickle=True)
            return Known(stamp=stamp, addon=damaged_file(path, error))
        found = mark_of(Evidence(header, name=path.stem))
        addon = identify_addon(path, header)
        whole = identify_checkpoint(path, self._families, header) if addon.kind == "checkpoint" else None
        mark = set_by_hand(found, card)
        return Known(stamp=stamp, addon=addon, whole=whole, mark=mark)

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


def _weights_header(path: Path) -> SafetensorsHeader:
    """The header of a safetensors file, also if it has the ending of a pickle. Raises OSError, ValueError."""
    if path.suffix.lower() in PICKLES and nature_of(path) is not Nature.SAFETENSORS:
        raise ValueError(f"{path.name} is neither a pickle nor a safetensors file.")
    return read_safetensors_header(path)


def _gguf_mark(path: Path, text: TextIdentity) -> Mark:
    """The mark of a GGUF file that is no language model; an empty one for the others and for damaged ones."""
    if text.kind or not text.problem or not text.bytes:
        return Mark()
    try:
        return gguf_mark(path)
    except (OSError, ValueError):
        return Mark()


def _stamp(path: Path) -> str:
    """Changes when the file or the card beside it does; empty for what is always looked at.

    These are folders, and models in several parts, of which any may change.
    """
    if is_in_parts(path):
        return ""
    marks = []
    for each in (path, card_of(path)):
        try:
            status = each.stat()
        except OSError:
            marks.append("-")
        else:
            marks.append(f"{status.st_size}:{status.st_mtime_ns}")
    return " ".join(marks) if path.is_file() else ""
