"""Frame times of panning and zooming a large picture, beside one bare QPainter.drawImage of the same region.

Run: python tests/bench/canvas_frame.py [--side 4096] [--frames 120]
Goal: p95 at most 16 ms on 2 cores for a window of 1200 × 800.
"""

import argparse
import math
import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QApplication

from studio.ui.canvas.staging_bar import StagingBar
from studio.ui.canvas.view import CanvasView
from studio.ui.pictures import with_levels

WINDOW = QSize(1200, 800)


def a_picture(side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    gradient = QLinearGradient(0, 0, side, side)
    for number in range(64):
        gradient.setColorAt(number / 63, QColor.fromHsv(number * 37 % 360, 150, 220))
    with QPainter(image) as painter:
        painter.fillRect(image.rect(), gradient)
    return image


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def line(name: str, times: list[float], bare: float) -> str:
    ordered = sorted(times)
    p50, p95 = statistics.median(ordered), ordered[max(0, math.ceil(0.95 * len(ordered)) - 1)]
    return f"{name:30}{p50:8.2f}{p95:8.2f}{ordered[-1]:8.2f}{p50 / bare:8.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", type=int, default=4096)
    parser.add_argument("--frames", type=int, default=120)
    arguments = parser.parse_args()
    application = QApplication([])
    image = a_picture(arguments.side)
    view = CanvasView()
    view.resize(WINDOW)
    began = time.perf_counter()
    pixels = with_levels(image)
    print(f"smaller copies, on a worker: {1000 * (time.perf_counter() - began):.0f} ms")
    view.set_frame(arguments.side, arguments.side)
    view.set_picture(pixels)
    bar = StagingBar(view)
    bar.show_place(0, 4, True)
    bar.settle(WINDOW.width(), WINDOW.height())
    target = QImage(WINDOW, QImage.Format.Format_RGB32)

    def frame() -> None:
        view.render(target)

    def bare() -> None:
        area = view.on_screen(view.picture_rect())
        with QPainter(target) as painter:
            smooth = view.lens.zoom <= 2.0
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            seen = area.intersected(QRectF(target.rect()))
            scale = view.lens.scale
            source = QRectF(
                (seen.x() - area.x()) / scale,
                (seen.y() - area.y()) / scale,
                seen.width() / scale,
                seen.height() / scale,
            )
            painter.drawImage(seen, image, source)

    print(f"{'':30}{'p50':>8}{'p95':>8}{'worst':>8}{'ratio':>8}   (ms; ratio to bare drawImage)")
    view.show()
    application.processEvents()
    for name, zoom in (
        ("fit", 0.0),
        ("50 %", 0.5),
        ("73 %", 0.73),
        ("100 %", 1.0),
        ("150 %", 1.5),
        ("800 %", 8.0),
    ):
        view.zoom_to(zoom) if zoom else view.fit()
        raw, ours = [], []
        for number in range(arguments.frames):
            if zoom:
                view.pan(7 * (-1) ** (number // 20), 5 * (-1) ** (number // 30))
            raw.append(timed(bare))
            ours.append(timed(frame))
        base = statistics.median(raw)
        print(line(f"pan at {name}, bare", raw, base))
        print(line(f"pan at {name}, canvas", ours, base))
    ours = []
    for number in range(arguments.frames):
        view.zoom_to(0.1 * 1.03 ** (number if number < 60 else 120 - number))
        ours.append(timed(frame))
    print(line("zoom 10 % to 59 %, canvas", ours, statistics.median(ours)))


if __name__ == "__main__":
    main()
