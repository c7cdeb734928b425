"""Time from process start to the first paint of the window, beside a bare Qt window in the same run.

Run: python tests/bench/window_start.py [--runs 5]
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

PROLOGUE = """
import os, sys, time
born = float(os.environ["BORN"])  # just before the process was started, by the same clock
from PySide6.QtCore import QEvent, QObject, QTimer
class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not hasattr(self, "at"):
            self.at = time.time()
            QTimer.singleShot(0, app.quit)
        return False
"""
BARE = (
    PROLOGUE
    + """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
watch = FirstPaint()
window.installEventFilter(watch)
window.show()
app.exec()
import psutil
print(watch.at - born, psutil.Process().memory_info().rss)
"""
)
OURS = (
    PROLOGUE
    + """
from studio.app import Studio, make_application
app = make_application([])
studio = Studio(app)
watch = FirstPaint()
studio.window.installEventFilter(watch)
studio.show()
app.exec()
import psutil
memory = psutil.Process().memory_info().rss
print(watch.at - born, memory)
studio.close()
"""
)


def measure(code: str, runs: int) -> tuple[list[float], float]:
    """Seconds to first paint of each run, and the largest resident memory in MiB."""
    seconds, memory = [], 0.0
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as home:
            environment = {**os.environ, "ATELIER_HOME": home}
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
            environment.pop("PYTHONDONTWRITEBYTECODE", None)  # installed programs are compiled once
            environment["BORN"] = repr(time.time())
            answer = subprocess.run(
                [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
            )
        first, rss = answer.stdout.split()[-2:]
        seconds.append(float(first))
        memory = max(memory, float(rss) / 2**20)
    return seconds, memory


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    measure(BARE, 1)  # fills the disk cache for both
    measure(OURS, 1)
    bare, bare_memory = measure(BARE, runs)
    ours, our_memory = measure(OURS, runs)
    print(f"bare Qt window: median {statistics.median(bare):.2f} s, {bare_memory:.0f} MiB")
    median, worst = statistics.median(ours), max(ours)
    print(f"Atelier:        median {median:.2f} s (worst {worst:.2f}), {our_memory:.0f} MiB")
    print(f"ratio {statistics.median(ours) / statistics.median(bare):.2f}; goal: first paint within 0.60 s")


if __name__ == "__main__":
    main()
