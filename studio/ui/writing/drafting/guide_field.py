"""The instruction field: its hint is as long as there is room for."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit

from studio.ui.theme import scaled

_AROUND = 26
"""Pixels of the field that are not its text."""


class GuideField(QLineEdit):
    """``returnPressed`` sends what stands in it."""

    def __init__(self) -> None:
        super().__init__()
        self._hints = (
            self.tr("What happens next, or what to do…"),
            self.tr("What happens next…"),
            self.tr("What next…"),
            self.tr("What…"),
        )
        self.setAccessibleName(self.tr("Instruction"))
        self.setToolTip(
            self.tr(
                "Read by every tool. Enter sends it: at the caret the text goes on that way, "
                "with a selection the model does that with it."
            )
        )
        self.setMaximumWidth(scaled(320))
        self.setMinimumWidth(scaled(110))
        self.setPlaceholderText(self._hints[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room, metrics = self.width() - scaled(_AROUND), self.fontMetrics()
        fitting = (hint for hint in self._hints if metrics.horizontalAdvance(hint) <= room)
        self.setPlaceholderText(next(fitting, self._hints[-1]))
