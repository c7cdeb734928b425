"""Step 2: trains the autoencoder (256 x 256 x 3 to 32 x 32 x 4) from an identity start."""

# The annotations of diffusers do not fit what it takes and returns.
# pyright: reportPrivateImportUsage=false, reportArgumentType=false, reportCallIssue=false
# pyright: reportAttributeAccessIssue=false
from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import AutoencoderKL
from identity import identity_start
from torch.nn import functional

sys.path.append(str(Path(__file__).parents[1]))  # What the recipes share lies in the folder above.

from training import Budget, MovingAverage, ThreadTuner, load_checkpoint, save_checkpoint

#: Stable Diffusion's own factor; the latents are whitened so that it is exact here.
SCALING_FACTOR = 0.18215
LEARNING_RATE = 1.5e-4


def build_autoencoder(channels: tuple[int, ...] = (16, 32, 64, 128)) -> AutoencoderKL:
    """An untrained autoencoder; three halvings, four latent channels, no attention."""
    model = AutoencoderKL(
        in_channels=3,
        out_channels=3,
        down_block_types=("DownEncoderBlock2D",) * len(channels),
        up_block_types=("UpDecoderBlock2D",) * len(channels),
        block_out_channels=channels,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=1,
        mid_block_add_attention=False,
        sample_size=256,
        scaling_factor=SCALING_FACTOR,
    )
    return model.to(memory_format=torch.channels_last)


def to_signed(pixels: np.ndarray) -> torch.Tensor:
    """uint8 (n, h, w, 3) to float (n, 3, h, w) in -1..1, channels last."""
    tensor = torch.from_numpy(np.array(pixels)).permute(0, 3, 1, 2).float() / 127.5 - 1
    return tensor.contiguous(memory_format=torch.channels_last)


def crops(pixels: np.ndarray, count: int, size: int, rng: np.random.Generator) -> torch.Tensor:
    """Random square crops, half of them mirrored, some with swapped or inverted colours."""
    out = np.empty((count, size, size, 3), np.uint8)
    for k, i in enumerate(rng.integers(0, len(pixels), count)):
        y, x = (int(rng.integers(0, side - size + 1)) for side in pixels.shape[1:3])
        crop = pixels[i, y : y + size, x : x + size]
        if rng.random() < 0.5:
            crop = crop[:, ::-1]
        if rng.random() < 0.15:
            crop = crop[..., rng.permutation(3)]
            crop = 255 - crop if rng.random() < 0.3 else crop
        out[k] = crop
    return to_signed(out)


def picture_loss(decoded: torch.Tensor, target: torch.Tensor, edges: float) -> torch.Tensor:
    """Absolute and squared error, colour of 4 x 4 blocks, and edges, of (n, 3, h, w) in -1..1."""
    loss = 0.6 * (decoded - target).abs().mean() + 1.5 * functional.mse_loss(decoded, target)
    loss = loss + 0.5 * (functional.avg_pool2d(decoded, 4) - functional.avg_pool2d(target, 4)).abs().mean()
    for axis in (2, 3):
        loss = loss + edges * (decoded.diff(dim=axis) - target.diff(dim=axis)).abs().mean()
    return loss


def loss_of(
    model: AutoencoderKL, target: torch.Tensor, edges: float, generator: torch.Generator, mirror: bool
) -> torch.Tensor:
    """The loss of the decoded picture and a whisper of KL.

    `mirror` flips the latents too, which makes a flipped latent decode to the flipped picture.
    """
    parts: Any = model
    with torch.autocast("cpu", torch.bfloat16):
        moments = parts.quant_conv(parts.encoder(target))
    mean, log_var = moments.float().chunk(2, 1)
    log_var = log_var.clamp(-12, 4)
    latents = mean + torch.randn(mean.shape, generator=generator) * (log_var * 0.5).exp()
    if mirror:
        latents, target = latents.flip(3), target.flip(3)
    with torch.autocast("cpu", torch.bfloat16):
        decoded = parts.decoder(parts.post_quant_conv(latents))
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).mean()
    return picture_loss(decoded.float(), target, edges) + 1e-4 * kl


@torch.no_grad()
def psnr(model: AutoencoderKL, pixels: np.ndarray) -> float:
    """Mean over pictures of the peak signal-to-noise ratio in dB, from the most likely latents."""
    values = []
    for start in range(0, len(pixels), 4):
        target = to_signed(pixels[start : start + 4])
        decoded = model.decode(model.encode(target).latent_dist.mode()).sample.clamp(-1, 1)
        values.append(-10 * torch.log10(((decoded - target) / 2).pow(2).mean((1, 2, 3))))
    return float(torch.cat(values).mean())


