"""Step 6: trains the denoiser: a 12 M parameter UNet with v-prediction, for a budget of minutes."""

# The annotations of diffusers do not fit what it takes and returns.
# pyright: reportPrivateImportUsage=false, reportArgumentType=false, reportCallIssue=false
from __future__ import annotations

import argparse
import json
import math
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from captions import caption
from diffusers import DDPMScheduler, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor
from reading import WIDTH, tokenize
from render import SHAPES, load_scenes
from scenes import Scene
from transformers import CLIPTextModel, CLIPTokenizer

sys.path.append(str(Path(__file__).parents[1]))  # What the recipes share lies in the folder above.

from muon import Muon
from training import Budget, MovingAverage, load_checkpoint, save_checkpoint

#: Linear betas leave no trace of the mean brightness at the last timestep; night must come from the prompt.
NOISE = {"beta_schedule": "linear", "beta_start": 1e-4, "beta_end": 0.02, "prediction_type": "v_prediction"}
CHANNELS = (32, 64, 128, 256)
BATCH, LEARNING_RATE, DECAY = 16, 6e-4, 0.998
#: Muon takes larger steps than Adam.
MUON_FACTOR = 3.5
#: Larger matrices cost more to orthogonalise than they gain on a processor; they are left to Adam.
LARGEST = 160
#: How often a batch is wide or tall instead of square.
OTHER_SHAPE_SHARE = 0.1


def build_denoiser(channels: tuple[int, ...] = CHANNELS) -> UNet2DConditionModel:
    """An untrained UNet that looks at the prompt on its second and third level and in the middle."""
    model = UNet2DConditionModel(
        sample_size=32,
        in_channels=4,
        out_channels=4,
        block_out_channels=channels,
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=WIDTH,
        # In diffusers this is the number of heads per level.
        attention_head_dim=[1, 1, 2, 4],
        norm_num_groups=8,
    )
    # The fused attention has a slow backward pass on the CPU.
    model.set_attn_processor(AttnProcessor())
    return model.to(memory_format=torch.channels_last)


@dataclass
class Shape:
    """The training pictures of one shape: scaled latents (n, 4, h, w) and what they show."""

    latents: np.ndarray
    scenes: list[Scene]


def load_shapes(work: Path) -> list[Shape]:
    """Square, wide and tall, as far as they were encoded."""
    paths = [(work / f"{name}-latents.npy", work / f"{name}.jsonl") for name in SHAPES]
    return [Shape(np.load(latents), load_scenes(scenes)) for latents, scenes in paths if latents.exists()]


def draw_batch(
    shapes: list[Shape], size: int, rng: random.Random, generator: torch.Generator
) -> tuple[torch.Tensor, list[str]]:
    """Latents (size, 4, h, w) of one shape, half of them mirrored, with a fresh caption each."""
    other = len(shapes) > 1 and rng.random() < OTHER_SHAPE_SHARE
    shape = rng.choice(shapes[1:]) if other else shapes[0]
    chosen = [rng.randrange(len(shape.scenes)) for _ in range(size)]
    latents = torch.from_numpy(shape.latents[chosen]).float()
    mirrored = torch.rand(size, generator=generator) < 0.5
    latents = torch.where(mirrored[:, None, None, None], latents.flip(3), latents)
    return latents, [caption(shape.scenes[i], rng) for i in chosen]


@dataclass
class Lesson:
    """What one part of a batch is asked: all tensors start with its size n."""

    noisy: torch.Tensor
    timesteps: torch.Tensor
    velocity: torch.Tensor
    weights: torch.Tensor
    ids: torch.Tensor


def make_lessons(
    latents: torch.Tensor, ids: torch.Tensor, alphas: torch.Tensor, generator: torch.Generator, parts: int
) -> list[Lesson]:
    """Adds noise at stratified random timesteps and deals the batch out to `parts`."""
    size = len(latents)
    spread = (torch.arange(size) + torch.rand(size, generator=generator)) / size
    timesteps = (spread * len(alphas)).long().clamp(0, len(alphas) - 1)
    alpha = alphas[timesteps][:, None, None, None]
    noise = torch.randn(latents.shape, generator=generator)
    noisy = (alpha.sqrt() * latents + (1 - alpha).sqrt() * noise).contiguous(
        memory_format=torch.channels_last
    )
    velocity = alpha.sqrt() * noise - (1 - alpha).sqrt() * latents
    ratio = (alpha / (1 - alpha)).flatten()
    # Min-SNR weights, softened so that no timestep is forgotten.
    weights = ratio.clamp(max=5.0) / (ratio + 1)
    weights = 0.6 * weights / weights.mean() + 0.4
    fields = (noisy, timesteps, velocity, weights, ids)
    return [Lesson(*(field[part::parts] for field in fields)) for part in range(parts)]


def learn(
    model: UNet2DConditionModel,
    text_encoder: CLIPTextModel,
    parameters: list[torch.nn.Parameter],
    lesson: Lesson,
) -> tuple[tuple[torch.Tensor, ...], float]:
    """The gradients of the summed loss of one part, and its plain mean squared error."""
    # The cache of cast weights is shared by all threads, so it stays off.
    with torch.autocast("cpu", torch.bfloat16, cache_enabled=False):
        with torch.no_grad():
            hidden = text_encoder(lesson.ids).last_hidden_state
        predicted = model(lesson.noisy, lesson.timesteps, hidden).sample
    errors = (predicted.float() - lesson.velocity).square().mean((1, 2, 3))
    gradients = torch.autograd.grad((errors * lesson.weights).sum(), parameters)
    return gradients, float(errors.mean().detach())


