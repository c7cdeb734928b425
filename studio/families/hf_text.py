"""Hugging Face folders with safetensors weights, through transformers; never with code of their own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from studio.core.messages import ModelFile
from studio.core.placement import Hardware
from studio.core.specs import TextFamilySpec
from studio.core.text_placement import TextPlacement
from studio.core.text_requests import SAMPLERS, TextRequest

if TYPE_CHECKING:
    from studio.engine.context import Context
    from studio.engine.text_context import TextContext

SPEC = TextFamilySpec(
    id="transformers",
    label="Hugging Face",
    abilities=frozenset({"infill", "banned", "lora", "embedding", "probabilities", "mirostat", *SAMPLERS}),
)


def hardware() -> Hardware:
    """What torch can use, which may be more than llama.cpp can."""
    from studio.engine.kits import transformers_kit

    return transformers_kit.hardware()


def load(
    ctx: "Context | None", model: ModelFile, placement: TextPlacement, parts: Sequence[ModelFile] = ()
) -> Any:
    """The loaded model with its LoRAs at hand."""
    from studio.engine.kits import transformers_kit

    return transformers_kit.load(ctx, model, placement, parts)


def load_embedder(
    ctx: "Context | None", model: ModelFile, placement: TextPlacement, parts: Sequence[ModelFile] = ()
) -> Any:
    """The loaded model that tells what texts mean."""
    from studio.engine.kits import transformers_kit

    return transformers_kit.load_embedder(ctx, model, placement, parts)


def generate(ctx: "TextContext", loaded: Any, request: TextRequest) -> None:
    """Write all alternatives, told through ``ctx``."""
    from studio.engine.kits import transformers_kit

    transformers_kit.generate(ctx, loaded, request)


def count(loaded: Any, texts: Sequence[str]) -> list[int]:
    """How many tokens each text is."""
    from studio.engine.kits import transformers_kit

    return transformers_kit.count(loaded, texts)


def embed(loaded: Any, texts: Sequence[str]) -> list[list[float]]:
    """Unit vectors."""
    from studio.engine.kits import transformers_kit

    return transformers_kit.embed(loaded, texts)
