"""The one accent button: what it will do, and the keys that do it in small print."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

from studio.ui.theme import is_theme_change, scaled, tokens

GAP = 10


class PrimaryButton(QPushButton):
    """A push button of kind ``primary`` whose shortcut stands beside its text."""

    def __init__(self, text: str, keys: str) -> None:
        super().__init__(text)
        self.keys = keys
        self.setProperty("kind", "primary")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _key_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(9, scaled(11)))
        font.setWeight(QFont.Weight.Normal)
        return font

    def _text_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(14))
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        keys = QFontMetrics(self._key_font()).horizontalAdvance(self.keys)
        return QSize(hint.width() + keys + GAP, hint.height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter = QPainter(self)
        big, small = self._text_font(), self._key_font()
        text_width = QFontMetrics(big).horizontalAdvance(self.text())
        keys_width = QFontMetrics(small).horizontalAdvance(self.keys)
        shows_keys = text_width + GAP + keys_width + 24 <= self.width()
        whole = text_width + (GAP + keys_width if shows_keys else 0)
        left = max(8, (self.width() - whole) // 2)
        colours = tokens()
        colour = QColor(colours.on_accent)
        if not self.isEnabled():
            colour = QColor("#c9b59f" if colours.dark else "#5d4630")
        painter.setPen(colour)
        painter.setFont(big)
        room = self.rect().adjusted(left, 0, -8, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if shows_keys:
            painter.setFont(small)
            room = room.adjusted(text_width + GAP, 1, 0, 1)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.keys)
