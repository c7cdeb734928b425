"""Certainty on demand: the tints of draft and accepted words, their legend, and a word's figures on hover."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from studio.core.writing.certainty import Scale
from studio.ui.writing.drafting.certainty import certainty_colour, percent
from studio.ui.writing.drafting.certainty_legend import CertaintyLegend
from studio.ui.writing.drafting.drafter import Drafter
from studio.ui.writing.drafting.written_places import WrittenPlaces

if TYPE_CHECKING:
    from studio.ui.writing.editor import SceneEditor
    from studio.ui.writing.page import WritePage

SOON_MS = 60


class Tinting(QObject):
    """``on`` as the tool bar's switch says."""

    def __init__(
        self, page: "WritePage", drafter: Drafter, places: WrittenPlaces, legend: CertaintyLegend
    ) -> None:
        super().__init__(page)
        self._page, self._drafter, self.places, self._legend = page, drafter, places, legend
        self.on = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.tint)
        drafter.run_changed.connect(self.tint_soon)
        drafter.grew.connect(self.tint_soon)
        drafter.inserted.connect(self.tint_soon)
        page.item_opened.connect(self.tint_soon)
        self._watch(page.editor)
        page.second_opened.connect(self._watch)

    @Slot(object)
    def _watch(self, editor: "SceneEditor") -> None:
        editor.viewport().installEventFilter(self)

    @Slot()
    def tint_soon(self, *_what: object) -> None:
        if not self._soon.isActive():
            self._soon.start()

    @Slot(bool)
    def switch(self, on: bool) -> None:
        self.on = on
        self._legend.setVisible(on)
        self.places.set_certainty(on)
        self.tint()

    @Slot()
    def tint(self) -> None:
        """Tint the draft as it is now, and say by what it was judged."""
        run, draft = self._drafter.run, self._drafter.draft
        if not self.on:
            if draft and draft.colours:
                draft.set_colours([])
            return
        scale = self.scale()
        if run and draft:
            draft.set_colours(run.colours(lambda share: certainty_colour(scale.step(share))))
        self._legend.show_scale(scale)

    def scale(self) -> Scale:
        """Of the model that writes now, or wrote last, with what it is writing."""
        run, draft = self._drafter.run, self._drafter.draft
        if run is None or draft is None or run.item != self._page.editor.item:
            return self.places.scale_of(self.places.last_job())
        return self.places.scale_with(run.request.model, run.current)

    # On hover

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip or not self.on or not isinstance(event, QHelpEvent):
            return False
        if QApplication.activePopupWidget():
            return False  # a tip would close the choice of other words
        for editor in self._page.editors():
            if watched is editor.viewport() and editor.item == self._page.editor.item:
                said = self._figures(editor, event)
                if said:
                    QToolTip.showText(event.globalPos(), said, editor.viewport())
                    return True
        return False

    def _figures(self, editor: "SceneEditor", event: QHelpEvent) -> str:
        draft = editor.buffer.draft and self._drafter.draft
        offset = draft.offset_at(event.pos()) if draft else None
        if offset is not None:
            run = self._drafter.run
            word = run.word_at(offset) if run else None
            return self.figures(word.probability, self.scale()) if word else ""
        found = self.places.word_at(editor.offset_under(event.pos()))
        return self.figures(found.word.probability, self.places.scale_of(found.span.job)) if found else ""

    def figures(self, probability: float, scale: Scale) -> str:
        """The plain probability of a word, beside what is usual."""
        if probability < 0:
            return self.tr("This engine does not tell how likely a word was.")
        text = self.tr("The whole word: %1. Half of the model's words here: %2 or more.")
        return text.replace("%1", percent(probability)).replace("%2", percent(scale.typical))
