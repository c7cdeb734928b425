"""Step 7: puts the parts together as one diffusers folder in float16 and moves it into place in one go."""

# The annotations of diffusers do not fit what it takes and returns.
# pyright: reportPrivateImportUsage=false, reportArgumentType=false, reportAttributeAccessIssue=false
from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

import numpy as np
import torch
from autoencoder import SCALING_FACTOR, to_signed
from diffusers import (
    AutoencoderKL,
    DPMSolverMultistepScheduler,
    StableDiffusionPipeline,
    UNet2DConditionModel,
)
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from transformers import CLIPTextModel, CLIPTokenizer

sys.path.append(str(Path(__file__).parents[1]))  # What the recipes share lies in the folder above.

from packing import staging_beside, swap_in, write_card

#: Raised whenever the recipe changes what comes out.
RECIPE_VERSION = "1"
GUIDANCE_SCALE = 3.0
NAME = "Starter landscapes"
ABOUT = (
    "A tiny landscape model that comes with the program. It draws flat pictures of lakes, hills, seas, "
    "deserts, forests and mountains at any time of day and in any season. It knows nothing else: "
    "add a bigger model for more."
)


def sampling_scheduler() -> DPMSolverMultistepScheduler:
    """DPM++ 2M on the noise the denoiser was trained on."""
    return DPMSolverMultistepScheduler(
        beta_schedule="linear",
        beta_start=1e-4,
        beta_end=0.02,
        prediction_type="v_prediction",
        algorithm_type="dpmsolver++",
        timestep_spacing="trailing",
        # Unused with trailing timesteps, but diffusers warns about any other value.
        steps_offset=1,
    )


@torch.no_grad()
def fit_preview(vae: AutoencoderKL, pixels: np.ndarray) -> dict[str, list]:
    """The linear map from scaled latents (4) to RGB in 0..1 that errs least on uint8 (n, h, w, 3)."""
    inputs, outputs = [], []
    for start in range(0, len(pixels), 8):
        images = to_signed(pixels[start : start + 8])
        latents = vae.encode(images).latent_dist.mode() * SCALING_FACTOR
        colours = torch.nn.functional.avg_pool2d(images / 2 + 0.5, 8)
        inputs.append(latents.permute(0, 2, 3, 1).reshape(-1, latents.shape[1]))
        outputs.append(colours.permute(0, 2, 3, 1).reshape(-1, 3))
    x = torch.cat(inputs)
    x = torch.cat([x, torch.ones(len(x), 1)], 1)
    solution = torch.linalg.lstsq(x, torch.cat(outputs)).solution
    rows = [[round(float(v), 5) for v in row] for row in solution]
    return {"factors": rows[:-1], "bias": rows[-1]}


def studio_settings(preview: dict[str, list]) -> dict[str, object]:
    """What the program wants to know about the model beyond its diffusers configuration."""
    return {
        "name": NAME,
        "family": "sd1",
        "default_size": [256, 256],
        "sizes": [[256, 256], [384, 256], [256, 384]],
        "steps": 20,
        "guidance_scale": GUIDANCE_SCALE,
        "sampler": "dpmpp_2m",
        "schedule": "trailing",
        "preview": preview,
        "licence": "Apache-2.0",
        "about": ABOUT,
    }


def collect_figures(work: Path) -> dict[str, object]:
    """The figures that the steps left beside their results, flat."""
    figures: dict[str, object] = {}
    for part in ("vae", "text_encoder", "unet"):
        path = work / part / "figures.json"
        if path.exists():
            values = json.loads(path.read_text(encoding="utf-8"))
            figures |= {f"{part}_{name}": value for name, value in values.items()}
    path = work / "evaluation.json"
    if path.exists():
        figures |= json.loads(path.read_text(encoding="utf-8"))["summary"]
    return figures


def stamp(path: Path, figures: dict[str, object]) -> None:
    """Writes recipe version and figures into the header of a safetensors file."""
    with safe_open(path, "pt") as file:
        metadata = dict(file.metadata() or {})
    metadata |= {"format": "pt", "recipe": RECIPE_VERSION, "name": NAME, "licence": "Apache-2.0"}
    metadata["figures"] = json.dumps(figures, sort_keys=True)
    save_file(load_file(path), path, metadata=metadata)


def write_package(
    folder: Path,
    vae: AutoencoderKL,
    text_encoder: CLIPTextModel,
    tokenizer_folder: Path,
    unet: UNet2DConditionModel,
    pixels: np.ndarray,
    figures: dict[str, object],
) -> None:
    """Writes the whole folder beside `folder` and then swaps it in."""
    staging = staging_beside(folder)
    preview = fit_preview(vae.float(), pixels)
    pipeline = StableDiffusionPipeline(
        vae=vae,
        text_encoder=text_encoder,
        tokenizer=CLIPTokenizer.from_pretrained(tokenizer_folder),
        unet=unet,
        scheduler=sampling_scheduler(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    parts = (("vae", vae), ("unet", unet), ("text_encoder", text_encoder))
    counts = {f"{name}_parameters": sum(p.numel() for p in part.parameters()) for name, part in parts}
    figures = {**figures, **counts, "parameters": sum(counts.values()), "guidance_scale": GUIDANCE_SCALE}
    pipeline.to(torch.float16).save_pretrained(staging)
    for name in ("vocab.json", "merges.txt"):
        # transformers writes only tokenizer.json; other programs read these two.
        shutil.copyfile(tokenizer_folder / name, staging / "tokenizer" / name)
    for path in staging.rglob("*.safetensors"):
        stamp(path, figures)
    for path in staging.glob("*/config.json"):
        # diffusers notes the folder that a part was loaded from; it means nothing elsewhere.
        values = json.loads(path.read_text(encoding="utf-8"))
        values.pop("_name_or_path", None)
        path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    for path in staging.rglob("*"):
        # Some writers leave their files readable by the owner only.
        path.chmod(0o755 if path.is_dir() else 0o644)
    settings = json.dumps(studio_settings(preview), indent=2)
    (staging / "studio.json").write_text(settings + "\n", encoding="utf-8")
    figures["megabytes"] = round(sum(p.stat().st_size for p in staging.rglob("*") if p.is_file()) / 1e6, 1)
    write_card(Path(__file__).with_name("model_card.md"), staging / "README.md", figures)
    swap_in(staging, folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-picture"))
    parser.add_argument("--target", type=Path, default=Path("resources/starter/picture"))
    args = parser.parse_args()
    write_package(
        args.target,
        AutoencoderKL.from_pretrained(args.work / "vae").eval(),
        CLIPTextModel.from_pretrained(args.work / "text_encoder").eval(),
        args.work / "tokenizer",
        UNet2DConditionModel.from_pretrained(args.work / "unet").eval(),
        np.load(args.work / "held-out.npy", mmap_mode="r")[:128],
        collect_figures(args.work),
    )
    print(f"written to {args.target}", flush=True)


if __name__ == "__main__":
    main()
