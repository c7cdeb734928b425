"""Search in a project of 200,000 words, beside a raw read of its files in the same run.

Run: python tests/bench/project_search.py [--words 200000] [--folder /somewhere]
Goal: any search within 100 ms, by expressions, by words (bm25) and by meaning as well.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from studio.storage.manuscripts.project import Project
from tests.fakes.long_project import make_project

ROUNDS = 9
DIMENSIONS = 384


def times_ms(work: Callable[[], object]) -> tuple[float, float]:
    """Median and worst."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times), max(times)


def give_vectors(project: Project) -> int:
    source = random.Random(3)
    count = 0
    for item in project.without_vectors(model="bench"):
        digest, found = project.passages_of(item)
        vectors = [
            (passage.start, passage.end, [source.gauss(0, 1) for _ in range(DIMENSIONS)]) for passage in found
        ]
        project.set_vectors(item, digest, vectors, model="bench")
        count += len(vectors)
    return count


def report(folder: Path, words: int) -> None:
    project = make_project(folder, words)
    project.close()
    project = Project.open(folder)
    paths = list(folder.glob("*/*.md"))
    bare, _ = times_ms(lambda: [path.read_bytes() for path in paths])
    print(f"{'raw read of the files':34}{bare:9.1f} ms")
    began = time.perf_counter()
    project.search("Ørsted")
    first = 1000 * (time.perf_counter() - began)
    print(f"{'first search, nothing in memory':34}{first:9.1f} ms {first / bare:9.1f} ×")
    project.refresh()
    number = give_vectors(project)
    wanted = [random.Random(4).gauss(0, 1) for _ in range(DIMENSIONS)]
    cases: dict[str, Callable[[], object]] = {
        "a name": lambda: project.search("Blackwater"),
        "a name, letters as they are": lambda: project.search("Blackwater", case=True),
        "whole word": lambda: project.search("ka", whole=True),
        "not there": lambda: project.search("nowhere to be found"),
        "expression": lambda: project.search(r"\b(Anna|Ingrid)\W+(\w+)", regex=True),
        "a common syllable": lambda: project.search("sta"),
        "passages by words": lambda: project.passages("Anna went to the Lighthouse at Blackwater", 10),
        f"passages by meaning, {number}": lambda: project.passages_like(wanted, 10, model="bench"),
    }
    for name, work in cases.items():
        found = work()
        median, worst = times_ms(work)
        count = len(found) if isinstance(found, list) else 0
        print(f"{name:34}{median:9.1f} ms {median / bare:9.1f} ×  worst {worst:7.1f} ms  {count:,} found")
    project.close()


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
