"""The line above the canvas: what is shown on the left; zoom, fit, undo and redo on the right."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QUndoStack
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from studio.ui.actions import keys_text, with_keys
from studio.ui.canvas import keys
from studio.ui.canvas.view import CanvasView
from studio.ui.theme import is_theme_change, scaled
from studio.ui.widgets import icon_button, label

HEIGHT = 38
ZOOMS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


class CanvasHeader(QWidget):
    """Drives a canvas view and an undo stack; keeps its words in step with them."""

    def __init__(self, view: CanvasView, undo_stack: QUndoStack) -> None:
        super().__init__()
        self._view, self._undo_stack = view, undo_stack
        self.setProperty("kind", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.size_label = label("", "strong")
        self.name_label = label("", "muted")
        self.name_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._name = ""
        self.zoom = QToolButton()
        self.zoom.setToolTip(self.tr("Zoom"))
        self.zoom.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.zoom.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.fit = icon_button("corners-out", with_keys(self.tr("Fit in the window"), keys.FIT))
        self.undo = icon_button("arrow-u-up-left", "")
        self.redo = icon_button("arrow-u-up-right", "")
        self._make_menu()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self.size_label)
        row.addWidget(self.name_label, 1)
        for part in (self.zoom, self.fit, self.undo, self.redo):
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
        stack = self._undo_stack
        self.undo.clicked.connect(stack.undo)
        self.redo.clicked.connect(stack.redo)
        stack.canUndoChanged.connect(self.undo.setEnabled)
        stack.canRedoChanged.connect(self.redo.setEnabled)
        stack.undoTextChanged.connect(self._name_undo)
        stack.redoTextChanged.connect(self._name_redo)
        self.undo.setEnabled(stack.canUndo())
        self.redo.setEnabled(stack.canRedo())
        self._name_undo(stack.undoText())
        self._name_redo(stack.redoText())

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

    def say(self, width: int, height: int, name: str, *, staged: bool) -> None:
        """What the canvas shows: its size in pixels and its name or prompt."""
        self.size_label.setText(f"{width} × {height}")
        self._name = (
            (self.tr("Result: {name}").format(name=name) if name else self.tr("Result")) if staged else name
        )
        self.name_label.setToolTip(name)
        self._elide()

    def _elide(self) -> None:
        room = max(0, self.name_label.width())
        self.name_label.setText(
            self.name_label.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        )

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._elide()
        elif is_theme_change(event):
            self.setFixedHeight(scaled(HEIGHT))
            size = QSize(scaled(16), scaled(16))
            for part in (self.fit, self.undo, self.redo):
                part.setIconSize(size)
        return done
