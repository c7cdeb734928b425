"""The check of a file: a button, progress while it is read, and what came of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from studio.ui.models.boxes import Box, readable
from studio.ui.widgets import button


class CheckBox(Box):
    """``wanted`` and ``stop_wanted``; what it shows is told to it."""

    wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Check"))
        self.start = button(self.tr("Check the file"), "quiet")
        self.start.setToolTip(
            self.tr(
                "Reads the whole file: whether it is complete, and whether it changed since the last check"
            )
        )
        self.stop = button(self.tr("Stop"), "quiet")
        self.head.addWidget(self.start)
        self.head.addWidget(self.stop)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(self.tr("Progress of the check"))
        self.result = readable("", "muted")
        line = QHBoxLayout()
        line.addWidget(self.bar)
        self.column.addLayout(line)
        self.column.addWidget(self.result)
        self.start.clicked.connect(self.wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.show_result("")

    def show_progress(self, done: int, whole: int) -> None:
        self._running(True)
        self.bar.setValue(round(1000 * done / whole) if whole else 0)

    def show_result(self, text: str) -> None:
        """Not running; ``text`` says what is known of the last check."""
        self._running(False)
        self.result.setText(text)
        self.result.setAccessibleName(text)
        self.result.setVisible(bool(text))

    def _running(self, running: bool) -> None:
        self.start.setVisible(not running)
        self.stop.setVisible(running)
        self.bar.setVisible(running)
        if running:
            self.result.hide()
