"""GGUF files with a header and tensors of zeros, written by hand: any type, any shape, any architecture."""

import struct
from pathlib import Path

from studio.core.gguf import BLOCKS

_STRING, _UINT32 = 8, 4
F32 = 0


def _text(value: str) -> bytes:
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def write_gguf(
    path: Path, shapes: dict[str, list[int]], architecture: str = "", *, kind: int = F32, file_type: int = -1
) -> Path:
    """``shapes`` are in the order of PyTorch. The weights are a hole in the file, so it takes no room."""
    values = []
    if architecture:
        values.append(_text("general.architecture") + struct.pack("<I", _STRING) + _text(architecture))
    if file_type >= 0:
        values.append(_text("general.file_type") + struct.pack("<II", _UINT32, file_type))
    tensors, end = [], 0
    for name, shape in shapes.items():
        count = 1
        for side in shape:
            count *= side
        own = kind if not shape or shape[-1] % BLOCKS.get(kind, (1, 0))[0] == 0 else F32
        block, width = BLOCKS.get(own, (1, 0))
        sides = struct.pack(f"<I{len(shape)}Q", len(shape), *reversed(shape))
        tensors.append(_text(name) + sides + struct.pack("<IQ", own, end))
        end += -(-(count // block * width) // 32) * 32
    head = struct.pack("<4sIQQ", b"GGUF", 3, len(tensors), len(values)) + b"".join([*values, *tensors])
    with open(path, "wb") as stream:
        stream.write(head + bytes(-len(head) % 32))
        stream.truncate(stream.tell() + end)
    return path
