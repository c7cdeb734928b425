"""Phosphor icons by name, coloured from the theme each time they are drawn.

The font file of qtawesome is loaded here without importing qtawesome, whose import alone costs
130 to 250 ms on a small machine, a third of the start-up budget.
"""

import importlib.util
import json
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from studio.ui.theme import tokens


@cache
def _font_folder() -> Path:
    found = importlib.util.find_spec("qtawesome")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("qtawesome is not installed; reinstall atelier-studio")
    return Path(found.origin).parent / "fonts"


@cache
def _family() -> str:
    (path,) = _font_folder().glob("phosphor-[0-9]*.ttf")
    number = QFontDatabase.addApplicationFont(str(path))
    return QFontDatabase.applicationFontFamilies(number)[0]


@cache
def _codes() -> dict[str, str]:
    (path,) = _font_folder().glob("phosphor-charmap-*.json")
    return {name: chr(int(code, 16)) for name, code in json.loads(path.read_text(encoding="utf-8")).items()}


class _FontIcon(QIconEngine):
    """Draws one character of the icon font in a colour of the theme; nothing is loaded until then."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour

    def clone(self) -> QIconEngine:
        return _FontIcon(self._name, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colours = tokens()
        colour = QColor(getattr(colours, self._colour))
        if mode == QIcon.Mode.Disabled:
            colour = QColor(colours.muted)
            colour.setAlphaF(0.5)
        font = QFont(_family())
        font.setPixelSize(max(1, min(rect.width(), rect.height())))
        painter.save()
        painter.setPen(colour)
        painter.setFont(font)
        painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, _codes().get(self._name, ""))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        result = QPixmap(size)
        if size.isEmpty():
            return result
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return result

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        result = self.pixmap(size * scale, mode, state)  # ``size`` does not know of the screen
        result.setDevicePixelRatio(scale)
        return result


def icon(name: str, colour: str = "text") -> QIcon:
    """The Phosphor icon ``name`` (``gear`` or ``ph.gear``) in a colour of ``theme.Tokens``."""
    return QIcon(_FontIcon(name.removeprefix("ph."), colour))


def icon_exists(name: str) -> bool:
    """Whether the font holds ``name``."""
    return name.removeprefix("ph.") in _codes()
