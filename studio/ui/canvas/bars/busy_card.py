"""A small card at the top of the canvas that says what is being done, when it takes longer than a moment."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from studio.ui.theme import scaled
from studio.ui.widgets import label

SHOWN_AFTER_MS = 300
TOP = 12


class BusyCard(QFrame):
    """Shows a text and a bar that moves while its end is not known. It lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.text = label("", "text")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(scaled(120))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self.text)
        row.addWidget(self.bar)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SHOWN_AFTER_MS)
        self._soon.timeout.connect(self._appear)
        self.hide()

    def say(self, text: str) -> None:
        """What is being done; '' when it is over."""
        self.text.setText(text)
        self.setAccessibleName(text)
        if not text:
            self._soon.stop()
            self.hide()
        elif self.isHidden() and not self._soon.isActive():
            self._soon.start()

    def settle(self, width: int) -> None:
        """Stand in the middle of the upper edge of a space of that width."""
        size = self.sizeHint()
        self.setGeometry((width - size.width()) // 2, TOP, size.width(), size.height())

    def _appear(self) -> None:
        parent = self.parentWidget()
        self.settle(parent.width() if parent else 0)
        self.show()
        self.raise_()
