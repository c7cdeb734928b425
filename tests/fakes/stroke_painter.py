"""A window's document being painted on until it is killed: `stroke_painter.py <mode> <first column> <file>`.

Paints one column of pixels for every 20 ms and prints the last one. Modes: stroke (one that never ends),
strokes (short ones), save (saving all the time), compact (the journal is written anew all the time),
large (large pictures are laid meanwhile). It begins with what is left of the one before.
"""

import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from studio.core.layers import Layer
from studio.core.paths import default_folders
from studio.storage import document_journal, journal_file
from studio.ui.canvas.document import Document
from studio.ui.canvas.files.desk_files import DocumentFiles
from studio.ui.canvas.tool import Desk
from studio.ui.window_state import WindowState

PER_SECOND = 50
WIDTH, ROWS = 20_000 // 4, 10
LARGE = 1024


class Painter:
    """Paints from the moment on that the document is there."""

    def __init__(self, mode: str, column: int, path: Path) -> None:
        self.mode, self.column, self.path = mode, column, path
        self.data = default_folders().data
        self.desk = Desk(Document.new(WIDTH, 2048, "Ink"))
        self.files = DocumentFiles(self.desk, self.data, WindowState(self.data / "window.json"))
        self.timer = QTimer()
        self.timer.timeout.connect(self.paint)
        self.saving = QTimer()
        self.saving.timeout.connect(lambda: self.files.save(self.path))
        self.laying = QTimer()
        self.laying.timeout.connect(self.lay)
        if self.files.restore():
            self.files.busy_changed.connect(self.restored)
        else:
            self.begin()

    def restored(self, busy: str) -> None:
        """A document is there again, or its draft was never begun, the last one was killed so soon."""
        if not busy:
            self.files.busy_changed.disconnect(self.restored)
            QTimer.singleShot(0, self.begin)  # what is there again is shown right after this was said

    def begin(self) -> None:
        self.begun = time.monotonic()
        self.layer = self.desk.document.state.layers[0].id
        self.edit = self.desk.document.edit("Stroke")
        self.timer.start(20)
        if self.mode == "save":
            self.saving.start(150)
        if self.mode == "large":
            self.laying.start(700)

    def paint(self) -> None:
        seconds = time.monotonic() - self.begun
        last = self.column + int(seconds * PER_SECOND)
        area = QRect(0, 0, last, ROWS)
        if self.desk.document.editing is None or (self.mode == "strokes" and last % 7 == 0):
            self.edit = self.desk.document.edit("Stroke")
        self.edit.paint(self.layer, area, lambda painter: painter.fillRect(area, QColor("red")))
        print(last, flush=True)

    def lay(self) -> None:
        noise = QImage(random.randbytes(LARGE * LARGE * 4), LARGE, LARGE, QImage.Format.Format_RGB32)
        document = self.desk.document
        with document.edit("Lay") as edit:
            if len(document.state.layers) == 1:
                edit.set_layers((*document.state.layers, Layer(id="noise", name="Noise")))
            edit.put_image("noise", noise, random.randrange(2) * LARGE, LARGE)


def main() -> None:
    mode, column, path = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    if mode == "compact":
        document_journal.SLACK_BYTES, journal_file._BREATH = -(10**12), 1
    application = QApplication([])
    painter = Painter(mode, column, path)
    application.exec()
    del painter


if __name__ == "__main__":
    main()
