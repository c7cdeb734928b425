"""The panel beside the text: what was cut off, alternatives, legend of colours, what is read, model."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from studio.ui.writing.drafting.alternatives_panel import AlternativesPanel
from studio.ui.writing.drafting.answer_card import AnswerCard
from studio.ui.writing.drafting.certainty_legend import CertaintyLegend
from studio.ui.writing.drafting.context_panel import ContextPanel
from studio.ui.writing.drafting.model_chooser import ModelChooser


def scrolling(inner: QWidget) -> QScrollArea:
    """A widget that scrolls where a panel is too low for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inner.setProperty("kind", "page")
    area.setWidget(inner)
    return area


class DeskPanel(QWidget):
    """Lays its parts below each other."""

    cut_off_pressed = Signal(str, str)
    """Job and what to do with it: back or dismiss."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(16)
        self._cut = QVBoxLayout()
        self._cut.setSpacing(8)
        column.addLayout(self._cut)
        self.alternatives = AlternativesPanel()
        column.addWidget(self.alternatives)
        self.legend = CertaintyLegend()
        column.addWidget(self.legend)
        self.context = ContextPanel()
        column.addWidget(self.context)
        self.models = ModelChooser()
        column.addWidget(self.models)
        column.addStretch(1)

    def show_cut_off(self, found: list[tuple[str, str, int]]) -> None:
        """Job, text and words of answers that a kill cut off."""
        while self._cut.count():
            item = self._cut.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.setParent(None)
                widget.deleteLater()
        for job, text, words in found:
            title = self.tr("An answer was cut off: %n word(s)", "", words)
            card = AnswerCard(
                title,
                actions=(("back", self.tr("Bring it back")), ("dismiss", self.tr("Dismiss"))),
            )
            card.set_text(text)
            card.pressed.connect(lambda name, one=job: self.cut_off_pressed.emit(one, name))
            self._cut.addWidget(card)
