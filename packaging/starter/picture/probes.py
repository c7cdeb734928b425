"""Step 8: trains the judge of pictures on true renders and tells how far it can be trusted."""

from __future__ import annotations

import argparse
import itertools
import math
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from reading import QUESTIONS
from render import load_scenes
from safetensors.torch import load_file, save_file
from scenes import PLACES, SEASONS, TIMES, Scene
from torch.nn import functional

sys.path.append(str(Path(__file__).parents[1]))  # What the recipes share lies in the folder above.

from training import Budget, ThreadTuner

#: Side of the reduced picture that the judge looks at.
SIDE = 64
#: The trained judge is kept, so that a model can be judged without training one first.
JUDGE = Path(__file__).with_name("judge.safetensors")
#: What each answer of a question is called.
ANSWERS: dict[str, tuple[str, ...]] = {
    "time": TIMES,
    "place": PLACES,
    "season": ("none", *SEASONS),
    "light": ("none", "sun or full moon", "crescent"),
    "mountains": ("none", "bare", "snowy"),
    "clouds": ("none", "one", "more"),
    "stars": ("no", "yes"),
    "house": ("no", "yes"),
    "tree": ("none", "pine", "round"),
    "boats": ("0", "1", "2", "3"),
    "cacti": ("0", "1", "2", "3"),
}


def reduce_pixels(pixels: np.ndarray) -> torch.Tensor:
    """uint8 (n, h, w, 3) of any size to float (n, 3, 64, 64) in -1..1."""
    tensor = torch.from_numpy(np.array(pixels)).permute(0, 3, 1, 2).float() / 127.5 - 1
    return functional.adaptive_avg_pool2d(tensor, SIDE)


class Judge(torch.nn.Module):
    """Four convolutions and one linear layer that answers every question at once."""

    def __init__(self) -> None:
        super().__init__()
        widths = (3, 32, 48, 64, 96)
        layers: list[torch.nn.Module] = []
        for before, after in itertools.pairwise(widths):
            layers += [torch.nn.Conv2d(before, after, 3, 2, 1), torch.nn.BatchNorm2d(after), torch.nn.ReLU()]
        self.features = torch.nn.Sequential(*layers)
        self.sizes = [len(names) for names in ANSWERS.values()]
        # The 4 x 4 grid is kept: where something is says much about what it is.
        self.readers = torch.nn.Linear(widths[-1] * 16, sum(self.sizes))

    def forward(self, images: torch.Tensor) -> dict[str, torch.Tensor]:
        """(n, 3, 64, 64) in -1..1 to logits (n, answers) per question."""
        parts = self.readers(functional.dropout(self.features(images).flatten(1), 0.2, self.training)).split(
            self.sizes, 1
        )
        return dict(zip(ANSWERS, parts, strict=True))

    @torch.no_grad()
    def answers(self, pixels: np.ndarray) -> dict[str, np.ndarray]:
        """The most likely answer (n,) to each question about uint8 (n, h, w, 3)."""
        self.eval()
        return {name: logits.argmax(1).numpy() for name, logits in self(reduce_pixels(pixels)).items()}


def true_answers(scenes: list[Scene]) -> dict[str, np.ndarray]:
    """The right answer (n,) to each question."""
    return {name: np.array([int(QUESTIONS[name][1](s)) for s in scenes]) for name in ANSWERS}


def blurred(images: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Images as a generator might paint them: soft, noisy, mirrored, slightly off in brightness."""
    draws = torch.rand((len(images), 4), generator=generator)[:, :, None, None, None]
    soft = functional.avg_pool2d(functional.pad(images, (1, 1, 1, 1), mode="replicate"), 3, 1)
    images = torch.where(draws[:, 0] < 0.5, images + (soft - images) * draws[:, 1], images)
    images = torch.where(draws[:, 2] < 0.5, images.flip(3), images)
    noise = torch.randn(images.shape, generator=generator) * 0.06 * draws[:, 1]
    return images + noise + (draws[:, 3] - 0.5) * 0.08


def train_judge(
    images: torch.Tensor, scenes: list[Scene], budget: Budget, *, seed: int = 0, batch: int = 64
) -> Judge:
    """Trains on reduced true renders (n, 3, 64, 64)."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    judge = Judge().to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(judge.parameters(), 2e-3, weight_decay=0.02)
    right = {name: torch.from_numpy(values) for name, values in true_answers(scenes).items()}
    tuner, step = ThreadTuner(every_seconds=30, most=1 if budget.steps is not None else None), 0

    def one_step() -> None:
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * (0.01 + 0.495 * (1 + math.cos(math.pi * budget.progress(step))))
        chosen = torch.randint(0, len(images), (batch,), generator=generator)
        logits = judge(
            blurred(images[chosen].float(), generator).contiguous(memory_format=torch.channels_last)
        )
        loss = sum(
            (functional.cross_entropy(logits[name], right[name][chosen]) for name in ANSWERS), torch.zeros(())
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    while budget.progress(step) < 1:
        tuner.run(one_step)
        step += 1
    return judge.eval()


@dataclass(frozen=True)
class Calibration:
    """How a probe does on true renders: `found` where it is shown, `false` where it is not; 0 to 1."""

    question: str
    answer: str
    found: float
    false: float
    shown: int


def calibrate(judge: Judge, pixels: np.ndarray, scenes: list[Scene]) -> list[Calibration]:
    """Every answer of every question, judged on pictures whose scenes are known."""
    given, right, rows = judge.answers(pixels), true_answers(scenes), []
    for question, names in ANSWERS.items():
        for i, name in enumerate(names):
            shown, said = right[question] == i, given[question] == i
            if shown.any() and not shown.all():
                found, false = float(said[shown].mean()), float(said[~shown].mean())
                rows.append(Calibration(question, name, found, false, int(shown.sum())))
    return rows


def load_judge(path: Path) -> Judge:
    """The judge whose float16 weights are kept beside this file, or another."""
    judge = Judge()
    judge.load_state_dict({name: value.float() for name, value in load_file(path).items()})
    return judge.eval()


def save_judge(judge: Judge, path: Path) -> None:
    """Writes the weights in float16."""
    save_file({name: value.half() for name, value in judge.state_dict().items()}, path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-picture"))
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--out", type=Path, default=JUDGE)
    args = parser.parse_args()
    pixels = np.load(args.work / "square.npy", mmap_mode="r")
    images = torch.cat([reduce_pixels(pixels[i : i + 100]).half() for i in range(0, len(pixels), 100)])
    judge = train_judge(images, load_scenes(args.work / "square.jsonl"), Budget(minutes=args.minutes))
    save_judge(judge, args.out)
    judge = load_judge(args.out)
    held_out = np.load(args.work / "held-out.npy", mmap_mode="r")
    for row in calibrate(judge, held_out, load_scenes(args.work / "held-out.jsonl")):
        rates = f"found {row.found:6.1%}  false {row.false:6.1%}  of {row.shown}"
        print(f"{row.question:10} {row.answer:18} {rates}", flush=True)


if __name__ == "__main__":
    main()
