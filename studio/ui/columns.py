"""Prompt panel, canvas and history gallery beside each other, and how they share the width."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from studio.ui.theme import scaled
from studio.ui.window_state import WindowState

WIDTHS = (304, 832, 304)
CANVAS_LEAST, CANVAS_GOOD, GALLERY_LEAST = 400, 500, 206
"""The gallery becomes narrower when the canvas has less than the good width, down to its own least;
without room for both least widths it is hidden, unless it was asked for."""


class Columns(QSplitter):
    """Only the canvas grows and shrinks with the window."""

    def __init__(self, panel: QWidget, canvas: QWidget, gallery: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._panel, self._gallery = panel, gallery
        self._hidden = False
        """The user put the gallery away."""
        self._asked = False
        """The gallery was asked for in a window too narrow for it."""
        self._wanted = WIDTHS[2]
        """Width of the gallery as it was dragged to, however narrow the window made it since."""
        self.splitterMoved.connect(self._dragged)
        self.setHandleWidth(1)
        canvas.setMinimumWidth(320)
        gallery.setMinimumWidth(180)
        for place, column in enumerate((panel, canvas, gallery)):
            self.addWidget(column)
            self.setStretchFactor(place, 1 if column is canvas else 0)
            self.setCollapsible(place, False)

    def restore(self, state: WindowState) -> None:
        """As they were when ``save`` was called."""
        sizes = state.numbers("columns")
        self.setSizes(sizes if len(sizes) == 3 else [scaled(WIDTHS[0]), *WIDTHS[1:]])
        self._wanted = sizes[2] if len(sizes) == 3 else WIDTHS[2]
        self._panel.setVisible(not state.flag("panel_hidden"))
        self._hidden = state.flag("gallery_hidden")
        self.give_room()

    def save(self, state: WindowState) -> None:
        """A hidden column has no width; it keeps the one it had."""
        before = state.numbers("columns")
        before = before if len(before) == 3 else list(WIDTHS)
        panel, canvas, _ = (now or old for now, old in zip(self.sizes(), before, strict=True))
        state.set("columns", [panel, canvas, self._wanted])
        state.set("panel_hidden", self._panel.isHidden())
        state.set("gallery_hidden", self._hidden)

    def toggle_panel(self) -> None:
        """Show or hide the prompt panel."""
        self._panel.setVisible(self._panel.isHidden())
        self.give_room()

    def toggle_gallery(self) -> None:
        """Show or hide the gallery."""
        if self._gallery.isHidden():
            self.show_gallery()
        else:
            self._hidden, self._asked = True, False
            self.give_room()

    def show_gallery(self) -> None:
        """Show the gallery, even in a narrow window."""
        self._hidden, self._asked = False, True
        self.give_room()

    def give_room(self) -> None:
        """Show the gallery when it is wanted and there is room for it beside the canvas."""
        taken = 0 if self._panel.isHidden() else max(self.sizes()[0], self._panel.minimumWidth())
        roomy = self.width() - taken >= scaled(CANVAS_LEAST) + scaled(GALLERY_LEAST)
        self._asked = self._asked and not roomy
        self._gallery.setVisible(not self._hidden and (roomy or self._asked))
        panel, canvas, gallery = self.sizes()
        give = min(scaled(CANVAS_GOOD) - canvas, gallery - scaled(GALLERY_LEAST))
        if give <= 0:  # the canvas has enough: the gallery takes back what it gave before
            give = -max(0, min(canvas - scaled(CANVAS_GOOD), self._wanted - gallery))
        if give and canvas > 0 and gallery > 0:
            self.setSizes([panel, canvas + give, gallery - give])

    def _dragged(self) -> None:
        """The user gave the columns other widths."""
        if not self._gallery.isHidden():
            self._wanted = self.sizes()[2]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.give_room()
