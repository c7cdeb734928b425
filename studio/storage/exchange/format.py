"""What a format is, what reading a file gives, and what a file may hold at most."""

from dataclasses import dataclass, field
from pathlib import Path

from studio.core.errors import ErrorKind, StudioError
from studio.storage.exchange.blocks import Block, Notes

FILE_MOST = 256 * 1024 * 1024
"""Bytes of a file to import."""
TEXT_MOST = 64 * 1024 * 1024
"""Bytes of text in one file, packed or not."""


@dataclass(frozen=True, kw_only=True)
class FormatSpec:
    """A kind of file. ``label`` is its name as people say it."""

    id: str
    label: str
    suffixes: tuple[str, ...]
    reads: bool = False
    writes: bool = False
    text: bool = False
    """Bytes that need an encoding."""
    paged: bool = False
    """It has pages, so paper, margins and fonts matter."""
    styled: bool = False
    """It can have a title page."""
    cover: bool = False
    beside: bool = False
    """Pictures lie in a folder beside the file."""
    pictures: bool = True


@dataclass
class Reading:
    """A file as read. ``remarks`` are sentences on what could not be kept."""

    title: str = ""
    author: str = ""
    language: str = ""
    blocks: list[Block] = field(default_factory=list)
    notes: Notes = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)
    """Markdown source of footnotes and link addresses by what refers to them."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    encoding: str = ""
    remarks: list[str] = field(default_factory=list)

    def remark(self, sentence: str) -> None:
        """Add a sentence, once."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)


@dataclass(frozen=True)
class Source:
    """A file to read. ``encoding`` is the user's choice, "" to find it out."""

    path: Path
    data: bytes
    encoding: str = ""


def read_source(path: Path, encoding: str = "") -> Source:
    """The file's bytes. Raises StudioError with a sentence for what cannot be read."""
    try:
        if not path.is_file():
            raise unreadable(path, "it is no file")
        if path.stat().st_size > FILE_MOST:
            raise unreadable(path, f"it is larger than {FILE_MOST // 2**20} MB")
        return Source(path, path.read_bytes(), encoding)
    except OSError as error:
        raise unreadable(path, error.strerror or str(error)) from error


def unreadable(path: Path, fault: str, detail: str = "") -> StudioError:
    """The error for a file that cannot be imported; ``fault`` ends the sentence."""
    return StudioError(
        ErrorKind.FILE_BROKEN,
        f"“{path.name}” cannot be imported: {fault}.",
        "Open it in the program it comes from and save it again, or choose another file.",
        detail,
    )
