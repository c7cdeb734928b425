"""Live mode: the frame is redrawn while one paints; what has become stale meanwhile is never drawn."""

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from studio.core.artifacts import Staged
from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.jobs import Job, JobState
from studio.core.requests import ImageRequest
from studio.jobs import offthread
from studio.jobs.lanes import PICTURES, lane_of
from studio.ui.canvas.document import Document
from studio.ui.canvas.generating.generation import Generation
from studio.ui.canvas.generating.placing import fitted
from studio.ui.canvas.generating.redraw import Ready, prepare
from studio.ui.canvas.generating.stage import Target
from studio.ui.canvas.page import CanvasPage

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.ui.prompt_panel import PromptPanel

STEPS_MOST = 8
"""Live pictures are drawn with at most so many steps; the button draws with all of them."""
WAIT_SHARE = 0.25
"""Share of the time a picture takes that is waited for further changes before the next one."""
WAIT_LEAST, WAIT_MOST = 0.04, 0.4
"""Seconds."""
STALE = 0.5
"""A stale picture is stopped before this share of its time and finished after it."""
LEARN = 0.4
"""How much the newest measured time counts."""


@dataclass(frozen=True)
class Drawn:
    """A live picture and where it belongs."""

    job: str
    staged: Staged
    target: Target


class Live(QObject):
    """One picture at a time; changes meanwhile make one more afterwards, never a line of them.

    The pictures are passing jobs: neither history nor library hear of them until one is kept.
    """

    toggled = Signal(bool)
    problem = Signal(object)
    """ErrorReport: why it was switched off."""
    broken_off = Signal(object)
    """ErrorReport: the engine failed at a live picture; it was switched off and may be tried again."""

    def __init__(
        self, page: CanvasPage, panel: "PromptPanel", generation: Generation, queue: "JobQueue"
    ) -> None:
        super().__init__(page)
        self._page, self._panel, self._generation, self._queue = page, panel, generation, queue
        self.on = False
        self.seconds = 1.0
        """How long a picture takes, as measured."""
        self._dirty = self._preparing = False
        self._job = ""
        self._began = 0.0
        self._target: Target | None = None
        self._drawn: Drawn | None = None
        self._followed: Document | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go)
        page.desk.document_changed.connect(self._document_changed)
        page.header.live_toggled.connect(self.set_on)
        page.live_kept.connect(self.keep)
        panel.changed.connect(self._touched)
        queue.passed.connect(self._passed)
        queue.ended.connect(self._ended)

    def set_on(self, on: bool) -> None:
        """Begin or end redrawing; ending takes the live picture away."""
        if on == self.on:
            return
        self.on = on
        self._follow(self._page.document if on else None)
        if on:
            self._touched()
        else:
            self._timer.stop()
            self._dirty = False
            self._forget()
        self._page.header.show_live(on)
        self.toggled.emit(on)

    def toggle(self) -> None:
        self.set_on(not self.on)

    def keep(self) -> None:
        """The live picture becomes a layer, and a picture of the history; live mode ends."""
        drawn, self._drawn = self._drawn, None
        if drawn is None:
            return
        self._generation.remember(drawn.job, drawn.target)
        try:
            kept = self._queue.keep(drawn.job, drawn.staged)  # lands on the stage like any other
        except StudioError as error:
            self._drawn = drawn  # it is still to be seen, so it can be tried again
            self.problem.emit(error.report())
            return
        self.set_on(False)
        if kept:
            self._page.results.accept()

    # When

    def _follow(self, document: Document | None) -> None:
        for one, join in ((self._followed, False), (document, True)):
            if one is None:
                continue
            for signal, slot in (
                (one.pixels_changed, self._touched),
                (one.state_changed, self._touched),
                (one.selection_changed, self._touched),
                (one.committed, self._touched),
            ):
                signal.connect(slot) if join else signal.disconnect(slot)
        self._followed = document

    def _document_changed(self) -> None:
        if self.on:
            self._follow(self._page.document)
            self._forget()
            self._touched()

    def _touched(self) -> None:
        """Something that the picture is made from has changed."""
        if not self.on:
            return
        self._dirty = True
        painting = self._page.document.editing is not None
        self._page.dim_live(painting)
        if self._job and not painting and time.monotonic() - self._began < STALE * self.seconds:
            self._queue.cancel(self._job)
        if not self._timer.isActive():
            self._timer.start(round(1000 * max(WAIT_LEAST, min(WAIT_MOST, WAIT_SHARE * self.seconds))))

    def _go(self) -> None:
        drawing = [job for job in self._queue.pending() if lane_of(job.request) == PICTURES]
        busy = self._job or self._preparing or self._queue.current() or drawing
        if not self.on or not self._dirty or busy or self._page.results.stage.staged:
            return  # the end of what is under way comes back here
        try:
            request = self._request()
        except StudioError as error:
            self._give_up(error)
            return
        now = self._generation.situation()
        intent = "fill" if now.selected else "refine" if now.drawn else "generate"
        order = self._generation.order(request, self._generation.intents.spec(intent))
        if order:
            self._dirty, self._preparing = False, True
            offthread.run(prepare, order, done=self._ready, failed=self._failed)

    def _request(self) -> ImageRequest:
        """What the panel says, but one quick picture. Raises StudioError."""
        request = self._panel.request()
        return msgspec.structs.replace(request, count=1, steps=min(request.steps, STEPS_MOST), start=None)

    # What comes

    def _ready(self, ready: Ready) -> None:
        self._preparing = False
        if not self.on:
            return
        try:
            job = self._queue.submit_passing(ready.request)
        except StudioError as error:
            self._give_up(error)
            return
        self._job, self._target, self._began = job.id, ready.target, time.monotonic()

    def _failed(self, error: Exception) -> None:
        self._preparing = False
        self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        self.set_on(False)
        report = error.report() if isinstance(error, StudioError) else None
        self.problem.emit(report or ErrorReport(kind=ErrorKind.BUG, sentence=str(error)))

    def _passed(self, job: str, staged: Staged) -> None:
        if job != self._job or self._target is None:
            self._queue.drop(job)
            return
        drawn = Drawn(job, staged, self._target)
        offthread.run(
            fitted,
            Path(staged.path),
            self._target,
            self._page.document.profile,
            done=partial(self._show, drawn),
            failed=self._failed,
        )

    def _show(self, drawn: Drawn, image: QImage) -> None:
        before, self._drawn = self._drawn, drawn
        if before:
            self._queue.drop(before.job)
        if not self.on or drawn.target.document != self._page.document.key:
            self._forget()
            return
        self._page.show_live(image, drawn.target.within(self._page.document.state))
        self._page.dim_live(self._page.document.editing is not None)

    def _forget(self) -> None:
        """No live picture, and none on its way."""
        job, self._job = self._job, ""
        drawn, self._drawn = self._drawn, None
        for identity in {job, drawn.job if drawn else ""} - {""}:
            self._queue.drop(identity)
        self._page.show_live(None)

    def _ended(self, job: Job) -> None:
        if job.id == self._job:
            self._job = ""
            if job.state is JobState.DONE:
                self.seconds += LEARN * (time.monotonic() - self._began - self.seconds)
            elif job.state in (JobState.FAILED, JobState.LOST):
                self.set_on(False)
                if job.error:
                    self.broken_off.emit(job.error)
        if self.on and self._dirty:
            self._timer.start(0)
