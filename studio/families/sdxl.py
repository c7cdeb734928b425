"""Stable Diffusion XL: two text encoders, their summary, and the size of the original."""

from typing import TYPE_CHECKING

from studio.core.messages import ModelFile
from studio.core.placement import Placement
from studio.core.requests import ImageRequest
from studio.core.specs import FamilySpec, LatentPreview

if TYPE_CHECKING:
    from studio.engine.context import Context
    from studio.engine.kits.loading import Loaded

SPEC = FamilySpec(
    id="sdxl",
    label="Stable Diffusion XL",
    kind="image",
    pipelines=(
        "StableDiffusionXLPipeline",
        "StableDiffusionXLImg2ImgPipeline",
        "StableDiffusionXLInpaintPipeline",
    ),
    components=("unet", "vae", "text_encoder", "text_encoder_2"),
    checkpoints=("sdxl",),
    default_size=(1024, 1024),
    regions="attention",
    adapters=True,
    controls=True,
    text_width=2048,
    preview=LatentPreview(
        # Rough: brightness in the first channel, warm against cold and green against purple in the next.
        factors=(
            (0.18, 0.21, 0.22),
            (-0.13, 0.0, 0.05),
            (0.05, 0.06, -0.02),
            (-0.16, -0.12, -0.11),
        ),
        bias=(0.55, 0.5, 0.5),
    ),
)


def load(ctx: "Context", model: ModelFile, placement: Placement) -> "Loaded":
    """The model's pipeline on its placement."""
    from diffusers.pipelines.stable_diffusion_xl.pipeline_stable_diffusion_xl import StableDiffusionXLPipeline

    from studio.engine.kits import loading

    return loading.load(ctx, SPEC, model, placement, StableDiffusionXLPipeline)


def generate(ctx: "Context", loaded: "Loaded", request: ImageRequest) -> None:
    """Draw the pictures of a request."""
    from diffusers.pipelines.stable_diffusion_xl.pipeline_stable_diffusion_xl_img2img import (
        StableDiffusionXLImg2ImgPipeline,
    )

    from studio.engine.kits import diffusers_kit

    diffusers_kit.generate(ctx, loaded, request, StableDiffusionXLImg2ImgPipeline)
