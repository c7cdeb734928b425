"""Cyclic garbage of the window is collected in the window's thread alone.

Python collects in whatever thread happens to allocate. Cycles here hold widgets, and a widget that is
destroyed by a worker ends the program.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

LOOK_MS = 1000


class Garbage(QObject):
    """Turns collecting by chance off, and looks once a second whether a generation is due."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Collect the oldest generation that has reached Python's own threshold."""
        due = [
            age
            for age, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if most and count > most
        ]
        if due:
            gc.collect(due[-1])
