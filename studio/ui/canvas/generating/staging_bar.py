"""The floating bar over the canvas: step through results, compare, discard, keep, accept."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QWidget

from studio.ui.actions import with_keys
from studio.ui.canvas import keys
from studio.ui.icons import icon
from studio.ui.theme import scaled
from studio.ui.widgets import button, icon_button, label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StagingBar(QFrame):
    """Shown while results are staged. Says what was pressed; what that means is the page's matter."""

    stepped = Signal(int)  # -1 or 1
    compare_toggled = Signal(bool)
    discard_pressed = Signal()
    keep_all_pressed = Signal()
    accept_pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "popup")
        self.setAccessibleName(self.tr("Results"))
        self.previous = icon_button("caret-left", with_keys(self.tr("Previous result"), keys.PREVIOUS))
        self.next = icon_button("caret-right", with_keys(self.tr("Next result"), keys.NEXT))
        self.place = label("", "strong")
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.compare = button(self.tr("Compare"), "quiet")
        self.compare.setCheckable(True)
        self.discard = button(self.tr("Discard"), "quiet")
        self.keep_all = button(self.tr("Keep all"), "quiet")
        self.accept = button(self.tr("Accept"), "accent")
        self._set_tips()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 6, 4)
        row.setSpacing(4)
        for part in self._parts():
            row.addWidget(part)
            if isinstance(part, QAbstractButton):
                part.installEventFilter(self)
        for part, name in ((self.compare, "columns"), (self.discard, "x"), (self.keep_all, "stack")):
            part.setIcon(icon(name, "muted"))
            part.setIconSize(QSize(scaled(15), scaled(15)))
        self._connect()
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 90))
        self.setGraphicsEffect(shadow)
        self.hide()

    def _parts(self) -> tuple[QWidget, ...]:
        return (self.previous, self.place, self.next, self.compare, self.discard, self.keep_all, self.accept)

    def _set_tips(self) -> None:
        self.compare.setToolTip(with_keys(self.tr("Compare with the picture before"), keys.COMPARE))
        self.discard.setToolTip(
            with_keys(self.tr("Take this result away; it stays in the history"), keys.DISCARD)
        )
        self.keep_all.setToolTip(self.tr("Make a layer of every result; only this one is visible"))
        self.accept.setToolTip(with_keys(self.tr("Make this result a layer of the picture"), keys.ACCEPT))

    def _connect(self) -> None:
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.compare.toggled.connect(self.compare_toggled)
        self.discard.clicked.connect(self.discard_pressed)
        self.keep_all.clicked.connect(self.keep_all_pressed)
        self.accept.clicked.connect(self.accept_pressed)

    def show_place(self, index: int, count: int, can_compare: bool, name: str = "") -> None:
        """Stand on result ``index`` of ``count``, which is called ``name``; none hides the bar."""
        self.place.setToolTip(name)
        self.place.setText(f"{index + 1} / {count}")
        self.place.setMinimumWidth(self.place.fontMetrics().horizontalAdvance("00 / 00"))
        self.place.setAccessibleName(
            self.tr("Result {number} of {count}").format(number=index + 1, count=count)
        )
        self.compare.setEnabled(can_compare)
        if not can_compare:
            self.compare.setChecked(False)
        self.setVisible(count > 0)

    def show_live(self, live: bool) -> None:
        """Over a live picture there is nothing but keeping it; call it after ``show_place``."""
        for part in self._parts():
            part.setVisible(not live or part is self.accept)
        self.accept.setText(self.tr("Keep this picture") if live else self.tr("Accept"))
        if live:
            self.accept.setEnabled(True)
            self.show()

    def show_covered(self, covered: bool, count: int) -> None:
        """While a preview covers the results they cannot be judged; a step leads back to them."""
        for part in (self.previous, self.next):
            part.setEnabled(covered or count > 1)
        for part in (self.discard, self.accept):
            part.setEnabled(not covered)

    def settle(self, width: int, height: int) -> None:
        """Stand centred at the lower edge of a space of that size; names give way when it is narrow."""
        for part, text in (
            (self.compare, self.tr("Compare")),
            (self.discard, self.tr("Discard")),
            (self.keep_all, self.tr("Keep all")),
        ):
            part.setText(text)
            part.setAccessibleName(text)
        if self._row.sizeHint().width() > width - 16:
            for part in (self.compare, self.discard, self.keep_all):
                part.setText("")
        size = self._row.sizeHint()
        self.setGeometry(
            (width - size.width()) // 2, height - size.height() - 18, size.width(), size.height()
        )
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Enter presses the button that has the focus, not Accept.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QAbstractButton)
            and Qt.Key(event.key()) in _ENTER
        ):
            watched.click()
            return True
        return False
