"""The round picture of a persona, or its first letter on its colour."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.core.writing.persona import Persona
from studio.ui.theme import scaled, tokens

SIDE_MOST = 256
DATA_MOST = 64 * 1024 * 1024
_pictures: dict[tuple[str, int], QImage] = {}


def picture_at(path: Path | None) -> QImage:
    """A picture small enough for an avatar; empty when there is none or it is broken."""
    if path is None:
        return QImage()
    try:
        key = (str(path), path.stat().st_mtime_ns)
    except OSError:
        return QImage()
    if key not in _pictures:
        reader = QImageReader(str(path))
        reader.setAutoTransform(True)
        size = reader.size()
        if size.isValid() and size.width() * size.height() < 100_000_000:
            reader.setScaledSize(
                size.scaled(QSize(SIDE_MOST, SIDE_MOST), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
                if max(size.width(), size.height()) > SIDE_MOST
                else size
            )
            _pictures[key] = reader.read()
        else:
            _pictures[key] = QImage()
    return _pictures[key]


class Avatar(QWidget):
    """``side`` pixels at the base text size."""

    def __init__(self, side: int = 24) -> None:
        super().__init__()
        self._side = side
        self._letter, self._colour, self._image = "", "", QImage()
        self.setFixedSize(scaled(side), scaled(side))

    def show_persona(self, persona: Persona, picture: Path | None) -> None:
        self._letter = persona.name[:1].upper()
        self._colour, self._image = persona.colour, picture_at(picture)
        self.update()

    def show_data(self, data: bytes) -> None:
        """A picture that is not on the disk yet."""
        image = QImage.fromData(data[:DATA_MOST])
        if not image.isNull():
            side = QSize(SIDE_MOST, SIDE_MOST)
            self._image = image.scaled(side, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        self.update()

    def show_writer(self, name: str) -> None:
        self._letter, self._colour, self._image = name[:1].upper(), "", QImage()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        path = QPainterPath()
        path.addEllipse(area)
        if not self._image.isNull():
            painter.setClipPath(path)
            short = min(self._image.width(), self._image.height())
            source = QRectF((self._image.width() - short) / 2, 0, short, short)
            painter.drawImage(area, self._image, source)
            return
        colours = tokens()
        ground = QColor(self._colour) if QColor.isValidColorName(self._colour) else QColor(colours.line)
        painter.fillPath(path, ground)
        font = self.font()
        font.setBold(True)
        font.setPixelSize(max(9, round(self.height() * 0.45)))
        painter.setFont(font)
        dark = ground.lightnessF() > 0.45
        painter.setPen(QColor("#17181b" if dark else "#ffffff") if self._colour else QColor(colours.text))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._letter)
