"""Step 7: teaches the decoder alone to forgive: latents a little off must still decode to a clean picture."""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import torch
from autoencoder import SCALING_FACTOR, picture_loss, psnr, to_signed
from diffusers import AutoencoderKL
from training import Budget, MovingAverage

LEARNING_RATE, BATCH, SIDE = 1e-4, 4, 128
#: The most noise that is put on scaled latents, whose own deviation is 1.
MOST_NOISE = 0.5
#: The part of a batch that stays clean.
CLEAN = 0.4


def matching_crops(
    latents: np.ndarray, pixels: np.ndarray, rng: np.random.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """Scaled latents (BATCH, 4, 16, 16) and the part of the picture they stand for (BATCH, 3, 128, 128)."""
    inputs, targets, small = [], [], SIDE // 8
    for i in rng.integers(0, len(latents), BATCH):
        y, x = (int(rng.integers(0, side - small + 1)) for side in latents.shape[2:])
        inputs.append(latents[i, :, y : y + small, x : x + small])
        targets.append(pixels[i, 8 * y : 8 * y + SIDE, 8 * x : 8 * x + SIDE])
    return torch.from_numpy(np.stack(inputs)).float(), to_signed(np.stack(targets))


def polish_decoder(
    model: AutoencoderKL, latents: np.ndarray, pixels: np.ndarray, budget: Budget, *, seed: int = 0
) -> AutoencoderKL:
    """Trains decoder and post-quantisation on noisy latents (n, 4, h, w); the encoder stays as it is."""
    rng, generator = np.random.default_rng(seed), torch.Generator().manual_seed(seed)
    parts: Any = model.train().to(memory_format=torch.channels_last)
    parameters = [*parts.decoder.parameters(), *parts.post_quant_conv.parameters()]
    optimizer = torch.optim.AdamW(parameters, LEARNING_RATE, weight_decay=0)
    average, step = MovingAverage(parameters, 0.995), 0
    torch.set_num_threads(1)
    while budget.progress(step) < 1:
        done = budget.progress(step)
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * (0.02 + 0.49 * (1 + math.cos(math.pi * done)))
        inputs, targets = matching_crops(latents, pixels, rng)
        amount = torch.rand((BATCH, 1, 1, 1), generator=generator)
        amount = MOST_NOISE * ((amount - CLEAN) / (1 - CLEAN)).clamp(min=0)
        inputs = inputs + amount * torch.randn(inputs.shape, generator=generator)
        with torch.autocast("cpu", torch.bfloat16):
            decoded = parts.decoder(parts.post_quant_conv(inputs / SCALING_FACTOR))
        loss = picture_loss(decoded.float(), targets, edges=0.15)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        step += 1
        average.update(step)
    average.finish()
    return model.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-picture"))
    parser.add_argument("--minutes", type=float, default=6)
    args = parser.parse_args()
    pixels = np.load(args.work / "square.npy", mmap_mode="r")
    held_out = np.load(args.work / "held-out.npy", mmap_mode="r")
    latents = np.load(args.work / "square-latents.npy", mmap_mode="r")
    budget = Budget(minutes=args.minutes)
    model = polish_decoder(AutoencoderKL.from_pretrained(args.work / "vae"), latents, pixels, budget)
    model.save_pretrained(args.work / "vae-polished")
    figures = json.loads((args.work / "vae" / "figures.json").read_text(encoding="utf-8"))
    figures |= {"psnr_db": round(psnr(model, held_out[:256]), 2), "polish_minutes": args.minutes}
    path = args.work / "vae-polished" / "figures.json"
    path.write_text(json.dumps(figures) + "\n", encoding="utf-8")
    print(figures, flush=True)


if __name__ == "__main__":
    main()
