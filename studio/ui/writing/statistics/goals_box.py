"""The goals of a project: words of the whole, words a day, a deadline, and what that asks for."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QGridLayout,
    QProgressBar,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from studio.core.writing.goals import day_of, pace
from studio.core.writing.outline import Outline
from studio.ui.theme import GAP_2, GAP_3, scaled
from studio.ui.widgets import label
from studio.ui.writing.outline.rows import words_text

_NONE = QDate(2000, 1, 1)
"""Shown as “no deadline”."""


class GoalsBox(QWidget):
    """``changed`` with the words of the whole, the words of a day and the deadline ("" for none)."""

    changed = Signal(int, int, str)

    def __init__(self) -> None:
        super().__init__()
        self._outline: Outline | None = None
        self.goal, self.daily = QSpinBox(), QSpinBox()
        for box, most, step in ((self.goal, 10_000_000, 1000), (self.daily, 100_000, 100)):
            box.setRange(0, most)
            box.setSingleStep(step)
            box.setGroupSeparatorShown(True)
            box.setSpecialValueText(self.tr("None"))
            box.setKeyboardTracking(False)
            box.lineEdit().setTextMargins(6, 0, 0, 0)
            box.valueChanged.connect(self._tell)
        self.deadline = QDateEdit()
        self.deadline.setCalendarPopup(True)
        self.deadline.setMinimumDate(_NONE)
        self.deadline.setSpecialValueText(self.tr("None"))
        self.deadline.setDisplayFormat("yyyy-MM-dd")
        self.deadline.setMinimumHeight(scaled(30))
        self.deadline.lineEdit().setTextMargins(6, 0, 0, 0)
        self.deadline.setKeyboardTracking(False)
        self.deadline.dateChanged.connect(self._tell)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Goal of the project"))
        self.told = label("", "muted", wrap=True)
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_3)
        grid.setVerticalSpacing(4)
        for column, (name, widget) in enumerate(
            (
                (self.tr("Words in all"), self.goal),
                (self.tr("Words a day"), self.daily),
                (self.tr("Deadline"), self.deadline),
            )
        ):
            above = label(name)
            above.setBuddy(widget)
            widget.setAccessibleName(name)
            grid.addWidget(above, 0, column)
            grid.addWidget(widget, 1, column)
            grid.setColumnStretch(column, 1)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 0, 0, 0)
        column_of.setSpacing(GAP_2)
        column_of.addLayout(grid)
        column_of.addWidget(self.bar)
        column_of.addWidget(self.told)

    def show_goals(self, outline: Outline, total: int, *, read_only: bool) -> None:
        self._outline = None  # what is shown now is nobody's wish
        self.goal.setValue(outline.goal)
        self.daily.setValue(outline.daily_goal)
        end = day_of(outline.deadline)
        self.deadline.setDate(QDate(end.year, end.month, end.day) if end else _NONE)
        for widget in (self.goal, self.daily, self.deadline):
            widget.setEnabled(not read_only)
        self._outline = outline
        self.bar.setVisible(bool(outline.goal))
        self.bar.setRange(0, max(1, outline.goal))
        self.bar.setValue(min(total, max(1, outline.goal)))
        self.told.setText(self._words(outline, total))

    def _words(self, outline: Outline, total: int) -> str:
        found = pace(outline.goal, total, outline.deadline, date.today())
        if not outline.goal:
            return self.tr("Set a number of words to see how far it is.")
        if not found.left:
            return self.tr("{total} of {goal} words: the goal is reached.").format(
                total=words_text(total), goal=words_text(outline.goal)
            )
        left = self.tr("{left} of {goal} words are left.").format(
            left=words_text(found.left), goal=words_text(outline.goal)
        )
        if found.over:
            return f"{left} {self.tr('The deadline is over.')}"
        if not found.days:
            return left
        asked = self.tr("That is {words} a day for %n day(s).", "", found.days)
        return f"{left} {asked.format(words=words_text(found.a_day))}"

    def _tell(self) -> None:
        if self._outline is None:
            return
        end, shown = self.deadline.date(), self._outline
        deadline = "" if end == _NONE else end.toString("yyyy-MM-dd")
        wanted = (self.goal.value(), self.daily.value(), deadline)
        if wanted != (shown.goal, shown.daily_goal, shown.deadline):
            self.changed.emit(*wanted)


def locale_number(value: float, digits: int = 0) -> str:
    return QLocale().toString(value, "f", digits)
