"""Where a small window opens: at the wanted place, moved as far as the screen demands."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def open_popup(popup: QWidget, corner: QPoint) -> None:
    """Show ``popup``, whose size is final, with its upper left corner at ``corner`` (global)."""
    screen = QGuiApplication.screenAt(corner) or QGuiApplication.primaryScreen()
    if screen:
        room = screen.availableGeometry()
        corner = QPoint(
            max(room.left(), min(corner.x(), room.right() + 1 - popup.width())),
            max(room.top(), min(corner.y(), room.bottom() + 1 - popup.height())),
        )
    popup.move(corner)
    popup.show()
