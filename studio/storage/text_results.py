"""What language models wrote, kept while it comes: one append-only file for every text job.

A journal has one line of JSON for each thing that happened, in the order of time: first the request, then
what the model read, tokens, finished alternatives, last the ending. One thread of its own writes them, so
that a kill costs what came in the last moment at most, and no window waits for a disk. What a full disk
does not take stays in memory and is offered to it again.
"""

import contextlib
import logging
import queue
import re
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.jobs import Job
from studio.core.messages import ModelFile, Reads, Text, Wrote
from studio.core.text_requests import TextRequest, Token, Written, text_seed_of
from studio.storage.files import is_full
from studio.storage.line_file import LineFile
from studio.storage.sessions import is_alive

RETRY_SECONDS = 2.0
"""How long after a refusal the disk is asked again."""
_ID = re.compile(r"\d{8}-[0-9A-Za-z-]+")
_OPEN = "open"
"""Beside the years: a small file for each job that has not ended, which names its session."""

log = logging.getLogger(__name__)


class TextResult(Struct, frozen=True, kw_only=True):
    """A text job as its journal has it; of one that began anew, what it wrote since.

    ``state`` is empty while it is being written, or was cut off.
    """

    job: str
    request: TextRequest
    model: ModelFile
    created: str = ""
    reads: Reads | None = None
    alternatives: tuple[Written, ...] = ()
    state: str = ""


class _Begun(Struct, frozen=True, kw_only=True, tag_field="type", tag="begun"):
    job: str
    session: str
    created: str
    request: TextRequest
    model: ModelFile


class _Ended(Struct, frozen=True, kw_only=True, tag_field="type", tag="ended"):
    state: str


_Line = _Begun | Reads | Text | Wrote | _Ended
_decoder = msgspec.json.Decoder(_Line)


class _Living:
    """A job whose journal is not wholly on the disk yet."""

    def __init__(self, begun: _Begun, file: LineFile) -> None:
        self.lines: list[_Line] = [begun]
        self.waiting: list[bytes] = [_encoded(begun)]
        self.session = begun.session
        self.file = file
        self.ended = self.complained = False


class TextResults:
    """The folder of journals, ``<data>/writings/YYYY/MM/<job>.jsonl``. Usable from any thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trouble: Callable[[ErrorReport], object] = lambda report: log.warning("%s", report.sentence)
        """Is told, once for each job and in a thread of its own, that the disk did not take something."""
        self._lock = threading.Lock()
        self._living: dict[str, _Living] = {}
        self._todo: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    # Writing

    def begin(self, job: Job, model: ModelFile, session: str) -> None:
        """A text job of ``session`` is sent to an engine. Returns at once, as all of these do."""
        if not isinstance(job.request, TextRequest):
            raise ValueError(f"job {job.id} does not write")
        begun = _Begun(job=job.id, session=session, created=job.created, request=job.request, model=model)
        with self._lock:
            before = self._living.get(job.id)  # one that gave way and begins anew
            self._living[job.id] = living = _Living(
                begun, before.file if before else LineFile(self._path(job.id))
            )
            living.waiting = [*(before.waiting if before else ()), *living.waiting]
            if self._thread is None:
                self._thread = threading.Thread(target=self._write, name="writings", daemon=True)
                self._thread.start()
        self._todo.put(job.id)

    def add(self, event: Reads | Text | Wrote) -> None:
        """What a job has read or written; nothing of one that was not begun here."""
        self._note(event.job, event)

    def end(self, job: str, state: str) -> None:
        """A job has ended in that state."""
        self._note(job, _Ended(state=state))

    def close(self, seconds: float = 2.0) -> None:
        """Wait until everything is on the disk, up to ``seconds``."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread:
            self._todo.put("")
            thread.join(seconds)

    def _note(self, job: str, line: _Line) -> None:
        with self._lock:
            living = self._living.get(job)
            if living is None or living.ended:
                return
            if isinstance(line, Wrote):
                line = _lean(line, living.lines)
            living.lines.append(line)
            living.waiting.append(_encoded(line))
            living.ended = isinstance(line, _Ended)
        self._todo.put(job)

    # Its thread

    def _write(self) -> None:
        refused: set[str] = set()
        while True:
            try:
                job = self._todo.get(timeout=RETRY_SECONDS if refused else None)
            except queue.Empty:
                refused = {each for each in refused if not self._flush(each)}
                continue
            if not job:
                for each in refused:
                    self._flush(each)
                for living in self._living.values():
                    living.file.close()
                return
            if job not in refused and not self._flush(job):
                refused.add(job)

    def _flush(self, job: str) -> bool:
        """Bring to the disk what waits of a job; whether that went well."""
        with self._lock:
            living = self._living.get(job)
            if living is None:
                return True
            lines, ended = living.waiting, living.ended
            living.waiting = []
        mark, living.file.written = self._mark(job), 0
        try:
            if not living.file.is_open:
                mark.parent.mkdir(parents=True, exist_ok=True)
                mark.write_text(living.session, encoding="utf-8")
            living.file.append(lines)
            if ended:
                living.file.settle()
                living.file.close()
                mark.unlink(missing_ok=True)
        except OSError as error:
            with self._lock:
                living.waiting = lines[living.file.written :] + living.waiting
            if not living.complained:
                living.complained = True
                self.trouble(_refused(error, self.folder))
            return False
        with self._lock:
            if ended:
                del self._living[job]
        return True

    # Reading

    def load(self, job: str) -> TextResult | None:
        """What a job has written so far; None when there is no journal of it."""
        with self._lock:
            living = self._living.get(job)
            lines = list(living.lines) if living else []
        return _result(lines or self._lines(job))

    def unfinished(self, document: str = "") -> list[TextResult]:
        """Jobs for ``document`` (all for an empty one) cut off by a kill and not dismissed, oldest first."""
        found = []
        for mark in self._marks():
            try:
                session = mark.read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            if mark.name in self._living or is_alive(self.folder.parent, session):
                continue
            result = self.load(mark.name)
            if result and (not document or result.request.document == document):
                found.append(result)
        return found

    def dismiss(self, job: str) -> None:
        """The writer has seen what was cut off. Raises StudioError(DISK_FULL, NOT_WRITABLE)."""
        try:
            if self._mark(job).exists():
                LineFile(self._path(job)).finish(_encoded(_Ended(state="lost")))
                self._mark(job).unlink(missing_ok=True)
        except OSError as error:
            report = _refused(error, self.folder)
            raise StudioError(report.kind, report.sentence, report.advice, report.detail) from error

    def _marks(self) -> list[Path]:
        with contextlib.suppress(OSError):
            return sorted(each for each in (self.folder / _OPEN).iterdir() if _ID.fullmatch(each.name))
        return []

    def _lines(self, job: str) -> list[_Line]:
        if not _ID.fullmatch(job):
            return []
        try:
            content = self._path(job).read_bytes()
        except OSError:
            return []
        lines: list[_Line] = []
        for line in content.split(b"\n"):
            with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                lines.append(_decoder.decode(line))  # the last may be torn, and is then left out
        return lines

    def _path(self, job: str) -> Path:
        return self.folder / job[:4] / job[4:6] / f"{job}.jsonl"

    def _mark(self, job: str) -> Path:
        return self.folder / _OPEN / job


