"""Loads a packaged model and paints prompts with it, the way the program does."""

# The annotations of diffusers do not fit what it takes and returns.
# pyright: reportPrivateImportUsage=false, reportAttributeAccessIssue=false, reportOperatorIssue=false
from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from diffusers import StableDiffusionImg2ImgPipeline, StableDiffusionPipeline
from PIL import Image

STEPS = 20


def load_pipeline(folder: Path, dtype: torch.dtype = torch.bfloat16) -> StableDiffusionPipeline:
    """The packaged model on the CPU, channels last, without a progress bar."""
    pipeline = StableDiffusionPipeline.from_pretrained(folder, dtype=dtype, local_files_only=True)
    pipeline.set_progress_bar_config(disable=True)
    pipeline.unet.to(memory_format=torch.channels_last)
    pipeline.vae.to(memory_format=torch.channels_last)
    return pipeline


def generators(seeds: list[int]) -> list[torch.Generator]:
    """One seeded generator per picture."""
    return [torch.Generator().manual_seed(seed) for seed in seeds]


def paint(
    pipeline: StableDiffusionPipeline,
    prompts: list[str],
    seeds: list[int],
    guidance_scale: float,
    size: tuple[int, int] = (256, 256),
    batch: int = 8,
) -> np.ndarray:
    """One picture per prompt and seed: uint8 (n, height, width, 3). `size` is (width, height)."""
    parts = []
    for start in range(0, len(prompts), batch):
        part = slice(start, start + batch)
        images = pipeline(
            prompts[part],
            num_inference_steps=STEPS,
            guidance_scale=guidance_scale,
            width=size[0],
            height=size[1],
            generator=generators(seeds[part]),
            output_type="np",
        ).images
        parts.append((images * 255 + 0.5).astype(np.uint8))
    return np.concatenate(parts)


def repaint(
    pipeline: StableDiffusionPipeline,
    pictures: np.ndarray,
    prompt: str,
    strength: float,
    guidance_scale: float,
    seed: int = 0,
) -> np.ndarray:
    """Image to image on uint8 (n, h, w, 3) with one prompt; the same shape comes back."""
    painter = StableDiffusionImg2ImgPipeline(**pipeline.components, requires_safety_checker=False)
    painter.set_progress_bar_config(disable=True)
    images = painter(
        [prompt] * len(pictures),
        image=[Image.fromarray(picture) for picture in pictures],
        strength=strength,
        num_inference_steps=STEPS,
        guidance_scale=guidance_scale,
        generator=generators([seed + i for i in range(len(pictures))]),
        output_type="np",
    ).images
    return (images * 255 + 0.5).astype(np.uint8)
