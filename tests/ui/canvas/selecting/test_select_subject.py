"""Select subject: a figure on a ground is found, its edge is exact at any size, and it can be stopped."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from studio.jobs import offthread
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.selecting.select_subject import select_subject, subject
from studio.ui.canvas.selecting.selection import Selection, selection_of
from studio.ui.canvas.strokes.landing import Snapshot, StoppedError, snapshot
from studio.ui.canvas.tool import Desk


@pytest.fixture
def desk(qapp) -> Iterator[Desk]:
    made = Desk(Document.new(300, 240, "Paint"))
    yield made
    assert offthread.finish(30)
    shiboken6.delete(made)


@pytest.fixture
def selection(desk: Desk) -> Selection:
    return selection_of(desk)


def scene(width: int, height: int, *figures: QRectF) -> QImage:
    """Red discs on a green ground, both with grain, so that there is something to tell apart."""
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#3a7a44"))
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor("#d0392b"))
        for figure in figures:
            painter.drawEllipse(figure)
    pixels = np.frombuffer(image.bits(), np.uint8).reshape(height, width, 4)
    grain = np.random.default_rng(3).integers(-12, 13, (height, width, 1))
    pixels[..., :3] = np.clip(pixels[..., :3].astype(int) + grain, 0, 255)
    return image


def lay(document: Document, image: QImage) -> None:
    with document.edit("Paint") as edit:
        edit.put_image(document.state.active, image, 0, 0)


def disc(width: int, height: int, figure: QRectF) -> np.ndarray:
    x, y = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    middle = figure.center()
    across, down = figure.width() / 2, figure.height() / 2
    return ((x - middle.x()) / across) ** 2 + ((y - middle.y()) / down) ** 2 <= 1


def overlap(document: Document, wanted: np.ndarray) -> float:
    """Intersection over union of what is selected with ``wanted``."""
    image = document.plane(SELECTION).read(document.area)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    found = pixels[..., 3] >= 128
    return float((found & wanted).sum() / max(1, (found | wanted).sum()))


def run(qtbot, selection: Selection, desk: Desk) -> None:
    select_subject(selection, desk.document)
    qtbot.waitUntil(lambda: not selection.work.busy, timeout=60_000)


def test_the_figure_in_the_frame_is_one_step(qtbot, desk: Desk, selection: Selection) -> None:
    figure = QRectF(100, 60, 110, 120)
    lay(desk.document, scene(300, 240, figure))
    steps = desk.document.history.index
    run(qtbot, selection, desk)
    assert overlap(desk.document, disc(300, 240, figure)) > 0.97
    assert desk.document.history.index == steps + 1
    assert desk.document.history.steps[-1].name == "Select subject"
    desk.document.undo()
    assert not desk.document.state.selected


def test_a_selection_says_which_of_two_is_meant(qtbot, desk: Desk, selection: Selection) -> None:
    one, other = QRectF(30, 60, 80, 90), QRectF(180, 60, 80, 90)
    lay(desk.document, scene(300, 240, one, other))
    selection.combine_rectangle(QRect(168, 50, 104, 110))
    qtbot.waitUntil(lambda: not selection.work.busy)
    run(qtbot, selection, desk)
    assert overlap(desk.document, disc(300, 240, other)) > 0.95


def test_a_large_picture_gets_an_edge_as_fine_as_its_pixels(qtbot, desk: Desk, selection: Selection) -> None:
    desk.set_document(Document.new(2400, 1800, "Large", desk))
    figure = QRectF(QPointF(700, 400), QPointF(1600, 1300))
    lay(desk.document, scene(2400, 1800, figure))
    run(qtbot, selection, desk)
    wanted = disc(2400, 1800, figure)
    assert overlap(desk.document, wanted) > 0.985
    image = desk.document.plane(SELECTION).read(desk.document.area)
    levels = np.frombuffer(image.constBits(), np.uint8).reshape(1800, 2400, 4)[..., 3]
    row = np.flatnonzero(levels[850] >= 128)
    assert abs(int(row[0]) - 700) <= 4 and abs(int(row[-1]) - 1599) <= 4


def test_a_figure_on_nothing_is_found_by_its_transparency(qtbot, desk: Desk, selection: Selection) -> None:
    document = desk.document
    with document.edit("Paint") as edit:
        area = QRect(120, 80, 60, 70)
        edit.paint(document.state.active, area, lambda painter: painter.fillRect(area, QColor("#808080")))
    run(qtbot, selection, desk)
    assert overlap(document, np.pad(np.ones((70, 60), bool), ((80, 90), (120, 120)))) > 0.9


def test_no_picture_and_no_subject_are_said(qtbot, desk: Desk, selection: Selection) -> None:
    heard: list[str] = []
    desk.message.connect(heard.append)
    run(qtbot, selection, desk)
    assert "no picture" in heard[-1] and not desk.document.history.steps
    desk.set_document(Document.new(3, 3, "Tiny", desk))
    lay(desk.document, scene(3, 3))
    run(qtbot, selection, desk)
    assert "No subject" in heard[-1] and not desk.document.state.selected


def test_any_picture_and_selection_are_borne(qtbot, desk: Desk, selection: Selection) -> None:
    lay(desk.document, scene(300, 240))
    run(qtbot, selection, desk)  # all alike
    selection.select_all()
    run(qtbot, selection, desk)
    desk.document.set_frame(QRect(-900, -900, 64, 64))
    selection.select_none()
    run(qtbot, selection, desk)
    selection.combine_rectangle(QRect(299, 0, 1, 1))
    run(qtbot, selection, desk)
    assert desk.document.editing is None and not selection.work.busy


def test_it_stops_when_nobody_wants_it(desk: Desk) -> None:
    lay(desk.document, scene(300, 240, QRectF(100, 60, 110, 120)))
    taken = snapshot(desk.document)
    stop = threading.Event()
    stop.set()
    with pytest.raises(StoppedError):
        subject(Snapshot(taken.state, taken.planes, stop), desk.document.frame)
