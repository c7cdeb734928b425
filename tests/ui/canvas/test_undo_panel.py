"""The panel of steps: what it lists, going there, ten thousand of them, and the budget."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from studio.ui.canvas.document import Document
from studio.ui.canvas.page import CanvasPage
from studio.ui.canvas.tool import Desk
from studio.ui.canvas.undo import Step
from studio.ui.canvas.undo_panel import BUDGETS, MB, UndoPanel, megabytes
from studio.ui.theme import Theme, tokens


@pytest.fixture
def desk(theme: Theme) -> Iterator[Desk]:
    kept = QObject()
    yield Desk(Document.new(64, 64, "Paint", kept), kept)
    shiboken6.delete(kept)


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> Iterator[UndoPanel]:
    made = UndoPanel(desk)
    qtbot.addWidget(made)
    tester = QAbstractItemModelTester(
        made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made.model
    )
    made.resize(300, 240)
    made.show()
    qtbot.waitExposed(made)
    yield made
    del tester


def paint(document: Document, name: str, shade: int = 0) -> None:
    area = QRect(0, 0, 8, 8)
    with document.edit(name) as edit:
        edit.paint(
            document.state.active, area, lambda painter: painter.fillRect(area, QColor(shade + 1, 90, 90))
        )


def rows(panel: UndoPanel) -> list[str]:
    return [panel.model.index(row).data() for row in range(panel.model.rowCount())]


def shade(panel: UndoPanel, row: int) -> object:
    return panel.model.index(row).data(Qt.ItemDataRole.ForegroundRole)


def test_steps_are_listed_and_the_one_of_now_is_marked(panel: UndoPanel, desk: Desk) -> None:
    assert rows(panel) == ["Beginning"] and panel.list.currentIndex().row() == 0
    for number, name in enumerate(("Stroke", "Fill", "Move")):
        paint(desk.document, name, number)
    assert rows(panel) == ["Beginning", "Stroke", "Fill", "Move"]
    assert panel.list.currentIndex().row() == 3
    desk.document.undo()
    assert panel.list.currentIndex().row() == 2
    assert [shade(panel, row) is None for row in range(4)] == [True, True, True, False]
    assert QColor(shade(panel, 3)).name() == tokens().muted  # pyright: ignore[reportArgumentType]
    paint(desk.document, "Other", 7)
    assert rows(panel) == ["Beginning", "Stroke", "Fill", "Other"]


def test_a_click_goes_there(panel: UndoPanel, desk: Desk) -> None:
    for number in range(5):
        paint(desk.document, f"Step {number}", number)
    place = panel.list.visualRect(panel.model.index(2)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.document.history.index == 2
    panel.list.clicked.emit(panel.model.index(0))
    assert desk.document.history.index == 0 and panel.list.currentIndex().row() == 0
    panel.list.clicked.emit(panel.model.index(5))
    assert desk.document.history.index == 5
    assert desk.document.history.steps[4].name == "Step 4"


def test_a_step_is_chosen_with_the_keys(panel: UndoPanel, desk: Desk) -> None:
    for number in range(3):
        paint(desk.document, f"Step {number}", number)
    panel.activateWindow()
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Up)
    assert desk.document.history.index == 3
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert desk.document.history.index == 2


def test_a_stroke_under_way_becomes_a_step_first(panel: UndoPanel, desk: Desk) -> None:
    paint(desk.document, "First")
    edit = desk.document.edit("Under way")
    edit.set_selected(True)
    panel.list.clicked.emit(panel.model.index(0))
    assert rows(panel) == ["Beginning", "First", "Under way"]
    assert desk.document.history.index == 0 and desk.document.editing is None


def test_another_document_has_its_own_steps(panel: UndoPanel, desk: Desk) -> None:
    old = desk.document
    paint(old, "Old")
    desk.set_document(Document.new(32, 32, "Paint", desk))
    assert rows(panel) == ["Beginning"]
    paint(old, "Unseen", 3)
    assert rows(panel) == ["Beginning"]
    paint(desk.document, "New")
    assert rows(panel) == ["Beginning", "New"]


def test_forgotten_steps_leave_at_the_top(panel: UndoPanel, desk: Desk, qtbot: QtBot) -> None:
    for number in range(12):
        paint(desk.document, f"Step {number}", number)
    history = desk.document.history
    qtbot.waitUntil(lambda: all(step.is_packed for step in history.steps))
    removed: list[tuple[int, int]] = []
    panel.model.rowsRemoved.connect(lambda _parent, first, last: removed.append((first, last)))
    history.set_budget(sum(step.bytes for step in history.steps[7:]))
    assert rows(panel) == ["Beginning", *(f"Step {number}" for number in range(7, 12))]
    assert removed == [(1, 7)] and panel.list.currentIndex().row() == 5
    history.go_to(1)
    qtbot.waitUntil(lambda: all(step.is_packed for step in history.steps))
    history.set_budget(1)  # what could be done again goes from the end
    assert rows(panel) == ["Beginning", "Step 7"] and panel.list.currentIndex().row() == 1
    history.clear()
    assert rows(panel) == ["Beginning"]


def test_ten_thousand_steps_come_row_by_row(panel: UndoPanel, desk: Desk) -> None:
    history = desk.document.history
    history.steps = [Step(f"Step {number}", desk.document.state, {}) for number in range(9_999)]
    history.index = 9_999
    history.changed.emit()
    assert panel.model.rowCount() == 10_000
    inserted: list[tuple[int, int]] = []
    resets: list[int] = []
    panel.model.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    panel.model.modelReset.connect(lambda: resets.append(1))
    paint(desk.document, "The last")
    assert inserted == [(10_000, 10_000)] and resets == []
    assert panel.list.currentIndex().data() == "The last"
    assert panel.list.viewport().rect().intersects(panel.list.visualRect(panel.list.currentIndex()))


def test_memory_is_counted_and_the_budget_chosen(panel: UndoPanel, desk: Desk, qtbot: QtBot) -> None:
    chosen: list[int] = []
    panel.budget_chosen.connect(chosen.append)
    before = panel.memory.text()
    with desk.document.edit("Much") as edit:
        area = QRect(0, 0, 64, 64)
        for number in range(200):
            edit.paint(f"layer{number}", area, lambda painter: painter.fillRect(area, QColor("#123456")))
        edit.set_selected(True)
    desk.document.undo()
    qtbot.waitUntil(lambda: panel.memory.text() != before)
    assert panel.budget.text() == "512 MB ▾"
    action = next(action for action in panel.budget.menu().actions() if action.data() == 2048)
    action.trigger()
    assert chosen == [2048] and desk.document.history.budget == 2048 * MB
    assert panel.budget.text() == "2 GB ▾" and "2 GB" in panel.budget.accessibleName()
    checked = [action.data() for action in panel.budget.menu().actions() if action.isChecked()]
    assert checked == [2048]
    assert [action.data() for action in panel.budget.menu().actions()] == list(BUDGETS)


def test_sizes_are_written_as_people_read_them() -> None:
    assert megabytes(0) == "0 MB"
    assert megabytes(2048) == "2 kB" and megabytes(40_001) == "40 kB"
    assert megabytes(3 * MB // 2) == "1.5 MB"
    assert megabytes(700 * MB) == "700 MB"
    assert megabytes(1536 * MB) == "1.5 GB"


def test_the_page_gives_every_document_the_budget(theme: Theme, qtbot: QtBot) -> None:
    page = CanvasPage()
    qtbot.addWidget(page)
    page.set_undo_budget(200 * MB)
    assert page.document.history.budget == 200 * MB
    page.desk.set_document(Document.new(32, 32, "Paint", page))
    assert page.document.history.budget == 200 * MB
