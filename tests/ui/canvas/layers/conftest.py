"""A document on a desk with painted layers, for the tests of layers."""

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from studio.core.layers import Layer, new_id, walk
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.tile import area_of, keys_in
from studio.ui.canvas.tool import Desk


class Easel:
    """What tests of layers do again and again."""

    def __init__(self, width: int, height: int) -> None:
        document = Document.new(width, height, "Background")
        self.desk = Desk(document)
        document.setParent(self.desk)
        self.messages: list[str] = []
        self.desk.message.connect(self.messages.append)

    @property
    def document(self) -> Document:
        return self.desk.document

    @property
    def layers(self) -> tuple[Layer, ...]:
        return self.document.state.layers

    @property
    def names(self) -> list[str]:
        """Bottom first, each group before its children."""
        return [layer.name for layer in walk(self.layers)]

    def by_name(self, name: str) -> Layer:
        return next(layer for layer in walk(self.layers) if layer.name == name)

    def lay(self, layers: tuple[Layer, ...], active: str = "") -> None:
        with self.document.edit("Lay") as edit:
            edit.set_layers(layers, active=active)

    def fill(self, plane: str, colour: str | QColor, area: QRect | None = None) -> None:
        room = area or self.document.area
        with self.document.edit("Fill") as edit:
            edit.paint(plane, room, lambda painter: painter.fillRect(room, QColor(colour)))

    def painted(self, name: str, colour: str | QColor, area: QRect | None = None, **fields: object) -> Layer:
        """A new layer on top, filled."""
        layer = Layer(id=new_id(), name=name, **fields)  # pyright: ignore[reportArgumentType]
        self.lay((*self.layers, layer), layer.id)
        self.fill(layer.id, colour, area)
        return layer

    def select(self, area: QRect, strength: int = 255) -> None:
        with self.document.edit("Select") as edit:
            edit.set_selected(True)
            colour = QColor(255, 255, 255, strength)
            edit.paint(SELECTION, area, lambda painter: painter.fillRect(area, colour))

    def look(self) -> bytes:
        """The picture, bit for bit, blended tile by tile as it is shown."""
        document = self.document
        images = [flatten(document.state, document.planes, area_of(key)) for key in keys_in(document.area)]
        return b"".join(bytes(image.constBits()) for image in images)

    def pixels(self) -> dict[str, dict[tuple[int, int], bytes]]:
        """Every tile of every plane, bit for bit."""
        return {
            name: {key: bytes(tile.image().constBits()) for key, tile in plane.tiles.items()}
            for name, plane in self.document.planes.items()
        }

    @property
    def steps(self) -> int:
        return self.document.history.index

    def undo_to(self, steps: int) -> None:
        self.document.history.go_to(steps)


@pytest.fixture
def make_easel(qapp) -> Iterator[Callable[..., Easel]]:
    kept: list[Easel] = []

    def make(width: int = 300, height: int = 200) -> Easel:
        kept.append(Easel(width, height))
        return kept[-1]

    yield make
    for easel in kept:
        shiboken6.delete(easel.desk)


@pytest.fixture
def easel(make_easel: Callable[..., Easel]) -> Easel:
    return make_easel()
