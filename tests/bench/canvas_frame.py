"""Frames, brush segments and undo on a large layered document, beside bare QPainter work in the same run.

Run: python tests/bench/canvas_frame.py [--side 4096] [--layers 10] [--frames 120]
Goals on 2 cores for a window of 1200 × 800: pan and zoom p95 at most 16 ms; a segment of a 200 px soft
brush p95 at most 8 ms from event to repaint; undo at most 30 ms; a 500 px stroke keeps at most 3.84 MB.
"""

import argparse
import gc
import math
import os
import random
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QRadialGradient
from PySide6.QtWidgets import QApplication

from studio.core.layers import BLENDS, Layer, State, new_id
from studio.jobs import offthread
from studio.ui.canvas.document import Document
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.tool import Desk
from studio.ui.canvas.tools.brush import Brush
from studio.ui.canvas.viewing.view import CanvasView

WINDOW = QSize(1200, 800)
SEGMENTS = 150
UNDOS = 20
BLOBS = 60
"""Soft spots on each layer."""


def a_document(side: int, layers: int) -> Document:
    """An opaque ground and layers of soft spots in all blend modes and several opacities."""
    chance = random.Random(7)
    made = [
        Layer(
            id=new_id(),
            name=f"Layer {number}",
            blend="normal" if number % 2 == 0 else BLENDS[number % len(BLENDS)],
            opacity=1.0 if number % 3 else 0.7,
        )
        for number in range(layers)
    ]
    state = State(
        width=side, height=side, layers=tuple(made), active=made[layers // 2 - 1].id, frame=(0, 0, side, side)
    )
    document = Document(state)
    with document.edit("Fill") as edit:
        edit.paint(
            made[0].id, document.area, lambda painter: painter.fillRect(document.area, QColor("#7fa0b8"))
        )
        for layer in made[1:]:
            for _ in range(BLOBS):
                paint_spot(edit, layer.id, side, chance)
    document.history.clear()
    return document


def paint_spot(edit, plane: str, side: int, chance: random.Random) -> None:
    radius = chance.randint(80, 400)
    centre = QPointF(chance.randint(0, side), chance.randint(0, side))
    gradient = QRadialGradient(centre, radius)
    colour = QColor.fromHsv(chance.randint(0, 359), 180, 220)
    gradient.setColorAt(0, colour)
    colour.setAlpha(0)
    gradient.setColorAt(1, colour)
    area = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius).toAlignedRect()
    area = area.intersected(QRect(0, 0, side, side))
    edit.paint(plane, area, lambda painter: painter.fillRect(area, gradient))


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def line(name: str, times: list[float], bare: float) -> str:
    ordered = sorted(times)
    p50, p95 = statistics.median(ordered), ordered[max(0, math.ceil(0.95 * len(ordered)) - 1)]
    return f"{name:38}{p50:8.2f}{p95:8.2f}{ordered[-1]:8.2f}{p50 / bare:8.2f}"


class Watched(CanvasView):
    """Knows when it was last painted."""

    painted = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted = time.perf_counter()


