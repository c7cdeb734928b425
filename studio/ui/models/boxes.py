"""Parts of the detail that belong to one subject: a title over rows, chips, or a field."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.ui.models.flow_layout import FlowLayout
from studio.ui.theme import GAP_1, GAP_2, scaled
from studio.ui.widgets import ElidedLabel, button, icon_button, label

NOTE_MS = 1200
"""So long after the last key a note is written down."""


class Box(QWidget):
    """A title, buttons in its line, and what stands below."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP_2)
        self.head = QHBoxLayout()
        self.head.setSpacing(GAP_1)
        words = label(title, "strong")
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.head.addWidget(words)
        self.column.addLayout(self.head)


def readable(text: str, kind: str = "text") -> QLabel:
    """A text that can be selected; long names break at slashes and underscores."""
    made = label(text.replace("/", "/\u200b").replace("_", "_\u200b"), kind, wrap=True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    made.setAccessibleName(text)
    return made


class FactsBox(QWidget):
    """Rows of a label and a value."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._grid: QWidget | None = None

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show those that have a value."""
        if self._grid:
            self._grid.hide()
            self._grid.deleteLater()
        self._grid = QWidget()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for name, value in facts:
            if value:
                row = grid.rowCount()
                grid.addWidget(label(name), row, 0, Qt.AlignmentFlag.AlignTop)
                shown = readable(value)
                shown.setAccessibleName(f"{name}: {value}")
                grid.addWidget(shown, row, 1)
        self._column.addWidget(self._grid)


class PathBox(Box):
    """Where it lies, with a way there and the path for the clipboard."""

    reveal_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Place"))
        self.reveal = icon_button("folder-open", self.tr("Show in the file manager"))
        self.copy = icon_button("copy", self.tr("Copy the path"))
        self.head.addWidget(self.reveal)
        self.head.addWidget(self.copy)
        self.path = readable("", "muted")
        self.column.addWidget(self.path)
        self.reveal.clicked.connect(self.reveal_wanted)
        self.copy.clicked.connect(self._copy)
        self._path = ""

    def show_path(self, path: str, *, there: bool) -> None:
        self._path = path
        self.path.setText(path.replace("/", "/\u200b").replace("_", "_\u200b").replace("\\", "\\\u200b"))
        self.path.setAccessibleName(path)
        self.reveal.setVisible(there)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._path)


class TriggersBox(Box):
    """Words that call what an adapter has learnt; a press on one puts it into the prompt."""

    insert_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("Trigger words"))
        self.copy = icon_button("copy", self.tr("Copy all"))
        self.insert = icon_button("plus", self.tr("Put the first of them into the prompt"))
        self.head.addWidget(self.copy)
        self.head.addWidget(self.insert)
        self._words: tuple[str, ...] = ()
        self._chips: QWidget | None = None
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(", ".join(self._words)))
        self.insert.clicked.connect(lambda: self.insert_wanted.emit(self._words[0]))
        self.hide()

    def show_words(self, words: tuple[str, ...]) -> None:
        self._words = words
        if self._chips:
            self._chips.hide()
            self._chips.deleteLater()
        self._chips = QWidget()
        flow = FlowLayout(GAP_1, self._chips)
        for word in words:
            chip = button(word if len(word) <= 60 else word[:59] + "…")
            chip.setToolTip(self.tr("Put into the prompt: %1").replace("%1", word))
            chip.clicked.connect(lambda _=False, word=word: self.insert_wanted.emit(word))
            flow.addWidget(chip)
        self.column.addWidget(self._chips)
        self.setVisible(bool(words))


class FitsBox(Box):
    """The models an adapter fits; a press uses it with that one."""

    chosen = Signal(str)
    MOST = 12

    def __init__(self) -> None:
        super().__init__(self.tr("Fits"))
        self._list: QWidget | None = None
        self._hint = label("", "muted", wrap=True)
        self.column.addWidget(self._hint)

    def show_models(self, models: Sequence[tuple[str, str]], nothing: str, *, usable: bool) -> None:
        """Pairs of id and name; ``nothing`` says what is missing when there are none."""
        if self._list:
            self._list.hide()
            self._list.deleteLater()
        self._list = QWidget()
        rows = QVBoxLayout(self._list)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for identity, name in models[: self.MOST]:
            line = QHBoxLayout()
            line.addWidget(ElidedLabel(name), 1)
            if usable:
                use = button(self.tr("Use with it"), "quiet")
                use.setAccessibleName(self.tr("Use with %1").replace("%1", name))
                use.clicked.connect(lambda _=False, identity=identity: self.chosen.emit(identity))
                line.addWidget(use)
            rows.addLayout(line)
        if len(models) > self.MOST:
            rows.addWidget(label(self.tr("and %n more", "", len(models) - self.MOST), "muted"))
        if not models:
            rows.addWidget(label(nothing, "muted", wrap=True))
        self.column.insertWidget(1, self._list)

    def show_hint(self, text: str) -> None:
        """How it is used, where that is not here."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))


class _NoteEdit(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class NoteBox(Box):
    """What the user wants to remember; kept by Atelier, not in the file."""

    written = Signal(str, str)
    """Path and note."""

    def __init__(self) -> None:
        super().__init__(self.tr("Notes"))
        self.edit = _NoteEdit()
        self.edit.setAccessibleName(self.tr("Notes"))
        self.edit.setPlaceholderText(self.tr("What to remember about it; kept by Atelier, not in the file"))
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(scaled(84))
        self.edit.setFrameShape(QFrame.Shape.NoFrame)
        self.column.addWidget(self.edit)
        self._path = self._kept = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(NOTE_MS)
        self._soon.timeout.connect(self.write_down)
        self.edit.textChanged.connect(self._soon.start)
        self.edit.left.connect(self.write_down)

    def show_note(self, path: str, note: str) -> None:
        """Show the note of another file, after the one shown was written down."""
        if path == self._path and self.edit.toPlainText() != self._kept:
            return  # it is being written just now
        self.write_down()
        self._path, self._kept = path, note
        self.edit.setPlainText(note)
        self._soon.stop()

    def write_down(self) -> None:
        """Tell what was written, if anything was."""
        self._soon.stop()
        note = self.edit.toPlainText()
        if self._path and note != self._kept:
            self._kept = note
            self.written.emit(self._path, note)
