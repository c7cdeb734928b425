"""The preview picture beside a model, as wide as the detail and no higher than it is of use."""

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.core.errors import StudioError
from studio.jobs import offthread
from studio.ui.pictures import drawable, read_image
from studio.ui.theme import scaled

HEIGHT = 220
READ_WITHIN = 900


class PreviewBox(QWidget):
    """Hidden while there is no picture, or none that can be read."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Preview"))
        self._path = ""
        self._pixmap = QPixmap()
        self._shown = QPixmap()
        self.hide()

    def show_file(self, path: str) -> None:
        """Read the picture at ``path`` and show it; empty text shows none."""
        if path == self._path and path:
            return
        self._path = path
        self._pixmap = QPixmap()
        self.hide()
        if path:
            offthread.run(_read, path, done=self._arrived)

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), self._height(self.width()))

    def _height(self, width: int) -> int:
        if self._pixmap.isNull():
            return 0
        return min(HEIGHT, round(width * self._pixmap.height() / self._pixmap.width()))

    def _arrived(self, answer: tuple[str, QImage]) -> None:
        path, image = answer
        if path == self._path and not image.isNull():
            self._pixmap = QPixmap.fromImage(image)
            self._fit()
            self.show()

    def _fit(self) -> None:
        ratio = self.devicePixelRatioF()
        self.setFixedHeight(max(1, self._height(self.width())))
        self._shown = self._pixmap.scaled(
            self.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self._shown.setDevicePixelRatio(ratio)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._pixmap.isNull() and event.size() != event.oldSize():
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown.isNull():
            return
        size = self._shown.deviceIndependentSize().toSize()
        area = QRect(0, (self.height() - size.height()) // 2, size.width(), size.height())
        painter = QPainter(self)
        painter.drawPixmap(area, self._shown)
        painter.end()


def _read(path: str) -> tuple[str, QImage]:
    try:
        return path, drawable(read_image(Path(path), within=READ_WITHIN))
    except StudioError:
        return path, QImage()
