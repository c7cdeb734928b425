"""``studio --convert SOURCE TARGET``: a short-lived process that turns pickled weights into safetensors.

SOURCE is opened for reading and TARGET, a file that the parent made, for writing; then the process gives up
its rights (``confined``) and only now looks at what is in SOURCE. It tells how far it is on stdout, a line of
JSON each (``core.conversion``). To cancel, the parent kills it; renaming and removing are the parent's too.
"""

import codecs
import os
import sys
import traceback
from pathlib import Path
from typing import BinaryIO

from studio.core.conversion import Converting, Refused, Told, Written, told_line
from studio.core.errors import ErrorKind, ErrorReport
from studio.engine.pickles import confined, writing
from studio.engine.pickles.values import FaultError, TrapError

_DISTRUST = "Do not open it with other programs either; get the model again from a source you trust."
_COPY_AGAIN = "Copy or download it again, or get the model as a safetensors file."


def convert(source: BinaryIO, name: str, target: BinaryIO, tell: writing.Tell, held: tuple[str, ...]) -> Told:
    """Convert between two open files; answers how it ended. Never raises for bad content."""
    try:
        size = os.fstat(source.fileno()).st_size
        with confined.reading_time():
            wanted = writing.plan(source, size, name)
        room = writing.room_beside(target)
        if 0 <= room < wanted.bytes:
            return _refused(
                ErrorKind.DISK_FULL,
                f"“{name}” needs {_size(wanted.bytes)} as a safetensors file, and {_size(room)} are free.",
                "Free some space, or convert it to a file on another disk.",
            )
        confined.allow_writing(wanted.bytes)
        digest = writing.write(source, size, wanted, target, tell)
    except TrapError as error:
        said = (f"“{name}” is dangerous.", str(error), "Nothing of it was run, and nothing was kept.")
        return _refused(ErrorKind.MODEL_BROKEN, " ".join(said), _DISTRUST)
    except FaultError as error:
        said = (f"“{name}” cannot be converted.", str(error))
        return _refused(ErrorKind.MODEL_BROKEN, " ".join(said), _COPY_AGAIN)
    except MemoryError:
        sentence = f"“{name}” cannot be converted. It takes more memory than a model needs for that."
        return _refused(ErrorKind.OUT_OF_MEMORY, sentence, _COPY_AGAIN)
    except OSError as error:
        reason = error.strerror or str(error)
        full = error.errno in (28, 122)
        kind = ErrorKind.DISK_FULL if full else ErrorKind.FILE_BROKEN
        return _refused(kind, f"“{name}” could not be converted ({reason}).", "Check the disk.", str(error))
    except Exception:
        sentence = f"“{name}” cannot be converted. It is like no file that Atelier knows."
        return _refused(ErrorKind.BUG, sentence, _COPY_AGAIN, traceback.format_exc())
    return Written(
        tensors=len(wanted.order),
        bytes=wanted.bytes,
        sha256=digest,
        notes=tuple(wanted.found.notes),
        confined=held,
    )


def main(arguments: list[str]) -> int:
    """Convert SOURCE into TARGET, which must exist."""
    source_name, target_name = arguments
    confined.settle()
    codecs.lookup("raw_unicode_escape")  # what is imported late could not be opened later
    codecs.lookup("latin-1")
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    name = Path(source_name).name

    def say(told: Told) -> None:
        out.write(told_line(told))

    try:
        source, target = open(source_name, "rb"), open(target_name, "r+b")  # noqa: SIM115
    except OSError as error:
        reason = error.strerror or str(error)
        say(_refused(ErrorKind.FILE_BROKEN, f"“{name}” cannot be read ({reason}).", "Check its rights."))
        return 1
    with source, target:
        held = confined.confine()
        ending = convert(
            source, name, target, lambda *far: say(Converting(phase=far[0], done=far[1], total=far[2])), held
        )
        say(ending)
    sys.stderr.flush()
    return 0 if isinstance(ending, Written) else 1


def _refused(kind: ErrorKind, sentence: str, advice: str, detail: str = "") -> Refused:
    return Refused(error=ErrorReport(kind=kind, sentence=sentence, advice=advice, detail=detail))


def _size(count: int) -> str:
    return f"{count / 1024**3:.1f} GB" if count >= 10**9 else f"{max(1, round(count / 1024**2))} MB"
