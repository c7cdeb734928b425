"""What the Write page shows while no project is open: ways to begin."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from studio.ui.icons import icon
from studio.ui.theme import GAP_2, GAP_3, GAP_4, GAP_5, scaled
from studio.ui.widgets import button, label


class EmptyPage(QWidget):
    """A new project, one that is there, one of the last ones, or the sample."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    recent_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        inner = QWidget()
        inner.setFixedWidth(scaled(460))
        column = QVBoxLayout(inner)
        column.setSpacing(GAP_3)
        column.addWidget(label(self.tr("Write"), "title"))
        column.addWidget(
            label(
                self.tr(
                    "A project is a folder of plain text files that belongs to you: scenes, notes on people "
                    "and places, and a small index. A language model on this machine can draft with you; "
                    "every word of it stays yours to take or leave."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addSpacing(GAP_2)
        row = QHBoxLayout()
        row.setSpacing(GAP_2)
        self.sample_button = button(self.tr("Try the sample"), "accent")
        self.sample_button.setToolTip(
            self.tr("A short story that is begun, with people and places; press Continue in it")
        )
        self.new_button = button(self.tr("New project…"))
        self.open_button = button(self.tr("Open…"))
        for one, name, signal in (
            (self.sample_button, "", self.sample_wanted),
            (self.new_button, "plus", self.new_wanted),
            (self.open_button, "folder-open", self.open_wanted),
        ):
            if name:
                one.setIcon(icon(name, "muted"))
            one.clicked.connect(signal)
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(GAP_4)
        self._recent_title = label(self.tr("Last opened"), "strong")
        column.addWidget(self._recent_title)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        column.addLayout(self._recent)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inner)
        middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_5, GAP_5, GAP_5, GAP_5)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)
        self.show_recent([])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as Space does."""
        pressed = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(pressed, QAbstractButton):
            pressed.click()
        else:
            super().keyPressEvent(event)

    def show_recent(self, folders: Sequence[str]) -> None:
        """Offer projects that were open before."""
        while (entry := self._recent.takeAt(0)) is not None:
            if widget := entry.widget():
                widget.deleteLater()
        for folder in folders:
            one = button(Path(folder).name, "quiet")
            one.setIcon(icon("book-open", "muted"))
            one.setToolTip(folder)
            one.setStyleSheet("text-align: left;")
            one.clicked.connect(lambda _on=False, folder=folder: self.recent_wanted.emit(folder))
            self._recent.addWidget(one)
        self._recent_title.setVisible(bool(folders))
