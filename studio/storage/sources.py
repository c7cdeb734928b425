"""Pictures and masks that requests refer to, kept under the name of their content."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from studio.core.requests import FileRef
from studio.storage import files


class Sources:
    """The folder `<library>/sources`: `<first two letters>/<sha256><ending>`. Never written to twice."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, data: bytes, ending: str = ".png") -> FileRef:
        """Store ``data`` durably, unless it is there already; blocks.

        Raises StudioError(DISK_FULL, NOT_WRITABLE).
        """
        import hashlib  # loads OpenSSL, which no window needs for its first paint

        digest = hashlib.sha256(data).hexdigest()
        target = self.folder / digest[:2] / f"{digest}{ending}"
        part = target.with_name(f"{secrets.token_hex(8)}.part")
        try:
            if not _holds(target, digest, len(data)):
                files.make_folder(target.parent)
                try:
                    part.write_bytes(data)
                    files.move_durably(part, target)
                finally:
                    with suppress(OSError):
                        part.unlink(missing_ok=True)
        except OSError as error:
            raise files.explain_write(error, self.folder) from error
        return FileRef(path=str(target), sha256=digest)

    def size(self) -> int:
        """Bytes of everything kept; 0 when it cannot be read. Blocks for as long as there are files."""
        total = 0
        for folder, _, names in os.walk(self.folder):
            for name in names:
                with suppress(OSError):
                    total += (Path(folder) / name).stat().st_size
        return total


def _holds(path: Path, digest: str, size: int) -> bool:
    try:
        return path.stat().st_size == size and files.sha256_of(path) == digest
    except OSError:
        return False
