"""Buttons of the bars over and in the text: quiet words, one of them strong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from studio.ui.widgets import button, set_look


def word_button(
    text: str, tip: str = "", parent: QWidget | None = None, *, strong: bool = False
) -> QPushButton:
    """A button that looks like a word; ``strong`` is the one that is used most."""
    made = button(text, "quiet", parent)
    made.setToolTip(tip)
    made.setAccessibleName(text)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if strong:
        font = made.font()
        font.setBold(True)
        made.setFont(font)
    else:
        set_look(made, "tone", "muted")
    return made


def drop(made: QPushButton, menu: QMenu) -> None:
    """Give a button a menu, with a small sign that says so."""
    made.setText(f"{made.text()} ▾")
    made.setMenu(menu)
