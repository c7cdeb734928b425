"""Telling what thousands of model files are, beside reading their headers alone, in the same run.

Run: python tests/bench/identify_files.py [--files 2000]
Goal: 2,000 files within 3 s with a warm cache of the disk.
"""

import argparse
import gc
import json
import statistics
import struct
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from studio.core.discovery import image_families
from studio.core.paths import Folders
from studio.storage.models import Models

ROUNDS = 3
CHECKPOINT_SHARE = 10
"""One file in so many is a whole model, the others are LoRAs."""


def lora_shapes() -> dict[str, list[int]]:
    """The names of a rank 16 LoRA of an SDXL denoiser, about 720 layers with three tensors each."""
    shapes = {}
    for block, depth in (("down_blocks_1", 2), ("down_blocks_2", 10), ("mid_block", 10), ("up_blocks_0", 10)):
        for attention in range(2):
            for number in range(depth):
                place = f"lora_unet_{block}_attentions_{attention}_transformer_blocks_{number}"
                for name in (
                    "attn1_to_q",
                    "attn1_to_k",
                    "attn1_to_v",
                    "attn2_to_q",
                    "attn2_to_k",
                    "attn2_to_v",
                ):
                    shapes[f"{place}_{name}.lora_down.weight"] = [16, 2048 if name == "attn2_to_k" else 640]
                    shapes[f"{place}_{name}.lora_up.weight"] = [640, 16]
                    shapes[f"{place}_{name}.alpha"] = []
    return shapes


def checkpoint_shapes() -> dict[str, list[int]]:
    """About as many names as Stable Diffusion 1.5 in one file has."""
    unet, vae, text = (
        "model.diffusion_model.",
        "first_stage_model.",
        "cond_stage_model.transformer.text_model.",
    )
    shapes = {f"{unet}input_blocks.0.0.weight": [320, 4, 3, 3], f"{unet}out.2.weight": [4, 320, 3, 3]}
    for number, width in enumerate((320, 320, 640, 640, 1280, 1280, 1280, 1280)):
        block = 3 * (number // 2) + number % 2 + 1
        shapes[f"{unet}input_blocks.{block}.0.out_layers.3.weight"] = [width, width, 3, 3]
        for name in range(60):
            shapes[f"{unet}input_blocks.{block}.1.transformer_blocks.0.n{name}.weight"] = [width, width]
        shapes[f"{unet}input_blocks.{block}.1.transformer_blocks.0.attn2.to_k.weight"] = [width, 768]
    for block in (3, 6, 9):
        shapes[f"{unet}input_blocks.{block}.0.op.weight"] = [320, 320, 3, 3]
    for number in range(250):
        shapes[f"{vae}decoder.n{number}.weight"] = [64]
    shapes[f"{vae}decoder.conv_in.weight"] = [512, 4, 3, 3]
    for block, width in enumerate((128, 256, 512, 512)):
        shapes[f"{vae}encoder.down.{block}.block.0.conv1.weight"] = [width, width, 3, 3]
    shapes[f"{text}embeddings.token_embedding.weight"] = [49408, 768]
    shapes[f"{text}embeddings.position_embedding.weight"] = [77, 768]
    for layer in range(12):
        for name in range(15):
            shapes[f"{text}encoder.layers.{layer}.n{name}.weight"] = [768]
        shapes[f"{text}encoder.layers.{layer}.mlp.fc1.weight"] = [3072, 768]
    return shapes


def write(path: Path, shapes: dict[str, list[int]]) -> None:
    """A file with that header; its tensors lie over each other."""
    header = {key: {"dtype": "F16", "shape": shape, "data_offsets": [0, 2]} for key, shape in shapes.items()}
    data = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(data)) + data + bytes(2))


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def read_headers(folder: Path) -> None:
    for path in folder.iterdir():
        with open(path, "rb") as stream:
            stream.read(int.from_bytes(stream.read(8), "little"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=2000)
    count = parser.parse_args().files
    gc.disable()  # as the window does (ui/garbage.py), and collects in its own thread
    families = image_families()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        folders = Folders(home, home, home, home / "library", home / "models")
        folders.models.mkdir()
        lora, whole = lora_shapes(), checkpoint_shapes()
        for number in range(count):
            shapes = lora if number % CHECKPOINT_SHARE else whole
            write(folders.models / f"file {number:05}.safetensors", shapes)
        models = Models(folders, [], families)
        first = timed(models.scan)
        usable = [entry for kind in ("image", "lora") for entry in models.of_kind(kind) if not entry.problem]
        assert len(usable) >= count, "files that are not understood would be fast"
        again = statistics.median(timed(models.scan) for _ in range(ROUNDS))
        bare = statistics.median(timed(lambda: read_headers(folders.models)) for _ in range(ROUNDS))
    print(f"{count} files, {len(lora)} tensors in a LoRA, {len(whole)} in a whole model")
    print(f"reading headers alone   {bare:7.3f} s   1.0")
    print(f"first look              {first:7.3f} s   {first / bare:.1f}")
    print(f"looking again           {again:7.3f} s   {again / bare:.1f}   (goal {3.0 * count / 2000:.1f} s)")


if __name__ == "__main__":
    main()
