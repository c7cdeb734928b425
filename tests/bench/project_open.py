"""Opening a project of 200,000 words, beside a raw read of its files in the same run.

Run: python tests/bench/project_open.py [--words 200000] [--folder /somewhere]
Goal: a project is open, with its counts, within 1 s, also for the first time, without an index.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from studio.core.writing.words import count_words
from studio.storage.manuscripts.project import Project
from tests.fakes.long_project import make_project

ROUNDS = 7


def median_ms(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    times = []
    for _ in range(ROUNDS):
        before()
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def opened(folder: Path, *, count: bool, index: bool = False) -> None:
    project = Project.open(folder)
    if count:
        project.total()
    if index:
        project.refresh()
    project.close()


def report(folder: Path, words: int) -> None:
    project = make_project(folder, words)
    print(f"{project.total():,} words in {len(project.counts())} texts")
    project.refresh()
    project.close()
    paths = list(folder.glob("*/*.md"))
    text = "".join(path.read_text(encoding="utf-8") for path in paths)

    def fresh() -> None:
        shutil.rmtree(folder / ".atelier")

    bare = median_ms(lambda: [path.read_bytes() for path in paths])
    cases = {
        "open": (lambda: opened(folder, count=False), lambda: None),
        "open and count, index there": (lambda: opened(folder, count=True), lambda: None),
        "open and count, no index": (lambda: opened(folder, count=True), fresh),
        "the same and passages": (lambda: opened(folder, count=True, index=True), fresh),
        "count all words": (lambda: count_words(text), lambda: None),
    }  # fmt: skip
    print(f"{'raw read of the files':30}{bare:9.1f} ms")
    for name, (work, before) in cases.items():
        took = median_ms(work, before)
        print(f"{name:30}{took:9.1f} ms {took / bare:9.1f} ×")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=200_000)
    parser.add_argument(
        "--folder", default=None, help="where to work; the system's temporary folder by default"
    )
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=wishes.folder) as folder:
        report(Path(folder) / "book", wishes.words)


if __name__ == "__main__":
    main()
