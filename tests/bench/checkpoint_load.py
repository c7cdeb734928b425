"""Loading a whole model in one file onto the processor, beside reading and casting its tensors alone.

Run: python tests/bench/checkpoint_load.py [--precision bf16] [--rounds 3] [--folder /somewhere]
Makes a model of the size of Stable Diffusion 1.5 with random weights (2.1 GB in fp16). Goal: at most 1.15.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import torch
from safetensors import safe_open
from safetensors.torch import save_file

from studio.core.messages import ModelFile, Run
from studio.core.placement import Placement
from studio.core.requests import ImageRequest
from studio.engine.context import Context
from studio.engine.device import torch_type
from studio.families import sd1
from tests.fakes.original_layout import write_single_file


def write_model(folder: Path) -> ModelFile:
    """Stable Diffusion 1.5 with random weights in half precision, as one file."""
    from accelerate import init_empty_weights
    from diffusers import AutoencoderKL, UNet2DConditionModel
    from transformers import CLIPTextConfig, CLIPTextModel

    with init_empty_weights(include_buffers=False):
        parts = {
            "unet": UNet2DConditionModel(cross_attention_dim=768, attention_head_dim=8),
            "vae": AutoencoderKL(
                block_out_channels=(128, 256, 512, 512), layers_per_block=2,
                down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
            ),
            "text_encoder": CLIPTextModel(
                CLIPTextConfig(
                    hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12
                )
            ),
        }  # fmt: skip
    for name, part in parts.items():
        (folder / name).mkdir(parents=True)
        weights = {
            key: torch.randn(value.shape, dtype=torch.float16) for key, value in part.state_dict().items()
        }
        save_file(weights, folder / name / "model.safetensors")
    return write_single_file(
        ModelFile(id="m", name="SD 1.5", family="sd1", path=str(folder)), folder / "one.safetensors", "sd1"
    )


def read_and_cast(path: str, precision: str) -> float:
    """Seconds to read every tensor and cast it, with nothing made of it."""
    begun = time.perf_counter()
    with safe_open(path, framework="pt") as file:
        kept = {key: file.get_tensor(key).to(torch_type(precision), copy=True) for key in file.keys()}  # noqa: SIM118
    seconds = time.perf_counter() - begun
    assert kept
    return seconds


def load(model: ModelFile, precision: str) -> float:
    """Seconds until the pipeline is ready to draw."""
    request = ImageRequest(prompt="a lake", model="m", width=512, height=512, seed=1)
    ctx = Context(Run(job="j", request=request, model=model, staging=""), lambda *_: None)
    begun = time.perf_counter()
    loaded = sd1.load(ctx, model, Placement(device="cpu", precision=precision, threads=2))
    seconds = time.perf_counter() - begun
    loaded.hash.value()  # its thread shall not disturb the next round
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--precision", default="bf16")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        model = write_model(Path(name) / "model")
        load(model, options.precision)  # imports, and the disk's cache
        pairs = [
            (read_and_cast(model.path, options.precision), load(model, options.precision))
            for _ in range(options.rounds)
        ]
        size = Path(model.path).stat().st_size
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(load / read for read, load in pairs)
    print(f"{size / 1e9:.2f} GB to {options.precision}, {options.rounds} rounds")
    print(f"reading and casting alone   {bare:6.2f} s   1.00")
    print(f"pipeline ready              {ours:6.2f} s   {ratio:.2f}   (goal 1.15)")


if __name__ == "__main__":
    main()