def takes(name: str, parameter: torch.nn.Parameter) -> bool:
    """Whether Muon should train this parameter: an inner weight that is a matrix of moderate size."""
    if parameter.ndim < 2 or name.startswith(("conv_in", "conv_out", "time_embedding")):
        return False
    rows = parameter.shape[0]
    return 16 <= min(rows, parameter.numel() // rows) <= LARGEST


def make_optimizers(model: UNet2DConditionModel) -> tuple[torch.optim.Optimizer, torch.optim.Optimizer]:
    """Adam for vectors and very large matrices, Muon for the rest."""
    named = list(model.named_parameters())
    matrices = [parameter for name, parameter in named if takes(name, parameter)]
    others = [parameter for name, parameter in named if not takes(name, parameter)]
    adam = torch.optim.AdamW(others, LEARNING_RATE, betas=(0.9, 0.99), weight_decay=0.01, fused=True)
    return adam, Muon(matrices, LEARNING_RATE)


def learning_rate(step: int, done: float) -> float:
    """A short warm-up, half the budget at full rate, then a cosine down to 2 %."""
    falling = 0.02 + 0.49 * (1 + math.cos(math.pi * max(0.0, done - 0.4) / 0.6))
    return LEARNING_RATE * min(1, (step + 1) / 300) * falling


def train_denoiser(
    shapes: list[Shape],
    tokenizer: CLIPTokenizer,
    text_encoder: CLIPTextModel,
    budget: Budget,
    *,
    seed: int = 0,
    batch: int = BATCH,
    channels: tuple[int, ...] = CHANNELS,
    checkpoint: Path | None = None,
    preview: Path | None = None,
    start: Path | None = None,
    lanes: int = 2,
) -> tuple[UNet2DConditionModel, int]:
    """Trains until the budget is spent; returns the averaged model and the number of samples it has seen.

    With ``start``, the folder of a trained UNet, it goes on from those weights. Every few minutes the
    state goes to `checkpoint` and the averaged UNet to the folder `preview`.
    """
    torch.manual_seed(seed)
    rng, generator = random.Random(seed), torch.Generator().manual_seed(seed)
    model = build_denoiser(channels)
    if start:
        model.load_state_dict(UNet2DConditionModel.from_pretrained(start).float().state_dict())
    parameters = list(model.parameters())
    optimizers = make_optimizers(model)
    average, step, samples = MovingAverage(parameters, DECAY), 0, 0
    alphas = DDPMScheduler(**NOISE).alphas_cumprod.float()
    recent, saved_at = list[float](), budget.seconds()
    if state := load_checkpoint(checkpoint):
        model.load_state_dict(state["model"])
        for optimizer, values in zip(optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(values)
        average.values, step, budget.spent_before = state["average"], state["step"], state["seconds"]
        rng, generator = random.Random(seed + step), generator.manual_seed(seed + step)
        samples, saved_at = state["samples"], budget.seconds()
    # Torch's own threads meet at every operation; half a batch on a thread each is far faster.
    torch.set_num_threads(1)
    pool = ThreadPoolExecutor(lanes, initializer=torch.set_num_threads, initargs=(1,))
    while budget.progress(step) < 1:
        for optimizer, factor in zip(optimizers, (1, MUON_FACTOR), strict=True):
            for group in optimizer.param_groups:
                group["lr"] = factor * learning_rate(step, budget.progress(step))
        latents, texts = draw_batch(shapes, batch, rng, generator)
        lessons = make_lessons(latents, tokenize(tokenizer, texts), alphas, generator, lanes)
        parts = list(pool.map(lambda lesson: learn(model, text_encoder, parameters, lesson), lessons))
        for parameter, *gradients in zip(parameters, *(part[0] for part in parts), strict=True):
            parameter.grad = sum(gradients[1:], gradients[0]) / batch
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        for optimizer in optimizers:
            optimizer.step()
        recent.append(sum(part[1] for part in parts) / lanes)
        step, samples = step + 1, samples + batch
        average.update(step)
        if step % 100 == 0:
            mean, rate = sum(recent[-200:]) / len(recent[-200:]), samples / budget.seconds()
            print(
                f"{budget.seconds():6.0f} s  step {step}  loss {mean:.4f}  {rate:.1f} samples/s", flush=True
            )
        if checkpoint and budget.seconds() - saved_at > 240:
            saved_at = budget.seconds()
            state = {
                "model": model.state_dict(),
                "optimizers": [optimizer.state_dict() for optimizer in optimizers],
                "average": average.values,
            }
            save_checkpoint(checkpoint, {**state, "step": step, "samples": samples, "seconds": saved_at})
            if preview:
                with average.applied():
                    model.save_pretrained(preview)
    pool.shutdown()
    average.finish()
    return model.eval(), samples


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-picture"))
    parser.add_argument("--minutes", type=float, default=80)
    parser.add_argument("--start", type=Path, help="folder of a trained UNet to go on from")
    parser.add_argument("--lanes", type=int, default=2, help="parts of a batch computed side by side")
    args = parser.parse_args()
    tokenizer = CLIPTokenizer.from_pretrained(args.work / "tokenizer")
    text_encoder = CLIPTextModel.from_pretrained(args.work / "text_encoder").eval()
    budget = Budget(minutes=args.minutes)
    model, samples = train_denoiser(
        load_shapes(args.work),
        tokenizer,
        text_encoder,
        budget,
        checkpoint=args.work / "denoiser.pt",
        preview=args.work / "unet",
        start=args.start,
        lanes=args.lanes,
    )
    model.save_pretrained(args.work / "unet")
    figures = {"samples_seen": samples, "minutes": round(budget.seconds() / 60, 1)}
    (args.work / "unet" / "figures.json").write_text(json.dumps(figures) + "\n", encoding="utf-8")
    print(figures, flush=True)


if __name__ == "__main__":
    main()
