"""The command ``studio convert``: pickled weights to safetensors, with progress, without the window."""

import argparse
import json
import logging
import sys
import time
from pathlib import Path

from studio.cli.generate import say
from studio.cli.progress_line import ProgressLine
from studio.core.conversion import CHECKING, Converting, share_of
from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import Progress
from studio.core.pickled import SAFETENSORS, converted_name
from studio.jobs.converting import Converter, check_source

_PHASES = {CHECKING: "reading the file"}
_TELLING_SECONDS = 1.0
"""Before that much has passed nothing can be said of the time left."""


def main(options: argparse.Namespace) -> int:
    """Run ``studio convert`` and answer its exit code."""
    logging.basicConfig(level=logging.ERROR, format="studio: %(message)s", stream=sys.stderr)
    line = ProgressLine(quiet=options.quiet)
    source = Path(options.file).expanduser().absolute()
    begin = time.monotonic()
    try:
        check_source(source)
        target = _target(options, source)
        told = _Telling(line, begin)
        written = Converter(source, target, overwrite=options.force).run(told.hear)
    except StudioError as error:
        line.clear()
        return say(error.report())
    finally:
        line.clear()
    for note in written.notes:
        line.note(note)
    if options.json:
        answer = {
            "path": str(target),
            "source": str(source),
            "source_sha256": written.sha256,
            "tensors": written.tensors,
            "bytes": written.bytes,
            "notes": list(written.notes),
            "seconds": round(time.monotonic() - begin, 3),
        }
        print(json.dumps(answer))
    else:
        print(target)
    return 0


def _target(options: argparse.Namespace, source: Path) -> Path:
    if not options.output:
        return converted_name(source)
    target = Path(options.output).expanduser().absolute()
    if target.is_dir():
        return target / converted_name(source).name
    if target.suffix.lower() != SAFETENSORS:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"“{options.output}” does not end in {SAFETENSORS}.",
            "Give it that end.",
        )
    if not target.parent.is_dir():
        raise StudioError(
            ErrorKind.NOT_WRITABLE,
            f"The folder {target.parent} does not exist.",
            "Make it, or choose another.",
        )
    return target


class _Telling:
    """Says on the line how far it is, in hundredths of the whole."""

    def __init__(self, line: ProgressLine, begin: float) -> None:
        self._line, self._begin, self._phase = line, begin, ""

    def hear(self, told: Converting) -> None:
        if told.phase != self._phase:
            self._phase = told.phase
            self._line.phase(_PHASES.get(told.phase, "writing"))
        share, passed = share_of(told), time.monotonic() - self._begin
        left = passed / share - passed if share and passed > _TELLING_SECONDS else -1.0
        self._line.progress(Progress(job="", done=round(100 * share), total=100, seconds_left=left))
