"""Refine: the frame drawn over again, more or less freely."""

from studio.ui.canvas.generating.intent import IntentSpec, Situation

SPEC = IntentSpec(
    id="refine",
    label="Refine",
    icon="paint-brush-broad",
    order=20,
    help="Draws the frame over again; the strength says how freely.",
    why="The strength is under 100 %, so what is in the frame is drawn over.",
    rank=2,
    strength=0.5,
    says_strength=True,
)


def offered(now: Situation) -> bool:
    return now.drawn


def suits(now: Situation) -> bool:
    return now.strength < 1.0
