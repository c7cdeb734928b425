"""The part of the export dialog about pages: paper, margins, font, numbers."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QGridLayout, QVBoxLayout, QWidget

from studio.storage.exchange.book import SIZES, Page
from studio.ui.param_form import make_combo
from studio.ui.widgets import label

OFFERED = ("Times New Roman", "Georgia", "Garamond", "Palatino", "Courier New", "Arial")


class PageForm(QWidget):
    """Fields for a ``Page``."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.size_box, self.font_box = make_combo(), make_combo()
        self.size_box.addItems(list(SIZES))
        self._add_fonts()
        self.margin = self._number(5, 60, 1, " mm", 0)
        self.points = self._number(7, 24, 0.5, " pt", 1)
        self.spacing = self._number(1, 3, 0.05, "", 2)
        self.numbers = QCheckBox(self.tr("Page numbers"))
        self.chapters = QCheckBox(self.tr("Chapters begin on a new page"))
        self.grid = grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (text, control) in enumerate(
            (
                (self.tr("Paper"), self.size_box),
                (self.tr("Margins"), self.margin),
                (self.tr("Font"), self.font_box),
                (self.tr("Size"), self.points),
                (self.tr("Line spacing"), self.spacing),
            )
        ):
            control.setAccessibleName(text)
            grid.addWidget(label(text), row, 0)
            grid.addWidget(control, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addWidget(self.numbers)
        column.addWidget(self.chapters)
        for box in (self.size_box, self.font_box):
            box.activated.connect(self.changed)
        for spin in (self.margin, self.points, self.spacing):
            spin.valueChanged.connect(self.changed)
        for check in (self.numbers, self.chapters):
            check.toggled.connect(self.changed)

    def _number(self, least: float, most: float, step: float, unit: str, decimals: int) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(least, most)
        box.setSingleStep(step)
        box.setDecimals(decimals)
        box.setSuffix(unit)
        box.lineEdit().setTextMargins(5, 0, 2, 0)
        return box

    def _add_fonts(self) -> None:
        """Book fonts first, whether they are here or not (Word has them), then what this computer has."""
        self.font_box.addItem(self.tr("Serif of this computer"), "serif")
        for name in OFFERED:
            self.font_box.addItem(name, name)
        for name in QFontDatabase.families():
            if (
                name not in OFFERED
                and not name.startswith((".", "@"))
                and not QFontDatabase.isPrivateFamily(name)
            ):
                self.font_box.addItem(name, name)

    def page(self) -> Page:
        return Page(
            size=self.size_box.currentText(),
            margin_mm=self.margin.value(),
            font=str(self.font_box.currentData()),
            points=self.points.value(),
            spacing=self.spacing.value(),
            numbers=self.numbers.isChecked(),
            chapter_pages=self.chapters.isChecked(),
        )

    def show_page(self, page: Page) -> None:
        self.size_box.setCurrentText(page.size)
        _choose(self.font_box, page.font)
        self.margin.setValue(page.margin_mm)
        self.points.setValue(page.points)
        self.spacing.setValue(page.spacing)
        self.numbers.setChecked(page.numbers)
        self.chapters.setChecked(page.chapter_pages)


def _choose(box: QComboBox, data: str) -> None:
    at = box.findData(data)
    if at < 0:
        box.addItem(data, data)
        at = box.count() - 1
    box.setCurrentIndex(at)
