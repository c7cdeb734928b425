"""Expand: the picture goes on past its edge, as far as the frame reaches."""

from studio.ui.canvas.generating.intent import IntentSpec, Situation

SPEC = IntentSpec(
    id="expand",
    label="Expand",
    icon="arrows-out",
    order=70,
    help="Continues the picture where the frame reaches past its edge; the document becomes larger.",
    why="The frame reaches past the edge of the picture, so the picture is continued there.",
    rank=3,
    size="model",
    mask="outside",
    strength=0.95,
    prefill="border",
    soften=0.8,
    feather=0.08,
)


def offered(now: Situation) -> bool:
    return now.past_edge and now.drawn


def suits(now: Situation) -> bool:
    return True
