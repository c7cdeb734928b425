"""How fast the history pages and searches with 100,000 pictures, as ratios to bare SQLite in the same run.

python tests/bench/gallery_page.py [--rows 100000]
"""

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from studio.core.artifacts import Artifact, Manifest, ModelUsed
from studio.core.placement import Placement
from studio.core.requests import ImageRequest
from studio.storage.database import open_database
from studio.storage.history import History, created_of

PLACES = ("lake", "forest", "desert", "sea", "hills", "mountains")
TIMES = ("at dawn", "at noon", "at sunset", "at night")
LONG = "soft light, flat colors, vector illustration, quiet mood, simple shapes, wide view, no people, lovely"
LIMIT = 200
ROUNDS = 15


def an_artifact(number: int) -> Artifact:
    request = ImageRequest(
        prompt=f"a {PLACES[number % 6]} {TIMES[number // 6 % 4]}, {LONG}, take{number}",
        negative="people, text, watermark", model="starter", width=512, height=512, seed=number,
    )  # fmt: skip
    manifest = Manifest(
        program="Atelier 0.1.0", request=request, index=0, seed=number, device_name="a processor",
        model=ModelUsed(id="starter", name="Flat landscapes", family="sd1", sha256="ab" * 32),
        placement=Placement(device="cpu", precision="bf16", reasons=("It is the fastest device here.",) * 3),
        versions={"torch": "2.14.0", "diffusers": "0.40.0", "transformers": "5.0.0"},
        seconds={"loading": 1.0, "encoding": 0.1, "denoising": 4.2, "decoding": 0.8}, created="",
    )  # fmt: skip
    seconds, micros = divmod(number * 37, 1_000_000)
    identity = (
        f"20260101-{seconds // 3600:02}{seconds // 60 % 60:02}{seconds % 60:02}-{micros:06}-{number:08x}"
    )
    manifest = msgspec.structs.replace(manifest, created=created_of(identity))
    return Artifact(
        id=identity, job=identity, path=f"2026/01/{identity}.png", sha256="ab" * 32, bytes=1, width=512,
        height=512, created=manifest.created, manifest=manifest,
    )  # fmt: skip


def median_ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "studio.db"
        history = History(open_database(path))
        began = time.perf_counter()
        with history.database.transaction():
            for number in range(rows):
                history.add_artifact(an_artifact(number))
        filled = time.perf_counter() - began
        history.database.close()
        print(f"{rows:,} artifacts in {filled:.1f} s, {path.stat().st_size / 1e6:.0f} MB")
        began = time.perf_counter()
        history = History(open_database(path))
        print(f"opening: {1000 * (time.perf_counter() - began):.0f} ms")
        history.database.close()  # waits for the daily backup
        history = History(open_database(path))
        report(path, history, rows)
        history.database.close()


def report(path: Path, history: History, rows: int) -> None:
    raw = sqlite3.connect(path)
    middle = an_artifact(rows // 2).id
    ids = [artifact.id for artifact in history.page(before=middle, limit=LIMIT)]
    marks = ",".join("?" * len(ids))
    select = f"SELECT * FROM artifacts WHERE id IN ({marks})"
    bare = median_ms(lambda: raw.execute(select, ids).fetchall())
    print(f"{'the same ' + str(len(ids)) + ' rows, bare SELECT':42}{bare:8.2f} ms   1.0")
    cases: dict[str, Callable[[], object]] = {
        "first page": lambda: history.page(limit=LIMIT),
        "page in the middle": lambda: history.page(before=middle, limit=LIMIT),
        "search, one of six": lambda: history.page(words="lake", limit=LIMIT),
        "search, one of six, in the middle": lambda: history.page(before=middle, words="lake", limit=LIMIT),
        "search, every row": lambda: history.page(words="flat", limit=LIMIT),
        "search, one letter": lambda: history.page(words="f", limit=LIMIT),
        "search, two words": lambda: history.page(words="des sunset", limit=LIMIT),
        "search, a few rows": lambda: history.page(words=f"take{rows // 200}", limit=LIMIT),
        "search, nothing": lambda: history.page(words="zebra", limit=LIMIT),
        "count": history.count,
        "count, one of six": lambda: history.count("lake"),
    }
    for name, work in cases.items():
        took = median_ms(work)
        print(f"{name:42}{took:8.2f} ms {took / bare:6.1f}")
    raw.close()


if __name__ == "__main__":
    main()
