"""The quiet line below the text: where one is, how many words, and whether they are saved."""

from time import monotonic

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.core.writing.words import count_words
from studio.ui.theme import GAP_3, scaled
from studio.ui.widgets import ElidedLabel, label
from studio.ui.writing.editor import SceneEditor

COUNT_MS = 250
"""Counting waits for a pause in typing so long."""
SHARE = 20
"""Of the time at most one part in so many is spent on counting, however long the text is."""


class StatusLine(QWidget):
    """Counts the accepted text of one editor, or what is selected in it."""

    def __init__(self, editor: SceneEditor) -> None:
        super().__init__()
        self._editor = editor
        self.setFixedHeight(scaled(26))
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_3, 0, GAP_3, 0)
        row.setSpacing(GAP_3)
        self.place = ElidedLabel("", "muted")
        self.words = label("", "muted")
        self.state = label("", "muted")
        row.addWidget(self.place, 1)
        row.addWidget(self.words)
        row.addWidget(self.state)
        self.row = row
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COUNT_MS)
        self._timer.timeout.connect(self.count)
        for signal in (editor.edited, editor.selectionChanged, editor.item_shown):
            signal.connect(self._soon)

    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def count(self) -> None:
        """Say how much there is."""
        began = monotonic()
        editor = self._editor
        start, end = editor.selection()
        text = editor.text()[start:end] if start < end else editor.text()
        words = self.tr("%Ln word(s)", "", count_words(text))
        characters = self.tr("%Ln character(s)", "", len(text))
        said = f"{words} · {characters}"
        if start < end:
            said = self.tr("Selected: %1").replace("%1", said)
        self.words.setText(said if editor.item else "")
        self._timer.setInterval(rest_ms(COUNT_MS, monotonic() - began))

    def show_place(self, text: str) -> None:
        self.place.set_whole(text)

    def show_state(self, state: str) -> None:
        """Of saving."""
        said = {
            "saved": self.tr("Saved"),
            "waiting": self.tr("Saves at a pause"),
            "saving": self.tr("Saving…"),
            "failed": self.tr("Not saved — tried again"),
            "conflict": self.tr("Not saved: choose above"),
            "reading": self.tr("For reading only"),
        }
        self.state.setText(said.get(state, ""))
        self.state.setProperty("kind", "danger" if state in ("failed", "conflict") else "muted")
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)


def rest_ms(usual: int, seconds: float) -> int:
    """How long to wait before counting again what took that long: a text of megabytes is counted seldom."""
    return max(usual, round(seconds * 1000 * SHARE))
