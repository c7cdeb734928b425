"""Figures of a project as they are shown, goals as they are set and told."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zlib import crc32

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel, QMainWindow

from studio.core.writing.outline import scenes
from studio.storage.manuscripts.project import Project
from studio.ui.actions import Commands
from studio.ui.writing.page import WritePage
from studio.ui.writing.statistics.charts import DayChart
from studio.ui.writing.statistics.counting import Counting, words_of_model
from studio.ui.writing.statistics.figures import Figures
from studio.ui.writing.statistics.statistics_view import SCENE, StatisticsView


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "Salt", "The Salt Road")
    one = made.add("chapter", "One")
    made.add("scene", "A", parent=one.id, text="She bit her trembling lip. She bit her trembling lip.\n")
    made.add("scene", "B", parent=made.add("chapter", "Two").id, text="“Stay,” she said. The lantern fell.\n")
    yield made
    made.close()


@pytest.fixture
def page(qtbot, theme, project) -> Iterator[WritePage]:
    window = QMainWindow()
    made = WritePage()
    window.setCentralWidget(made)
    window.resize(1400, 900)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield made


@pytest.fixture
def figures(page, project) -> Figures:
    made = Figures(page)
    made.join(Commands(page.window()))
    page.set_project(project)
    return made


@pytest.fixture
def view(qtbot, figures) -> StatisticsView:
    figures.show()
    made = figures.view.view
    assert isinstance(made, StatisticsView)
    settled(qtbot, made)
    return made


def settled(qtbot, view: StatisticsView) -> None:
    qtbot.waitUntil(lambda: not view._busy and not view._later.isActive())


def shown(view: StatisticsView) -> list[str]:
    return [found.text() for found in view.findChildren(QLabel) if not found.isHidden()]


def test_words_of_the_whole_and_of_the_open_text(qtbot, view, page, project) -> None:
    assert "16" in shown(view)
    page.open_item(scenes(project.outline)[1].id)
    page.editor.insert_text(0, "Three more words. ", "Type")
    page.show_centre_view("statistics")
    settled(qtbot, view)
    view.scope.setCurrentIndex(view.scope.findData(SCENE))
    view.refresh()
    settled(qtbot, view)
    assert "9" in shown(view)  # with what is not saved yet


def test_repeated_phrases_lead_to_their_place(qtbot, view, page, project) -> None:
    row = [near.phrase for _, near in view._near].index("bit her trembling")
    view.near.setFocus()
    for _ in range(row):
        qtbot.keyClick(view.near, Qt.Key.Key_Down)
    qtbot.keyClick(view.near, Qt.Key.Key_Return)
    assert page.editor.item == scenes(project.outline)[0].id
    assert page.editor.text()[slice(*page.editor.selection())] == "bit her trembling"


def test_goals_are_set_and_a_deadline_asks_for_words_a_day(qtbot, view, project) -> None:
    assert "Set a number" in view.goals.told.text()
    view.goals.goal.setValue(1016)
    settled(qtbot, view)
    day = QDate.currentDate().addDays(9)
    view.goals.deadline.setDate(day)
    settled(qtbot, view)
    assert (project.outline.goal, project.outline.deadline) == (1016, day.toString("yyyy-MM-dd"))
    assert "100 a day" in view.goals.told.text()


def test_a_goal_takes_back_nothing_that_was_done_in_the_outline_meanwhile(view, project) -> None:
    added = project.add("scene", "Added just now")
    view.goals.daily.setValue(500)
    assert project.outline.daily_goal == 500
    assert added.id in [scene.id for scene in scenes(project.outline)]


def test_a_goal_that_is_reached_is_told_once(qtbot, figures, page, project) -> None:
    told: list[str] = []
    page.message.connect(told.append)
    project.set_outline(replace(project.outline, goal=18, daily_goal=18))
    scene = scenes(project.outline)[0]
    text = project.read(scene.id)
    figures.watch.look()
    project.save(scene.id, text.text + "Two more.\n", text.digest)
    figures.watch.look()
    figures.watch.look()
    assert len(told) == 1 and "goal of the day" in told[0] and "goal of the project" in told[0]


def test_only_what_stands_as_the_model_wrote_it_is_the_models(project) -> None:
    scene = scenes(project.outline)[0].id
    text = project.read(scene).text
    spans = [[0, 7, "job", 0, 0, crc32(text[0:7].encode())], [8, 20, "job", 0, 8, 1]]
    assert words_of_model(spans, text) == 2
    assert words_of_model("nonsense", text) == words_of_model([["x"]], text) == 0
    assert Counting().count(project, [scene], {}).from_model == -1
    project.remember(f"spans/{scene}", spans)
    assert Counting().count(project, [scene], {}).from_model == 2


def test_a_text_that_cannot_be_read_does_not_hide_the_others(project) -> None:
    first, second = (item.id for item in scenes(project.outline))
    project.path_of(first).unlink()
    found = Counting().count(project, [first, second, "unknown"], {})
    assert found.each[first].words == 0 < found.all.words


def test_the_chart_knows_the_day_under_the_pointer(qtbot, theme) -> None:
    chart = DayChart()
    qtbot.addWidget(chart)
    chart.resize(300, 150)
    chart.show_days([(date(2026, 3, 1), 5), (date(2026, 3, 2), 9)], 8)
    assert chart.day_at(10) == (date(2026, 3, 1), 5) and chart.day_at(299) == (date(2026, 3, 2), 9)
    assert "9" in chart.accessibleName()
    assert not chart.grab().isNull()


def test_a_narrow_view_has_one_column(qtbot, view) -> None:
    assert view._columns == 2
    view.resize(500, 700)
    assert view._columns == 1
