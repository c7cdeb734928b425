"""A picture that is being drawn for the open scene: its preview, how far it is, and a way to stop it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from studio.core.messages import Progress
from studio.ui.progress_words import phase_words, time_left
from studio.ui.theme import GAP_2, GAP_3, scaled
from studio.ui.widgets import button, label

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue

ROUND = 8
SIDE, WIDEST = 88, 1.5
"""Height of the preview, and how many times as wide it may be."""
TALLEST = 1.4
"""A taller picture is cut to so many times its width."""


def height_for(image: QImage, width: int) -> int:
    """How tall a picture is shown in a column of this width."""
    return max(1, round(width * min(TALLEST, image.height() / max(1, image.width()))))


def paint_rounded(painter: QPainter, area: QRectF, image: QImage) -> None:
    """Fill an area that has round corners with the middle of a picture."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addRoundedRect(area, ROUND, ROUND)
    scale = max(area.width() / max(1, image.width()), area.height() / max(1, image.height()))
    place = QRectF(0, 0, image.width() * scale, image.height() * scale)
    place.moveCenter(area.center())
    painter.save()
    painter.setClipPath(path)
    painter.drawImage(place, image)
    painter.restore()


class _Preview(QWidget):
    """Small, beside the words; hidden until the engine shows something."""

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None
        self.hide()

    def show_image(self, image: QImage | None) -> None:
        self.image = image
        self.setVisible(image is not None)
        if image is not None:
            high = scaled(SIDE)
            self.setFixedSize(round(high * min(WIDEST, image.width() / max(1, image.height()))), high)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self.image:
            paint_rounded(QPainter(self), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self.image)


class BeingDrawn(QWidget):
    """``refresh`` asks which jobs draw for the scene that is open; hidden while there is none."""

    def __init__(self, queue: "JobQueue", jobs: Callable[[], list[str]]) -> None:
        super().__init__()
        self._queue, self._jobs = queue, jobs
        self._shown = ""
        """The job that is told of."""
        self._phase = ""
        self.preview = _Preview()
        self.preview.setAccessibleName(self.tr("The picture as far as it is drawn"))
        self.words = label("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the picture for this scene"))
        self.cancel = button(self.tr("Cancel"), "quiet")
        self.cancel.setToolTip(self.tr("Draw nothing more for this scene; pictures already finished stay"))
        self.cancel.clicked.connect(self._cancel)
        row = QHBoxLayout()
        row.setSpacing(GAP_2)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        column = QVBoxLayout()
        column.setSpacing(GAP_2)
        column.addWidget(self.words)
        column.addLayout(row)
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_3)
        whole.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(column, 1)
        queue.phase_changed.connect(self._phase_changed)
        queue.progressed.connect(self._progressed)
        queue.preview_arrived.connect(self._preview_arrived)

    def refresh(self, count: int) -> None:
        """Show what is drawn for the open scene, which waits for ``count`` pictures."""
        jobs = self._jobs()
        self.setVisible(bool(jobs))
        self.words.setText(self.tr("%n picture(s) being drawn…", "", count))
        if self._shown not in jobs:
            self._shown = ""
            self.preview.show_image(None)
            self.bar.setRange(0, 0)

    def _is_ours(self, job: str) -> bool:
        if job != self._shown and job in self._jobs():
            self._shown = job  # the next of them has begun
            self.preview.show_image(None)
        return job == self._shown

    def _phase_changed(self, job: str, name: str) -> None:
        if self._is_ours(job):
            self._phase = name
            self.words.setText(phase_words(name))
            self.bar.setRange(0, 0)

    def _progressed(self, progress: Progress) -> None:
        if not self._is_ours(progress.job) or self._phase != "denoising":
            return
        total, pictures = max(1, progress.total), max(1, progress.pictures)
        self.bar.setRange(0, total * pictures)
        self.bar.setValue(progress.done + total * (progress.picture - 1))
        said = [f"{progress.done} / {progress.total}"]
        if pictures > 1:
            of = self.tr("picture %1 of %2").replace("%1", str(progress.picture))
            said.append(of.replace("%2", str(pictures)))
        said.append(time_left(progress.seconds_left, near_end=progress.done * 5 >= total * 4))
        self.words.setText(" · ".join(filter(None, said)))

    def _preview_arrived(self, job: str, jpeg: bytes) -> None:
        if self.isVisible() and self._is_ours(job):
            image = QImage.fromData(jpeg)
            if not image.isNull():
                self.preview.show_image(image)

    def _cancel(self) -> None:
        for job in self._jobs():
            self._queue.cancel(job)
