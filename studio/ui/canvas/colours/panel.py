"""The panel of colours: ink and ground, every way to choose them, and those painted with lately."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from studio.ui.canvas.colours.colour_picker import ColourPicker
from studio.ui.canvas.colours.swatch import InkAndGround, Swatch
from studio.ui.canvas.document import Document
from studio.ui.canvas.tool import Desk

RECENT_MOST = 16
RECENT_SIDE = 20


class RecentColours(QWidget):
    """A row of colours, the newest first; as many as there is room for."""

    def __init__(self, choose: Callable[[QColor], None]) -> None:
        """``choose`` is called with the QColor that is pressed."""
        super().__init__()
        self._choose = choose
        self._colours: list[str] = []
        self._swatches = [Swatch("", RECENT_SIDE) for _ in range(RECENT_MOST)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for swatch in self._swatches:
            swatch.clicked.connect(self._pressed)
            row.addWidget(swatch)
        row.addStretch(1)
        self.setMinimumWidth(1)
        self.setFixedHeight(self._swatches[0].sizeHint().height())
        self.setAccessibleName(self.tr("Colours painted with lately"))
        self._show()

    @property
    def names(self) -> list[str]:
        """As #rrggbb, newest first."""
        return list(self._colours)

    def set_names(self, names: list[str]) -> None:
        self._colours = list(dict.fromkeys(names))[:RECENT_MOST]
        self._show()

    def add(self, colour: QColor) -> None:
        """It was painted with just now."""
        if self._colours[:1] != [colour.name()]:
            self.set_names([colour.name(), *(name for name in self._colours if name != colour.name())])

    def _pressed(self) -> None:
        swatch = self.sender()
        if isinstance(swatch, Swatch):
            self._choose(swatch.colour)

    def _show(self) -> None:
        cell = self._swatches[0].sizeHint().width() + 4
        room = (self.width() + 4) // cell
        for place, swatch in enumerate(self._swatches):
            shown = place < min(room, len(self._colours))
            if shown:
                swatch.set_colour(QColor(self._colours[place]))
            swatch.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()


class ColourPanel(QScrollArea):
    """Shows and changes the colours of a desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._ground = desk, False
        self._document: Document | None = None
        self.pair = InkAndGround(desk)
        for swatch in (self.pair.ink, self.pair.ground):
            swatch.setCheckable(True)
        self.picker = ColourPicker(self.pair)
        self.recent = RecentColours(self._choose)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is inside has it
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("kind", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.picker, 1)
        column.addWidget(self.recent)
        self.setWidget(inside)
        self.pair.pressed.connect(self.edit_ground)
        self.picker.picked.connect(self._choose)
        desk.colours_changed.connect(self._show)
        desk.document_changed.connect(self._listen)
        self._listen()
        self.edit_ground(False)

    def edit_ground(self, ground: bool) -> None:
        """Which of the two the choice is for."""
        self._ground = ground
        self._show()

    def _choose(self, colour: QColor) -> None:
        self._desk.set_ground(colour) if self._ground else self._desk.set_ink(colour)

    def _show(self) -> None:
        self.pair.ink.setChecked(not self._ground)
        self.pair.ground.setChecked(self._ground)
        colours = self._desk.colours
        self.picker.set_colour(colours.ground if self._ground else colours.ink)

    def _listen(self) -> None:
        """Colours that something was done with in the open document are remembered."""
        if self._document:
            self._document.committed.disconnect(self._used)
        self._document = self._desk.document
        self._document.committed.connect(self._used)

    def _used(self) -> None:
        self.recent.add(self._desk.colours.ink)

    # Between starts

    def state(self) -> dict[str, Any]:
        """Ink, ground, recent colours and kind of sliders, to be kept as JSON."""
        colours = self._desk.colours
        return {
            "ink": colours.ink.name(),
            "ground": colours.ground.name(),
            "recent": self.recent.names,
            "sliders": self.picker.mode.text(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """As ``state`` gave it; what is missing or no colour is passed over."""
        for name, put in (("ink", self._desk.set_ink), ("ground", self._desk.set_ground)):
            if _is_colour(state.get(name)):
                put(QColor(state[name]))
        recent = state.get("recent")
        if isinstance(recent, list):
            self.recent.set_names([QColor(name).name() for name in recent if _is_colour(name)])
        if state.get("sliders") in ("HSV", "RGB"):
            self.picker.show_mode(state["sliders"])


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and QColor.isValidColorName(value)
