"""Picture for this scene: what stands beside it, one at a time, in the side column of the Write page."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from studio.ui.theme import GAP_1, GAP_2, GAP_3, scaled, tokens
from studio.ui.widgets import button, icon_button, label
from studio.ui.writing.pictures.being_drawn import ROUND, BeingDrawn, height_for, paint_rounded
from studio.ui.writing.pictures.drops import dragged, picture_files

if TYPE_CHECKING:
    from studio.ui.writing.pictures.scene_pictures import ScenePictures

EMPTY_HEIGHT = 120


class _Frame(QWidget):
    """The picture in the width of the column; an empty frame says what to do."""

    dropped = Signal(object)  # list of Path
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._words = ""
        self._target = False
        self._press: QPoint | None = None
        self.drag_data: Callable[[], QMimeData | None] = lambda: None
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_image(self, image: QImage | None, words: str) -> None:
        self._image, self._words = image, words
        self._fit()
        self.update()

    def _fit(self) -> None:
        height = height_for(self._image, self.width()) if self._image else scaled(EMPTY_HEIGHT)
        if height != self.height():
            self.setFixedHeight(max(1, height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._image is not None:
            paint_rounded(painter, area, self._image)
        else:
            painter.setPen(QPen(QColor(colours.line), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(area, ROUND, ROUND)
            painter.setPen(colours.muted)
            inner = area.adjusted(12, 8, -12, -8)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inner, int(flags), self._words)
        if self._target or self.hasFocus():
            painter.setPen(QPen(QColor(colours.selection), 1.5))
            painter.drawRoundedRect(area, ROUND, ROUND)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if picture_files(event.mimeData()) and event.source() is not self:
            self._target = True
            event.acceptProposedAction()
            self.update()

    def dragLeaveEvent(self, event: object) -> None:
        del event
        self._target = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._target = False
        self.update()
        event.acceptProposedAction()
        self.dropped.emit(picture_files(event.mimeData()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None or self._image is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if (event.position().toPoint() - self._press).manhattanLength() < QApplication.startDragDistance():
            return
        self._press = None
        if data := self.drag_data():
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        del event
        if self._image is not None:
            self.opened.emit()


class ScenePanel(QWidget):
    """Shows what ``ScenePictures`` holds of the open scene; Left and Right step through several."""

    def __init__(self, pictures: "ScenePictures") -> None:
        super().__init__()
        self._pictures = pictures
        self._at = 0
        self.frame = _Frame()
        self.frame.drag_data = self._drag_data
        self.back = icon_button("caret-left", self.tr("Picture before"), head=True)
        self.forth = icon_button("caret-right", self.tr("Picture after"), head=True)
        self.place = label("", "muted")
        self.drawn = BeingDrawn(pictures.queue, pictures.jobs)
        self.illustrate = button(self.tr("Illustrate this"))
        self.buttons: dict[str, QToolButton] = {}
        for identity, symbol, tip in (
            ("insert", "arrow-elbow-down-left", self.tr("Insert into the text at the caret")),
            ("canvas", "frame-corners", self.tr("Open on the canvas")),
            ("describe", "text-aa", self.tr("Describe this picture")),
            ("first", "arrow-line-left", self.tr("Make it the first picture of the scene")),
            ("remove", "x", self.tr("Take it away from the scene")),
        ):
            made = icon_button(symbol, tip, head=True)
            made.clicked.connect(lambda _=False, what=identity: self._ask(what))
            self.buttons[identity] = made
        self._lay_out()
        self.back.clicked.connect(lambda: self.step(-1))
        self.forth.clicked.connect(lambda: self.step(1))
        self.frame.dropped.connect(self._dropped)
        self.frame.opened.connect(lambda: self._ask("canvas"))
        self.illustrate.clicked.connect(pictures.illustrate)
        pictures.changed.connect(self.refresh)
        pictures.small.ready.connect(lambda _: self.refresh())
        self.refresh()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP_1)
        for widget in (self.back, self.place, self.forth):
            row.addWidget(widget)
        row.addStretch(1)
        for one in self.buttons.values():
            row.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_3, GAP_3, GAP_3, GAP_3)
        column.setSpacing(GAP_2)
        column.addWidget(self.frame)
        column.addLayout(row)
        column.addWidget(self.drawn)
        column.addWidget(self.illustrate, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    # Showing

    def refresh(self) -> None:
        """Show the scene that is open now."""
        held = self._pictures.of_open_scene()
        self._at = max(0, min(self._at, len(held) - 1))
        path = self.path()
        side = scaled(480)
        image = self._pictures.small.get(path, side) if path else None
        words = ""
        if path is None:
            words = self.tr("Drop a picture here, or select a passage and let it be illustrated.")
            if not self._pictures.has_scene():
                words = self.tr("Open a scene to see its pictures.")
        elif self._pictures.small.is_broken(path, side):
            words = self.tr("%1 cannot be shown; the file is gone or damaged.").replace("%1", path.name)
        self.frame.show_image(image, words)
        self.frame.setAccessibleName(path.name if path else words)
        several = len(held) > 1
        for widget in (self.back, self.place, self.forth):
            widget.setVisible(several)
        self.place.setText(f"{self._at + 1} / {len(held)}")
        self.back.setEnabled(self._at > 0)
        self.forth.setEnabled(self._at + 1 < len(held))
        for identity, one in self.buttons.items():
            one.setVisible(path is not None and (identity != "first" or self._at > 0))
        self.drawn.refresh(self._pictures.waiting())
        self.illustrate.setEnabled(self._pictures.has_scene())

    def show_newest(self) -> None:
        self._at = max(0, len(self._pictures.of_open_scene()) - 1)
        self.refresh()

    def picture(self) -> str:
        """The shown picture, relative to the project; "" for none."""
        held = self._pictures.of_open_scene()
        return held[self._at] if self._at < len(held) else ""

    def path(self) -> Path | None:
        picture = self.picture()
        return self._pictures.path_of(picture) if picture else None

    def step(self, by: int) -> None:
        self._at += by
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif event.key() == Qt.Key.Key_Delete:
            self._ask("remove")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask("canvas")
        else:
            super().keyPressEvent(event)

    # Asking

    def _ask(self, what: str) -> None:
        picture = self.picture()
        if picture:
            self._pictures.do(what, picture)

    def _dropped(self, paths: list[Path]) -> None:
        self._pictures.attach(paths)
        self.show_newest()

    def _drag_data(self) -> QMimeData | None:
        path = self.path()
        return dragged(self._pictures.open_item(), self.picture(), path) if path else None
