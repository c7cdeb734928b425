"""One large picture: what is really drawn, and how mouse, wheel and keys move it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.theme import tokens
from studio.ui.zoom.picture_view import PictureView


@pytest.fixture
def view(qtbot: QtBot) -> PictureView:
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    return view


def halves(width: int = 64, height: int = 64) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for x in range(width // 2, width):
        for y in range(height):
            image.setPixelColor(x, y, QColor("blue"))
    return image


def colour_at(view: PictureView, x: float, y: float) -> str:
    """The colour drawn for a point of the canvas, in picture pixels."""
    spot = view.on_screen(view.content().adjusted(x, y, 0, 0)).topLeft()
    return view.grab().toImage().pixelColor(spot.toPoint()).name()


def test_the_picture_stands_in_the_frame_on_the_ground(view: PictureView) -> None:
    view.set_picture(halves())
    assert colour_at(view, 10.5, 32) == "#ff0000"
    assert colour_at(view, 50.5, 32) == "#0000ff"
    assert view.grab().toImage().pixelColor(2, 2).name() == tokens().canvas


def test_above_200_percent_pixels_have_hard_edges(view: PictureView) -> None:
    view.set_picture(halves())
    view.zoom_to(8.0)
    assert [colour_at(view, x, 32.5) for x in (31.9, 32.1)] == ["#ff0000", "#0000ff"]


def test_transparency_shows_a_checkerboard(view: PictureView) -> None:
    image = QImage(64, 64, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    view.set_picture(image)
    shot = view.grab().toImage()
    area = view.on_screen(view.content()).toRect().adjusted(2, 2, -2, -2)
    seen = {shot.pixelColor(area.left() + x, area.top() + 3).name() for x in range(40)}
    assert len(seen) == 2


def test_fit_follows_the_window_until_zoomed_by_hand(view: PictureView) -> None:
    view.set_picture(halves(1024, 512))
    zoom = view.lens.zoom
    view.resize(400, 600)
    assert view.lens.zoom < zoom
    view.actual()
    view.resize(800, 600)
    assert view.lens.zoom == 1.0
    QTest.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.fitting and view.lens.zoom == pytest.approx(zoom)


def wheel(view: PictureView, at: QPointF, turned: int, modifiers: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QGuiApplication.sendEvent(view, event)


def test_ctrl_wheel_zooms_around_the_cursor_and_stops_at_the_limits(view: PictureView) -> None:
    view.set_picture(halves(512, 512))
    at = QPointF(300, 200)
    before = view.lens.to_picture(at.x(), at.y())
    wheel(view, at, 120, Qt.KeyboardModifier.ControlModifier)
    assert view.lens.to_picture(at.x(), at.y()) == pytest.approx(before, abs=1)
    for _ in range(60):
        wheel(view, at, 120, Qt.KeyboardModifier.ControlModifier)
    assert view.lens.zoom == 32.0
    for _ in range(90):
        wheel(view, at, -120, Qt.KeyboardModifier.ControlModifier)
    assert view.lens.zoom == 0.02


def test_wheel_arrows_space_and_middle_mouse_pan(view: PictureView) -> None:
    view.set_picture(halves(512, 512))
    view.zoom_to(4.0)
    y = view.lens.y
    wheel(view, QPointF(10, 10), 120, Qt.KeyboardModifier.NoModifier)
    assert view.lens.y == y - 60 / 4
    x = view.lens.x
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.lens.x == x + 64 / 4
    for button, space in ((Qt.MouseButton.MiddleButton, False), (Qt.MouseButton.LeftButton, True)):
        if space:
            QTest.keyPress(view, Qt.Key.Key_Space)
        x = view.lens.x
        QTest.mousePress(view, button, pos=QPoint(300, 300))
        QTest.mouseMove(view, QPoint(340, 300))
        QTest.mouseRelease(view, button, pos=QPoint(340, 300))
        assert view.lens.x == x - 40 / 4
    QTest.keyRelease(view, Qt.Key.Key_Space)
    x = view.lens.x
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    QTest.mouseMove(view, QPoint(340, 300))
    assert view.lens.x == x


def test_copying_puts_the_picture_on_the_clipboard(view: PictureView) -> None:
    assert not view.copy()
    view.set_picture(halves())
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image().size() == halves().size()


def test_comparison_divides_at_the_handle(view: PictureView) -> None:
    before = QImage(64, 64, QImage.Format.Format_RGB32)
    before.fill(QColor("#00ff00"))
    view.set_picture(halves())
    view.compare_with(before)
    assert view.handle.isVisible()
    assert [colour_at(view, x, 50) for x in (10, 50)] == ["#00ff00", "#0000ff"]
    QTest.keyClick(view.handle, Qt.Key.Key_End)
    assert view.split == 1.0
    assert colour_at(view, 40, 50) == "#00ff00"
    QTest.keyClick(view.handle, Qt.Key.Key_Left)
    assert view.split == pytest.approx(0.99)
    area = view.on_screen(view.content())
    QTest.mousePress(view.handle, Qt.MouseButton.LeftButton)
    target = view.handle.mapFrom(
        view, QPoint(round(area.left() + area.width() / 4), round(area.center().y()))
    )
    QTest.mouseMove(view.handle, target)
    assert view.split == pytest.approx(0.25, abs=0.02)
    view.compare_with(None)
    assert not view.handle.isVisible()


def test_big_pictures_get_smaller_copies_on_a_worker(view: PictureView, qtbot: QtBot) -> None:
    big = QImage(3000, 2000, QImage.Format.Format_RGB32)
    big.fill(QColor("#336699"))
    view.set_picture(big)
    pixels: Callable[[], int] = lambda: len(view._pixels.smaller) if view._pixels else 0  # noqa: E731
    qtbot.waitUntil(lambda: pixels() == 3)
    view.zoom_to(0.1)
    assert view._pixels and view._pixels.level(0.1).width() == 375
    assert colour_at(view, 1500, 256) == "#336699"


def test_space_let_go_elsewhere_does_not_leave_the_hand(view: PictureView) -> None:
    """A window that opens meanwhile gets the release."""
    QTest.keyPress(view, Qt.Key.Key_Space)
    assert view.cursor().shape() is Qt.CursorShape.OpenHandCursor
    QApplication.sendEvent(view, QFocusEvent(QEvent.Type.FocusOut))
    assert view.cursor().shape() is Qt.CursorShape.ArrowCursor