class Bench:
    """One window with one document, and the measurements."""

    def __init__(self, application: QApplication, side: int, layers: int, frames: int) -> None:
        self.application, self.frames = application, frames
        self.document = a_document(side, layers)
        self.desk = Desk(self.document)
        self.view = Watched(self.desk)
        self.view.resize(WINDOW)
        self.view.show()
        self.settle()
        self.flat = flatten(self.document.state, self.document.planes, self.document.area)
        self.target = QImage(WINDOW, QImage.Format.Format_RGB32)

    def settle(self) -> None:
        """Until everything in sight is computed."""
        for _ in range(20_000):
            self.application.processEvents()
            if self.view.projection.settled:
                break
        offthread.finish()
        self.application.processEvents()
        gc.collect()

    def frame(self) -> None:
        self.application.processEvents()

    def bare_frame(self) -> None:
        """What one QPainter needs for the same region of a flat picture."""
        view = self.view
        area = view.on_screen(view.content())
        with QPainter(self.target) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, view.lens.zoom <= 2.0)
            seen = area.intersected(QRectF(self.target.rect()))
            scale = view.lens.scale
            painter.drawImage(
                seen,
                self.flat,
                QRectF(
                    (seen.x() - area.x()) / scale,
                    (seen.y() - area.y()) / scale,
                    seen.width() / scale,
                    seen.height() / scale,
                ),
            )

    def pan(self) -> None:
        for name, zoom in (("fit", 0.0), ("50 %", 0.5), ("73 %", 0.73), ("100 %", 1.0), ("800 %", 8.0)):
            self.view.zoom_to(zoom) if zoom else self.view.fit()
            self.settle()
            raw, ours = [], []
            for number in range(self.frames):
                raw.append(timed(self.bare_frame))
                self.view.pan(9 * (-1) ** (number // 40), 7 * (-1) ** (number // 60))
                ours.append(timed(self.frame))
            base = statistics.median(raw)
            print(line(f"pan at {name}, bare flat picture", raw, base))
            print(line(f"pan at {name}, canvas", ours, base))

    def zoom(self) -> None:
        raw, ours = [], []
        for number in range(self.frames):
            self.view.zoom_to(0.1 * 1.04 ** (number if number < 60 else 120 - number))
            ours.append(timed(self.frame))
            raw.append(timed(self.bare_frame))
        base = statistics.median(raw)
        print(line("zoom 10 % to 100 %, canvas", ours, base))

    def brush(self) -> None:
        tool = Brush(self.desk, self.view)
        self.desk.set_option("brush", "size", 200.0)
        self.desk.set_option("brush", "hardness", 0)
        self.view.set_tool(tool)
        for name, zoom in (("fit", 0.0), ("100 %", 1.0)):
            self.view.zoom_to(zoom) if zoom else self.view.fit()
            self.settle()
            base = statistics.median(timed(self.bare_frame) for _ in range(20))
            print(line(f"brush segment at {name}", self._stroke(SEGMENTS, 9.0), base))
            self.settle()
        self.view.zoom_to(1.0)

    def _stroke(self, segments: int, step: float) -> list[float]:
        at = QPointF(self.view.width() * 0.2, self.view.height() * 0.3)
        self._mouse(QEvent.Type.MouseButtonPress, at)
        times = []
        for number in range(segments):
            at += QPointF(step * math.cos(number / 25), step * math.sin(number / 25))
            began = time.perf_counter()
            self._mouse(QEvent.Type.MouseMove, at)
            while not self.view.projection.settled:  # until all of the segment is seen
                self.application.processEvents()
            self.application.processEvents()
            times.append(1000 * (self.view.painted - began))
        self._mouse(QEvent.Type.MouseButtonRelease, at)
        return times

    def _mouse(self, kind: QEvent.Type, at: QPointF) -> None:
        held = (
            Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
        )
        event = QMouseEvent(
            kind,
            at,
            self.view.mapToGlobal(at),
            Qt.MouseButton.LeftButton,
            held,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(self.view, event)
        self.application.processEvents()

    def undo(self) -> None:
        history = self.document.history
        for name, zoom, step in (("500 px", 1.0, 25.0), ("2700 px", 0.0, 25.0)):
            self.view.zoom_to(zoom) if zoom else self.view.fit()
            self.settle()
            first, whole = [], []
            for _ in range(UNDOS):
                self._stroke(20, step)
                self.settle()
                began = time.perf_counter()
                self.document.undo()
                self.frame()
                first.append(1000 * (self.view.painted - began))
                while not self.view.projection.settled:
                    self.frame()
                self.frame()
                whole.append(1000 * (self.view.painted - began))
                self.settle()
            base = statistics.median(first)
            print(line(f"undo of a {name} stroke, first seen", first, base))
            print(line(f"undo of a {name} stroke, all seen", whole, base))
        history.clear()
        self.view.zoom_to(1.0)
        self._stroke(20, 25.0)
        self.settle()
        peers = 128 * 1024 * 1024
        held = history.bytes
        print(f"undo memory of a 500 px stroke: {held / 1e6:.2f} MB, {held / peers:.2%} of 128 MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", type=int, default=4096)
    parser.add_argument("--layers", type=int, default=10)
    parser.add_argument("--frames", type=int, default=120)
    arguments = parser.parse_args()
    application = QApplication([])
    bench = Bench(application, arguments.side, arguments.layers, arguments.frames)
    print(
        f"{arguments.side}² pixels, {arguments.layers} layers, {bench.document.bytes / 1e6:.0f} MB of pixels"
    )
    print(f"{'':38}{'p50':>8}{'p95':>8}{'worst':>8}{'ratio':>8}   (ms; ratio to a bare drawImage)")
    bench.pan()
    bench.zoom()
    bench.brush()
    bench.undo()
    offthread.finish()
    bench.view.close()


if __name__ == "__main__":
    main()
