"""Add: what the prompt names, put into the selection."""

from studio.ui.canvas.generating.intent import IntentSpec, Situation

SPEC = IntentSpec(
    id="add",
    label="Add",
    icon="plus-circle",
    order=40,
    help="Puts what the prompt names into the selection; name that thing first.",
    area="selection",
    size="model",
    mask="selection",
    prefill="blur",
    soften=0.3,
    grow=0.04,
    feather=0.15,
    context=0.75,
    least=0.6,
)


def offered(now: Situation) -> bool:
    return now.selected
