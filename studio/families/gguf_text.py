"""GGUF language models: Llama, Mistral, Qwen, Gemma and all others that llama.cpp runs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from studio.core.messages import ModelFile
from studio.core.specs import TextFamilySpec
from studio.core.text_placement import TextPlacement
from studio.core.text_requests import SAMPLERS, TextRequest

if TYPE_CHECKING:
    from studio.engine.context import Context
    from studio.engine.text_context import TextContext

SPEC = TextFamilySpec(
    id="gguf",
    label="GGUF",
    abilities=frozenset(
        {
            "infill",
            "grammar",
            "banned",
            "lora",
            "pictures",
            "embedding",
            "probabilities",
            "mirostat",
            *SAMPLERS,
        }
    ),
)


def load(
    ctx: "Context | None", model: ModelFile, placement: TextPlacement, parts: Sequence[ModelFile] = ()
) -> Any:
    """The loaded model with its LoRAs at hand."""
    from studio.engine.kits import llama_kit

    return llama_kit.load(ctx, model, placement, parts)


def load_embedder(
    ctx: "Context | None", model: ModelFile, placement: TextPlacement, parts: Sequence[ModelFile] = ()
) -> Any:
    """The loaded model that tells what texts mean."""
    from studio.engine.kits import llama_kit

    return llama_kit.load_embedder(ctx, model, placement, parts)


def generate(ctx: "TextContext", loaded: Any, request: TextRequest) -> None:
    """Write all alternatives, told through ``ctx``."""
    from studio.engine.kits import llama_kit

    llama_kit.generate(ctx, loaded, request)


def count(loaded: Any, texts: Sequence[str]) -> list[int]:
    """How many tokens each text is."""
    from studio.engine.kits import llama_kit

    return llama_kit.count(loaded, texts)


def embed(loaded: Any, texts: Sequence[str]) -> list[list[float]]:
    """Unit vectors."""
    from studio.engine.kits import llama_kit

    return llama_kit.embed(loaded, texts)
