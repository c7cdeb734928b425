"""The file that is continued: read without losing a byte, and written only if nobody else did meanwhile."""

import sys
from pathlib import Path

from studio.cli.answers import refuse
from studio.core.errors import ErrorKind, StudioError
from studio.storage.files import is_full, whole_file

MOST = 16 * 1024 * 1024
"""Bytes of a draft; far beyond any context."""
_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_BOM = b"\xef\xbb\xbf"


class Draft:
    """A text file, or standard input for “-”. Raises StudioError(INVALID_REQUEST) when it cannot be read."""

    def __init__(self, name: str) -> None:
        self.path = None if name == "-" else Path(name).expanduser()
        self._bytes = self._read()
        if mark := _MARKS.get(self._bytes[:2]):
            raise refuse(f"{name} is {mark}; Atelier continues UTF-8.", "Save it as UTF-8 first.")
        if len(self._bytes) > MOST:
            raise refuse(f"{name} has more than {MOST // 1024**2} MB.", "Continue a part of it.")

    @property
    def text(self) -> str:
        """What it says, with plain line ends, and without the line end that editors put at the end."""
        text = self._bytes.removeprefix(_BOM).decode("utf-8", "replace")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text[:-1] if text.endswith("\n") and not text.endswith("\n\n") else text

    def append(self, text: str) -> None:
        """Put ``text`` at the end, before a last line end. Raises StudioError, and then it is as it was."""
        if self.path is None or not text:
            return
        if self._read() != self._bytes:
            raise StudioError(
                ErrorKind.DOCUMENT_CHANGED,
                f"{self.path} was changed while Atelier wrote, so the text was not put into it.",
                "The text was printed; it is in the history as well.",
            )
        line_end = b"\r\n" if b"\r\n" in self._bytes else b"\n"
        whole, last = self._bytes, b""
        if whole.endswith(line_end) and not whole.endswith(line_end * 2):
            whole, last = whole[: -len(line_end)], line_end
        added = text.encode("utf-8", "replace").replace(b"\n", line_end)
        try:
            with whole_file(self.path) as stream:
                stream.write(whole + added + last)
        except OSError as error:
            kind = ErrorKind.DISK_FULL if is_full(error) else ErrorKind.NOT_WRITABLE
            raise StudioError(
                kind,
                f"The text could not be put into {self.path} ({error.strerror or error}).",
                "The file is as it was; the text was printed.",
            ) from error

    def _read(self) -> bytes:
        try:
            return sys.stdin.buffer.read(MOST + 1) if self.path is None else self.path.read_bytes()
        except OSError as error:
            raise refuse(
                f"The text {self.path} cannot be read ({error.strerror or error}).", "Check its path."
            ) from error
