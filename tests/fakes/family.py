"""A family without torch: draws gradients, and does what words in the prompt say.

Words: ``slow`` (0.2 s a step), ``hang`` (never ends nor listens), ``wait`` (until cancelled),
``crash`` (SIGSEGV), ``exit`` (os._exit(9)), ``kill`` (SIGKILL), ``memory`` (out of memory),
``poison`` (a CUDA fault), ``fault`` (an ordinary exception), ``full`` (a full disk), ``print``
(garbage on stdout). They happen in the phase named by another word, in denoising by default.
A model folder for it: see ``make_model``.
"""

import errno
import json
import os
import signal
import time
from pathlib import Path
from typing import Any

from studio.core.artifacts import ModelUsed
from studio.core.messages import ModelFile
from studio.core.placement import Device, Hardware, Placement
from studio.core.requests import ImageRequest
from studio.core.specs import FamilySpec, LatentPreview
from studio.engine.context import PHASES, Context
from studio.engine.host import Machine
from studio.engine.media import jpeg_of
from studio.engine.residency import Memory
from studio.engine.staging import Staging

SPEC = FamilySpec(
    id="fake",
    label="Fake",
    kind="image",
    pipelines=("FakePipeline",),
    components=("unet",),
    default_size=(64, 64),
    preview=LatentPreview(factors=((1.0, 0.0, 0.0),), bias=(0.0, 0.0, 0.0)),
)
LOADS: list[str] = []
"""Ids of the models loaded so far, in order."""


class FakeMachine(Machine):
    """A machine of one processor, known without looking."""

    def survey(self) -> tuple[Hardware, dict[str, str]]:
        device = Device(
            id="cpu", kind="cpu", name="Fake processor", memory_total=2**33, memory_free=2**32,
            precisions=("fp32", "bf16"),
        )  # fmt: skip
        return Hardware(devices=(device,), cores=2), {"fake": "1"}

    def memory(self, identity: str) -> Memory:
        return Memory(device_bytes=2**30, device_total=2**33, process_bytes=2**20)

    def release(self) -> None:
        return


def make_model(folder: Path, identity: str = "fake") -> ModelFile:
    """A model folder this family accepts, made in ``folder``."""
    unet = folder / "unet"
    unet.mkdir(parents=True, exist_ok=True)
    (folder / "model_index.json").write_text(json.dumps({"_class_name": "FakePipeline"}))
    header = json.dumps({"w": {"dtype": "F16", "shape": [2], "data_offsets": [0, 4]}}).encode()
    (unet / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes(4))
    return ModelFile(id=identity, name="Fake", family="fake", path=str(folder))


def act(ctx: Context, words: list[str], phase: str) -> None:
    """Do what the prompt says about this phase."""
    where = next((word for word in words if word in PHASES), "denoising")
    if where != phase:
        return
    if "slow" in words:
        time.sleep(0.2)
    if "wait" in words:
        while True:
            ctx.check_cancel()
            time.sleep(0.005)
    if "hang" in words:
        time.sleep(3600)
    if "crash" in words:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "kill" in words:
        os.kill(os.getpid(), signal.SIGKILL)
    if "exit" in words:
        os._exit(9)
    if "memory" in words:
        raise MemoryError("the fake ran out of memory")
    if "poison" in words:
        raise RuntimeError("CUDA error: an illegal memory access was encountered")
    if "fault" in words:
        raise KeyError("the fake is broken")
    if "full" in words:
        raise OSError(errno.ENOSPC, "No space left on device")
    if "print" in words:
        print("a library prints to stdout")
        os.write(1, b"\xff\xfe native code prints too \x00\n")


def load(ctx: Context, model: ModelFile, placement: Placement) -> dict[str, Any]:
    LOADS.append(model.id)
    act(ctx, ctx.run.request.prompt.split(), "loading")
    return {"model": model, "placement": placement}


def generate(ctx: Context, loaded: dict[str, Any], request: ImageRequest) -> None:
    from PIL import Image

    words = request.prompt.split()
    model: ModelFile = loaded["model"]
    staging = Staging(ctx, request)
    used = ModelUsed(id=model.id, name=model.name, family=model.family)
    for index in ctx.missing():
        ctx.begin_picture(index + 1)
        ctx.phase("encoding")
        act(ctx, words, "encoding")
        ctx.phase("denoising")
        colour = (request.seed + index) % 256
        picture = Image.linear_gradient("L").resize((request.width, request.height))
        picture = Image.merge("RGB", (picture, picture.transpose(Image.Transpose.ROTATE_90), picture))
        picture.putpixel((0, 0), (colour, colour, colour))
        for step in range(request.steps):
            ctx.check_cancel()
            act(ctx, words, "denoising")
            left = (request.count - index) * request.steps - step
            ctx.progress(step + 1, request.steps, left * (0.2 if "slow" in words else 0.001))
            if ctx.preview_is_due():
                ctx.preview(jpeg_of(picture.resize((64, 64))))
        ctx.phase("decoding")
        act(ctx, words, "decoding")
        ctx.phase("saving")
        act(ctx, words, "saving")
        staging.finish(picture, index, used)
