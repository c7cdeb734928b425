"""Which picture is meant for which scene, kept on disk, so that it finds its place whenever it comes."""

import os
import threading
from pathlib import Path

import msgspec
from msgspec import Struct

from studio.core.errors import StudioError
from studio.core.request_parts import clean_text
from studio.storage import files
from studio.storage.chats import explain

KEPT = 2000
_encoder = msgspec.json.Encoder()


class Wish(Struct, frozen=True, kw_only=True):
    """Pictures of ``job`` belong beside ``item`` of the project in the folder ``project``."""

    job: str
    project: str
    item: str
    caption: str = ""
    count: int = 1
    attached: tuple[str, ...] = ()
    """Artifacts that lie beside the scene already."""
    done: bool = False


class PictureWishes:
    """One JSON-lines file, only ever added to; a later line about a job holds. Any thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._wishes: dict[str, Wish] = {}
        lines = 0
        try:
            data = path.read_bytes()
        except OSError:
            data = b""
        for line in data.split(b"\n"):
            lines += bool(line)
            try:
                wish = msgspec.json.decode(line, type=Wish)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                continue  # torn by a kill
            self._wishes[wish.job] = wish
        self._wishes = {job: wish for job, wish in self._wishes.items() if not wish.done}
        if lines > KEPT:
            self._shorten()

    def all(self, project: str = "") -> list[Wish]:
        """What is still awaited, of one project or all."""
        with self._lock:
            return [wish for wish in self._wishes.values() if project in ("", wish.project)]

    def get(self, job: str) -> Wish | None:
        with self._lock:
            return self._wishes.get(job)

    def put(self, wish: Wish) -> None:
        """Note or change a wish, durably. Raises StudioError; it holds in this session all the same."""
        wish = msgspec.structs.replace(wish, caption=clean_text(wish.caption))
        with self._lock:
            if wish.done:
                self._wishes.pop(wish.job, None)
            else:
                self._wishes[wish.job] = wish
            try:
                files.make_folder(self._path.parent)
                with open(self._path, "ab") as stream:
                    stream.write(b"\n" + _encoder.encode(wish))
                    stream.flush()
                    os.fsync(stream.fileno())
            except OSError as error:
                raise explain(error, self._path) from error

    def moved(self, old: str, new: str) -> None:
        """The request of ``old`` runs again as ``new``. Raises StudioError."""
        wish = self.get(old)
        if wish:
            self.put(msgspec.structs.replace(wish, job=new))
            self.put(msgspec.structs.replace(wish, done=True))

    def _shorten(self) -> None:
        try:
            with files.whole_file(self._path) as stream:
                for wish in self._wishes.values():
                    stream.write(_encoder.encode(wish) + b"\n")
        except (OSError, StudioError):
            return  # long is no harm
