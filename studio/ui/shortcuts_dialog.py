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
        rows = [(one.group, one.text.rstrip("…"), keys_text(one.shortcut)) for one, _ in commands.all()]
        for title, text, pressed in [
            *rows,
            *(self._writing() if commands.page == "writing" else self._fixed()),
        ]:
            if not pressed:
                continue
            if title != group:
                group = title
                grid.addWidget(label(group, "strong"), row, 0, 1, 2)
                grid.setRowMinimumHeight(row, scaled(28))
                row += 1
            grid.addWidget(label(text, "text", wrap=True), row, 0)
            grid.addWidget(label(pressed, "key"), row, 1, Qt.AlignmentFlag.AlignRight)
            row += 1
        grid.setRowStretch(row, 1)

    def _writing(self) -> list[tuple[str, str, str]]:
        """The same of the Write page: habits of a draft and of the outline."""
        draft, outline = self.tr("While there is a draft"), self.tr("In the outline")
        return [
            (draft, self.tr("Accept the next word"), keys_text("Tab")),
            (draft, self.tr("Accept the next sentence"), keys_text("Ctrl+Tab")),
            (draft, self.tr("Alternative before"), keys_text("Alt+Left")),
            (draft, self.tr("Next alternative"), keys_text("Alt+Right")),
            (draft, self.tr("Stop writing, then discard the draft"), keys_text("Esc")),
            (draft, self.tr("Other words for a word"), self.tr("click")),
            (outline, self.tr("Rename"), keys_text("F2")),
            (outline, self.tr("Move up"), keys_text("Alt+Up")),
            (outline, self.tr("Move down"), keys_text("Alt+Down")),
            (outline, self.tr("Move into the group above"), keys_text("Alt+Right")),
            (outline, self.tr("Move out of its group"), keys_text("Alt+Left")),
            (outline, self.tr("Move to the trash"), keys_text("Del")),
            (outline, self.tr("On to the text"), keys_text("Return")),
        ]

    def _fixed(self) -> list[tuple[str, str, str]]:
        """Group, text and keys of what is no command: habits of the prompt, and of hand and mouse."""
        prompt, hand = self.tr("In the prompt"), self.tr("Mouse and pen on the canvas")
        drag, click, wheel = self.tr("drag"), self.tr("click"), self.tr("wheel")
        space = keys_text("Space")
        return [
            (prompt, self.tr("Used prompt before this one"), keys_text("Alt+Up")),
            (prompt, self.tr("Used prompt after this one"), keys_text("Alt+Down")),
            (hand, self.tr("Move the picture in the window"), f"{space}+{drag}"),
            (hand, self.tr("Zoom"), _held("Ctrl", wheel)),
            (hand, self.tr("Take the ink from the picture, with a painting tool"), _held("Ctrl", click)),
            (hand, self.tr("Straight line from the last stroke"), _held("Shift", click)),
            (hand, self.tr("Mask brush: take away"), _held("Alt", drag)),
            (hand, self.tr("The tip, with a brush; else what can be done"), self.tr("right click")),
        ]


def _held(modifier: str, gesture: str) -> str:
    """A modifier as this platform writes it, before what is done while it is held."""
    return keys_text(f"{modifier}+X").removesuffix("X") + gesture


class ShortcutsDialog(QDialog):
    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = ShortcutList(commands)
        rows.setContentsMargins(0, 0, 8, 0)  # the keys do not touch the scroll bar
        scroll.setWidget(rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 16, 16)
        column.setSpacing(16)
        column.addWidget(label(self.tr("Keyboard shortcuts"), "title"))
        column.addWidget(scroll, 1)
        self.resize(scaled(520), scaled(600))
