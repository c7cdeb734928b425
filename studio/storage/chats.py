"""Chats on disk: one JSON-lines file each, only ever added to, in a project's folder or the data folder."""

import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.core.request_parts import clean_text
from studio.core.writing.conversation import (
    SCHEMA,
    WRITING,
    ChatHead,
    Conversation,
    Line,
    Message,
    conversation_of,
    short_lines,
)
from studio.storage import files

ENDING = ".jsonl"
TRASH = "trash"
FILE_MAX = 256 * 1024 * 1024
LONG = 200
"""Lines beyond the needed ones after which a file is written anew, shorter."""
_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Line)


class ChatFound(Struct, frozen=True, kw_only=True):
    """A chat in the list. ``excerpt``: where the searched words stand; ``problem``: what cannot be read."""

    id: str
    title: str
    persona: str = ""
    changed: float = 0.0
    messages: int = 0
    excerpt: str = ""
    problem: str = ""
    trashed: bool = False


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Chats:
    """The folder of chats. Any thread; each call is whole on the disk when it returns."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.folder, self.read_only = folder, read_only
        self._lock = threading.RLock()

    def path_of(self, identity: str, *, trashed: bool = False) -> Path:
        if not identity or Path(identity).name != identity or identity.startswith("."):
            raise StudioError(ErrorKind.INVALID_REQUEST, f"There is no chat “{identity}”.")
        return (self.folder / TRASH if trashed else self.folder) / f"{identity}{ENDING}"

    def begin(self, title: str = "", **values: object) -> Conversation:
        """A new chat, on the disk. Raises StudioError(DISK_FULL, NOT_WRITABLE)."""
        identity = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        head = ChatHead(id=identity, title=title, made=now(), **values)  # type: ignore[arg-type]
        chat = Conversation(head, lines=1)
        self.append(identity, head)
        return chat

    def append(self, identity: str, *lines: Line) -> None:
        """Add lines durably; after a torn one they begin on a line of their own. Raises StudioError."""
        path = self.path_of(identity)
        self._check_writable()
        data = b"".join(_encoder.encode(_clean(line)) + b"\n" for line in lines)
        with self._lock:
            try:
                files.make_folder(path.parent)
                fresh = not path.exists()
                with open(path, "ab+") as stream:
                    if stream.tell() and not _ends_whole(stream):
                        data = b"\n" + data
                    stream.write(data)
                    stream.flush()
                    os.fsync(stream.fileno())
                if fresh:
                    files.flush_folder(path.parent)
            except OSError as error:
                raise explain(error, path) from error

    def load(self, identity: str) -> Conversation:
        """A whole chat. Raises StudioError(FILE_BROKEN, DOCUMENT_NEWER) when nothing of it can be read."""
        chat = read_chat(self.path_of(identity))
        if not self.read_only and chat.lines > len(chat.messages) + LONG:
            with suppress(StudioError):  # long is no harm
                self.rewrite(chat)
        return chat

    def rewrite(self, chat: Conversation) -> None:
        """The file whole and short; the old one stays until the new one is there. Raises StudioError."""
        lines = list(short_lines(chat))
        if chat.problem:
            return  # what could not be read is not thrown away
        path = self.path_of(chat.head.id)
        with self._lock:
            try:
                with files.whole_file(path) as stream:
                    for line in lines:
                        stream.write(_encoder.encode(_clean(line)) + b"\n")
            except OSError as error:
                raise explain(error, path) from error
        chat.lines = len(lines)

    def trash(self, identity: str) -> None:
        """Move a chat to the folder's trash. Raises StudioError."""
        self._move(self.path_of(identity), self.path_of(identity, trashed=True))

    def restore(self, identity: str) -> None:
        """Bring a chat back from the trash. Raises StudioError."""
        self._move(self.path_of(identity, trashed=True), self.path_of(identity))

    def _check_writable(self) -> None:
        if self.read_only:
            raise StudioError(
                ErrorKind.NOT_WRITABLE,
                "This project is open for reading only, and its chats with it.",
                "Close the other window that has it, then open it again.",
            )

    def _move(self, source: Path, target: Path) -> None:
        self._check_writable()
        with self._lock:
            try:
                if target.exists():
                    raise FileExistsError(17, "another chat has its name", str(target))
                files.move_durably(source, target)
            except OSError as error:
                raise explain(error, target) from error

    def identities(self, *, trashed: bool = False) -> list[str]:
        """Newest first by name; empty when the folder is not there."""
        folder = self.folder / TRASH if trashed else self.folder
        try:
            names = [path.stem for path in folder.glob(f"*{ENDING}") if not path.name.startswith(".")]
        except OSError:
            return []
        return sorted(names, reverse=True)

    def find(self, words: str = "", *, trashed: bool = False) -> list[ChatFound]:
        """All chats that hold every word, the last changed first; reads files, so off the window thread."""
        wanted = words.casefold().split()
        found: list[ChatFound] = []
        for identity in self.identities(trashed=trashed):
            path = self.path_of(identity, trashed=trashed)
            try:
                changed = path.stat().st_mtime
                chat = read_chat(path)
            except StudioError as error:
                if not wanted:
                    found.append(ChatFound(id=identity, title=identity, problem=error.sentence))
                continue
            except OSError:
                continue
            excerpt = _excerpt(chat, wanted) if wanted else ""
            if excerpt is None:
                continue
            found.append(
                ChatFound(
                    id=identity,
                    title=chat.title(),
                    persona=chat.head.persona,
                    changed=changed,
                    messages=len(chat.path()),
                    excerpt=excerpt,
                    problem=chat.problem,
                    trashed=trashed,
                )
            )
        return sorted(found, key=lambda one: one.changed, reverse=True)


