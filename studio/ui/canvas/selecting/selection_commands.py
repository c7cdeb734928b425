"""The selection among the commands of the window: all, none, its edges, masks, and the pixels in it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from studio.ui.actions import Command, Commands
from studio.ui.canvas.page import CanvasPage
from studio.ui.canvas.selecting.pixels_dialog import PixelsDialog
from studio.ui.canvas.selecting.select_subject import select_subject
from studio.ui.canvas.selecting.selected_pixels import SelectedPixels
from studio.ui.canvas.selecting.selection import selection_of
from studio.ui.canvas.selecting.selection_edges import PIXELS_MOST

# Keys as in Krita; they work while the canvas has the focus.
ALL = "Ctrl+A"
NONE = "Ctrl+Shift+A"
INVERT = "Ctrl+Shift+I"
RESELECT = "Ctrl+Shift+D"
FEATHER = "Shift+F6"
CLEAR = "Delete"
FILL_INK = "Shift+Backspace"
FILL_GROUND = "Backspace"
STOP = "Escape"
LATE = 700
"""Milliseconds after which it is said that a selection is still being computed."""
OPTIONS = "selection"
"""Under this name the desk keeps the numbers of pixels that were last chosen."""
_FIRST = {"grow": 4, "shrink": 4, "feather": 8, "border": 8, "smooth": 8}
_NEED_SELECTION = (
    "select_none",
    "select_invert",
    "select_to_mask",
    "select_to_transparency",
    "select_to_region",
    *(f"select_{name}" for name in _FIRST),
)


class SelectionCommands(QObject):
    """Adds the commands for the selection of ``page``; those that mean nothing now are disabled."""

    def __init__(self, commands: Commands, page: CanvasPage) -> None:
        super().__init__(page)
        self._commands, self._page = commands, page
        self.selection = selection_of(page.desk)
        self.pixels = SelectedPixels(page.desk)
        self.dialog: PixelsDialog | None = None
        """The question that is open."""
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE)
        self._late.timeout.connect(self._say_late)
        self._add()
        page.document_told.connect(self._show_possible)
        self.selection.work.busy_changed.connect(self._busy_changed)
        self._show_possible()

    def _add(self) -> None:
        selection, pixels, group = self.selection, self.pixels, self.tr("Selection")
        for identity, text, keys, icon, slot in (
            ("all", self.tr("Select all"), ALL, "selection-all", selection.select_all),
            ("none", self.tr("Deselect"), NONE, "selection-slash", selection.select_none),
            ("again", self.tr("Reselect"), RESELECT, "arrow-counter-clockwise", selection.reselect),
            ("invert", self.tr("Invert the selection"), INVERT, "selection-inverse", selection.invert),
            ("subject", self.tr("Select the subject"), "", "user-focus", self.select_subject),
            ("layer", self.tr("Select what the layer covers"), "", "selection-foreground", self._from_layer),
            (
                "grow",
                self.tr("Grow the selection…"),
                "",
                "arrows-out-simple",
                lambda: self.ask("grow", self.tr("Grow the selection"), self.tr("Grow by"), selection.grow),
            ),
            (
                "shrink",
                self.tr("Shrink the selection…"),
                "",
                "arrows-in-simple",
                lambda: self.ask(
                    "shrink", self.tr("Shrink the selection"), self.tr("Shrink by"), selection.shrink
                ),
            ),
            (
                "feather",
                self.tr("Feather the selection…"),
                FEATHER,
                "drop",
                lambda: self.ask(
                    "feather", self.tr("Feather the selection"), self.tr("Fade over"), selection.feather
                ),
            ),
            (
                "border",
                self.tr("Border of the selection…"),
                "",
                "selection",
                lambda: self.ask(
                    "border", self.tr("Border of the selection"), self.tr("Width"), selection.border
                ),
            ),
            (
                "smooth",
                self.tr("Smooth the selection…"),
                "",
                "circle",
                lambda: self.ask(
                    "smooth", self.tr("Smooth the selection"), self.tr("Round by"), selection.smooth
                ),
            ),
            ("to_mask", self.tr("Save the selection as a mask layer"), "", "stack", selection.to_mask_layer),
            (
                "to_transparency",
                self.tr("Show only the selection (transparency mask)"),
                "",
                "selection-background",
                lambda: selection.to_mask_layer("transparency"),
            ),
            (
                "to_region",
                self.tr("Give the selection its own prompt (region)"),
                "",
                "map-trifold",
                lambda: selection.to_mask_layer("region"),
            ),
            ("clear", self.tr("Clear the selected pixels"), CLEAR, "eraser", pixels.clear),
            ("fill_ink", self.tr("Fill with the ink"), FILL_INK, "paint-bucket", pixels.fill_with_ink),
            (
                "fill_ground",
                self.tr("Fill with the ground colour"),
                FILL_GROUND,
                "paint-bucket",
                pixels.fill_with_ground,
            ),
            ("stop", self.tr("Stop computing the selection"), STOP, "stop", selection.work.drop_all),
        ):
            self._commands.add(Command(f"select_{identity}", text, group, keys, icon), slot, only_in="canvas")

    def _show_possible(self) -> None:
        document = self._page.document
        for identity in _NEED_SELECTION:
            self._commands.action(identity).setEnabled(document.state.selected)
        for identity in ("select_clear", "select_fill_ink", "select_fill_ground", "select_layer"):
            self._commands.action(identity).setEnabled(document.active is not None)
        self._commands.action("select_stop").setEnabled(self.selection.work.busy)

    def _busy_changed(self, busy: bool) -> None:
        self._show_possible()
        if not busy:
            self._late.stop()
        elif not self._late.isActive():
            self._late.start()

    def _say_late(self) -> None:
        self._page.desk.message.emit(self.tr("The selection is being computed. Esc stops it."))

    def select_subject(self) -> None:
        """Find what stands out within the selection, or in the frame."""
        select_subject(self.selection, self._page.document)

    def _from_layer(self) -> None:
        self.selection.from_layer(self._page.document.state.active)

    def ask(self, identity: str, title: str, question: str, call: Callable[[int], object]) -> None:
        """Ask for a number of pixels, by default the last one, and call with it."""
        if self.dialog:
            self.dialog.reject()
        desk = self._page.desk
        kept = desk.options.get(OPTIONS, {}).get(identity)
        value = kept if isinstance(kept, int) else _FIRST[identity]
        dialog = self.dialog = PixelsDialog(title, question, value, PIXELS_MOST, self._page)

        def chosen(pixels: int) -> None:
            desk.set_option(OPTIONS, identity, pixels)
            call(pixels)

        dialog.chosen.connect(chosen)
        dialog.finished.connect(self._answered)
        dialog.open()

    def _answered(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog:
            dialog.deleteLater()
        self._page.view.setFocus()
