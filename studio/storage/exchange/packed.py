"""Zip files of other programs, opened with limits: no bomb, no way out of the file."""

import io
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from studio.storage.exchange.format import TEXT_MOST, Source, unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

PARTS_MOST = 20_000
UNPACKED_MOST = 1024 * 1024 * 1024
"""Bytes of all parts together, as the file says; zipfile never unpacks more than that."""
PICTURE_MOST = 64 * 1024 * 1024


class Packed:
    """An open zip file. Its faults become sentences."""

    def __init__(self, source: Source, kind: str) -> None:
        """Raises StudioError when it is none, or absurd. ``kind`` names it ("a Word document")."""
        self._path = source.path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, RuntimeError) as error:
            raise unreadable(source.path, f"it is not {kind}, or it is damaged", str(error)) from error
        entries = self._zip.infolist()
        if len(entries) > PARTS_MOST or sum(entry.file_size for entry in entries) > UNPACKED_MOST:
            raise unreadable(source.path, "it would unpack to an absurd size")
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise unreadable(source.path, "it is encrypted; save it without a password first")
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str, most: int = TEXT_MOST) -> bytes:
        """A part's bytes. Raises StudioError when it is missing, damaged or too large."""
        try:
            entry = self._zip.getinfo(name)
            if entry.file_size > most:
                raise unreadable(self._path, f"its part {name} is absurdly large")
            return self._zip.read(entry)
        except KeyError as error:
            raise unreadable(self._path, f"its part {name} is missing") from error
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
        ) as error:
            raise unreadable(self._path, f"its part {name} is damaged", str(error)) from error

    def xml(self, name: str) -> "_Element":
        """A part as a tree, with no entities, no network. Raises StudioError."""
        return parse_xml(self._path, name, self.read(name))

    def picture(self, name: str) -> bytes:
        """A picture's bytes, empty when there is none that can be used."""
        if name not in self.names or self._zip.getinfo(name).file_size > PICTURE_MOST:
            return b""
        return self.read(name, PICTURE_MOST)


def parse_xml(path: Path, name: str, data: bytes) -> "_Element":
    """``data`` as a tree; documents that bring entities of their own are refused. Raises StudioError."""
    from lxml import etree  # type: ignore[attr-defined]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise unreadable(path, f"its part {name} is damaged", str(error)) from error
    if root is None:
        raise unreadable(path, f"its part {name} is empty")
    if root.getroottree().docinfo.internalDTD is not None:
        raise unreadable(path, f"its part {name} brings definitions of its own, which no such file needs")
    return root
