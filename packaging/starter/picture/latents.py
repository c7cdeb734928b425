"""Step 4: encodes the data set: scaled latents (n, 4, h, w) as float16, unit variance per channel."""

# The annotations of diffusers do not fit what it takes and returns.
# pyright: reportPrivateImportUsage=false, reportArgumentType=false, reportCallIssue=false
# pyright: reportAttributeAccessIssue=false
from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from autoencoder import SCALING_FACTOR, to_signed
from diffusers import AutoencoderKL
from render import SHAPES

#: Pictures encoded at once.
BATCH = 16


@torch.no_grad()
def encode(model: AutoencoderKL, pixels: np.ndarray) -> np.ndarray:
    """uint8 (n, h, w, 3) to scaled float16 latents (n, 4, h / 8, w / 8), computed in bfloat16."""
    model = model.to(torch.bfloat16).to(memory_format=torch.channels_last)
    count, height, width, _ = pixels.shape
    latents = np.empty((count, 4, height // 8, width // 8), np.float16)
    for start in range(0, count, BATCH):
        batch = to_signed(pixels[start : start + BATCH]).to(torch.bfloat16)
        mean = model.encode(batch).latent_dist.mode().float()
        latents[start : start + len(batch)] = (mean * SCALING_FACTOR).numpy()
    return latents


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-picture"))
    args = parser.parse_args()
    model = AutoencoderKL.from_pretrained(args.work / "vae").eval()
    for name in SHAPES:
        target = args.work / f"{name}-latents.npy"
        if target.exists():
            continue
        latents = encode(model, np.load(args.work / f"{name}.npy", mmap_mode="r"))
        partial = target.with_suffix(".partial.npy")
        np.save(partial, latents)
        partial.replace(target)
        print(name, latents.shape, latents[:500].astype(np.float32).std((0, 2, 3)), flush=True)


if __name__ == "__main__":
    main()
