"""The canvas among the commands of the window: zoom, undo, and what is done with staged results."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from studio.ui.actions import Command, Commands
from studio.ui.canvas import keys
from studio.ui.canvas.generating.generation import Generation
from studio.ui.canvas.generating.intent import said
from studio.ui.canvas.generating.live import Live
from studio.ui.canvas.page import CanvasPage


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
