"""Generate: a new picture in the frame, whatever was there."""

from studio.ui.canvas.generating.intent import IntentSpec, Situation

SPEC = IntentSpec(
    id="generate",
    label="Generate",
    icon="sparkle",
    order=10,
    help="Draws a new picture in the frame.",
    why="Nothing is selected and the strength is 100 %, so the frame gets a new picture.",
    rank=1,
    picture=False,
)


def offered(now: Situation) -> bool:
    return True


def suits(now: Situation) -> bool:
    return True
