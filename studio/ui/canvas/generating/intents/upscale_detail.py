"""Upscale: twice the size, redrawn in tiles so that detail is added."""

from studio.ui.canvas.generating.intent import IntentSpec, Situation

SPEC = IntentSpec(
    id="upscale_detail",
    label="Upscale ×2",
    icon="magnifying-glass-plus",
    order=80,
    help="Doubles the size of the document and adds detail to what is in the frame.",
    size="double",
    strength=0.2,
)


def offered(now: Situation) -> bool:
    return now.drawn and not now.past_edge
