"""Windows killed at any moment while strokes are painted: at most the last two seconds are missing."""

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from studio.core.paths import HOME_VARIABLE
from studio.storage.document_recovery import lost_documents, recover
from studio.storage.documents import Content, open_document
from studio.ui.canvas.files.content import document_of
from studio.ui.canvas.flatten import flatten
from tests.fakes.stroke_painter import PER_SECOND, WIDTH

ROOT = Path(__file__).resolve().parents[2]
MODES = ("stroke", "strokes", "save", "compact", "large")
ROUNDS = int(os.environ.get("ATELIER_KILLS", "4"))
"""How often each of them is killed; more by hand."""
SECONDS_MOST = 2.0


def columns_of(content: Content) -> int:
    """How many columns are painted."""
    document = document_of(content)
    row = flatten(document.state, document.planes, QRect(0, 5, WIDTH, 1))
    return sum(row.pixelColor(x, 0) == QColor("red") for x in range(WIDTH))


def kept_columns(home: Path, path: Path) -> int:
    """What comes back at the next start, which finds it again."""
    for lost in lost_documents(home / "data"):
        back = recover(lost.folder)
        back.journal.close(discard=False)
        return columns_of(back.content)
    return columns_of(open_document(path).content) if path.exists() else 0


def killed(folder: Path, mode: str, column: int, round_: int) -> int:
    """Let one paint from ``column`` on and kill it; the last column that it painted."""
    source = random.Random(f"{mode} {round_}")
    painter = subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.stroke_painter", mode, str(column),
         str(folder / f"{mode}.atelier")],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, HOME_VARIABLE: str(folder / mode)},
    )  # fmt: skip
    assert painter.stdout
    said = ""
    if source.random() < 0.8:
        said = painter.stdout.readline()
        time.sleep(source.uniform(0.5, 4.0))
    else:
        time.sleep(source.uniform(0.3, 1.5))  # while it starts and takes up what was left
    painter.kill()
    said += painter.communicate()[0]
    lines = said.split("\n")[:-1]
    return int(lines[-1]) if lines else column


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the signal is POSIX")
def test_a_kill_at_any_moment_costs_at_most_two_seconds_of_strokes(tmp_path: Path, qapp: object) -> None:
    """All modes at once, each with a home of its own; each process goes on with what the last one left."""
    kept = dict.fromkeys(MODES, 0)
    lost: list[float] = []
    for round_ in range(ROUNDS):
        with ThreadPoolExecutor(len(MODES)) as pool:
            painted = list(pool.map(lambda mode: killed(tmp_path, mode, kept[mode], round_), MODES))  # noqa: B023
        for mode, last in zip(MODES, painted, strict=True):
            found = kept_columns(tmp_path / mode, tmp_path / f"{mode}.atelier")
            lost.append((last - found) / PER_SECOND)
            assert lost[-1] <= SECONDS_MOST, f"{mode}: {lost[-1]} seconds of a stroke are missing"
            assert found >= kept[mode], f"{mode}: what was back already is missing"
            kept[mode] = found
    assert all(columns > PER_SECOND for columns in kept.values()), "hardly anything was painted"
    print(f"{len(lost)} kills, seconds lost: most {max(lost):.2f}, mean {sum(lost) / len(lost):.2f}")
