"""Undo on the canvas: a step is the document before and after it."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from studio.ui.canvas.stage import Stage


class CanvasStep(QUndoCommand):
    """Goes from one document to another and back. Results that arrive meanwhile are never lost."""

    def __init__(
        self,
        text: str,
        before: Stage,
        after: Stage,
        now: Callable[[], Stage],
        show: Callable[[Stage], object],
    ) -> None:
        super().__init__(text)
        self.before, self.after = before, after
        self._now, self._show = now, show

    def redo(self) -> None:
        self._show(self._now().returned_to(self.after, instead_of=self.before))

    def undo(self) -> None:
        self._show(self._now().returned_to(self.before, instead_of=self.after))
