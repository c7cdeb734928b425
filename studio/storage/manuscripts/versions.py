"""Versions of texts: every one a packed file named by its content, and one list per text that only grows.

``objects/<digest>`` has a line that says of what it is a version, then the packed bytes; so even when a
list is lost its versions are found again. A list is one JSON line per version; a torn line is passed over.
"""

import os
import secrets
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from studio.core.errors import ErrorKind, StudioError
from studio.storage import files
from studio.storage.manuscripts import names
from studio.storage.manuscripts.contents import decoded, storable

AUTOMATIC = frozenset({"auto", "insertion", "autosave", "opened"})
"""Whys of versions that may be thinned out with age, when they have no label."""
BYTES_MOST = 256 * 1024 * 1024
_MAGIC = b"ATV1 "
_QUICK_BYTES = 1024 * 1024
_DAY = 86_400_000


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A text as it was once. ``why`` is a word of the program, ``label`` the writer's own name for it."""

    id: str
    item: str
    when: int
    """Unix time in milliseconds."""
    why: str = ""
    label: str = ""
    job: str = ""
    digest: str = ""
    characters: int = 0


class Versions:
    """The versions below one folder; one thread at a time. All raise OSError unless they say otherwise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lists: dict[str, list[Version]] = {}

    def keep(self, item: str, content: str | bytes, why: str, *, label: str = "", job: str = "") -> Version:
        """Keep a version; when the newest is the very same, nothing is written and that is the answer."""
        data = storable(content).encode("utf-8") if isinstance(content, str) else content
        digest = digest_of(data)
        known = self.of(item)
        if known and (known[0].digest, known[0].label, known[0].job) == (
            digest,
            label or known[0].label,
            job,
        ):
            return known[0]
        when = max(time.time_ns() // 1_000_000, known[0].when + 1 if known else 0)
        version = Version(
            id=f"{item}.{when:x}{secrets.token_hex(3)}", item=item, when=when, why=why, label=storable(label),
            job=job, digest=digest, characters=len(decoded(data).text),
        )  # fmt: skip
        self._store(version, data)
        self._append(version)
        self._lists[item] = [version, *known]
        return version

    def of(self, item: str) -> list[Version]:
        """All versions of a text, newest first."""
        if item not in self._lists:
            self._lists[item] = sorted(self._listed(item), key=lambda version: -version.when)
        return list(self._lists[item])

    def content(self, version_id: str) -> bytes:
        """The bytes of a version. Raises StudioError when it is not there or damaged."""
        return self._unpacked(self._found(version_id).digest)

    def _found(self, version_id: str) -> Version:
        for version in self.of(version_id.partition(".")[0]):
            if version.id == version_id:
                return version
        raise StudioError(ErrorKind.INVALID_REQUEST, "This version is not there any more.")

    def text(self, version_id: str) -> str:
        return decoded(self.content(version_id)).text

    def relabel(self, version_id: str, label: str) -> Version:
        """Give a version a name; a named one is never thinned out."""
        found = self._found(version_id)
        named = msgspec.structs.replace(found, label=storable(label))
        self._append(named)  # the last line about a version holds
        self._lists.pop(found.item)
        return named

    def thin(self, item: str, now: int | None = None) -> int:
        """Drop automatic versions by age: all of a week stay, then one an hour, after 60 days one a day."""
        now = time.time_ns() // 1_000_000 if now is None else now
        kept: list[Version] = []
        taken: set[tuple[int, int]] = set()
        versions = self.of(item)
        for version in versions:
            age = now - version.when
            step = 1 if age < 7 * _DAY else 3_600_000 if age < 60 * _DAY else _DAY
            slot = (step, version.when // step)
            if version.why not in AUTOMATIC or version.label:
                kept.append(version)
            elif slot not in taken:
                kept.append(version)
                taken.add(slot)
        dropped = len(versions) - len(kept)
        if dropped:
            with files.whole_file(self._list(item)) as stream:
                stream.writelines(msgspec.json.encode(version) + b"\n" for version in reversed(kept))
            self._lists[item] = kept
            self._sweep({version.digest for version in versions} - {version.digest for version in kept})
        return dropped

    def _sweep(self, digests: set[str]) -> None:
        """Remove packed texts that no list names any more."""
        for path in self.folder.glob("*.jsonl"):
            digests -= {version.digest for version in self.of(path.stem)}
        for digest in digests:
            self._object(digest).unlink(missing_ok=True)

    def items(self) -> list[str]:
        """Ids of all texts that have versions."""
        return sorted(path.stem for path in self.folder.glob("*.jsonl") if names.is_identity(path.stem))

    def found_again(self) -> int:
        """Put packed texts that no list names back into the list of their text; how many there were."""
        listed = {version.digest for item in self.items() for version in self.of(item)}
        back = 0
        for path in sorted((self.folder / "objects").glob("*/*")):
            if path.name in listed or path.name.startswith("."):
                continue
            try:
                with open(path, "rb") as stream:
                    head = stream.readline(65536)
                version = msgspec.json.decode(head.removeprefix(_MAGIC), type=Version)
                self._unpacked(path.name)
            except (OSError, msgspec.MsgspecError, UnicodeDecodeError, StudioError):
                continue
            if version.digest == path.name and names.is_identity(version.item):
                self._append(version)
                self._lists.pop(version.item, None)
                back += 1
        return back

    # On the disk

    def _list(self, item: str) -> Path:
        if not names.is_identity(item):
            raise StudioError(ErrorKind.INVALID_REQUEST, "This text has no versions.", detail=repr(item))
        return self.folder / f"{item}.jsonl"

    def _object(self, digest: str) -> Path:
        return self.folder / "objects" / digest[:2] / digest

    def _listed(self, item: str) -> Iterator[Version]:
        try:
            lines = self._list(item).read_bytes().split(b"\n")
        except (FileNotFoundError, NotADirectoryError):
            return
        found: dict[str, Version] = {}
        for line in lines:
            try:
                version = msgspec.json.decode(line, type=Version)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                continue
            if version.item == item and version.id.startswith(item + ".") and _is_digest(version.digest):
                found[version.id] = version
        yield from found.values()

    def _append(self, version: Version) -> None:
        path = self._list(version.item)
        fresh = not path.exists()
        with open(path, "ab+") as stream:
            end = stream.seek(0, os.SEEK_END)
            torn = b""
            if end:
                stream.seek(end - 1)
                torn = b"" if stream.read(1) == b"\n" else b"\n"
            stream.write(torn + msgspec.json.encode(version) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        if fresh:
            files.flush_folder(path.parent)

    def _store(self, version: Version, data: bytes) -> None:
        path = self._object(version.digest)
        if path.exists():
            try:
                self._unpacked(version.digest)
                return
            except StudioError:
                pass  # damaged: written anew
        files.make_folder(path.parent)
        packed = zlib.compress(data, 1 if len(data) > _QUICK_BYTES else 6)
        with files.whole_file(path) as stream:
            stream.write(_MAGIC + msgspec.json.encode(version) + b"\n" + packed)

    def _unpacked(self, digest: str) -> bytes:
        path = self._object(digest)
        try:
            head, _, packed = path.read_bytes().partition(b"\n")
            unpacker = zlib.decompressobj()
            data = unpacker.decompress(packed, BYTES_MOST)
        except (OSError, zlib.error) as error:
            raise _damaged(error) from error
        if not head.startswith(_MAGIC) or digest_of(data) != digest:
            raise _damaged(ValueError("its content is not what it was"))
        return data


def digest_of(data: bytes) -> str:
    """The name of a content."""
    from hashlib import blake2b  # loads OpenSSL, which no window needs for its first paint

    return blake2b(data, digest_size=20).hexdigest()


def _is_digest(text: str) -> bool:
    return len(text) == 40 and not set(text) - set("0123456789abcdef")


def _damaged(error: Exception) -> StudioError:
    return StudioError(
        ErrorKind.FILE_BROKEN,
        "This version is damaged and cannot be read.",
        "The other versions are not touched by it.",
        detail=str(error),
    )
