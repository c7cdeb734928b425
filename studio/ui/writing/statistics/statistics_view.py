"""Figures, goals and habits of the project, counted on a worker while the view is looked at."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import StudioError
from studio.core.writing import statistics
from studio.core.writing.boards import groups, scenes_of
from studio.core.writing.goals import last_days, streak
from studio.core.writing.outline import Outline, find
from studio.core.writing.statistics import Near
from studio.jobs import offthread
from studio.storage.manuscripts.project import Project
from studio.ui.sentences import translate_sentence
from studio.ui.theme import GAP_1, GAP_2, GAP_3, GAP_4, GAP_5, scaled
from studio.ui.widgets import hairline, label, lead_focus
from studio.ui.writing.outline.rows import words_text
from studio.ui.writing.page import WritePage
from studio.ui.writing.statistics.charts import BarList, DayChart
from studio.ui.writing.statistics.counting import Counted, Counting
from studio.ui.writing.statistics.goals_box import GoalsBox, locale_number

DAYS = 30
ROWS = 12
TWO_COLUMNS = 760
"""Pixels from which there are two columns."""
FIGURE = 150
"""Pixels of one figure at least."""
SCENE = ":scene"


class StatisticsView(QWidget):
    """A view of the page. ``session`` is how many words there were when the project was opened."""

    goals_changed = Signal()

    def __init__(self, page: WritePage, session_words: int) -> None:
        super().__init__()
        self._page, self.session_start = page, session_words
        self._counting = Counting()
        self._busy = self._again = False
        self._near: list[tuple[str, Near]] = []
        self.scope = QComboBox()
        self.scope.setAccessibleName(self.tr("What is counted"))
        self.scope.setMinimumWidth(scaled(200))
        self.scope.activated.connect(self.refresh)
        self.state = label("", "muted")
        self.figures = QGridLayout()
        self.figures.setHorizontalSpacing(GAP_5)
        self.figures.setVerticalSpacing(GAP_3)
        self._cells = []
        self.goals = GoalsBox()
        self.goals.changed.connect(self._set_goals)
        self.days = DayChart()
        self.habit = label("", "muted", wrap=True)
        self.habit.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.parts = BarList(self.tr("Words of each part"), clickable=True)
        self.frequent = BarList(self.tr("Most frequent words"))
        self.near = BarList(self.tr("Repeated near each other"), clickable=True)
        self.parts.chosen.connect(self._open_part)
        self.near.chosen.connect(self._open_near)
        self._part_items: list[str] = []
        self._lay_out()
        page.project_opened.connect(self._project_opened)
        page.outline_changed.connect(self._changed)
        self._later = QTimer(self, singleShot=True, interval=300)
        self._later.timeout.connect(self.refresh)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        top.addWidget(self.scope)
        top.addStretch(1)
        top.addWidget(self.state)
        inner = QWidget()
        inner.setProperty("kind", "page")
        inner.setObjectName("statistics")
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_5)
        whole.setSpacing(GAP_4)
        whole.addLayout(self.figures)
        whole.addWidget(hairline())
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP_5)
        self._grid.setVerticalSpacing(GAP_5)
        none = label(self.tr("Click one to see it in the text."), "muted")
        days = [self.days, self.habit]
        self._boxes = [
            self._section(self.tr("Goals"), [self.goals]),
            self._section(self.tr("Words of each day"), days),
            self._section(self.tr("Parts of it"), [self.parts]),
            self._section(self.tr("Repeated near each other"), [none, self.near]),
            self._section(self.tr("Most frequent words"), [self.frequent]),
        ]
        self._columns = 0
        whole.addLayout(self._grid)
        whole.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(hairline())
        column.addWidget(self._area, 1)
        lead_focus(self, self.scope)
        self._arrange()

    def _section(self, title: str, widgets: Sequence[QWidget]) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_2)
        column.addWidget(label(title, "strong"))
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        return box

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._arrange_figures()
        columns = 2 if self.width() >= scaled(TWO_COLUMNS) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for box in self._boxes:
            self._grid.removeWidget(box)
        for at, box in enumerate(self._boxes):
            self._grid.addWidget(box, at // columns, at % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    # When to count

    def _project_opened(self, _project: object) -> None:
        self._counting = Counting()
        self._changed()

    def _changed(self) -> None:
        if self.isVisible():
            self._later.start()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.refresh()

    def _items(self, outline: Outline) -> list[str]:
        scope = self.scope.currentData() or ""
        if scope == SCENE:
            return [self._page.editor.item] if self._page.editor.item else []
        return [item.id for item in scenes_of(outline, scope)]

    def refresh(self) -> None:
        """Count what is chosen; what is counted already is not counted again."""
        project, buffers = self._page.project, self._page.buffers
        if project is None or buffers is None:
            return
        if self._busy:
            self._again = True
            return
        self._fill_scope(project.outline)
        items = self._items(project.outline)
        texts = buffers.texts()
        self._busy, self._again = True, False
        self.state.setText(self.tr("Counting…"))
        offthread.run(
            self._counting.count, project, items, texts,
            done=lambda counted: self._arrived(project, counted), failed=self._failed,
        )  # fmt: skip

    def _fill_scope(self, outline: Outline) -> None:
        chosen = self.scope.currentData() or ""
        self.scope.clear()
        self.scope.addItem(self.tr("Whole manuscript"), "")
        if self._page.editor.item:
            self.scope.addItem(self.tr("The text that is open"), SCENE)
        for item, depth in groups(outline):
            self.scope.addItem("   " * depth + item.title, item.id)
        self.scope.setCurrentIndex(max(0, self.scope.findData(chosen)))

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.state.setText(
            translate_sentence(error.sentence) if isinstance(error, StudioError) else str(error)
        )

    def _arrived(self, project: Project, counted: Counted) -> None:
        self._busy = False
        if project is not self._page.project or self._again:
            self.refresh()
            return
        self.state.clear()
        self._show_figures(project, counted)
        self._show_goals(project, counted)
        self._show_words(project.outline, counted)

    # What is shown

    def _show_figures(self, project: Project, counted: Counted) -> None:
        found = counted.all
        english = project.outline.language.startswith("en")
        letters = self.tr("{count} without spaces").format(count=words_text(found.letters))
        longest = self.tr("the longest {count}").format(count=words_text(found.longest_sentence))
        told: list[tuple[str, str, str]] = [
            (self.tr("Words"), words_text(found.words), ""),
            (self.tr("Characters with spaces"), words_text(found.characters), letters),
            (self.tr("Pages"), words_text(found.pages), self.tr("of 250 words")),
            (self.tr("Reading time"), self._time(found.minutes), ""),
            (self.tr("Words a sentence"), locale_number(found.sentence_length, 1), longest),
            (self.tr("Dialogue"), f"{locale_number(found.dialogue * 100)} %", ""),
            (self.tr("Readability"), *self._readability(found, english=english)),
        ]
        if counted.from_model >= 0:
            share = 100 * counted.from_model / found.words if found.words else 0
            count = self.tr("{count} words").format(count=words_text(counted.from_model))
            told.append((self.tr("From the model"), f"{locale_number(share)} %", count))
        for cell in self._cells:
            self.figures.removeWidget(cell)
            cell.deleteLater()
        self._cells: list[QWidget] = []
        for name, value, more in told:
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(GAP_1 // 2)
            column.addWidget(label(name))
            column.addWidget(label(value, "title"))
            column.addWidget(label(more, "muted"))
            cell.setAccessibleName(" ".join(filter(None, (name, value, more))))
            self._cells.append(cell)
        self._arrange_figures()

    def _arrange_figures(self) -> None:
        """As many beside each other as there is room for."""
        columns = max(1, min(4, self.width() // scaled(FIGURE)))
        for at, cell in enumerate(self._cells):
            self.figures.removeWidget(cell)
            self.figures.addWidget(cell, at // columns, at % columns)
        for column in range(4):
            self.figures.setColumnStretch(column, 1 if column < columns else 0)

    def _time(self, minutes: float) -> str:
        whole = round(minutes)
        if whole < 60:
            return self.tr("{minutes} min").format(minutes=max(1, whole) if minutes else 0)
        return self.tr("{hours} h {minutes} min").format(hours=whole // 60, minutes=whole % 60)

    def _readability(self, found: statistics.TextFigures, *, english: bool) -> tuple[str, str]:
        if not found.sentences:
            return "–", ""
        if english:
            ease = statistics.reading_ease(found)
            told = self.tr("easy") if ease >= 70 else self.tr("medium") if ease >= 50 else self.tr("hard")
            return locale_number(ease), self.tr("Flesch, {how}").format(how=told)
        value = statistics.lix(found)
        told = self.tr("easy") if value < 40 else self.tr("medium") if value < 50 else self.tr("hard")
        return locale_number(value), self.tr("LIX, {how}").format(how=told)

    def _show_goals(self, project: Project, counted: Counted) -> None:
        total = project.total()
        self.goals.show_goals(project.outline, total, read_only=project.read_only)
        written = {day: found.written for day, found in project.day_log().items()}
        today = date.today()
        goal = project.outline.daily_goal
        self.days.show_days(last_days(written, today, DAYS), goal)
        row = streak(written, today, max(1, goal))
        parts = [
            self.tr("{words} words today").format(words=words_text(written.get(today.isoformat(), 0))),
            self.tr("{words} in this session").format(words=words_text(total - self.session_start)),
            self.tr("%n day(s) in a row", "", row),
        ]
        self.habit.setText(" · ".join(parts))

    def _show_words(self, outline: Outline, counted: Counted) -> None:
        rows = self._rows(outline, counted)
        self._part_items = [identity for identity, _, _ in rows]
        self.parts.show_rows([(title, words, words_text(words)) for _, title, words in rows])
        self._boxes[2].setVisible(len(rows) > 1)
        frequent = statistics.most_frequent(counted.all, ROWS)
        self.frequent.show_rows([(word, times, f"{times} ×") for word, times in frequent])
        self._near = [(item, near) for item, one in counted.each.items() for near in one.near]
        self._near.sort(key=lambda pair: (-pair[1].times * pair[1].phrase.count(" "), -pair[1].times))
        del self._near[ROWS:]
        titles = {item: found.title for item, _ in self._near if (found := find(outline, item))}
        self.near.show_rows(
            [
                (near.phrase, near.times, f"{near.times} × {titles.get(item, '')[:24]}")
                for item, near in self._near
            ]
        )
        self._boxes[3].setVisible(bool(self._near))
        self._boxes[4].setVisible(bool(frequent))

    def _rows(self, outline: Outline, counted: Counted) -> list[tuple[str, str, int]]:
        """Chapters of the whole, or scenes of a chapter, with their words."""
        scope = self.scope.currentData() or ""
        if scope == SCENE:
            return []
        group = find(outline, scope) if scope else None
        top = outline.manuscript if group is None else group.children
        rows = []
        for item in top:
            inside = [one.id for one in scenes_of(outline, item.id)] if item.kind != "scene" else [item.id]
            rows.append(
                (item.id, item.title, sum(counted.each[one].words for one in inside if one in counted.each))
            )
        return rows[:60]

    # What is wished

    def _set_goals(self, goal: int, daily: int, deadline: str) -> None:
        """Into the outline as it is now, which may be another than when the goals were shown."""
        project = self._page.project
        if project is None:
            return
        try:
            project.set_outline(replace(project.outline, goal=goal, daily_goal=daily, deadline=deadline))
        except StudioError as error:
            self._page.problem.emit(error.report())
        self._page.outline_changed.emit()
        self.goals_changed.emit()

    def _open_part(self, row: int) -> None:
        project = self._page.project
        if project and 0 <= row < len(self._part_items):
            inside = scenes_of(project.outline, self._part_items[row])
            item = find(project.outline, self._part_items[row])
            self._page.open_item(
                inside[0].id if inside and item and item.kind != "scene" else self._part_items[row]
            )

    def _open_near(self, row: int) -> None:
        if 0 <= row < len(self._near):
            item, near = self._near[row]
            if self._page.open_item(item):
                start, end = near.places[0]
                if self._page.editor.text()[start:end].casefold().split() == near.phrase.split():
                    self._page.editor.reveal(start, end)
                self._page.editor.setFocus()
