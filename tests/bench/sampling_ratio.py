"""Sampling time of our engine beside a bare diffusers script, and what we add around it.

Run: python tests/bench/sampling_ratio.py [--runs 9] [--steps 20]
Goals: sampling ratio 1.03 or less; fixed overhead beyond imports 0.5 s or less.
Both sides run the same model, precision, sampler, threads and memory layout, turn by turn. On a busy
machine look at the processor seconds (whole pictures, decoding and saving included), not at the clock.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "fakes"))

import psutil
from child import REAL, Child  # type: ignore[import-not-found]

from studio.core.messages import Finished, ModelFile, Produced, Resident
from studio.core.paths import resources
from studio.core.requests import ImageRequest

PROMPT = "a lake at sunset with snowy mountains"
NAMES = {"fp32": "float32", "bf16": "bfloat16", "fp16": "float16"}
BARE = """
import os, sys, time
import torch
from diffusers import DPMSolverMultistepScheduler, StableDiffusionPipeline
path, precision, threads, steps = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
from transformers import CLIPTextModel, CLIPTokenizer
imported, worked = time.perf_counter(), time.process_time()
torch.set_num_threads(threads)
dtype = getattr(torch, precision)
pipe = StableDiffusionPipeline.from_pretrained(path, torch_dtype=dtype, safety_checker=None)
pipe.unet.to(memory_format=torch.channels_last)
pipe.vae.to(memory_format=torch.channels_last)
pipe.scheduler = DPMSolverMultistepScheduler.from_config(pipe.scheduler.config, timestep_spacing="trailing")
pipe.set_progress_bar_config(disable=True)
def draw(seed, steps):
    begun = time.perf_counter()
    latents = pipe(sys.argv[5], height=256, width=256, num_inference_steps=steps, guidance_scale=3.0,
                   generator=torch.Generator().manual_seed(seed), output_type="latent").images
    sampled = time.perf_counter()
    with torch.no_grad():
        pixels = pipe.vae.decode(latents / pipe.vae.config.scaling_factor, return_dict=False)[0]
    pipe.image_processor.postprocess(pixels)[0].save(os.devnull, "PNG")
    time.sleep(0.02)
    return sampled - begun
draw(0, steps)
print(time.perf_counter() - imported, time.process_time() - worked, flush=True)
for line in sys.stdin:
    print(draw(int(line), steps), flush=True)
"""


class Ours:
    """Our engine child, previews on as in the window."""

    def __init__(self, folder: Path, steps: int, previews: bool) -> None:
        path = resources() / "starter" / "picture"
        self.model = ModelFile(id="starter", name="Starter", family="sd1", path=str(path))
        self.folder, self.steps, self.previews = folder, steps, previews
        self.child = Child(REAL, folder / "home")
        self.hardware = self.child.ready().hardware
        self.precision = self.hardware.devices[-1].precisions[0]

    def draw(self, seed: int) -> tuple[float, float, float]:
        """Seconds of sampling, from sending the request to its end, and of the processor."""
        request = ImageRequest(
            prompt=PROMPT, model="starter", width=256, height=256, steps=self.steps, seed=seed,
            guidance_scale=3.0, schedule="trailing",
        )  # fmt: skip
        begun, worked = time.monotonic(), processor_seconds(self.child.process.pid)
        self.child.start(request, self.model, self.folder / str(seed), previews=self.previews)
        ending, seen = self.child.until_end()
        assert isinstance(ending, Finished), ending
        produced = next(event for _, event, _ in seen if isinstance(event, Produced))
        while not isinstance(self.child.next()[1], Resident):
            pass
        seconds = produced.staged.manifest.seconds
        worked = processor_seconds(self.child.process.pid) - worked
        return seconds["denoising"] + seconds["encoding"], seen[-1][0] - begun, worked


def processor_seconds(pid: int) -> float:
    """Processor time a process has used so far."""
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--no-previews", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours = Ours(Path(folder), options.steps, not options.no_previews)
        _, first, first_worked = ours.draw(0)
        bare = subprocess.Popen(
            [sys.executable, "-c", BARE, ours.model.path, NAMES[ours.precision], str(ours.hardware.cores),
             str(options.steps), PROMPT],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert bare.stdin and bare.stdout
        bare_first, bare_first_worked = (float(word) for word in bare.stdout.readline().split())
        mine, theirs, mine_worked, theirs_worked = [], [], [], []
        for seed in range(1, options.runs + 1):
            sampled, _, worked = ours.draw(seed)
            mine.append(sampled)
            mine_worked.append(worked)
            worked = processor_seconds(bare.pid)
            print(seed, file=bare.stdin, flush=True)
            theirs.append(float(bare.stdout.readline()))
            theirs_worked.append(processor_seconds(bare.pid) - worked)
        bare.stdin.close()
        bare.wait()
        bare.stdout.close()
        ours.child.close()
    pairs = [one / other for one, other in zip(mine, theirs, strict=True)]
    print(f"{ours.precision}, {ours.hardware.cores} threads, {options.steps} steps, {options.runs} runs each")
    print(
        f"sampling: bare diffusers {statistics.median(theirs):.3f} s, Atelier {statistics.median(mine):.3f} s"
    )
    print(f"ratio of medians {statistics.median(mine) / statistics.median(theirs):.3f}, ", end="")
    print(
        f"median of pairs {statistics.median(pairs):.3f}, of minima {min(mine) / min(theirs):.3f}; goal 1.03"
    )
    work = statistics.median(mine_worked), statistics.median(theirs_worked)
    print(
        f"processor seconds a picture: bare {work[1]:.3f}, Atelier {work[0]:.3f}, "
        f"ratio {work[0] / work[1]:.3f}"
    )
    print(f"first picture after imports: bare {bare_first:.2f} s, Atelier {first:.2f} s; ", end="")
    print(f"overhead {first - bare_first:+.2f} s, ", end="")
    print(f"in processor seconds {first_worked - bare_first_worked:+.2f}; goal 0.5 s")


if __name__ == "__main__":
    main()
