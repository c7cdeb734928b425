"""A bar of what the model reads, one colour for each part."""

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.theme import is_theme_change, scaled, tokens

ORDER = ("instruction", "memory", "summary", "earlier", "lore", "found", "note", "text", "after", "message")


def part_colour(kind: str) -> QColor:
    """The colour of a kind of piece, in this theme."""
    colours = tokens()
    named = {
        "instruction": colours.muted,
        "message": colours.muted,
        "memory": colours.selection,
        "note": colours.selection,
        "lore": colours.good,
        "found": colours.good,
        "summary": colours.danger,
        "earlier": colours.accent,
        "text": colours.accent,
        "after": colours.accent,
    }
    colour = QColor(named.get(kind, colours.muted))
    if kind in ("memory", "found", "earlier", "after"):
        colour = colour.darker(135) if colours.dark else colour.lighter(130)
    return colour


class Meter(QWidget):
    """Shares of a context; the rest is free."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: dict[str, int] = {}
        self._total = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(160), scaled(8))

    def set_shares(self, shares: dict[str, int], total: int) -> None:
        self._shares, self._total = dict(shares), max(1, total)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        clip = QPainterPath()
        clip.addRoundedRect(whole, 2, 2)
        painter.setClipPath(clip)
        painter.fillRect(whole, QColor(tokens().line))
        total = max(self._total, sum(self._shares.values()))
        at = 0.0
        for kind in ORDER:
            wide = whole.width() * self._shares.get(kind, 0) / total
            if wide > 0:
                painter.fillRect(QRectF(at, 0, max(wide, 1.0), whole.height()), part_colour(kind))
                at += wide
        painter.end()
