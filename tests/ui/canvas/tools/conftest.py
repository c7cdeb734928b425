"""A small document on a desk, tools dragged over it, and pixels read back."""

from collections.abc import Callable, Iterable

import pytest
import shiboken6
from PySide6.QtCore import QObject, QPointF, QRect, Qt
from PySide6.QtGui import QColor

from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.tool import Desk, Pointer, Tool


class Studio(QObject):
    """What the tests of tools do again and again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.desk = desk
        self.messages: list[str] = []
        desk.message.connect(self._heard)

    def _heard(self, sentence: str) -> None:
        self.messages.append(sentence)

    @property
    def document(self) -> Document:
        return self.desk.document

    def set(self, tool: Tool, **options: object) -> None:
        for name, value in options.items():
            self.desk.set_option(tool.spec.id, name, value)

    def drag(
        self,
        tool: Tool,
        *places: tuple[float, ...],
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press at the first place, move over the others, release at the last; (x, y) or (x, y, pressure)."""
        pointers = [Pointer(QPointF(*place[:2]), *place[2:], modifiers=modifiers) for place in places]
        tool.press(pointers[0])
        for pointer in pointers[1:]:
            tool.move(pointer)
        tool.release(pointers[-1])

    def pixel(self, x: int, y: int, plane: str = "") -> tuple[int, int, int, int]:
        """Red, green, blue (premultiplied) and alpha."""
        image = self.document.plane(plane or self.document.state.active).read(QRect(x, y, 1, 1))
        value = image.constBits()
        return value[2], value[1], value[0], value[3]

    def alphas(self, area: QRect, plane: str = "") -> list[int]:
        image = self.document.plane(plane or self.document.state.active).read(area)
        return list(bytes(image.constBits())[3::4])

    def bits(self, plane: str = "") -> bytes:
        image = self.document.plane(plane or self.document.state.active).read(self.document.area)
        return bytes(image.constBits())

    def fill(self, area: QRect, colour: str, plane: str = "") -> None:
        with self.document.edit("Fill") as edit:
            identity = plane or self.document.state.active
            edit.paint(identity, area, lambda painter: painter.fillRect(area, QColor(colour)))

    def select(self, area: QRect, strength: int = 255) -> None:
        with self.document.edit("Select") as edit:
            edit.set_selected(True)
            colour = QColor(255, 255, 255, strength)
            edit.paint(SELECTION, area, lambda painter: painter.fillRect(area, colour))

    def undo_all(self) -> None:
        while self.document.history.can_undo:
            self.document.undo()


@pytest.fixture
def make_studio(qapp) -> Iterable[Callable[..., Studio]]:
    kept: list[Desk] = []

    def make(width: int = 400, height: int = 300) -> Studio:
        kept.append(Desk(Document.new(width, height, "Paint")))
        return Studio(kept[-1])

    yield make
    for desk in kept:
        shiboken6.delete(desk)  # with its tools, and not whenever garbage is collected


@pytest.fixture
def studio(make_studio: Callable[..., Studio]) -> Studio:
    return make_studio()
