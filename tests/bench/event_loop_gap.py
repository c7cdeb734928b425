"""How late the window's event loop runs while the engine draws, beside the same idle window in one run.

Run: python tests/bench/event_loop_gap.py [--pictures 4]
A precise 5 ms timer notes how late each tick comes. Goal while drawing with previews: p99 at most
16 ms, worst at most 100 ms.
"""

import argparse
import os
import tempfile
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from studio.app import Studio, make_application

TICK = 0.005


class Gaps(QObject):
    """Collects by how many seconds each tick of a precise timer is late."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=round(TICK * 1000))
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, now - self._last - TICK))
        self._last = now

    def report(self, name: str) -> float:
        ordered = sorted(self.late)
        p99 = ordered[int(len(ordered) * 0.99)]
        print(
            f"{name}: {len(ordered)} ticks, median {ordered[len(ordered) // 2] * 1e3:.2f} ms,"
            f" p99 {p99 * 1e3:.2f} ms, worst {ordered[-1] * 1e3:.1f} ms late"
        )
        return p99


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=4)
    pictures = parser.parse_args().pictures
    with tempfile.TemporaryDirectory() as home:
        os.environ["ATELIER_HOME"] = home
        studio = Studio(make_application([]))
        studio.show()
        wait(8000)  # the engine imports its libraries meanwhile
        idle = Gaps()
        idle.start()
        wait(5000)
        idle.stop()
        drawing, loop = Gaps(), QEventLoop()
        studio.queue.ended.connect(loop.quit)
        drawing.start()
        studio.window.panel.count.set_value(pictures)
        studio.window.panel.submit()
        loop.exec()
        drawing.stop()
        base, busy = idle.report("idle   "), drawing.report("drawing")
        print(f"ratio of p99 {busy / max(base, 1e-6):.1f}; goal: p99 within 16 ms, worst within 100 ms")
        studio.close()


if __name__ == "__main__":
    main()
