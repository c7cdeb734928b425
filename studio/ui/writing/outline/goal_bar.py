"""What was written today, and how much of the day's goal that is."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from studio.storage.manuscripts.project import Project
from studio.ui.theme import GAP_2, GAP_3
from studio.ui.widgets import label
from studio.ui.writing.outline.rows import words_text


class GoalBar(QWidget):
    """Without a goal it only counts."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_3)
        column.setSpacing(GAP_2)
        row = QHBoxLayout()
        self._today = label(self.tr("Today"), "muted")
        self.count = label("", "muted")
        row.addWidget(self._today)
        row.addStretch(1)
        row.addWidget(self.count)
        column.addLayout(row)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Goal of today"))
        column.addWidget(self.bar)

    def show_day(self, project: Project, unsaved: int) -> None:
        """``unsaved`` words were typed since the texts were saved."""
        day = project.day_log().get(date.today().isoformat())
        written = max(0, (day.written if day else 0) + unsaved)
        goal = project.outline.daily_goal
        if goal:
            text = self.tr("%1 / %2 words").replace("%1", words_text(written)).replace("%2", words_text(goal))
        else:
            text = self.tr("%Ln word(s)", "", written)
        self.count.setText(text)
        self.bar.setVisible(bool(goal))
        self.bar.setRange(0, max(1, goal))
        self.bar.setValue(min(written, max(1, goal)))
