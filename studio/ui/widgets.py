"""The few small widgets every part of the window is made of: labels, buttons, hairlines."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
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


class ElidedLabel(QLabel):
    """One line that ends in … where there is no room; the whole text is its tooltip."""

    def __init__(self, text: str = "", kind: str = "text") -> None:
        super().__init__()
        self._whole = ""
        self.setProperty("kind", kind)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fitted = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideMiddle, self.width())
        if fitted != self.text():
            self.setText(fitted)


def icon_button(
    name: str, tip: str, parent: QWidget | None = None, *, colour: str = "muted", head: bool = False
) -> QToolButton:
    """A borderless button with an icon; ``tip`` is its tooltip and accessible name.

    ``head``: small enough to stand in the line of a label.
    """
    made = QToolButton(parent)
    if head:
        made.setProperty("kind", "head")
        made.setFixedSize(scaled(20), scaled(20))
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


FRAME = (16, 48)
"""Room left for the frame and title that the desktop draws around a window."""


def resize_within(dialog: QWidget, width: int, height: int) -> None:
    """The size of a dialog at the base text size, in the text size of now, as far as the screen has room."""
    room = dialog.screen().availableSize()
    dialog.resize(min(scaled(width), room.width() - FRAME[0]), min(scaled(height), room.height() - FRAME[1]))


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet asks about and show the difference."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class _FocusLead(QObject):
    """Hands the focus its parent is given on to a widget inside."""

    def __init__(self, outer: QWidget, inner: QWidget) -> None:
        super().__init__(outer)
        self._inner = inner
        outer.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self._inner.setFocus(event.reason())
        return False


def lead_focus(outer: QWidget, inner: QWidget) -> None:
    """Giving ``outer`` the focus gives it to ``inner``.

    Not a focus proxy: with one, Tab goes from before ``outer`` straight to ``inner``, and the controls that
    stand between them are never reached.
    """
    _FocusLead(outer, inner)
