"""Remove: what is selected goes, and its surroundings go on in its place."""

from studio.ui.canvas.generating.intent import IntentSpec, Situation

SPEC = IntentSpec(
    id="remove",
    label="Remove",
    icon="eraser",
    order=50,
    help="Takes what is selected out of the picture. The prompt is not used.",
    area="selection",
    size="model",
    mask="selection",
    strength=0.4,
    prefill="inpaint",
    refills=True,
    soften=0.3,
    grow=0.06,
    feather=0.08,
    context=1.0,
    prompt=False,
)


def offered(now: Situation) -> bool:
    return now.selected and now.drawn
