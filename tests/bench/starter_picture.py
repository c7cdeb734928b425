"""Seconds for a starter picture at 20 steps, warm, beside the bare pipeline in the same run.

Run: python tests/bench/starter_picture.py [--runs 5]   Goal: 6 s or less on two cores.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from studio.core.paths import resources

PROMPT = "a lake at sunset with snowy mountains"
BARE = """
import sys, time, torch
from diffusers import StableDiffusionPipeline
pipe = StableDiffusionPipeline.from_pretrained(sys.argv[1], torch_dtype=getattr(torch, sys.argv[2]))
pipe.set_progress_bar_config(disable=True)
for run in range(int(sys.argv[3]) + 1):
    begun = time.perf_counter()
    pipe(sys.argv[4], num_inference_steps=20, guidance_scale=3.0, height=256, width=256,
         generator=torch.Generator().manual_seed(run))
    if run: print(time.perf_counter() - begun)
"""
TORCH_NAMES = {"fp32": "float32", "bf16": "bfloat16", "fp16": "float16"}


def ours(runs: int) -> tuple[list[float], str]:
    """Seconds per picture of one job of ``runs + 1`` pictures, the first left out, and the precision."""
    with tempfile.TemporaryDirectory() as home:
        answer = subprocess.run(
            [sys.executable, "-m", "studio", "generate", PROMPT, "--steps", "20", "--size", "256x256",
             "--count", str(runs + 1), "--seed", "0", "--json"],
            env={**os.environ, "ATELIER_HOME": home}, capture_output=True, text=True, check=True,
        )  # fmt: skip
    manifests = json.loads(answer.stdout)["manifests"]
    seconds = [
        sum(part for phase, part in manifest["seconds"].items() if phase != "loading")
        for manifest in manifests[1:]
    ]
    return seconds, manifests[0]["placement"]["precision"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    begun = time.perf_counter()
    mine, precision = ours(runs)
    total = time.perf_counter() - begun
    model = str(resources() / "starter" / "picture")
    bare = subprocess.run(
        [sys.executable, "-c", BARE, model, TORCH_NAMES[precision], str(runs), PROMPT],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    theirs = [float(line) for line in bare.stdout.split()]
    print(f"bare diffusers, {precision}: median {statistics.median(theirs):.2f} s a picture")
    print(f"Atelier, {precision}: median {statistics.median(mine):.2f} s a picture ({total:.1f} s in all)")
    ratio = statistics.median(mine) / statistics.median(theirs)
    print(f"ratio {ratio:.2f}; goal: 6 s or less a picture")


if __name__ == "__main__":
    main()
