"""What the colours of certainty mean just now, and by how many words that was judged."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from studio.core.writing.certainty import SHARES, Scale
from studio.ui.theme import scaled
from studio.ui.widgets import label
from studio.ui.writing.drafting.certainty import certainty_colour, percent

_FEW = 24
"""Below so many words the expectation of any model weighs more than they do."""


class CertaintyLegend(QWidget):
    """A swatch and a sentence for each of the three tints, strongest last."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(self.tr("Certainty"), "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self._swatches: list[QLabel] = []
        self.steps: list[QLabel] = []
        for row in range(len(SHARES)):
            swatch = QLabel()
            swatch.setFixedSize(scaled(26), scaled(14))
            said = label("", "muted", wrap=True)
            grid.addWidget(swatch, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, row, 1)
            self._swatches.append(swatch)
            self.steps.append(said)
        column.addLayout(grid)
        self.judged = label("", "muted", wrap=True)
        column.addWidget(self.judged)
        column.addWidget(
            label(self.tr("Click a word to see what else could stand there."), "muted", wrap=True)
        )
        self.hide()

    def show_scale(self, scale: Scale) -> None:
        """The limits as they are now."""
        words = (
            self.tr("under %1: the least certain quarter"),
            self.tr("under %1: the least certain tenth"),
            self.tr("under %1: least certain of all"),
        )
        for step, (swatch, said, text) in enumerate(zip(self._swatches, self.steps, words, strict=True), 1):
            colour = certainty_colour(step)
            if colour:
                rgba = f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, {colour.alpha()})"
                swatch.setStyleSheet(f"background: {rgba}; border-radius: 3px;")
            said.setText(text.replace("%1", percent(scale.limits[step - 1])))
        if scale.words < _FEW:
            judged = self.tr(
                "The model wrote few words here as yet (%1); its words are judged by what is usual of models."
            )
        else:
            judged = self.tr(
                "Judged by the %1 words it wrote in this text. Half of them had %2 or more; "
                "words that had 50 % or more are never tinted."
            )
        self.judged.setText(judged.replace("%1", f"{scale.words:,}").replace("%2", percent(scale.typical)))
