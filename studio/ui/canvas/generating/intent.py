"""What a named intent is: the situation it is offered in and everything it sets."""

from dataclasses import dataclass

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QRect

from studio.core.discovery import discover
from studio.core.layers import State, walk
from studio.ui.canvas.document import Document
from studio.ui.canvas.flatten import SHOWN_KINDS
from studio.ui.canvas.plane import Plane

INTENTS = "studio.ui.canvas.generating.intents"


class IntentSpec(Struct, frozen=True, kw_only=True):
    """One intent. ``label``, ``why`` and ``help`` are English, translated in context "Intent".

    Lengths are shares of the shorter side of what is redrawn. ``strength`` holds while the panel's own
    stands at 100 %.
    """

    id: str
    label: str
    icon: str
    order: int
    """Place in the menu."""
    help: str
    why: str = ""
    """Said when it was chosen by itself."""
    rank: int = 0
    """Of several that suit the situation the one with the highest is chosen; 0 is never chosen by itself."""
    area: str = "frame"
    """What is drawn: the ``frame``, or a crop around the ``selection``."""
    size: str = "frame"
    """Drawn at the size of the ``frame``, at the ``model``'s resolution, or at ``double`` size in tiles."""
    picture: bool = True
    """Whether it begins from what is there."""
    mask: str = "none"
    """What is redrawn: ``none`` is everything; else ``selection``, ``background`` or ``outside``."""
    strength: float = 1.0
    says_strength: bool = False
    """It is named with its strength; chosen at 100 % it sets the panel's."""
    prefill: str = "none"
    refills: bool = False
    """Prefills even while the panel's strength is under 100 %, which else means: begin from what is there."""
    soften: float = 0.0
    """How deep into the mask what is drawn joins its surroundings, as a share of the greatest depth."""
    grow: float = 0.0
    feather: float = 0.06
    context: float = 0.5
    """How much around the selection is shown to the model, on each side."""
    least: float = 1.0
    """Share of the model's side that a crop has at least: less shows finer detail, more its surroundings."""
    prompt: bool = True
    """Whether the panel's prompt is used; otherwise there is none."""


@dataclass(frozen=True)
class Situation:
    """What intents are chosen by."""

    selected: bool
    drawn: bool
    """The frame holds something of the picture."""
    past_edge: bool
    """The frame reaches past the document's edge."""
    strength: float
    """As the panel says, in (0, 1]."""


def situation(document: Document, strength: float) -> Situation:
    """How things are now; looks at tiles, not at pixels."""
    frame, area = document.frame, document.area
    return Situation(
        selected=document.state.selected,
        drawn=is_drawn(document.state, document.planes, frame.intersected(area)),
        past_edge=not area.contains(frame),
        strength=strength,
    )


def is_drawn(state: State, planes: dict[str, Plane], area: QRect) -> bool:
    """Whether any visible layer has tiles in ``area``."""
    return not area.isEmpty() and any(
        layer.visible
        and layer.kind in SHOWN_KINDS
        and layer.id in planes
        and any(True for _ in planes[layer.id].touching(area))
        for layer in walk(state.layers)
    )


class Intents:
    """All intents by id, in the order of the menu."""

    def __init__(self) -> None:
        modules = sorted(discover(INTENTS).values(), key=lambda module: module.SPEC.order)
        self._modules = {module.SPEC.id: module for module in modules}

    @property
    def specs(self) -> list[IntentSpec]:
        return [module.SPEC for module in self._modules.values()]

    def spec(self, identity: str) -> IntentSpec:
        return self._modules[identity].SPEC

    def offered(self, identity: str, now: Situation) -> bool:
        """Whether the intent means something now."""
        return self._modules[identity].offered(now)

    def automatic(self, now: Situation) -> IntentSpec:
        """The one that suits the situation."""
        suitable = [
            module.SPEC
            for module in self._modules.values()
            if module.SPEC.rank and module.offered(now) and module.suits(now)
        ]
        return max(suitable, key=lambda spec: spec.rank)


def strength_of(spec: IntentSpec, strength: float) -> float:
    """How much is redrawn: as the panel says, or as the intent wants while that says everything."""
    return strength if strength < 1.0 else spec.strength


def said(text: str) -> str:
    """A label or sentence of an intent, translated."""
    return QCoreApplication.translate("Intent", text) if text else ""


def label_of(identity: str) -> str:
    """What the intent of a request is called; empty for one that is not known."""
    module = discover(INTENTS).get(identity)
    return said(module.SPEC.label) if module else ""
