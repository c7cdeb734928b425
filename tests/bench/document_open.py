"""Opening, reading, saving and autosaving a document of about 200 MB, beside plain file copies in one run.

Run: python tests/bench/document_open.py [--megabytes 200] [--folder /somewhere]
Goals: opening takes well under 0.3 s; saving an unchanged document a small multiple of a copy.
"""

import argparse
import os
import random
import shutil
import statistics
import tempfile
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from studio.core.layers import Layer, State
from studio.storage.document_journal import Journal
from studio.storage.document_recovery import lost_documents, recover
from studio.storage.documents import Content, Packed, Place, open_document, save_document, unpack_tile
from studio.storage.packed_tiles import RAW_BYTES

SIDE, TILES = 4096, 256
LAYERS = 10
ROUNDS = 5


def a_tile(number: int, packed_bytes: int) -> bytes:
    """Noise in a part of the tile, so that it packs to about ``packed_bytes``."""
    source = random.Random(number)
    return zlib.compress(source.randbytes(packed_bytes) + bytes(RAW_BYTES - packed_bytes), 1)


def a_document(megabytes: int) -> Content:
    """4096 × 4096 pixels and ten layers, every tile filled."""
    layers = tuple(Layer(id=f"layer{number}", name=f"Layer {number}") for number in range(LAYERS))
    different = [a_tile(number, megabytes * 1_000_000 // (LAYERS * TILES)) for number in range(64)]
    tiles: dict[Place, Packed] = {
        (layer.id, (place % 16, place // 16)): different[(place * 7 + number) % 64]
        for number, layer in enumerate(layers)
        for place in range(TILES)
    }
    return Content(state=State(width=SIDE, height=SIDE, layers=layers), tiles=tiles, thumbnail=bytes(20_000))


def median_ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def copy_durably(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with open(target, "rb+") as stream:
        os.fsync(stream.fileno())


def report(folder: Path, megabytes: int) -> None:
    path, other = folder / "drawing.atelier", folder / "other"
    save_document(path, a_document(megabytes))
    print(f"{path.stat().st_size / 1e6:.0f} MB, {LAYERS} layers of {SIDE} × {SIDE}, {LAYERS * TILES} tiles")
    bare = median_ms(lambda: copy_durably(path, other))
    content = open_document(path).content
    tiles = [
        content.tiles[(f"layer{number % LAYERS}", (number % 16, number // 16))] for number in range(TILES)
    ]
    packed = [tile() for tile in tiles if callable(tile)]
    cases: dict[str, Callable[[], object]] = {
        "open": lambda: open_document(path),
        "read 256 tiles": lambda: [tile() for tile in tiles if callable(tile)],
        "unpack 256 tiles": lambda: [unpack_tile(data) for data in packed],
        "save unchanged": lambda: save_document(folder / "saved", content),
    }
    print(f"{'copy of the file, flushed':28}{bare:9.1f} ms   1.000")
    for name, work in cases.items():
        took = median_ms(work)
        print(f"{name:28}{took:9.1f} ms {took / bare:7.3f}")
    report_journal(folder, path, packed)


def report_journal(folder: Path, path: Path, packed: list[bytes]) -> None:
    """A stroke of 20 tiles, appended 50 times: what it costs the caller, and until it is on the disk."""
    journal = Journal.begin(folder / "data", open_document(path))
    calls, flushes = [], []
    for step in range(50):
        stroke: dict[Place, Packed | None] = {
            ("layer0", (number % 16, step % 16)): packed[(number + step) % TILES] for number in range(20)
        }
        began = time.perf_counter()
        journal.append(None, stroke)
        called = time.perf_counter()
        journal.flush()
        calls.append(1000 * (called - began))
        flushes.append(1000 * (time.perf_counter() - began))
    journal.close(discard=False)
    calls.sort()
    flushes.sort()
    print(f"{'append, for the caller':28}p50 {calls[25]:.3f} ms, p95 {calls[47]:.3f} ms")
    print(f"{'append until on the disk':28}p50 {flushes[25]:.1f} ms, p95 {flushes[47]:.1f} ms")
    began = time.perf_counter()
    (lost,) = lost_documents(folder / "data")
    listed = time.perf_counter()
    recover(lost.folder).journal.close(discard=True)
    took = 1000 * (time.perf_counter() - listed)
    print(
        f"{'list lost documents':28}{1000 * (listed - began):9.1f} ms (journal of {lost.bytes / 1e6:.0f} MB)"
    )
    print(f"{'recover':28}{took:9.1f} ms")
    assert threading.active_count() == 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument(
        "--folder", default=None, help="where to work; the system's temporary folder by default"
    )
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=wishes.folder) as folder:
        report(Path(folder), wishes.megabytes)


if __name__ == "__main__":
    main()
