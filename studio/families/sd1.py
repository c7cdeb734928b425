"""Stable Diffusion 1.x and models of its build, the bundled starter among them."""

from typing import TYPE_CHECKING

from studio.core.messages import ModelFile
from studio.core.placement import Placement
from studio.core.requests import ImageRequest
from studio.core.specs import FamilySpec, LatentPreview

if TYPE_CHECKING:
    from studio.engine.context import Context
    from studio.engine.kits.loading import Loaded

SPEC = FamilySpec(
    id="sd1",
    label="Stable Diffusion 1",
    kind="image",
    pipelines=(
        "StableDiffusionPipeline",
        "StableDiffusionImg2ImgPipeline",
        "StableDiffusionInpaintPipeline",
    ),
    components=("unet", "vae", "text_encoder"),
    checkpoints=("sd1", "sd2"),
    default_size=(512, 512),
    regions="attention",
    adapters=True,
    controls=True,
    text_width=768,
    preview=LatentPreview(
        factors=(
            (0.1490, 0.1035, 0.1040),
            (0.0935, 0.1430, 0.0865),
            (-0.0790, 0.0945, 0.1320),
            (-0.0920, -0.1355, -0.2365),
        ),
        bias=(0.5, 0.5, 0.5),
    ),
)


def load(ctx: "Context", model: ModelFile, placement: Placement) -> "Loaded":
    """The model's pipeline on its placement."""
    from diffusers.pipelines.stable_diffusion.pipeline_stable_diffusion import StableDiffusionPipeline

    from studio.engine.kits import loading

    return loading.load(ctx, SPEC, model, placement, StableDiffusionPipeline)


def generate(ctx: "Context", loaded: "Loaded", request: ImageRequest) -> None:
    """Draw the pictures of a request."""
    from diffusers.pipelines.stable_diffusion.pipeline_stable_diffusion_img2img import (
        StableDiffusionImg2ImgPipeline,
    )

    from studio.engine.kits import diffusers_kit

    diffusers_kit.generate(ctx, loaded, request, StableDiffusionImg2ImgPipeline)
