"""Keeps the panel of what the model reads true: guessed before a press, the engine's own numbers after."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from studio.core.errors import StudioError
from studio.core.messages import Reads
from studio.core.text_requests import Piece
from studio.core.writing.context import Composed, Count, Passage
from studio.core.writing.request_builder import Wishes
from studio.core.writing.tools import WritingTool
from studio.ui.writing.drafting.context_panel import ContextPanel, exact_shares
from studio.ui.writing.drafting.writing_requests import Sources, build_request, facts

if TYPE_CHECKING:
    from studio.storage.models import ModelEntry
    from studio.ui.writing.page import WritePage


class ContextView(QObject):
    """Remembers what the last request was made of, for the dialog with the whole text."""

    def __init__(self, page: "WritePage", panel: ContextPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._panel = page, panel
        self._pieces: tuple[Piece, ...] = ()
        self._composed: Composed | None = None
        self._reads: Reads | None = None
        self._context = 0
        panel.whole_wanted.connect(self.show_whole)
        panel.show_composed(None, 0)

    def guess(
        self,
        tool: WritingTool,
        sources: Sources,
        model: "ModelEntry",
        wishes: Wishes,
        found: tuple[Passage, ...],
        count: Count,
    ) -> None:
        """What a press at the caret would read."""
        editor = self._page.editor
        caret = editor.selection()[1]
        place = sources.place(caret, caret)
        try:
            built = build_request(
                tool, sources, place, model, wishes, item=editor.item, found=found, count=count
            )
        except StudioError:
            self._panel.show_composed(None, 0)
            return
        self.show(built.request.pieces, built.composed, facts(model).planned(wishes.context))

    def show(self, pieces: tuple[Piece, ...], composed: Composed | None, context: int) -> None:
        self._pieces, self._composed, self._context, self._reads = pieces, composed, context, None
        self._panel.show_composed(composed, context)

    def told(self, reads: Reads) -> None:
        """The engine says what it got."""
        self._reads = reads
        if self._composed is None:
            return
        exact = exact_shares(self._pieces, reads.tokens, reads.marks)
        self._panel.show_composed(self._composed, reads.context or self._context, exact=exact)
        cached = self.tr("%1 tokens were still in memory and not read again.")
        self._panel.tokens.setToolTip(cached.replace("%1", f"{reads.cached:,}") if reads.cached else "")

    @Slot()
    def show_whole(self) -> None:
        """The dialog with the whole text."""
        from studio.ui.writing.drafting.context_dialog import ContextDialog

        prompt = self._reads.prompt if self._reads else "".join(piece.text for piece in self._pieces)
        dialog = ContextDialog(self._page, prompt, self._pieces, exact=self._reads is not None)
        dialog.show()
