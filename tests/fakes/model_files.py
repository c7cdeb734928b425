"""Small safetensors files with true headers, for tests of what is told by headers alone."""

import json
import math
import struct
from pathlib import Path


def write_header(path: Path, shapes: dict[str, list[int]], metadata: dict[str, str] | None = None) -> Path:
    """A safetensors file of those tensors, all zero."""
    header: dict[str, object] = {"__metadata__": metadata} if metadata else {}
    end = 0
    for key, shape in shapes.items():
        size = 2 * math.prod(shape)
        header[key] = {"dtype": "F16", "shape": shape, "data_offsets": [end, end + size]}
        end += size
    data = json.dumps(header).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(data)) + data + bytes(end))
    return path


def write_lora(path: Path, reads: int = 768, metadata: dict[str, str] | None = None) -> Path:
    """A LoRA of a denoiser that reads tokens of that width; the starter reads 192 or so, SD 1 reads 768."""
    layer = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k"
    shapes = {f"{layer}.lora_down.weight": [4, reads], f"{layer}.lora_up.weight": [320, 4]}
    return write_header(path, shapes, metadata)
