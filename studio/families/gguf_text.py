"""GGUF language models: Llama, Mistral, Qwen, Gemma and all others that llama.cpp runs."""

from studio.core.specs import TextFamilySpec
from studio.core.text_requests import SAMPLERS
from studio.engine.kits import llama_kit

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

load = llama_kit.load
load_embedder = llama_kit.load_embedder
generate = llama_kit.generate
count = llama_kit.count
embed = llama_kit.embed
__all__ = ["SPEC", "count", "embed", "generate", "load", "load_embedder"]
