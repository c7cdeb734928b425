"""The canvas among the commands of the window: zoom, undo, staged results, intents, and the tools."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from studio.ui.actions import Command, Commands
from studio.ui.canvas import keys
from studio.ui.canvas.bars.symmetry_popup import is_on
from studio.ui.canvas.bars.tool_text import tool_text
from studio.ui.canvas.generating.generation import Generation
from studio.ui.canvas.generating.intent import said
from studio.ui.canvas.generating.live import Live
from studio.ui.canvas.page import CanvasPage
from studio.ui.canvas.strokes.stroke_tool import StrokeTool
from studio.ui.canvas.tool import Symmetry


class CanvasCommands(QObject):
    """Adds the commands of ``page`` and keeps those that cannot be run now disabled."""

    def __init__(self, commands: Commands, page: CanvasPage, live: Live) -> None:
        super().__init__(page)
        self._commands, self._page, self._live = commands, page, live
        self._add()
        page.possible_changed.connect(self._show_possible)
        self._show_possible()

    def _add(self) -> None:
        page, view, group = self._page, self._page.view, self.tr("Canvas")
        results = page.results
        for command, slot in (
            (Command("undo", self.tr("Undo"), group, keys.UNDO, "arrow-u-up-left"), page.undo),
            (Command("redo", self.tr("Redo"), group, keys.REDO, "arrow-u-up-right"), page.redo),
            (Command("fit", self.tr("Fit in the window"), group, keys.FIT, "corners-out"), view.fit),
            (Command("actual", self.tr("Zoom to 100 %"), group, keys.ACTUAL, "frame-corners"), view.actual),
            (Command("zoom_in", self.tr("Zoom in"), group, keys.ZOOM_IN, "plus"), view.zoom_in),
            (Command("zoom_out", self.tr("Zoom out"), group, keys.ZOOM_OUT, "minus"), view.zoom_out),
            (
                Command("live", self.tr("Live: redraw while painting"), group, keys.LIVE, "lightning"),
                self._live.toggle,
            ),
        ):
            self._commands.add(command, slot)
        self._commands.action("zoom_in").setShortcuts([QKeySequence(keys.ZOOM_IN), QKeySequence("Ctrl+=")])
        for command, slot in (
            (
                Command("previous", self.tr("Previous result"), group, keys.PREVIOUS, "caret-left"),
                lambda: results.step(-1),
            ),
            (
                Command("next", self.tr("Next result"), group, keys.NEXT, "caret-right"),
                lambda: results.step(1),
            ),
            (Command("accept", self.tr("Accept the result"), group, keys.ACCEPT, "check"), page.accept),
            (Command("discard", self.tr("Discard the result"), group, keys.DISCARD, "x"), results.discard),
            (
                Command("keep_all", self.tr("Keep all results as layers"), group, "", "stack"),
                results.keep_all,
            ),
            (
                Command("compare", self.tr("Compare before and after"), group, keys.COMPARE, "columns"),
                page.toggle_comparing,
            ),
        ):
            self._commands.add(command, slot, only_in="canvas")

    def _show_possible(self) -> None:
        page, staged = self._page, len(self._page.results.stage.staged)
        history = page.document.history
        possible = {
            "undo": history.can_undo
            or page.document.editing is not None
            or page.document.withdraw is not None,
            "redo": history.can_redo,
            "previous": staged > 1,
            "next": staged > 1,
            "compare": page.can_compare,
            "accept": page.can_accept,
            "discard": staged > 0,
            "keep_all": staged > 0,
        }
        for identity, can in possible.items():
            self._commands.action(identity).setEnabled(can)


class IntentCommands(QObject):
    """Every named intent as a command that does it at once; those that mean nothing now are disabled."""

    def __init__(self, commands: Commands, generation: Generation, page: CanvasPage) -> None:
        super().__init__(page)
        self._generation = generation
        self._actions: dict[str, QAction] = {}
        group = self.tr("Picture")
        for spec in generation.intents.specs:
            command = Command(f"intent_{spec.id}", said(spec.label), group, "", spec.icon)
            action = commands.add(command, partial(generation.run, spec.id))
            action.setToolTip(said(spec.help))
            self._actions[spec.id] = action
        page.document_told.connect(self._show_possible)
        self._show_possible()

    def _show_possible(self) -> None:
        now = self._generation.situation()
        for identity, action in self._actions.items():
            action.setEnabled(self._generation.intents.offered(identity, now))


class ToolCommands(QObject):
    """Every tool, the colours, the size of the tip and symmetry as commands, so that all can be found.

    Their keys work while the canvas has the focus; the tool in hand hears a key before them.
    """

    def __init__(self, commands: Commands, page: CanvasPage) -> None:
        super().__init__(page)
        self._commands, self._page, self._desk = commands, page, page.desk
        group = self.tr("Tools")
        for spec in page.tools.specs:
            command = Command(f"tool_{spec.id}", tool_text(spec.label), group, spec.shortcut, spec.icon)
            action = commands.add(command, partial(self._choose, spec.id), only_in="canvas")
            action.setToolTip(tool_text(spec.help))
        self._add_painting()
        page.tools.changed.connect(self._show_possible)
        self._desk.symmetry_changed.connect(self._show_possible)
        self._show_possible()

    def _add_painting(self) -> None:
        desk, group = self._desk, self.tr("Painting")
        for identity, text, shortcut, icon, slot in (
            ("tip_smaller", self.tr("Smaller tip"), keys.SMALLER, "minus", lambda: self._resize(False)),
            ("tip_larger", self.tr("Larger tip"), keys.LARGER, "plus", lambda: self._resize(True)),
            ("opacity_less", self.tr("Less opacity"), keys.FAINTER, "minus", lambda: self._cover(False)),
            ("opacity_more", self.tr("More opacity"), keys.STRONGER, "plus", lambda: self._cover(True)),
            ("colours_swap", self.tr("Swap ink and ground"), keys.SWAP, "swap", desk.swap_colours),
            (
                "colours_default", self.tr("Dark ink on white ground"), keys.DEFAULTS, "circle-half",
                desk.default_colours,
            ),
            (
                "symmetry_across", self.tr("Mirror strokes left and right"), "", "arrows-left-right",
                partial(self._repeat, "across"),
            ),
            (
                "symmetry_down", self.tr("Mirror strokes top and bottom"), "", "arrows-down-up",
                partial(self._repeat, "down"),
            ),
            (
                "symmetry_wrap", self.tr("Wrap strokes around at the edges"), "", "snowflake",
                partial(self._repeat, "wrap"),
            ),
            ("symmetry_off", self.tr("No symmetry"), "", "x", self._repeat_nothing),
        ):  # fmt: skip
            self._commands.add(Command(identity, text, group, shortcut, icon), slot, only_in="canvas")

    def _choose(self, identity: str) -> None:
        self._page.tools.choose(identity)
        self._page.view.setFocus()

    def _resize(self, larger: bool) -> None:
        tool = self._page.tools.tool
        if isinstance(tool, StrokeTool):
            tool.resize(larger=larger)

    def _cover(self, more: bool) -> None:
        tool = self._page.tools.tool
        if isinstance(tool, StrokeTool):
            tool.cover(more=more)

    def _repeat(self, how: str) -> None:
        """Turn one kind of symmetry on, or off again."""
        symmetry = self._desk.symmetry
        fields: dict[str, bool] = {how: not getattr(symmetry, how)}
        self._desk.symmetry = replace(symmetry, **fields)  # pyright: ignore[reportArgumentType]
        self._desk.symmetry_changed.emit()

    def _repeat_nothing(self) -> None:
        self._desk.symmetry = Symmetry()
        self._desk.symmetry_changed.emit()

    def _show_possible(self) -> None:
        tipped = isinstance(self._page.tools.tool, StrokeTool)
        for identity in ("tip_smaller", "tip_larger", "opacity_less", "opacity_more"):
            self._commands.action(identity).setEnabled(tipped)
        self._commands.action("symmetry_off").setEnabled(is_on(self._desk.symmetry))
