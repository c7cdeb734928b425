"""How far the text is that a model writes: a bar, tokens and their speed, and Stop."""

import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from studio.core.jobs import ENDINGS, Job, JobState
from studio.core.messages import Progress, Wrote
from studio.core.text_requests import TextRequest, Token
from studio.jobs.lanes import WORDS
from studio.ui.theme import GAP_3, scaled
from studio.ui.widgets import button, label

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue

OFFER_STOP_MS = 2000
SPEED_SECONDS = 2.0
"""The speed shown is that of this last while."""
SHOWN_MS = 200
"""Numbers change at most this often, so that they can be read."""


class TextProgress(QWidget):
    """Follows the lane of texts; hidden while nothing is written."""

    shown = Signal(bool)
    """Whether a text is being written now."""

    def __init__(self, queue: "JobQueue") -> None:
        super().__init__()
        self._queue = queue
        self._job: Job | None = None
        self._phase = ""
        self._done = self._total = 0
        self._arrivals: deque[tuple[float, int]] = deque()
        """When tokens came, and how many."""
        self._short = False
        self._make()
        self._offer = self._timer(OFFER_STOP_MS)
        self._offer.timeout.connect(self._offer_stop)
        self._tell = self._timer(SHOWN_MS)
        self._tell.timeout.connect(self._show_numbers)
        queue.job_changed.connect(self._job_changed)
        queue.phase_changed.connect(self._phase_changed)
        queue.progressed.connect(self._progressed)
        queue.text_arrived.connect(self._text_arrived)
        queue.wrote.connect(self._wrote)
        queue.text_engine_changed.connect(self._show_phase)
        self.hide()
        if job := queue.current(WORDS):
            self._job_changed(job)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        return timer

    def _make(self) -> None:
        self.phase = label("", "text")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(scaled(48))
        self.bar.setMaximumWidth(scaled(220))
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.bar.setAccessibleName(self.tr("Progress of the text that is written"))
        self.count = label("", "muted")
        self.stop_button = button(self.tr("Stop"))
        self.stop_button.setToolTip(self.tr("Stop writing; what is written so far stays"))
        self.stop_button.clicked.connect(self.stop)
        self.stop_now_button = button(self.tr("Stop now"), "danger")
        self.stop_now_button.setToolTip(
            self.tr("End the engine at once. It loads its model again for the next text.")
        )
        self.stop_now_button.clicked.connect(self._stop_now)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_3)
        row.addWidget(self.phase)
        row.addWidget(self.bar, 20)
        for widget in (self.count, self.stop_button, self.stop_now_button):
            row.addWidget(widget)
        row.addStretch(1)

    @property
    def job(self) -> Job | None:
        """The job that is shown."""
        return self._job

    def set_short(self, short: bool) -> None:
        """Say no more than is needed, for want of room."""
        if short != self._short:
            self._short = short
            self._show_numbers()

    # What the queue says

    def _job_changed(self, job: Job) -> None:
        if not isinstance(job.request, TextRequest):
            return
        if job.state in ENDINGS:
            if self._job and job.id == self._job.id:
                self._end()
            return
        if job.state is JobState.QUEUED:
            return
        if self._job is None or self._job.id != job.id:
            self._begin(job.request)
        self._job = job
        if job.state is JobState.CANCELLING:
            self.stop_button.setEnabled(False)
            self._offer.start()
        self._show_phase()
        if self.isHidden():
            self.show()
            self.shown.emit(True)

    def _begin(self, request: TextRequest) -> None:
        self._phase = ""
        self._done, self._total = 0, request.max_tokens * request.count
        self._arrivals.clear()
        self.count.clear()
        self.bar.setRange(0, 0)
        self.stop_button.setEnabled(True)
        self.stop_now_button.hide()

    def _end(self) -> None:
        self._job = None
        self._offer.stop()
        self._tell.stop()
        self.hide()
        self.shown.emit(False)

    def _show_phase(self) -> None:
        if self._job is None:
            return
        words = {
            "loading": self.tr("Loading the model"),
            "reading": self.tr("Reading"),
            "writing": self.tr("Writing"),
        }
        if self._job.state is JobState.CANCELLING:
            self.phase.setText(self.tr("Stopping"))
        elif self._phase:
            self.phase.setText(words.get(self._phase, self._phase))
        elif self._queue.text_engine.name != "ready":
            self.phase.setText(self.tr("Starting the engine"))
        else:
            self.phase.setText(self.tr("Starting"))

    def _is_mine(self, identity: str) -> bool:
        return self._job is not None and self._job.id == identity

    def _phase_changed(self, identity: str, name: str) -> None:
        if self._is_mine(identity):
            self._phase = name
            self.bar.setRange(0, 0)
            self.count.clear()
            self._show_phase()

    def _progressed(self, progress: Progress) -> None:
        if not self._is_mine(progress.job):
            return
        self._done, self._total = progress.done, progress.total
        self._soon()

    def _text_arrived(self, identity: str, index: int, tokens: tuple[Token, ...]) -> None:
        if self._is_mine(identity):
            self._arrivals.append((time.monotonic(), len(tokens)))
            self._soon()

    def _wrote(self, event: Wrote) -> None:
        if self._is_mine(event.job):
            self._soon()

    def _soon(self) -> None:
        if not self._tell.isActive():
            self._tell.start()

    def speed(self) -> float:
        """Tokens a second of the last while; 0 when too few came to tell."""
        if not self._arrivals:
            return 0.0
        while self._arrivals[-1][0] - self._arrivals[0][0] > SPEED_SECONDS:
            self._arrivals.popleft()
        begin, end = self._arrivals[0][0], self._arrivals[-1][0]
        if end - begin < SPEED_SECONDS / 10:
            return 0.0
        return sum(count for _, count in list(self._arrivals)[1:]) / (end - begin)

    def _show_numbers(self) -> None:
        if self._job is None or not self._total:
            return
        self.bar.setRange(0, max(1, self._total))
        self.bar.setValue(min(self._done, self._total))
        if self._short:
            self.count.setText(f"{self._done} / {self._total}")
            return
        text = self.tr("{done} of {total} tokens").format(done=self._done, total=self._total)
        speed = self.speed() if self._phase == "writing" else 0.0
        if speed:
            told = f"{speed:.0f}" if speed >= 10 else f"{speed:.1f}"
            text = f"{text} · " + self.tr("{count} tokens/s").format(count=told)
        self.count.setText(text)

    # What the user does

    def stop(self) -> None:
        """Stop writing; what is written stays."""
        if self._job:
            self._queue.cancel(self._job.id)

    def _offer_stop(self) -> None:
        if self._job and self._job.state is JobState.CANCELLING:
            self.stop_now_button.show()

    def _stop_now(self) -> None:
        if self._job:
            self._queue.stop_now(self._job.id)
