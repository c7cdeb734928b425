"""Small things a project remembers beside its texts (chats, settings, its own words): one JSON file each."""

from pathlib import Path
from typing import Any

import msgspec

from studio.storage import files
from studio.storage.manuscripts import names
from studio.storage.manuscripts.contents import storable_data
from studio.storage.manuscripts.versions import digest_of
from studio.storage.shared_files import replace


class Kept(msgspec.Struct, kw_only=True):
    """A value with its name, for the file's own name has only part of it."""

    name: str
    value: Any = None


class Remembered:
    """Values by name, as JSON has them; one thread at a time."""

    def __init__(self, folder: Path, *, on_disk: bool = True) -> None:
        self.folder, self._on_disk = folder, on_disk
        self._values: dict[str, Any] = {}

    def recall(self, name: str, default: Any = None) -> Any:
        """A fresh copy of the value; ``default`` when there is none or it cannot be read."""
        if name not in self._values:
            kept = _read(self._path(name))
            if kept is None or kept.name != name:
                return default
            self._values[name] = msgspec.json.encode(kept.value)
        return msgspec.json.decode(self._values[name])

    def remember(self, name: str, value: Any) -> None:
        """Keep a value of plain data or of our structs. Raises OSError, TypeError."""
        try:
            data = msgspec.json.encode(value)
        except UnicodeEncodeError:
            data = msgspec.json.encode(storable_data(msgspec.to_builtins(value)))
        if self._values.get(name) == data:
            return
        if self._on_disk:
            path = self._path(name)
            files.make_folder(path.parent)
            if path.exists() and _read(path) is None:
                replace(path, path.with_suffix(".damaged"))  # it may still be of use to a person
            with files.whole_file(path) as stream:
                stream.write(msgspec.json.encode(Kept(name=name, value=msgspec.Raw(data))))
        self._values[name] = data

    def names(self, prefix: str = "") -> list[str]:
        """All names that begin so."""
        found = {kept.name for path in self.folder.glob("*.json") if (kept := _read(path))}
        return sorted(name for name in found | set(self._values) if name.startswith(prefix))

    def _path(self, name: str) -> Path:
        mark = digest_of(name.encode("utf-8", "replace"))[:12]
        return self.folder / f"{'-'.join(filter(None, (names.slug(name), mark)))}.json"


def _read(path: Path) -> Kept | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Kept)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
