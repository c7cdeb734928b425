"""Hand: drags the picture about in the window."""

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QCursor

from studio.ui.canvas.strokes.snapping import finite
from studio.ui.canvas.tool import Desk, Pointer, Tool, ToolSpec

SPEC = ToolSpec(
    id="pan",
    label="Hand",
    icon="hand",
    order=50,
    group="view",
    shortcut="H",
    help="Drag to move the picture in the window; Space does the same with any tool.",
)


class Pan(Tool):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)
        self._held: QPointF | None = None
        """The point of the document that stays under the pointer."""

    @property
    def busy(self) -> bool:
        return self._held is not None

    def cursor(self, zoom: float) -> QCursor:
        held = self._held is not None
        return QCursor(Qt.CursorShape.ClosedHandCursor if held else Qt.CursorShape.OpenHandCursor)

    def press(self, pointer: Pointer) -> None:
        self._held = pointer.at if finite(pointer.at) else None
        self.cursor_changed.emit()

    def move(self, pointer: Pointer) -> None:
        if self._held is not None and finite(pointer.at) and pointer.at != self._held:
            self.desk.pan_wanted.emit(pointer.at - self._held)

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)
        self.cancel()

    def cancel(self) -> None:
        self._held = None
        self.cursor_changed.emit()


TOOL = Pan
