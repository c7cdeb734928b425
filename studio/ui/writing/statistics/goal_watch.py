"""Says quietly, once, that a goal was reached."""

from datetime import date

from PySide6.QtCore import QObject, QTimer

from studio.core.errors import StudioError
from studio.storage.manuscripts.project import Project
from studio.ui.writing.outline.rows import words_text
from studio.ui.writing.page import WritePage

PAUSE = 3000
"""Milliseconds after the last key: nobody is interrupted in a word, and the text is saved by then."""
_TOLD = "goals told"


class GoalWatch(QObject):
    """Also knows how many words there were when the project was opened."""

    def __init__(self, page: WritePage) -> None:
        super().__init__(page)
        self._page = page
        self.start = 0
        self._later = QTimer(self, singleShot=True, interval=PAUSE)
        self._later.timeout.connect(self.look)
        page.project_opened.connect(self._opened)

    def _opened(self, project: Project | None) -> None:
        self.start = project.total() if project else 0
        self._later.stop()
        if self._page.buffers:
            self._page.buffers.edited.connect(lambda _item: self._later.start())

    def look(self) -> None:
        """Tell of goals that are reached now and were not told of."""
        project = self._page.project
        if project is None or project.read_only:
            return
        outline, today = project.outline, date.today().isoformat()
        total = project.total()
        told = project.recall(_TOLD, {})
        told = told if isinstance(told, dict) else {}
        day = project.day_log().get(today)
        words = []
        if outline.daily_goal and day and day.written >= outline.daily_goal and told.get("day") != today:
            told["day"] = today
            words.append(
                self.tr("{words} words today: the goal of the day is reached.").format(
                    words=words_text(day.written)
                )
            )
        if outline.goal and total >= outline.goal > self.start and told.get("goal") != outline.goal:
            told["goal"] = outline.goal
            words.append(
                self.tr("{words} words: the goal of the project is reached.").format(words=words_text(total))
            )
        if words:
            try:
                project.remember(_TOLD, told)
            except StudioError:
                return  # said again and again would be worse than not said
            self._page.message.emit(" ".join(words))
