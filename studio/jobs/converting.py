"""Converting a file of pickled weights: starts the process that does it, hears it, names what it wrote.

``Converter`` does so in the thread that asks, ``Conversion`` on a thread of its own with signals. What the
process writes lies under a hidden name beside the target until it is whole; the source is never changed.
"""

import contextlib
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from studio.core.conversion import Converting, Refused, Told, Written, read_told
from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.identify import read_safetensors_header
from studio.core.pickled import PICKLED, SAFETENSORS, Nature, nature_of
from studio.storage.files import flush_folder, is_full
from studio.storage.shared_files import replace

_LINE_MAX = 1_000_000
_TAIL_LINES = 20
_PART = re.compile(r"\.atelier-convert-(\d+)-[0-9a-f]+\.part")


class StoppedError(Exception):
    """The conversion was cancelled; nothing of it is left."""


def conversion_command(source: Path, part: Path) -> list[str]:
    """How the process is started, from a checkout, an installation or a frozen program."""
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-P", "-m", "studio"]
    return [*start, "--convert", str(source), str(part)]


def check_source(source: Path) -> None:
    """Raises StudioError for a file that needs no conversion or cannot be converted."""
    try:
        nature = nature_of(source)
    except OSError as error:
        raise StudioError(
            ErrorKind.MODEL_MISSING,
            f"“{source.name}” cannot be read ({error.strerror or error}).",
            "Check the path and the rights of the file.",
        ) from error
    if nature is Nature.SAFETENSORS:
        here = source.suffix.lower() == SAFETENSORS
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"“{source.name}” is a safetensors file already, so there is nothing to convert.",
            "" if here else f"Rename it to {source.stem}{SAFETENSORS}.",
        )
    if nature not in PICKLED and nature is not Nature.ZIP:
        raise StudioError(
            ErrorKind.MODEL_UNKNOWN,
            f"“{source.name}” is not a pickle, so there is nothing to convert.",
            "It is a GGUF file, which is used as it is." if nature is Nature.GGUF else "Choose another file.",
        )


