"""Step 1: draws the data set: pictures as shards of uint8 arrays and their scenes as JSON lines."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import time
from pathlib import Path

import numpy as np
from draw import SIZE, draw
from PIL import Image
from scenes import Scene, random_scene

#: width, height of the three shapes the model is trained on, and their file names.
SHAPES = {"square": (SIZE, SIZE), "wide": (SIZE * 3 // 2, SIZE), "tall": (SIZE, SIZE * 3 // 2)}
#: Pictures with a seed from here on are never trained on.
HELD_OUT_SEED = 1_000_000


def make(seed: int, shape: str = "square") -> tuple[Image.Image, Scene]:
    """The picture and scene of one seed."""
    rng = random.Random(f"{shape}-{seed}")
    scene = random_scene(rng)
    return draw(scene, rng, *SHAPES[shape]), scene


def _make_array(job: tuple[int, str]) -> tuple[np.ndarray, dict[str, object]]:
    image, scene = make(*job)
    return np.asarray(image), scene.to_dict()


def write_set(folder: Path, name: str, shape: str, first_seed: int, count: int, workers: int) -> None:
    """Writes <name>.npy (count, height, width, 3 uint8) and <name>.jsonl, unless both are there."""
    pixels_path, scenes_path = folder / f"{name}.npy", folder / f"{name}.jsonl"
    if scenes_path.exists():
        return
    width, height = SHAPES[shape]
    partial = folder / f"{name}.partial.npy"
    pixels = np.lib.format.open_memmap(partial, mode="w+", dtype=np.uint8, shape=(count, height, width, 3))
    jobs = [(first_seed + i, shape) for i in range(count)]
    lines: list[str] = []
    with multiprocessing.Pool(workers) as pool:
        for i, (array, scene) in enumerate(pool.imap(_make_array, jobs, chunksize=32)):
            pixels[i] = array
            lines.append(json.dumps(scene))
    pixels.flush()
    partial.rename(pixels_path)
    scenes_path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def load_scenes(path: Path) -> list[Scene]:
    """The scenes of a set, in the order of its pictures."""
    return [Scene.from_dict(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-picture"))
    parser.add_argument(
        "--count", type=int, default=20_000, help="square pictures; wide and tall get a fortieth each"
    )
    parser.add_argument("--held-out", type=int, default=512)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    write_set(args.work, "held-out", "square", HELD_OUT_SEED, args.held_out, args.workers)
    write_set(args.work, "square", "square", 0, args.count, args.workers)
    write_set(args.work, "wide", "wide", 0, args.count // 40, args.workers)
    write_set(args.work, "tall", "tall", 0, args.count // 40, args.workers)
    print(f"rendered in {time.monotonic() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
