"""One text job on the command line: printed while it comes, stopped by Ctrl+C or by who reads it."""

import os
import signal
import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, Slot

from studio.cli.generate import INTERRUPTED, exit_code
from studio.cli.progress_line import ProgressLine
from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.jobs import Job, JobState
from studio.core.messages import Progress, Wrote
from studio.core.text_requests import Token, Written
from studio.core.writing.joins import opening
from studio.core.writing.request_builder import Built
from studio.jobs.queue import JobQueue

_LOOK_MS = 20
"""How often Ctrl+C is looked for while Qt waits."""
_GONE = 1
"""Exit code when nobody reads the text any more."""


class Answer:
    """What an answer adds to the text before it, while it comes: no blank lost or doubled at the join."""

    def __init__(self, built: Built, before: str) -> None:
        self._before, self._lead, self._fresh = before, built.lead, built.fresh
        self._raw = ""
        self.text = ""

    def add(self, more: str) -> str:
        """Take what came and answer what is new for the reader."""
        self._raw += more
        inner = self._raw[self._lead :]
        join = opening(self._before, inner, fresh=self._fresh)
        if join is None:
            return ""
        whole = join.add + inner[join.strip :]
        fresh, self.text = whole[len(self.text) :], whole
        return fresh


class TextStream(QObject):
    """A job from submit to its end; ``code`` is what the program exits with."""

    def __init__(self, queue: JobQueue, line: ProgressLine, show: Callable[[str], object]) -> None:
        """``show`` gets each new piece of the text of the only alternative."""
        super().__init__()
        self.error: ErrorReport | None = None
        self.code = 0
        self.written: dict[int, Written] = {}
        self.speed = 0.0
        self.job = ""
        self.answers: dict[int, Answer] = {}
        self._queue, self._line, self._show = queue, line, show
        self._interrupts = self._answered = 0
        self._gone = False
        queue.phase_changed.connect(self._on_phase)
        queue.progressed.connect(self._on_progress)
        queue.text_arrived.connect(self._on_text)
        queue.wrote.connect(self._on_wrote)
        queue.complaint.connect(self._on_complaint)
        queue.ended.connect(self._on_ended)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._look_for_interrupt)

    def count(self, model: str, text: str) -> int:
        """How many tokens a text is. Raises StudioError when the engine cannot say, KeyboardInterrupt."""
        answers: list[int] = []
        failures: list[str] = []
        loop = QEventLoop()

        def done(tokens: tuple[int, ...]) -> None:
            answers.extend(tokens)
            loop.quit()

        def failed(sentence: str) -> None:
            failures.append(sentence)
            loop.quit()

        self._queue.count_tokens(model, [text], done, failed)
        with self._listening():
            while not answers and not failures and not self._interrupts:
                loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if self._interrupts:
            raise KeyboardInterrupt
        if failures:
            raise StudioError(ErrorKind.ENGINE_LOST, failures[0])
        return answers[0]

    def run(self, built: Built, before: str) -> None:
        """Write; returns when the job has ended. Raises StudioError when it cannot be queued."""
        self.answers = {index: Answer(built, before) for index in range(built.request.count)}
        self.job = self._queue.submit(built.request).id
        self._line.begin()
        with self._listening():
            QCoreApplication.exec()
        self._line.clear()

    def _listening(self) -> "_Interrupts":
        return _Interrupts(self._interrupted, self._look)

    def _interrupted(self, number: int, frame: object) -> None:
        self._interrupts += 1

    @Slot()
    def _look_for_interrupt(self) -> None:
        if self._interrupts == self._answered or not self.job:
            return
        self._answered = self._interrupts
        if self._interrupts == 1:
            self._queue.cancel(self.job)
        else:
            self._queue.stop_now(self.job)

    @Slot(str, str)
    def _on_phase(self, job: str, name: str) -> None:
        if name == "writing":
            self._line.clear()
        elif job == self.job:
            self._line.phase(name)

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        if not any(answer.text for answer in self.answers.values()):
            self._line.progress(progress)

    @Slot(str, int, object)
    def _on_text(self, job: str, index: int, tokens: tuple[Token, ...]) -> None:
        answer = self.answers.get(index)
        if job != self.job or answer is None:
            return
        more = answer.add("".join(token.text for token in tokens))
        if not more or self._gone:
            return
        self._line.clear()
        try:
            self._show(more)
        except BrokenPipeError:
            self._gone = True
            silence_output()
            self._queue.cancel(self.job)

    @Slot(object)
    def _on_wrote(self, event: Wrote) -> None:
        if event.job == self.job:
            self.written[event.written.index] = event.written
            self.speed = event.tokens_per_second

    @Slot(object)
    def _on_complaint(self, report: ErrorReport) -> None:
        self._line.note(report.sentence)

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        if job.id != self.job:
            return
        if self._gone:
            self.code = _GONE
        elif job.state is JobState.CANCELLED or (self._interrupts and job.state is not JobState.DONE):
            self.code = INTERRUPTED
        elif job.state is not JobState.DONE and job.error:
            self.error = job.error
            self.code = exit_code(job.error)
        QCoreApplication.exit(0)


class _Interrupts:
    """While it holds, Ctrl+C is counted and looked for instead of raising."""

    def __init__(self, count: Callable[[int, object], object], look: QTimer) -> None:
        self._count, self._look = count, look

    def __enter__(self) -> None:
        self._previous = signal.signal(signal.SIGINT, self._count)
        self._look.start()  # Python sees signals only when Python code runs

    def __exit__(self, *error: object) -> None:
        self._look.stop()
        signal.signal(signal.SIGINT, self._previous)


def silence_output() -> None:
    """Nobody reads standard output any more: what is still flushed to it goes nowhere, without a word."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)