def read_chat(path: Path) -> Conversation:
    """A chat from its file; lines that cannot be read are passed over and told in ``problem``.

    Answers that still streamed when the program was killed come back as cut off.
    """
    try:
        if path.stat().st_size > FILE_MAX:
            raise StudioError(ErrorKind.FILE_BROKEN, f"The chat {path.name} is too large to be one of ours.")
        data = path.read_bytes()
    except OSError as error:
        raise StudioError(
            ErrorKind.FILE_BROKEN,
            f"The chat {path.name} cannot be read ({error.strerror or error}).",
            detail=str(error),
        ) from error
    lines = list(_lines(data))
    if not any(isinstance(line, ChatHead | Message) for line in lines):
        raise StudioError(
            ErrorKind.FILE_BROKEN,
            f"The file {path.name} holds no chat.",
            "It stays where it is; move it away if it does not belong here.",
        )
    chat = conversation_of((line for line in lines if line is not None), ChatHead(id=path.stem))
    if chat.head.schema > SCHEMA:
        raise StudioError(
            ErrorKind.DOCUMENT_NEWER,
            f"The chat {path.name} was written by a newer version of Atelier.",
            "Open it with that version; it was not changed.",
        )
    if chat.head.id != path.stem:  # copied by hand
        chat.head = replace(chat.head, id=path.stem)
    broken = sum(line is None for line in lines)
    if broken:
        chat.problem = f"{broken} lines of the chat {path.name} cannot be read; the rest is here."
    chat.cut = tuple(message.id for message in chat.messages.values() if message.reason == WRITING)
    for identity in chat.cut:
        chat.messages[identity] = replace(chat.messages[identity], reason="cancelled")
    return chat


def _lines(data: bytes) -> Iterator[Line | None]:
    """Each line decoded, None for one that is no line of ours.

    One torn by a kill is no fault: its writer never heard that it was kept, and still had the text.
    """
    for part in data.split(b"\n"):
        if not part.strip():
            continue
        try:
            yield _decoder.decode(part)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            if part.rstrip().endswith(b"}") or not part.startswith(b'{"type":'):
                yield None


def _ends_whole(stream: object) -> bool:
    stream.seek(-1, os.SEEK_END)  # type: ignore[attr-defined]
    return stream.read(1) == b"\n"  # type: ignore[attr-defined]


def _clean(line: Line) -> Line:
    if isinstance(line, Message):
        return replace(line, text=clean_text(line.text))
    if isinstance(line, ChatHead):
        return replace(line, title=clean_text(line.title))
    return line


def _excerpt(chat: Conversation, wanted: list[str]) -> str | None:
    """A line around the first word in the newest message with all of them; None when none has."""
    texts = [message.text for message in chat.messages.values() if not message.trashed]
    for text in (*reversed(texts), chat.title()):
        folded = text.casefold()
        if all(word in folded for word in wanted):
            at = folded.find(wanted[0])
            words = " ".join(text[max(0, at - 30) : at + 90].split())
            return ("…" if at > 30 else "") + words
    return None


def explain(error: OSError, path: Path) -> StudioError:
    """The sentence for a chat, persona or list that could not be written."""
    if files.is_full(error):
        return StudioError(
            ErrorKind.DISK_FULL,
            f"The disk with {path.parent} is full.",
            "Free some space. What you see is kept in the window until then.",
            detail=str(error),
        )
    return StudioError(
        ErrorKind.NOT_WRITABLE,
        f"{path.name} cannot be written to {path.parent} ({error.strerror or error}).",
        "Make the folder writable. What you see is kept in the window until then.",
        detail=str(error),
    )
