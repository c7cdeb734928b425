"""The canvas among the commands of the window: zoom, undo, and what is done with staged results."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from studio.ui.actions import Command, Commands
from studio.ui.canvas import keys
from studio.ui.canvas.page import CanvasPage

_STAGE = ("accept", "discard", "keep_all")


class CanvasCommands(QObject):
    """Adds the commands of ``page`` and keeps those that cannot be run now disabled."""

    def __init__(self, commands: Commands, page: CanvasPage) -> None:
        super().__init__(page)
        self._commands, self._page = commands, page
        self._add()
        page.stage_changed.connect(self._show_possible)
        stack, action = page.undo_stack, commands.action
        stack.canUndoChanged.connect(action("undo").setEnabled)
        stack.canRedoChanged.connect(action("redo").setEnabled)
        action("undo").setEnabled(stack.canUndo())
        action("redo").setEnabled(stack.canRedo())
        self._show_possible()

    def _add(self) -> None:
        page, view, group = self._page, self._page.view, self.tr("Canvas")
        stack = page.undo_stack
        for command, slot in (
            (Command("undo", self.tr("Undo"), group, keys.UNDO, "arrow-u-up-left"), stack.undo),
            (Command("redo", self.tr("Redo"), group, keys.REDO, "arrow-u-up-right"), stack.redo),
            (Command("fit", self.tr("Fit in the window"), group, keys.FIT, "corners-out"), view.fit),
            (Command("actual", self.tr("Zoom to 100 %"), group, keys.ACTUAL, "frame-corners"), view.actual),
            (Command("zoom_in", self.tr("Zoom in"), group, keys.ZOOM_IN, "plus"), view.zoom_in),
            (Command("zoom_out", self.tr("Zoom out"), group, keys.ZOOM_OUT, "minus"), view.zoom_out),
        ):
            self._commands.add(command, slot)
        self._commands.action("zoom_in").setShortcuts([QKeySequence(keys.ZOOM_IN), QKeySequence("Ctrl+=")])
        for command, slot in (
            (
                Command("previous", self.tr("Previous result"), group, keys.PREVIOUS, "caret-left"),
                lambda: page.step(-1),
            ),
            (
                Command("next", self.tr("Next result"), group, keys.NEXT, "caret-right"),
                lambda: page.step(1),
            ),
            (Command("accept", self.tr("Accept the result"), group, keys.ACCEPT, "check"), page.accept),
            (Command("discard", self.tr("Discard the result"), group, keys.DISCARD, "x"), page.discard),
            (Command("keep_all", self.tr("Keep all results"), group, "", "stack"), page.keep_all),
            (
                Command("compare", self.tr("Compare before and after"), group, keys.COMPARE, "columns"),
                page.toggle_comparing,
            ),
            (
                Command("copy_canvas", self.tr("Copy the picture on the canvas"), group, keys.COPY, "copy"),
                view.copy,
            ),
        ):
            self._commands.add(command, slot, focused=True)

    def _show_possible(self) -> None:
        page, document = self._page, self._page.document
        possible = {
            "previous": len(document.staged) > 1,
            "next": len(document.staged) > 1,
            "compare": document.before is not None,
            "copy_canvas": page.view.picture() is not None,
            **dict.fromkeys(_STAGE, bool(document.staged)),
        }
        for identity, can in possible.items():
            self._commands.action(identity).setEnabled(can)
