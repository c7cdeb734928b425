"""What one window holds of documents, for the tests of files."""

from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from studio.core.errors import ErrorReport
from studio.core.paths import Folders
from studio.ui.canvas.document import Document
from studio.ui.canvas.files.desk_files import DocumentFiles
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.tool import Desk
from studio.ui.window_state import WindowState


def fill(document: Document, area: QRect, colour: str) -> None:
    with document.edit("Fill") as edit:
        edit.paint(document.state.active, area, lambda painter: painter.fillRect(area, QColor(colour)))


def colour(document: Document, x: int, y: int) -> QColor:
    return flatten(document.state, document.planes, QRect(x, y, 1, 1)).pixelColor(0, 0)


class Window:
    """What one window holds of documents."""

    def __init__(self, folders: Folders) -> None:
        self.state = WindowState(folders.data / "window.json")
        self.desk = Desk(Document.new(300, 200, "Paint"))
        self.files = DocumentFiles(self.desk, folders.data, self.state)
        self.problems: list[ErrorReport] = []
        self.files.problem.connect(self.problems.append)

    @property
    def document(self) -> Document:
        return self.desk.document


def until_idle(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not window.files.busy)


def save(qtbot: QtBot, window: Window, path: Path) -> None:
    window.files.save(path)
    until_idle(qtbot, window)
    assert not window.problems
