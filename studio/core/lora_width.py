"""How wide the model is that a LoRA of a language model was made for, read off the shapes in its header."""

import re
from collections.abc import Mapping

_FROM = re.compile(r"(?:attn_[qkv]|attn_qkv|ffn_(?:gate|up)|[qkv]_proj|qkv_proj|gate_proj|up_proj|c_attn)\.")
"""Parts of a layer that take the model's own stream in."""
_INTO = re.compile(r"(?:attn_output|ffn_down|[^k]o_proj|down_proj)\.")
"""Parts that give it out again."""


def gguf_width(shapes: Mapping[str, tuple[int, ...]]) -> int:
    """Of a GGUF file, whose shapes begin with the inner side; 0 if it does not tell."""
    return _width(shapes, ".lora_a", ".lora_b", inner=0, outer=1)


def peft_width(shapes: Mapping[str, tuple[int, ...]]) -> int:
    """Of peft's safetensors file; 0 if it does not tell."""
    return _width(shapes, ".lora_A.weight", ".lora_B.weight", inner=1, outer=0)


def _width(shapes: Mapping[str, tuple[int, ...]], down: str, up: str, *, inner: int, outer: int) -> int:
    for name, shape in shapes.items():
        if len(shape) != 2:
            continue
        if name.endswith(down) and _FROM.search(name):
            return shape[inner]
        if name.endswith(up) and _INTO.search(name):
            return shape[outer]
    return 0
