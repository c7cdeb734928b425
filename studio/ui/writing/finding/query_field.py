"""The field for what is looked for, with its switches: case, whole words, regular expression."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from studio.ui.actions import with_keys
from studio.ui.theme import scaled
from studio.ui.widgets import lead_focus
from studio.ui.writing.finding.query import Query


class SearchLine(QLineEdit):
    """A line that tells of Enter, of Enter with Shift, and of Escape."""

    entered = Signal(bool)
    """Backwards?"""
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def switch(text: str, tip: str, keys: str, parent: QWidget) -> QToolButton:
    """A small button that stays pressed, with two letters on it."""
    made = QToolButton(parent)
    made.setText(text)
    made.setCheckable(True)
    made.setToolTip(with_keys(tip, keys))
    made.setAccessibleName(tip)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setFixedSize(scaled(28), scaled(28))
    shortcut = QShortcut(QKeySequence(keys), parent)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(made.toggle)
    return made


class QueryField(QWidget):
    """``changed`` when the words or a switch are new."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = SearchLine()
        self.line.setPlaceholderText(self.tr("Find"))
        self.line.setAccessibleName(self.tr("Find"))
        self.line.setClearButtonEnabled(False)
        self.case = switch("Aa", self.tr("Capitals and small letters as typed"), "Alt+Shift+C", self)
        self.whole = switch("W", self.tr("Whole words only"), "Alt+Shift+W", self)
        self.regex = switch(".*", self.tr("Regular expression"), "Alt+Shift+R", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.line, 1)
        for one in (self.case, self.whole, self.regex):
            row.addWidget(one)
            one.toggled.connect(self.changed)
        self.line.textChanged.connect(self.changed)
        lead_focus(self, self.line)

    def query(self) -> Query:
        return Query(
            text=self.line.text(),
            regex=self.regex.isChecked(),
            case=self.case.isChecked(),
            whole=self.whole.isChecked(),
        )

    def set_text(self, text: str) -> None:
        self.line.setText(text)
        self.line.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            for one in (self.case, self.whole, self.regex):
                one.setFixedSize(scaled(28), scaled(28))
