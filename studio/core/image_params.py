"""The parameters of an image request and of the settings: one table for panel, dialog and command line."""

from studio.core.placement import OFFLOADS, PRECISIONS
from studio.core.requests import COUNT_MAX, GUIDANCE_MAX, SEED_MAX, STEPS_MAX
from studio.core.samplers import SAMPLERS, SCHEDULES
from studio.core.settings import CONTEXT_MOST, UNDO_MB
from studio.core.specs import Choice, Param

AUTOMATIC = Choice(id="auto", label="Automatic")

IMAGE_PARAMS: dict[str, Param] = {
    param.id: param
    for param in (
        Param(
            id="steps",
            label="Steps",
            kind="int",
            default=20,
            minimum=1,
            maximum=STEPS_MAX,
            help="How often the picture is refined. More takes longer; 15 to 30 is plenty for most samplers.",
        ),
        Param(
            id="guidance_scale",
            label="Guidance scale",
            kind="float",
            default=5.0,
            minimum=0.0,
            maximum=GUIDANCE_MAX,
            step=0.1,
            help="How strictly the picture follows the prompt. 1 switches guidance off and is twice as fast.",
        ),
        Param(
            id="sampler",
            label="Sampler",
            kind="choice",
            default="dpmpp_2m",
            choices=tuple(Choice(id=item.id, label=item.label) for item in SAMPLERS.values()),
            help="The method that turns noise into a picture.",
        ),
        Param(
            id="schedule",
            label="Schedule",
            kind="choice",
            default="normal",
            choices=tuple(Choice(id=item.id, label=item.label) for item in SCHEDULES.values()),
            help="How the noise is spread over the steps. Only what the sampler can follow is offered.",
        ),
        Param(
            id="seed",
            label="Seed",
            kind="int",
            default=0,
            minimum=0,
            maximum=SEED_MAX,
            help="The number the noise is drawn from. The same settings and seed give the same picture.",
        ),
        Param(
            id="count",
            label="Pictures",
            kind="int",
            default=1,
            minimum=1,
            maximum=COUNT_MAX,
            help="How many pictures one press makes, each with the next seed.",
        ),
        Param(
            id="strength",
            label="Strength",
            kind="float",
            default=0.6,
            minimum=0.01,
            maximum=1.0,
            step=0.01,
            help="How much of the start image is redrawn. 100 % keeps nothing of it.",
        ),
        Param(
            id="region_base",
            label="Prompt in regions",
            kind="float",
            default=0.1,
            minimum=0.0,
            maximum=1.0,
            step=0.05,
            help="How much the main prompt counts where a region has its own.",
        ),
    )
}

_PRECISION_LABELS = {
    "fp32": "32 bit (fp32)",
    "bf16": "16 bit brain float (bf16)",
    "fp16": "16 bit (fp16)",
}
_OFFLOAD_LABELS = {"none": "Keep all on the device", "model": "By model part", "sequential": "By layer"}

SETTING_PARAMS: dict[str, tuple[Param, ...]] = {
    "device": (
        Param(
            id="device",
            label="Device",
            kind="choice",
            default="auto",
            choices=(AUTOMATIC,),
            help="Where pictures are computed.",
        ),
        Param(
            id="precision",
            label="Precision",
            kind="choice",
            default="auto",
            choices=(AUTOMATIC, *(Choice(id=name, label=_PRECISION_LABELS[name]) for name in PRECISIONS)),
            help="16 bits halve the memory and are faster where the device computes them natively.",
        ),
        Param(
            id="threads",
            label="Processor threads",
            kind="int",
            default=0,
            minimum=0,
            maximum=256,
            help="Automatic means one per physical core, which is nearly always fastest.",
            least="Automatic",
        ),
    ),
    "memory": (
        Param(
            id="offload",
            label="Offload",
            kind="choice",
            default="auto",
            choices=(AUTOMATIC, *(Choice(id=name, label=_OFFLOAD_LABELS[name]) for name in OFFLOADS)),
            help="Weights that are not needed at the moment wait in main memory. Saves memory, costs time.",
        ),
        Param(
            id="vae_tiling",
            label="VAE tiling",
            kind="choice",
            default="auto",
            choices=(AUTOMATIC, Choice(id="on", label="Always"), Choice(id="off", label="Never")),
            help="Decodes large pictures in tiles, so that the last step needs far less memory.",
        ),
        Param(
            id="undo_mb",
            label="Undo memory in MB",
            kind="int",
            default=512,
            minimum=UNDO_MB[0],
            maximum=UNDO_MB[1],
            step=128,
            help="What the steps of an open picture may hold. The oldest are forgotten first.",
        ),
    ),
    "pictures": (
        Param(
            id="format",
            label="File format",
            kind="choice",
            default="png",
            choices=(
                Choice(id="png", label="PNG (lossless)"),
                Choice(id="jpeg", label="JPEG"),
                Choice(id="webp", label="WebP"),
            ),
        ),
        Param(
            id="quality",
            label="Quality",
            kind="int",
            default=95,
            minimum=1,
            maximum=100,
            help="For JPEG and WebP. PNG keeps every pixel as it is.",
        ),
        Param(
            id="previews",
            label="Show the picture while it is made",
            kind="bool",
            default=True,
        ),
    ),
    "writing": (
        Param(
            id="model",
            label="Language model",
            kind="choice",
            default="",
            choices=(Choice(id="", label="Automatic"),),
            help="Automatic takes your own model if there is one, else the small one that comes with "
            "Atelier.",
        ),
        Param(
            id="device",
            label="Device",
            kind="choice",
            default="auto",
            choices=(AUTOMATIC,),
            help="Where texts are written. The processor can write while the graphics card draws.",
        ),
        Param(
            id="context",
            label="Context in tokens",
            kind="int",
            default=0,
            minimum=0,
            maximum=CONTEXT_MOST,
            step=512,
            help="How much the model can read at once. More takes more memory, and no model can hold more "
            "than it was made for.",
            least="Automatic",
        ),
        Param(
            id="threads",
            label="Processor threads",
            kind="int",
            default=0,
            minimum=0,
            maximum=256,
            help="Automatic means one per physical core, and half of them while a picture is made on the "
            "processor.",
            least="Automatic",
        ),
    ),
    "privacy": (
        Param(
            id="embed_metadata",
            label="Write prompt and settings into every picture file",
            kind="bool",
            default=True,
            help="Whoever has the file can then read them. The history keeps them either way.",
        ),
    ),
    "appearance": (
        Param(
            id="theme",
            label="Theme",
            kind="choice",
            default="system",
            choices=(
                Choice(id="system", label="Like the system"),
                Choice(id="dark", label="Dark"),
                Choice(id="light", label="Light"),
            ),
        ),
        Param(
            id="text_size",
            label="Text size",
            kind="int",
            default=13,
            minimum=10,
            maximum=22,
        ),
        Param(
            id="language",
            label="Language",
            kind="choice",
            default="system",
            choices=(
                Choice(id="system", label="Like the system"),
                Choice(id="en", label="English"),
                Choice(id="zh_CN", label="简体中文"),
            ),
            help="Used from the next start on.",
        ),
    ),
}
"""Keyed by the section of ``core.settings.Settings``; the ids are the field names there."""
