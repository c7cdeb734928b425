"""Hugging Face folders with safetensors weights, through transformers; never with code of their own."""

from studio.core.specs import TextFamilySpec
from studio.core.text_requests import SAMPLERS
from studio.engine.kits import transformers_kit

SPEC = TextFamilySpec(
    id="transformers",
    label="Hugging Face",
    abilities=frozenset({"infill", "banned", "lora", "embedding", "probabilities", "mirostat", *SAMPLERS}),
)

hardware = transformers_kit.hardware
load = transformers_kit.load
load_embedder = transformers_kit.load_embedder
generate = transformers_kit.generate
count = transformers_kit.count
embed = transformers_kit.embed
__all__ = ["SPEC", "count", "embed", "generate", "hardware", "load", "load_embedder"]
