"""The shortcuts page: every command that has keys, by group."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from studio.ui.actions import Commands, keys_text
from studio.ui.theme import scaled
from studio.ui.widgets import label


class ShortcutList(QWidget):
    """A table of commands and keys; also shown in the settings."""

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        group, row = None, 0
        for command, _ in [*commands.all(), *self._fixed()]:
            if not command.shortcut:
                continue
            if command.group != group:
                group = command.group
                grid.addWidget(label(group, "strong"), row, 0, 1, 2)
                grid.setRowMinimumHeight(row, scaled(28))
                row += 1
            grid.addWidget(label(command.text.rstrip("…"), "text"), row, 0)
            grid.addWidget(label(keys_text(command.shortcut), "key"), row, 1, Qt.AlignmentFlag.AlignRight)
            row += 1
        grid.setRowStretch(row, 1)

    def _fixed(self) -> list:
        from studio.ui.actions import Command

        prompt = self.tr("In the prompt")
        return [
            (Command("older", self.tr("Used prompt before this one"), prompt, "Alt+Up"), None),
            (Command("newer", self.tr("Used prompt after this one"), prompt, "Alt+Down"), None),
        ]


class ShortcutsDialog(QDialog):
    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(ShortcutList(commands))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 16, 16)
        column.setSpacing(16)
        column.addWidget(label(self.tr("Keyboard shortcuts"), "title"))
        column.addWidget(scroll, 1)
        self.resize(scaled(440), scaled(560))
