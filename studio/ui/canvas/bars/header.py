"""The line above the canvas: the tool's options; then size, zoom, fit, live, undo and redo."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from studio.ui.actions import keys_text, with_keys
from studio.ui.canvas import keys
from studio.ui.canvas.document import Document
from studio.ui.canvas.tool import Desk
from studio.ui.canvas.viewing.view import CanvasView
from studio.ui.theme import is_theme_change, scaled
from studio.ui.widgets import icon_button, label

HEIGHT = 38
SIZE_SHOWN = 520
"""From this width on, in pixels, there is room for the size of the document."""
ZOOMS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


class CanvasHeader(QWidget):
    """Drives a canvas view and the undo of the open document; keeps its words in step with them."""

    live_toggled = Signal(bool)

    def __init__(self, view: CanvasView, desk: Desk, options: QWidget) -> None:
        super().__init__()
        self._view, self._desk = view, desk
        self._document: Document | None = None
        self.setProperty("kind", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.size_label = label("", "muted")
        self.size_label.setToolTip(self.tr("Size of the document in pixels"))
        self.zoom = QToolButton()
        self.zoom.setToolTip(self.tr("Zoom"))
        self.zoom.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.zoom.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.fit = icon_button("corners-out", with_keys(self.tr("Fit in the window"), keys.FIT))
        self.live = icon_button("lightning", with_keys(self.tr("Live: redraw while painting"), keys.LIVE))
        self.live.setCheckable(True)
        self.undo = icon_button("arrow-u-up-left", "")
        self.redo = icon_button("arrow-u-up-right", "")
        self._make_menu()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(options, 1)
        for part in (self.size_label, self.zoom, self.fit, self.live, self.undo, self.redo):
            row.addWidget(part)
        self.setFixedHeight(scaled(HEIGHT))
        self._connect()

    def _make_menu(self) -> None:
        menu = QMenu(self)
        self._add(menu, self.tr("Fit in the window"), keys.FIT).triggered.connect(lambda: self._view.fit())
        menu.addSeparator()
        for zoom in ZOOMS:
            action = self._add(menu, f"{zoom:.0%}".replace("%", " %"), keys.ACTUAL if zoom == 1.0 else "")
            action.setData(zoom)
        menu.triggered.connect(self._zoom_chosen)
        self.zoom.setMenu(menu)

    @staticmethod
    def _add(menu: QMenu, text: str, shortcut: str) -> QAction:
        # Shown behind a tab only: the command of the window listens for the keys.
        return menu.addAction(f"{text}\t{keys_text(shortcut)}" if shortcut else text)

    def _zoom_chosen(self, action: QAction) -> None:
        if action.data():
            self._view.zoom_to(action.data())

    def _connect(self) -> None:
        self._view.zoom_changed.connect(self._show_zoom)
        self._show_zoom(self._view.lens.zoom)
        self.fit.clicked.connect(self._view.fit)
        self.live.toggled.connect(self.live_toggled)
        self.undo.clicked.connect(lambda: self._desk.document.undo())
        self.redo.clicked.connect(lambda: self._desk.document.redo())
        self._desk.document_changed.connect(self._listen)
        self._listen()

    def _listen(self) -> None:
        """Follow the undo of the open document."""
        if self._document:
            self._document.history.changed.disconnect(self._show_undo)
        self._document = self._desk.document
        self._document.history.changed.connect(self._show_undo)
        self._show_undo()

    def _show_undo(self) -> None:
        history = self._desk.document.history
        self.undo.setEnabled(history.can_undo)
        self.redo.setEnabled(history.can_redo)
        self._name_undo(history.steps[history.index - 1].name if history.can_undo else "")
        self._name_redo(history.steps[history.index].name if history.can_redo else "")

    def _show_zoom(self, zoom: float) -> None:
        percent = zoom * 100
        text = f"{percent:.0f} %" if percent >= 10 else f"{percent:.1f} %"
        self.zoom.setText(text)
        self.zoom.setAccessibleName(self.tr("Zoom: {percent}").format(percent=text))

    def _name_undo(self, what: str) -> None:
        text = self.tr("Undo: {what}").format(what=what) if what else self.tr("Undo")
        self.undo.setToolTip(with_keys(text, keys.UNDO))
        self.undo.setAccessibleName(text)

    def _name_redo(self, what: str) -> None:
        text = self.tr("Redo: {what}").format(what=what) if what else self.tr("Redo")
        self.redo.setToolTip(with_keys(text, keys.REDO))
        self.redo.setAccessibleName(text)

    def say(self, width: int, height: int) -> None:
        """The size of the document in pixels."""
        self.size_label.setText(f"{width} × {height}")

    def show_live(self, on: bool) -> None:
        """Whether live mode is on."""
        self.live.blockSignals(True)
        self.live.setChecked(on)
        self.live.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where it is narrow, the options of the tool matter more.
        self.size_label.setVisible(self.width() >= scaled(SIZE_SHOWN))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if is_theme_change(event):
            self.setFixedHeight(scaled(HEIGHT))
            size = QSize(scaled(16), scaled(16))
            for part in (self.fit, self.live, self.undo, self.redo):
                part.setIconSize(size)
        return done