@torch.no_grad()
def whiten(model: AutoencoderKL, pixels: np.ndarray) -> None:
    """Folds a whitening of the latent channels into the convolutions around them; pictures stay the same."""
    latents = torch.cat(
        [model.encode(to_signed(pixels[i : i + 8])).latent_dist.mode() for i in range(0, len(pixels), 8)]
    )
    flat = latents.permute(1, 0, 2, 3).reshape(4, -1)
    mean = flat.mean(1)
    centred = flat - mean[:, None]
    values, vectors = torch.linalg.eigh(centred @ centred.T / flat.shape[1])
    white = vectors @ torch.diag(values.rsqrt()) @ vectors.T / SCALING_FACTOR
    parts: Any = model
    quant, post = parts.quant_conv, parts.post_quant_conv
    quant.weight[:4] = torch.einsum("ij,jkab->ikab", white, quant.weight[:4].clone())
    quant.bias[:4] = white @ (quant.bias[:4].clone() - mean)
    quant.bias[4:] += 2 * torch.log(white.diagonal())
    weight = post.weight.clone()
    post.weight[:] = torch.einsum("ijab,jk->ikab", weight, torch.linalg.inv(white))
    post.bias[:] += torch.einsum("ijab,j->i", weight, mean)


def train_autoencoder(
    pixels: np.ndarray,
    budget: Budget,
    *,
    held_out: np.ndarray | None = None,
    checkpoint: Path | None = None,
    seed: int = 0,
    channels: tuple[int, ...] = (16, 32, 64, 128),
    sizes: tuple[tuple[int, int], ...] = ((4, 128), (2, 192), (1, 256)),
) -> AutoencoderKL:
    """Trains on crops of uint8 (n, h, w, 3); `sizes` are (batch, side) of the three phases."""
    torch.manual_seed(seed)
    rng, generator = np.random.default_rng(seed), torch.Generator().manual_seed(seed)
    model = build_autoencoder(channels)
    identity_start(model, crops(pixels, 4, sizes[0][1], rng))
    parameters = list(model.parameters())
    optimizer = torch.optim.AdamW(parameters, LEARNING_RATE, weight_decay=0)
    average, step, saved_at = MovingAverage(parameters, 0.998), 0, budget.seconds()
    tuner = ThreadTuner(most=1 if budget.steps is not None else None)
    if state := load_checkpoint(checkpoint):
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        average.values, step, budget.spent_before = state["average"], state["step"], state["seconds"]
        rng = np.random.default_rng(seed + step)

    def one_step() -> None:
        done = budget.progress(step)
        for group in optimizer.param_groups:
            group["lr"] = (
                LEARNING_RATE * min(1, (step + 1) / 150) * (0.02 + 0.49 * (1 + math.cos(math.pi * done)))
            )
        target = crops(pixels, *sizes[0 if done < 0.55 else 1 if done < 0.85 else 2], rng)
        loss = loss_of(
            model, target, 0.15 * min(1, max(0, (done - 0.3) / 0.2)), generator, rng.random() < 0.15
        )
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()

    while budget.progress(step) < 1:
        tuner.run(one_step)
        step += 1
        average.update(step)
        if checkpoint and budget.seconds() - saved_at > 120:
            saved_at = budget.seconds()
            state = {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "average": average.values,
            }
            save_checkpoint(checkpoint, {**state, "step": step, "seconds": saved_at})
            with average.applied():
                quality = psnr(model, held_out[:16]) if held_out is not None else math.nan
            print(f"{saved_at:6.0f} s  step {step}  {quality:.2f} dB  {tuner.best} threads", flush=True)
    average.finish()
    return model.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-picture"))
    parser.add_argument("--minutes", type=float, default=24)
    args = parser.parse_args()
    pixels = np.load(args.work / "square.npy", mmap_mode="r")
    held_out = np.load(args.work / "held-out.npy", mmap_mode="r")
    budget = Budget(minutes=args.minutes)
    model = train_autoencoder(pixels, budget, held_out=held_out, checkpoint=args.work / "autoencoder.pt")
    whiten(model, pixels[:192])
    figures = {
        "psnr_db": round(psnr(model, held_out[:256]), 2),
        "held_out": 256,
        "minutes": round(budget.seconds() / 60, 1),
    }
    model.save_pretrained(args.work / "vae")
    (args.work / "vae" / "figures.json").write_text(json.dumps(figures) + "\n", encoding="utf-8")
    print(figures, flush=True)


if __name__ == "__main__":
    main()
