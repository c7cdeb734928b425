"""A click on a word of a draft or of accepted text: what else could stand there, and going on from it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Slot

from studio.core.text_requests import OtherToken
from studio.core.writing.certainty import Scale
from studio.core.writing.tools import WritingTool
from studio.ui.writing.drafting.draft_keys import DraftKeys
from studio.ui.writing.drafting.drafter import Drafter
from studio.ui.writing.drafting.tinting import Tinting
from studio.ui.writing.drafting.word_popup import WordPopup

if TYPE_CHECKING:
    from studio.ui.writing.page import WritePage


class OtherWords(QObject):
    """Joins clicks, popup and drafter."""

    def __init__(
        self, page: "WritePage", drafter: Drafter, tinting: Tinting, keys: DraftKeys, tool: WritingTool
    ) -> None:
        super().__init__(page)
        self._page, self.drafter, self._tinting, self._tool = page, drafter, tinting, tool
        self.places = tinting.places
        self.popup = WordPopup(page.editor)
        self._popup_at: tuple[str, int, int] = ("", 0, 0)
        keys.word_clicked.connect(self._word_clicked)
        keys.text_clicked.connect(self._text_clicked)
        self.popup.chosen.connect(self._go_on_from)
        self.popup.typed.connect(self._go_on_from)

    @Slot(int)
    def _word_clicked(self, offset: int) -> None:
        run, draft = self.drafter.run, self.drafter.draft
        word = run.word_at(offset) if run else None
        place = run.in_draft(word.start, word.end) if run and word else None
        if run is None or draft is None or word is None or place is None:
            return
        self._popup_at = ("draft", place[0], place[1])
        rect = draft.rect_of(*place)
        self._about(word.probability, self._tinting.scale())
        self._open_popup(rect, run.current.choices(word.token), run.current.tokens[word.token].text)

    @Slot(int)
    def _text_clicked(self, offset: int) -> None:
        """A word that was accepted keeps what else could have stood there."""
        found = self.places.word_at(offset) if self.places.certainty else None
        if found is None:
            return
        answer, word = found.answer, found.word
        self._popup_at = ("text", found.start, found.span.end)
        self._about(word.probability, self.places.scale_of(found.span.job))
        self._open_popup(
            self._page.editor.place_of(found.start),
            answer.choices(word.token),
            answer.tokens[word.token].text,
        )

    def _about(self, probability: float, scale: Scale) -> None:
        self.popup.about = self._tinting.figures(probability, scale)

    def _open_popup(self, rect: QRect, choices: list[OtherToken], chosen: str) -> None:
        view = self._page.editor.viewport()
        self.popup.open_at(QRect(view.mapToGlobal(rect.topLeft()), rect.size()), choices, chosen)

    @Slot(str)
    def _go_on_from(self, words: str) -> None:
        where, start, end = self._popup_at
        if where == "draft":
            self.drafter.go_on_from(start, words)
        elif where == "text" and not self._page.editor.isReadOnly():
            self.drafter.go_on_in_text(self._tool, start, end, words)
        self._page.editor.setFocus()
