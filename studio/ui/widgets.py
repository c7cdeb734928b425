"""The few small widgets every part of the window is made of: labels, buttons, hairlines."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from studio.ui.icons import icon
from studio.ui.theme import scaled


def label(text: str, kind: str = "label", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A label in one of the kinds of the style sheet (label, muted, title, strong, danger)."""
    made = QLabel(text, parent)
    made.setProperty("kind", kind)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    return made


def button(text: str, kind: str = "", parent: QWidget | None = None) -> QPushButton:
    """A push button in one of the kinds of the style sheet (primary, accent, quiet, danger)."""
    made = QPushButton(text, parent)
    if kind:
        made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def icon_button(name: str, tip: str, parent: QWidget | None = None, *, colour: str = "muted") -> QToolButton:
    """A borderless button with an icon; ``tip`` is its tooltip and accessible name."""
    made = QToolButton(parent)
    made.setIcon(icon(name, colour))
    made.setIconSize(QSize(scaled(16), scaled(16)))
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def hairline(*, vertical: bool = False) -> QFrame:
    """A line of one pixel between two areas."""
    made = QFrame()
    made.setProperty("kind", "hairline")
    if vertical:
        made.setFixedWidth(1)
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
    else:
        made.setFixedHeight(1)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet asks about and show the difference."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
