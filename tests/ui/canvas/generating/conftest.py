"""A painted document, orders as the worker gets them, and what a request's files show."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import shiboken6
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from studio.core.requests import FileRef, ImageRequest
from studio.jobs import offthread
from studio.storage.models import ModelEntry
from studio.storage.sources import Sources
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.generating.intent import Intents
from studio.ui.canvas.generating.redraw import Order, snapshot
from studio.ui.canvas.page import CanvasPage
from studio.ui.canvas.tile import FORMAT

MODEL = ModelEntry(
    id="starter", name="Starter", family="sd1", path="/models/starter",
    default_size=(256, 256), sizes=((256, 256), (320, 192)),
)  # fmt: skip
PANEL = ImageRequest(prompt="a lake", negative="fog", model="starter", width=256, height=256, seed=5)

Order_ = Callable[..., Order]


@pytest.fixture
def document(qapp: object) -> Document:
    """512 × 384, blue above and green below."""
    made = Document.new(512, 384, "ground")
    picture = QImage(512, 384, FORMAT)
    picture.fill(QColor("blue"))
    for y in range(200, 384):
        for x in range(512):
            picture.setPixelColor(x, y, QColor("green"))
    with made.edit("paint") as edit:
        edit.put_image(made.state.active, picture, 0, 0)
    made.set_frame(QRect(0, 0, 256, 256))
    return made


def select(document: Document, *areas: QRect, strength: int = 255) -> None:
    """Select rectangles, more or less strongly."""
    with document.edit("select") as edit:
        for area in areas:
            image = QImage(area.size(), FORMAT)
            image.fill(QColor(0, 0, 0, strength))
            edit.put_image(SELECTION, image, area.x(), area.y())
        edit.set_selected(True)


@pytest.fixture
def order(document: Document, tmp_path: Path) -> Order_:
    intents = Intents()

    def make(intent: str, *, model: ModelEntry = MODEL, **panel: object) -> Order:
        return Order(
            spec=intents.spec(intent),
            request=msgspec.structs.replace(PANEL, **panel),
            model=model,
            state=document.state,
            planes=snapshot(document),
            profile=document.profile,
            key=document.key,
            sources=Sources(tmp_path / "sources"),
        )

    return make


def picture_of(reference: FileRef | None) -> QImage:
    """What a request points to."""
    assert reference
    image = QImage(reference.path)
    assert not image.isNull()
    return image


@pytest.fixture
def page(qtbot: QtBot, document: Document) -> Iterator[CanvasPage]:
    """The canvas with the painted document on it."""
    made = CanvasPage()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.desk.set_document(document)
    made.show()
    yield made
    offthread.finish()
    made.close()
    shiboken6.delete(made)
