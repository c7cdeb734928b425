"""Fill: the selection drawn anew to suit its surroundings."""

from studio.ui.canvas.generating.intent import IntentSpec, Situation

SPEC = IntentSpec(
    id="fill",
    label="Fill",
    icon="paint-bucket",
    order=30,
    help="Draws the selection anew so that it suits what is around it.",
    why="There is a selection, so only that is drawn.",
    rank=4,
    area="selection",
    size="model",
    mask="selection",
    prefill="blur",
    soften=0.3,
)


def offered(now: Situation) -> bool:
    return now.selected


def suits(now: Situation) -> bool:
    return now.selected
