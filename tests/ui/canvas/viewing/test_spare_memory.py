"""After much was packed, and only in a moment of rest, memory goes back to the system."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from studio.ui.canvas import tile
from studio.ui.canvas.document import Document
from studio.ui.canvas.viewing import spare_memory
from studio.ui.canvas.viewing.projection import Projection


@pytest.fixture
def trims(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How much had been left behind each time memory was given back."""
    told: list[int] = []
    monkeypatch.setattr(spare_memory, "REST_MS", 20)
    monkeypatch.setattr(spare_memory, "WORTH_BYTES", 10 * tile.RAW_BYTES)
    monkeypatch.setattr(spare_memory, "_trim", lambda: told.append(1))
    tile.left_behind(forget=True)
    return told


def pack(document: Document, count: int) -> None:
    area = QRect(0, 0, 256 * count, 256)
    with document.edit("Paint") as edit:
        edit.paint(document.state.active, area, lambda painter: painter.fillRect(area, QColor("red")))
    for column in range(count):
        document.plane(document.state.active).tiles[(column, 0)].pack()


def test_memory_is_given_back_once_after_much_was_packed(qtbot: QtBot, trims: list[int]) -> None:
    document = Document.new(256 * 12, 256, "Paint")
    projection = Projection(document)
    qtbot.waitUntil(lambda: projection.settled)
    pack(document, 12)
    projection.want(0, document.area)
    qtbot.waitUntil(lambda: bool(trims))
    assert tile.left_behind() < 10 * tile.RAW_BYTES
    pack(document, 2)
    projection.want(1, document.area)
    qtbot.wait(100)
    assert trims == [1], "a little is left to be used again"


def test_not_while_somebody_paints(qtbot: QtBot, trims: list[int]) -> None:
    document = Document.new(256 * 12, 256, "Paint")
    projection = Projection(document)
    pack(document, 12)
    edit = document.edit("Stroke")
    edit.paint(document.state.active, QRect(0, 0, 9, 9), lambda p: p.fillRect(0, 0, 9, 9, QColor("blue")))
    projection.want(0, document.area)
    qtbot.wait(150)
    assert projection.settled and not trims
    edit.commit()
    qtbot.waitUntil(lambda: trims == [1])


def test_giving_back_is_possible_here() -> None:
    spare_memory._trim()