def _encoded(line: _Line) -> bytes:
    return msgspec.json.encode(line) + b"\n"


def _streamed(lines: list[_Line], index: int) -> tuple[Token, ...]:
    return tuple(
        token for line in lines if isinstance(line, Text) and line.index == index for token in line.tokens
    )


def _lean(line: Wrote, before: list[_Line]) -> Wrote:
    """Without the tokens that were told already, so that nothing is written twice."""
    written = line.written
    if written.text != "".join(token.text for token in _streamed(before, written.index)):
        return line
    return msgspec.structs.replace(line, written=msgspec.structs.replace(written, tokens=()))


def _result(lines: list[_Line]) -> TextResult | None:
    starts = [place for place, line in enumerate(lines) if isinstance(line, _Begun)]
    if not starts or not isinstance(begun := lines[starts[-1]], _Begun):
        return None
    lines = lines[starts[-1] :]
    reads = next((line for line in lines if isinstance(line, Reads)), None)
    whole = {line.written.index: line.written for line in lines if isinstance(line, Wrote)}
    alternatives = []
    for index in sorted(whole.keys() | {line.index for line in lines if isinstance(line, Text)}):
        written = whole.get(index) or Written(
            index=index, seed=text_seed_of(begun.request, index), tokens=(), reason="cancelled"
        )
        tokens = written.tokens or _streamed(lines, index)
        alternatives.append(msgspec.structs.replace(written, tokens=tokens))
    return TextResult(
        job=begun.job,
        request=begun.request,
        model=begun.model,
        created=begun.created,
        reads=reads,
        alternatives=tuple(alternatives),
        state=next((line.state for line in lines if isinstance(line, _Ended)), ""),
    )


def _refused(error: OSError, folder: Path) -> ErrorReport:
    if is_full(error):
        return ErrorReport(
            kind=ErrorKind.DISK_FULL,
            sentence=f"The disk with the folder {folder} is full, so what is written now is not kept there.",
            advice="Free some space. The text stays on the screen and is kept as soon as there is room.",
            detail=str(error),
        )
    return ErrorReport(
        kind=ErrorKind.NOT_WRITABLE,
        sentence=f"What is written now cannot be kept in {folder} ({error.strerror or error}).",
        advice="Make the folder writable. The text stays on the screen and is kept as soon as that is done.",
        detail=str(error),
    )
