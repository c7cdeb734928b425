"""Replace background: everything in the frame but what is selected."""

from studio.ui.canvas.generating.intent import IntentSpec, Situation

SPEC = IntentSpec(
    id="replace_background",
    label="Replace background",
    icon="user-focus",
    order=60,
    help="Keeps what is selected and draws everything around it in the frame anew.",
    size="model",
    mask="background",
    prefill="noise",
    feather=0.02,
)


def offered(now: Situation) -> bool:
    return now.selected and now.drawn
