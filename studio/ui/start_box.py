"""The start image: a box to drop a picture on, its thumbnail, and how much of it is redrawn."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.image_params import IMAGE_PARAMS
from studio.core.requests import FileRef
from studio.jobs import offthread
from studio.ui.digests import Digests
from studio.ui.icons import icon
from studio.ui.param_form import SliderField
from studio.ui.pictures import ENDINGS, read_image
from studio.ui.theme import is_theme_change, scaled
from studio.ui.widgets import ElidedLabel, icon_button, label, set_look

THUMBNAIL = 44


def dropped_picture(data: QMimeData) -> str:
    """Path of the first picture file among what is dragged, or empty text."""
    for url in data.urls():
        path = url.toLocalFile()
        if path.lower().endswith(ENDINGS):
            return path
    return ""


class StartBox(QWidget):
    """``path`` is the start image or empty; ``strength`` in (0, 1] how much of it is redrawn."""

    changed = Signal()
    refused = Signal(object)
    """ErrorReport: a file that is no picture."""
    ready = Signal()
    """``reference`` answers at once from now on."""

    def __init__(self) -> None:
        super().__init__()
        self._path = ""
        self._digests = Digests(self)
        self._digests.arrived.connect(self._digest_arrived)
        self.setAcceptDrops(True)
        self.frame = QFrame()
        self.frame.setProperty("kind", "drop")
        self.frame.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.frame.setCursor(Qt.CursorShape.PointingHandCursor)
        self.frame.setAccessibleName(self.tr("Start image"))
        self.frame.setToolTip(
            self.tr("Begin with a picture instead of noise. Drop one here or press to choose.")
        )
        self.frame.installEventFilter(self)
        self.thumbnail = QLabel()
        self.thumbnail.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = ElidedLabel("", "muted")
        self.clear_button = icon_button("x", self.tr("Remove the start image"))
        self.clear_button.clicked.connect(self.clear)
        row = QHBoxLayout(self.frame)
        row.setContentsMargins(8, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(self.thumbnail)
        row.addWidget(self.name, 1)
        row.addWidget(self.clear_button)
        self.strength = SliderField(IMAGE_PARAMS["strength"], percent=True)
        self.strength.changed.connect(self._strength_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(self.tr("Start image")))
        column.addWidget(self.frame)
        column.addSpacing(4)
        column.addWidget(self.strength)
        self._show_empty()

    def path(self) -> str:
        return self._path

    def set_path(self, path: str) -> None:
        """Take a picture as start image; an empty path removes it. A broken one is refused by signal."""
        if not path:
            self.clear()
            return
        self._path = path
        self.thumbnail.setPixmap(QPixmap())
        self.name.set_whole(Path(path).name)
        self.name.setToolTip(path)
        self.clear_button.show()
        self.strength.show()
        set_look(self.frame, "filled", True)
        offthread.run(
            _thumbnail_of,
            path,
            round(scaled(THUMBNAIL) * self.devicePixelRatioF()),
            done=self._thumbnail_read,
            failed=self._thumbnail_failed,
        )
        self._digests.prepare(path)
        self.changed.emit()

    def clear(self) -> None:
        """No start image."""
        self._path = ""
        self._show_empty()
        self.changed.emit()

    def is_ready(self) -> bool:
        """Whether ``reference`` answers at once; when not, ``ready`` follows."""
        return not self._path or self._digests.prepare(self._path)

    def _digest_arrived(self, path: str) -> None:
        if path == self._path:
            self.ready.emit()

    def reference(self) -> FileRef | None:
        """The start image by path and content. Raises StudioError when it cannot be read any more."""
        if not self._path:
            return None
        try:
            digest = self._digests.now(self._path)
        except OSError as error:
            raise StudioError(
                ErrorKind.FILE_BROKEN,
                self.tr("The start image %1 cannot be read.").replace("%1", Path(self._path).name),
                self.tr("Choose it again, or remove it from the prompt panel."),
                str(error),
            ) from error
        return FileRef(path=self._path, sha256=digest)

    def choose(self) -> None:
        """Ask for a file."""
        kinds, pattern = self.tr("Pictures"), " ".join(f"*{suffix}" for suffix in ENDINGS)
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Choose a start image"),
            str(Path(self._path).parent) if self._path else "",
            f"{kinds} ({pattern})",
        )
        if path:
            self.set_path(path)

    def _show_empty(self) -> None:
        side = scaled(20)
        self.thumbnail.setFixedSize(side, side)
        self.thumbnail.setPixmap(icon("image", "muted").pixmap(QSize(side, side), self.devicePixelRatioF()))
        self.name.set_whole(self.tr("Drop a picture or choose one"))
        self.clear_button.hide()
        self.strength.hide()
        set_look(self.frame, "filled", False)

    def _thumbnail_read(self, answer: tuple[str, QImage]) -> None:
        path, image = answer
        if path == self._path:
            self.thumbnail.setFixedSize(scaled(THUMBNAIL), scaled(THUMBNAIL))
            image.setDevicePixelRatio(self.devicePixelRatioF())
            self.thumbnail.setPixmap(QPixmap.fromImage(image))

    def _thumbnail_failed(self, error: Exception) -> None:
        report = (
            error.report()
            if isinstance(error, StudioError)
            else ErrorReport(kind=ErrorKind.FILE_BROKEN, sentence=str(error))
        )
        self.clear()
        self.refused.emit(report)

    def _strength_changed(self) -> None:
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event) and not self._path:
            self._show_empty()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            if event.button() == Qt.MouseButton.LeftButton:
                self.choose()
                return True
        elif (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            and not event.modifiers()
        ):
            self.choose()
            return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_picture(event.mimeData()):
            event.acceptProposedAction()
            set_look(self.frame, "target", True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_look(self.frame, "target", False)

    def dropEvent(self, event: QDropEvent) -> None:
        set_look(self.frame, "target", False)
        path = dropped_picture(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.set_path(path)


def _thumbnail_of(path: str, side: int) -> tuple[str, QImage]:
    return path, read_image(Path(path), within=side)
