"""Cards and rows of scenes: moved, written on, chosen by state, opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLineEdit, QMainWindow

from studio.core.writing.outline import every, scenes
from studio.storage.manuscripts.project import Project
from studio.ui.actions import Commands
from studio.ui.writing.corkboard import table_model
from studio.ui.writing.corkboard.boards import Boards
from studio.ui.writing.corkboard.card_painting import synopsis_rect, title_rect
from studio.ui.writing.corkboard.corkboard import Corkboard
from studio.ui.writing.corkboard.scene_table import SceneTable
from studio.ui.writing.corkboard.writing_in_place import LineInPlace, TextInPlace
from studio.ui.writing.page import WritePage


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "Salt", "The Salt Road")
    one, two = made.add("chapter", "One"), made.add("chapter", "Two")
    for title, parent, status in (("A", one, "draft"), ("B", one, ""), ("C", two, "done")):
        made.add("scene", title, parent=parent.id, text="Some words here.\n", status=status)
    yield made
    made.close()


@pytest.fixture
def page(qtbot, theme, project) -> Iterator[WritePage]:
    window = QMainWindow()
    made = WritePage()
    window.setCentralWidget(made)
    window.resize(1300, 800)
    qtbot.addWidget(window)
    made.set_project(project)
    window.show()
    qtbot.waitExposed(window)
    yield made


@pytest.fixture
def boards(page) -> Boards:
    made = Boards(page)
    made.join(Commands(page.window()))
    return made


@pytest.fixture
def cork(boards) -> Corkboard:
    boards.show("corkboard")
    assert isinstance(boards.cork.view, Corkboard)
    return boards.cork.view


@pytest.fixture
def table(boards) -> SceneTable:
    boards.show("table")
    assert isinstance(boards.table.view, SceneTable)
    return boards.table.view


def item(project: Project, title: str) -> str:
    return next(one.id for one in every(project.outline) if one.title == title)


def order(project: Project) -> str:
    return "".join(one.title for one in scenes(project.outline))


def drag(qtbot, cork: Corkboard, title: str, target: QPoint) -> None:
    view = cork.board.viewport()
    start = cork.board.cards.of(item(cork._page.project, title)).rect.center()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, start + QPoint(20, 20))
    qtbot.mouseMove(view, target)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=target)


def test_cards_stand_by_chapter_with_their_words(cork, project) -> None:
    assert [(head.title, len(head.cards)) for head, _ in cork.board.cards.heads] == [("One", 2), ("Two", 1)]
    assert cork.count.text().startswith("3 scene")


def test_words_that_are_not_saved_yet_are_counted_as_well(boards, page, project) -> None:
    first = scenes(project.outline)[0].id
    page.open_item(first)
    page.editor.insert_text(0, "Two more. ", "Typing")
    boards.show("corkboard")
    boards.show("table")
    assert boards.cork.view.board._words[first] == 5
    words = boards.table.view.rows.index(0, table_model.WORDS)
    assert words.data() == "5"


def test_a_card_is_dragged_within_a_chapter_and_into_another(qtbot, cork, page, project) -> None:
    first = cork.board.cards.of(item(project, "A")).rect
    drag(qtbot, cork, "B", QPoint(first.left() + 5, first.center().y()))
    assert order(project) == "BAC"
    last = cork.board.cards.of(item(project, "C")).rect
    drag(qtbot, cork, "B", QPoint(last.right() - 5, last.center().y()))
    assert order(project) == "ACB"
    page.outline.steps.undo()
    assert order(project) == "BAC"


def test_keys_choose_move_and_open(qtbot, cork, page, project) -> None:
    board = cork.board
    board.choose(item(project, "A"))
    board.setFocus()
    qtbot.keyClick(board, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert order(project) == "BAC" and board.current == item(project, "A")
    qtbot.keyClick(board, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert order(project) == "BAC"  # into the next chapter, before its first
    assert [one.title for one in project.outline.manuscript[1].children] == ["A", "C"]
    qtbot.keyClick(board, Qt.Key.Key_Left)
    assert board.current == item(project, "B")
    qtbot.keyClick(board, Qt.Key.Key_Down)
    assert board.current == item(project, "A")
    qtbot.keyClick(board, Qt.Key.Key_Return)
    assert page.editor.item == item(project, "A") and page.view == "text"


def test_title_and_synopsis_are_written_in_place(qtbot, cork, project) -> None:
    board = cork.board
    board.choose(item(project, "A"))
    board.write("title")
    line = board.viewport().findChild(LineInPlace)
    line.setText("Harbour")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert project.item(board.current).title == "Harbour"
    text = board.viewport().findChild(TextInPlace)
    qtbot.waitUntil(lambda: not cork._later.isActive())  # the new title was shown, and the writing goes on
    assert text.isVisible()
    text.setPlainText("She leaves.")
    qtbot.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert project.item(board.current).synopsis == "She leaves."


def test_escape_leaves_a_card_as_it_was_and_a_double_click_begins(qtbot, cork, project) -> None:
    board = cork.board
    placed = board.cards.of(item(project, "A"))
    qtbot.mouseDClick(board.viewport(), Qt.MouseButton.LeftButton, pos=title_rect(placed.rect).center())
    line = board.viewport().findChild(LineInPlace)
    line.setText("Nonsense")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert project.item(placed.item.id).title == "A"
    where = synopsis_rect(placed.rect, picture=False).center()
    qtbot.mouseDClick(board.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert board.viewport().findChild(TextInPlace) is not None


def test_only_a_chosen_state_or_chapter_is_shown(cork, project) -> None:
    cork.status.setCurrentIndex(cork.status.findData("done"))
    cork.refresh()
    assert [card.item.title for card in cork.board.cards.cards] == ["C"]
    cork.status.setCurrentIndex(cork.status.findData("idea"))
    cork.refresh()
    assert cork.none.isVisible() and "state" in cork.none.text()
    cork.status.setCurrentIndex(0)
    cork.group.setCurrentIndex(cork.group.findData(item(project, "One")))
    cork.refresh()
    assert [card.item.title for card in cork.board.cards.cards] == ["A", "B"]


def test_larger_cards_make_fewer_columns_and_a_picture_is_shown(qtbot, cork, project, tmp_path) -> None:
    picture = QImage(60, 60, QImage.Format.Format_RGB32)
    picture.fill(QColor("#00ff00"))
    assert picture.save(str(tmp_path / "green.png"))
    scene = item(project, "A")
    project.attach_picture(scene, tmp_path / "green.png")
    cork.refresh()
    small = cork.board.cards.columns
    cork.zoom.setValue(180)
    assert cork.board.cards.columns < small
    right = cork.board.cards.of(scene).rect
    spot = QPoint(right.right() - 40, right.center().y())

    def green() -> bool:
        return cork.board.viewport().grab().toImage().pixelColor(spot) == QColor("#00ff00")

    qtbot.waitUntil(green)


def test_the_table_is_written_in_and_sorted_without_moving_scenes(qtbot, table, project) -> None:
    rows, shown = table.rows, table.sorted
    assert rows.setData(rows.index(0, table_model.TITLE), "  Harbour ")
    assert rows.setData(rows.index(0, table_model.GOAL), 1200)
    assert rows.setData(rows.index(0, table_model.STATUS), "revised")
    assert not rows.setData(rows.index(0, table_model.TITLE), "   ")
    harbour = project.item(item(project, "Harbour"))
    assert (harbour.goal, harbour.status) == (1200, "revised")
    table.refresh()
    table.view.sortByColumn(table_model.TITLE, Qt.SortOrder.DescendingOrder)
    assert [shown.index(row, table_model.TITLE).data() for row in range(3)] == ["Harbour", "C", "B"]
    assert order(project) == "HarbourBC"


def test_a_cell_being_written_is_not_taken_away_by_a_change_elsewhere(qtbot, table, page, project) -> None:
    index = table.sorted.index(0, table_model.SYNOPSIS)
    table.view.setCurrentIndex(index)
    table.view.edit(index)
    editor = table.view.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "They leave")
    page.outline.steps.set_values([scenes(project.outline)[1].id], "State", status="done")
    qtbot.waitUntil(lambda: not table._later.isActive())
    qtbot.keyClicks(editor, " at dawn")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scenes(project.outline)[0].synopsis == "They leave at dawn")
    state = table.sorted.index(1, table_model.STATUS)
    qtbot.waitUntil(lambda: state.data(Qt.ItemDataRole.EditRole) == "done")


def test_enter_in_the_table_opens_the_scene(qtbot, table, page, project) -> None:
    table.view.setCurrentIndex(table.sorted.index(1, table_model.WORDS))
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert page.editor.item == item(project, "B")
