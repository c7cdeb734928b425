"""How long the gallery takes to scroll and paint with 100,000 pictures in the history.

Run: python tests/bench/gallery_scroll.py [--rows 100000]
Prints the first showing, then the distribution of scroll steps (reading further pages included).
"""

import argparse
import importlib.util
import math
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from studio.core.paths import Folders
from studio.jobs import offthread
from studio.storage.database import open_database
from studio.storage.history import History
from studio.storage.library import Library
from studio.ui.gallery.panel import GalleryPanel
from studio.ui.gallery.thumbnails import Thumbnails


def rows_of_the_page_bench() -> Callable[[int], object]:
    """The artifacts of gallery_page.py beside this file."""
    spec = importlib.util.spec_from_file_location("gallery_page", Path(__file__).with_name("gallery_page.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.an_artifact


def line(name: str, times: list[float]) -> str:
    ordered = sorted(times)
    p95 = ordered[max(0, math.ceil(0.95 * len(ordered)) - 1)]
    return f"{name:42}{statistics.median(ordered):8.2f}{p95:8.2f}{ordered[-1]:8.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    application = QApplication([])
    with tempfile.TemporaryDirectory() as home:
        root = Path(home)
        folders = Folders(root, root / "data", root / "cache", root / "library", root / "models")
        database = open_database(folders.database)
        history = History(database)
        make = rows_of_the_page_bench()
        with database.transaction():
            for number in range(rows):
                history.add_artifact(make(number))  # type: ignore[arg-type]
        library = Library(folders, history)
        began = time.perf_counter()
        panel = GalleryPanel(history, library, Thumbnails(folders.thumbnails, library.path_of))
        panel.resize(304, 800)
        panel.show()
        application.processEvents()
        print(f"{rows:,} pictures; first showing {1000 * (time.perf_counter() - began):.0f} ms")
        target = QImage(panel.grid.viewport().size(), QImage.Format.Format_RGB32)
        bar = panel.grid.verticalScrollBar()
        print(f"{'':42}{'p50':>8}{'p95':>8}{'worst':>8}   (ms)")
        for name, step in (("a notch at a time", 60), ("a page at a time", 700)):
            times = []
            for _ in range(600):
                began = time.perf_counter()
                bar.setValue(bar.value() + step)
                panel.grid.viewport().render(target)
                times.append(1000 * (time.perf_counter() - began))
                application.processEvents()
            print(line(f"scrolling down, {name}", times))
        times = []
        for _ in range(300):
            began = time.perf_counter()
            bar.setValue(bar.value() - 700)
            panel.grid.viewport().render(target)
            times.append(1000 * (time.perf_counter() - began))
            application.processEvents()
        print(line("scrolling up, a page at a time", times))
        print(f"{panel.model.rowCount():,} rows were read, {len(panel.model.days)} days")
        artifact = make(rows)
        began = time.perf_counter()
        panel.artifact_added(artifact)  # type: ignore[arg-type]
        print(f"a picture lands: {1000 * (time.perf_counter() - began):.1f} ms")
        offthread.finish()
        database.close()


if __name__ == "__main__":
    main()
