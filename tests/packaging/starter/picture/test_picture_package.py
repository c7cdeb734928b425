"""The package is a stock diffusers folder, small, stamped, and paints what it is asked for."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from diffusers import StableDiffusionPipeline
from safetensors import safe_open


def test_a_fresh_package_loads_with_diffusers(
    recipe: SimpleNamespace, packaged: Path, tmp_path: Path
) -> None:
    torch.manual_seed(0)
    tokenizer_folder = packaged / "tokenizer"
    tokenizer = recipe.tokenizer.CLIPTokenizer.from_pretrained(tokenizer_folder)
    pixels = np.stack([np.asarray(recipe.render.make(seed)[0]) for seed in range(2)])
    target = tmp_path / "picture"
    for _ in range(2):
        # The second time replaces the first.
        recipe.package.write_package(
            target,
            recipe.autoencoder.build_autoencoder((8, 8, 16, 16)),
            recipe.reading.build_text_encoder(tokenizer),
            tokenizer_folder,
            recipe.denoiser.build_denoiser((8, 8, 16, 16)),
            pixels,
            {"samples_seen": 3},
        )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["picture"]
    pipeline = StableDiffusionPipeline.from_pretrained(target, dtype=torch.float32, local_files_only=True)
    images = pipeline("a lake", num_inference_steps=2, width=64, height=64, output_type="np").images
    assert images.shape == (1, 64, 64, 3)
    with safe_open(target / "unet" / "diffusion_pytorch_model.safetensors", "pt") as file:
        assert file.metadata()["format"] == "pt"
        assert json.loads(file.metadata()["figures"])["samples_seen"] == 3


def test_the_bundled_model_is_small_and_complete(packaged: Path) -> None:
    files = [path for path in packaged.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 40_000_000
    names = {str(path.relative_to(packaged)) for path in files}
    assert {
        "model_index.json",
        "studio.json",
        "README.md",
        "tokenizer/vocab.json",
        "tokenizer/merges.txt",
    } <= names
    index = json.loads((packaged / "model_index.json").read_text(encoding="utf-8"))
    assert index["_class_name"] == "StableDiffusionPipeline"
    assert index["safety_checker"] == [None, None]
    assert index["requires_safety_checker"] is False
    for path in packaged.rglob("*.safetensors"):
        with safe_open(path, "pt") as file:
            assert file.metadata()["licence"] == "Apache-2.0"
            assert {file.get_tensor(key).dtype for key in file.keys()} <= {torch.float16, torch.int64}  # noqa: SIM118


@pytest.fixture(scope="module")
def pipeline(recipe: SimpleNamespace, packaged: Path) -> StableDiffusionPipeline:
    return recipe.sampling.load_pipeline(packaged)


def brightness(pixels: np.ndarray) -> np.ndarray:
    return pixels.astype(np.float32).mean((1, 2, 3))


def test_the_prompt_decides_between_day_and_night(
    recipe: SimpleNamespace, pipeline: StableDiffusionPipeline
) -> None:
    prompts = ["rolling hills on a sunny day"] * 2 + ["rolling hills at night"] * 2
    light = brightness(recipe.sampling.paint(pipeline, prompts, [1, 2, 1, 2], recipe.package.GUIDANCE_SCALE))
    assert light[:2].min() > light[2:].max() + 30


def test_night_at_half_strength_darkens_a_picture_of_the_day(
    recipe: SimpleNamespace, pipeline: StableDiffusionPipeline
) -> None:
    days = [recipe.render.make(seed) for seed in range(40)]
    pictures = np.stack([np.asarray(image) for image, scene in days if scene.time == "day"][:2])
    night = recipe.sampling.repaint(
        pipeline, pictures, "a landscape at night", 0.5, recipe.package.GUIDANCE_SCALE
    )
    assert np.all(brightness(night) < brightness(pictures) - 15)


def test_the_preview_is_near_the_picture(packaged: Path, pipeline: StableDiffusionPipeline) -> None:
    preview = json.loads((packaged / "studio.json").read_text(encoding="utf-8"))["preview"]
    factors, bias = np.array(preview["factors"]), np.array(preview["bias"])
    latents = pipeline(
        "a lake at sunset", num_inference_steps=8, width=256, height=256, output_type="latent"
    ).images
    with torch.no_grad():
        picture = pipeline.vae.decode(latents / pipeline.vae.config.scaling_factor).sample.float() / 2 + 0.5
    small = torch.nn.functional.avg_pool2d(picture, 8)[0].permute(1, 2, 0).numpy()
    guess = latents[0].float().permute(1, 2, 0).numpy() @ factors + bias
    assert np.abs(guess - small).mean() < 0.06
