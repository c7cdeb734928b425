"""Joins statistics and goals with the Write page."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.ui.actions import Command, Commands
from studio.ui.writing.corkboard.boards import MadeLater
from studio.ui.writing.page import WritePage
from studio.ui.writing.statistics.goal_watch import GoalWatch


class Figures(QObject):
    """The view is made when it is first shown; goals are watched from the beginning."""

    def __init__(self, page: WritePage) -> None:
        super().__init__(page)
        self._page = page
        self.watch = GoalWatch(page)
        self.view = MadeLater(self._make)
        page.add_centre_view("statistics", self.tr("Statistics"), self.view)

    def join(self, commands: Commands) -> None:
        commands.add(
            Command(
                "view_statistics",
                self.tr("Statistics and goals"),
                self.tr("View"),
                "Ctrl+Shift+6",
                "chart-bar",
            ),
            self.show,
            only_in="writing",
        )

    def show(self) -> None:
        self._page.show_centre_view("statistics")
        self.view.setFocus()

    def _make(self) -> QWidget:
        from studio.ui.writing.statistics.statistics_view import StatisticsView

        made = StatisticsView(self._page, self.watch.start)
        self._page.project_opened.connect(lambda _project: setattr(made, "session_start", self.watch.start))
        made.goals_changed.connect(self.watch.look)
        return made
