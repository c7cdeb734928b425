"""The job bar: what runs now, how far it is, how to stop it, and what the engines hold in memory."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from studio.core.jobs import Job, JobState
from studio.core.messages import Progress
from studio.core.requests import PlacementWish
from studio.jobs.lanes import PICTURES, WORDS
from studio.ui.engine_words import both_words, picture_words, text_words
from studio.ui.progress_words import phase_words, time_left
from studio.ui.text_progress import TextProgress
from studio.ui.theme import GAP_2, GAP_3, is_theme_change, scaled
from studio.ui.troubles import Troubles
from studio.ui.widgets import button, hairline, label

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.ui.queue_popup import QueuePopup

HEIGHT = 46
ROOMY = 1240
"""From this width on a picture and a text at once are told of at full length."""
OFFER_STOP_MS = 2000
PREVIEW_SIDE = 32
NEAR_END = 0.8
"""Share of the steps after which less than a second left is called almost done."""


class JobBar(QWidget):
    """Follows a ``JobQueue`` by its signals. ``preview_shown`` passes on each decoded preview."""

    preview_shown = Signal(object)
    """QImage, or None when there is nothing to show any more."""

    def __init__(self, queue: "JobQueue") -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(scaled(HEIGHT))
        self._queue = queue
        self._job: Job | None = None
        self._phase = ""
        self.wish = PlacementWish()
        """From the settings: which device and precision the engine that draws will use."""
        self.text_wish = PlacementWish()
        """The same for the engine that writes."""
        self.name_of: Callable[[str], str] = str
        """What a model is called, by its id; of no id, the one that would write now."""
        self._lane = PICTURES
        self._stop_timer = QTimer(self)
        self._stop_timer.setSingleShot(True)
        self._stop_timer.setInterval(OFFER_STOP_MS)
        self._stop_timer.timeout.connect(self._offer_stop)
        self._make()
        self.troubles = Troubles(queue, self)
        self.queue_button.clicked.connect(self.open_queue)
        queue.jobs_changed.connect(self._show_queue)
        queue.paused_changed.connect(self._show_queue)
        queue.job_changed.connect(self._job_changed)
        queue.phase_changed.connect(self._phase_changed)
        queue.progressed.connect(self._progressed)
        queue.preview_arrived.connect(self._preview_arrived)
        queue.engine_changed.connect(self.show_engine)
        queue.text_engine_changed.connect(self.show_engine)
        self.writing.shown.connect(self._text_shown)
        current = queue.current()
        if current:
            self._job_changed(current)
        else:
            self._show_idle()
        self._text_shown(not self.writing.isHidden())
        self._show_queue()

    def prefer(self, lane: str) -> None:
        """The page in front is about this lane: its engine is told of, and Cancel means its job."""
        self._lane = lane
        self.show_engine()

    def _make(self) -> None:
        self.preview = QLabel()
        self.preview.setFixedSize(scaled(PREVIEW_SIDE), scaled(PREVIEW_SIDE))
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.phase = label("", "text")
        self.count = label("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(60)
        self.bar.setMaximumWidth(scaled(220))
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.bar.setAccessibleName(self.tr("Progress of the current picture"))
        self.left = label("", "muted")
        self.cancel_button = button(self.tr("Cancel"))
        self.cancel_button.setToolTip(self.tr("Stop this job; pictures already finished stay  (Ctrl+.)"))
        self.cancel_button.clicked.connect(self.cancel)
        self.stop_button = button(self.tr("Stop now"), "danger")
        self.stop_button.setToolTip(
            self.tr("End the engine at once. It loads its model again for the next picture.")
        )
        self.stop_button.clicked.connect(self._stop_now)
        self.divide = hairline(vertical=True)
        self.divide.setFixedHeight(scaled(HEIGHT // 2))
        self.writing = TextProgress(self._queue)
        self.queue_button = button("", "quiet")
        self.engine = label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_3, 0, GAP_3, 0)
        row.setSpacing(GAP_3)
        for widget in (self.preview, self.phase, self.count):
            row.addWidget(widget)
        row.addWidget(self.bar, 3)
        for widget in (self.left, self.cancel_button, self.stop_button):
            row.addWidget(widget)
        row.addWidget(self.divide)
        row.addWidget(self.writing, 8)
        row.addStretch(2)
        row.addWidget(self.queue_button)
        row.addSpacing(GAP_2 - GAP_3)
        row.addWidget(self.engine)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self.setFixedHeight(scaled(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _text_shown(self, shown: bool) -> None:
        """A text begins or ends; a picture may be made beside it."""
        if shown:
            self._lane = WORDS
        elif self._job:
            self._lane = PICTURES
        self._give_room()
        self.show_engine()

    def _give_room(self) -> None:
        drawing, writing = self._job is not None, not self.writing.isHidden()
        short = drawing and writing and self.width() < scaled(ROOMY)
        self.phase.setVisible(drawing or not writing)
        self.divide.setVisible(drawing and writing)
        self.left.setVisible(drawing and not short)
        self.preview.setVisible(drawing and not short and not self.preview.pixmap().isNull())
        self.writing.set_short(short)

    # What the queue says

    def _job_changed(self, job: Job) -> None:
        current = self._queue.current()
        if current is None or current.id != job.id:
            if self._job and job.id == self._job.id:
                self._job = None
                self._show_idle()
            return
        fresh = self._job is None or self._job.id != job.id
        self._job = job
        if fresh:
            self._begin()
        if job.state is JobState.CANCELLING:
            self.phase.setText(self.tr("Cancelling"))
            self.left.clear()
            self.cancel_button.setEnabled(False)
            if not self._stop_timer.isActive() and self.stop_button.isHidden():
                self._stop_timer.start()
        elif job.state is JobState.STARTING:
            starting = self._queue.engine.name != "ready"
            self.phase.setText(self.tr("Starting the engine") if starting else self.tr("Starting"))

    def _begin(self) -> None:
        self._phase = ""
        self.count.clear()
        self.left.clear()
        self.preview.clear()
        self.bar.setRange(0, 0)
        for widget in (self.phase, self.count, self.bar, self.left, self.cancel_button):
            widget.show()
        self.preview.hide()
        self.cancel_button.setEnabled(True)
        self.stop_button.hide()
        self._stop_timer.stop()
        self._lane = PICTURES
        self._give_room()
        self.show_engine()

    def _show_idle(self) -> None:
        self._stop_timer.stop()
        for widget in (self.preview, self.count, self.bar, self.left, self.cancel_button, self.stop_button):
            widget.hide()
        self.phase.setText(self.tr("Ready"))
        if not self.writing.isHidden():
            self._lane = WORDS
        self._give_room()
        self.show_engine()
        self.preview_shown.emit(None)

    def _is_current(self, identity: str) -> bool:
        return self._job is not None and self._job.id == identity

    def _phase_changed(self, identity: str, name: str) -> None:
        if self._is_current(identity) and not self._cancelling():
            self._phase = name
            self.phase.setText(phase_words(name))
            if name != "denoising":
                self.count.clear()
                self.bar.setRange(0, 0)

    def _cancelling(self) -> bool:
        return self._job is not None and self._job.state is JobState.CANCELLING

    def _progressed(self, progress: Progress) -> None:
        if not self._is_current(progress.job) or self._cancelling():
            return
        total = max(1, progress.total)
        text = f"{progress.done} / {progress.total}"
        if progress.pictures > 1:
            of = self.tr("picture %1 of %2")
            of = of.replace("%1", str(progress.picture)).replace("%2", str(progress.pictures))
            text = f"{text} · {of}"
        self.count.setText(text)
        self.bar.setRange(0, total * max(1, progress.pictures))
        self.bar.setValue(progress.done + total * (progress.picture - 1))
        done = self.bar.value() / self.bar.maximum()
        self.left.setText(time_left(progress.seconds_left, near_end=done >= NEAR_END))

    def _preview_arrived(self, identity: str, jpeg: bytes) -> None:
        if not self._is_current(identity):
            return
        image = QImage.fromData(jpeg)
        if image.isNull():
            return
        side = round(scaled(PREVIEW_SIDE) * self.devicePixelRatioF())
        small = image.scaled(
            QSize(side, side),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        small.setDevicePixelRatio(self.devicePixelRatioF())
        self.preview.setPixmap(QPixmap.fromImage(small))
        self._give_room()
        self.preview_shown.emit(image)

    # What the user does

    def cancel(self) -> None:
        """Cancel the current job; with a picture and a text at once the one that the page is about."""
        other = WORDS if self._lane == PICTURES else PICTURES
        current = self._queue.current(self._lane) or self._queue.current(other)
        if current:
            self._queue.cancel(current.id)

    def _offer_stop(self) -> None:
        if self._cancelling():
            self.stop_button.show()

    def _stop_now(self) -> None:
        if self._job:
            self._queue.stop_now(self._job.id)

    @cached_property
    def popup(self) -> "QueuePopup":
        """The queue's popup, made when it is first asked for."""
        from studio.ui.queue_popup import QueuePopup

        return QueuePopup(self._queue, self.troubles, self)

    def open_queue(self) -> None:
        """Show what waits, above its button."""
        self.popup.open_above(self.queue_button)

    # What waits, and the engine

    def _show_queue(self) -> None:
        count = len(self._queue.pending())
        text = self.tr("Queue paused") if self._queue.paused else self.tr("Queue")
        self.queue_button.setText(f"{text} {count} ▾" if count else f"{text} ▾")
        self.queue_button.setToolTip(self.tr("What waits, in order: move, remove, pause, retry  (Ctrl+J)"))
        self.queue_button.setAccessibleName(self.tr("Queue, %1 waiting").replace("%1", str(count)))

    def show_engine(self) -> None:
        """Model, device, precision and memory as last heard, of the engine that is busy or was last."""
        writing = self.writing.job
        pictures = picture_words(self._queue.engine, self.wish)
        texts = text_words(
            self._queue.text_engine,
            self.text_wish,
            self.name_of(writing.request.model) if writing else "",
            self.name_of(""),
        )
        if writing and self._job:
            words = both_words(pictures, texts)
        else:
            words = texts if self._lane == WORDS else pictures
        self.engine.setText(words.short)
        self.engine.setToolTip(words.tip)