class Converter:
    """One conversion, to ``target``, which must not exist unless ``overwrite`` is said."""

    def __init__(self, source: Path, target: Path, *, overwrite: bool = False) -> None:
        self.source, self.target, self._overwrite = source, target, overwrite
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def run(self, tell: Callable[[Converting], object]) -> Written:
        """Convert; returns when the file is there. Raises StudioError, StoppedError."""
        check_source(self.source)
        part = self._begin()
        try:
            written = self._converse(part, tell)
            self._finish(part, written)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        return written

    def stop(self) -> None:
        """Cancel it, at once. Any thread."""
        with self._lock:
            self._stopped = True
            if self._process and self._process.poll() is None:
                self._process.kill()

    def _begin(self) -> Path:
        """An empty file beside the target. Raises StudioError when it cannot be, or there is no room."""
        target = self.target
        if target.exists() and not self._overwrite:
            raise _taken(target)
        try:
            _sweep(target.parent)
            needed, free = self.source.stat().st_size, shutil.disk_usage(target.parent).free
            part = target.with_name(f".atelier-convert-{os.getpid()}-{secrets.token_hex(6)}.part")
            if free < needed:
                raise StudioError(
                    ErrorKind.DISK_FULL,
                    f"There is too little room in {target.parent} for a copy of “{self.source.name}”.",
                    "Free some space, or convert it to a file on another disk.",
                )
            part.open("xb").close()
        except OSError as error:
            raise _unwritable(target, error) from error
        return part

    def _converse(self, part: Path, tell: Callable[[Converting], object]) -> Written:
        """Start the process and listen to it to its end. Raises StudioError, StoppedError."""
        ending: Told | None = None
        tail: deque[str] = deque(maxlen=_TAIL_LINES)
        process = self._start(part)
        assert process.stdout
        try:
            with process.stdout as stream:
                while line := stream.readline(_LINE_MAX):
                    try:
                        told = read_told(line)
                    except ValueError:
                        tail.append(line.decode("utf-8", "replace").rstrip())
                        continue
                    if isinstance(told, Converting):
                        tell(told)
                    else:
                        ending = told
        finally:
            process.kill()
            code = process.wait()
        if self._stopped:
            raise StoppedError
        if isinstance(ending, Refused):
            error = ending.error
            raise StudioError(error.kind, error.sentence, error.advice, error.detail)
        if not isinstance(ending, Written):
            raise StudioError(
                ErrorKind.ENGINE_LOST,
                f"The conversion of “{self.source.name}” ended without an answer (code {code}).",
                "The file may be made to do so: do not trust it. Else try again.",
                "\n".join(tail),
            )
        return ending

    def _start(self, part: Path) -> subprocess.Popen[bytes]:
        # A process group of its own: Ctrl+C in the terminal is for this process alone.
        if sys.platform == "win32":
            flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
            apart: dict[str, int] = {"creationflags": flags}
        else:
            apart = {"process_group": 0}
        with self._lock:
            if self._stopped:
                raise StoppedError
            self._process = subprocess.Popen(
                conversion_command(self.source, part),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                **apart,  # type: ignore[arg-type]
            )
            return self._process

    def _finish(self, part: Path, written: Written) -> None:
        """Look at what was written, then give it its name."""
        try:
            header = read_safetensors_header(part)
            if len(header) - 1 != written.tensors or part.stat().st_size != written.bytes:
                raise ValueError("the converted file is not whole")
            if self.target.exists() and not self._overwrite:
                raise _taken(self.target)
            replace(part, self.target)
            flush_folder(self.target.parent)
        except OSError as error:
            raise _unwritable(self.target, error) from error
        except ValueError as error:
            raise StudioError(
                ErrorKind.BUG,
                f"“{self.source.name}” was not converted well, so nothing was kept.",
                "Check the disk and try again.",
                str(error),
            ) from error


class Conversion(QThread):
    """A conversion on a thread of its own, from ``start()`` to exactly one of its three ends."""

    progressed = Signal(object)
    """core.conversion.Converting"""
    converted = Signal(object)
    """core.conversion.Written; the file is at ``target``."""
    failed = Signal(object)
    """core.errors.ErrorReport"""
    cancelled = Signal()

    def __init__(
        self, source: Path, target: Path, *, overwrite: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.source, self.target = source, target
        self._converter = Converter(source, target, overwrite=overwrite)

    def cancel(self) -> None:
        """End it at once; ``cancelled`` follows unless another end came first."""
        self._converter.stop()

    def run(self) -> None:
        try:
            written = self._converter.run(self.progressed.emit)
        except StoppedError:
            self.cancelled.emit()
        except StudioError as error:
            self.failed.emit(error.report())
        except Exception as error:
            sentence = f"The conversion of “{self.source.name}” failed."
            self.failed.emit(ErrorReport(kind=ErrorKind.BUG, sentence=sentence, detail=repr(error)))
        else:
            self.converted.emit(written)


def _taken(target: Path) -> StudioError:
    return StudioError(
        ErrorKind.INVALID_REQUEST, f"{target.name} exists already.", "Choose another name for the new file."
    )


def _unwritable(target: Path, error: OSError) -> StudioError:
    if is_full(error):
        return StudioError(
            ErrorKind.DISK_FULL, f"The disk with {target.parent} is full.", "Free some space.", str(error)
        )
    return StudioError(
        ErrorKind.NOT_WRITABLE,
        f"{target.parent} cannot be written ({error.strerror or error}).",
        "Convert it to a file in another folder.",
        str(error),
    )


def _sweep(folder: Path) -> None:
    """Remove what conversions left that were killed together with the program. Raises OSError."""
    import psutil  # not needed for the first paint

    for each in folder.iterdir():
        if (found := _PART.fullmatch(each.name)) and not psutil.pid_exists(int(found[1])):
            each.unlink(missing_ok=True)
