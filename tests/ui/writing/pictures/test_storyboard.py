"""The storyboard pairs scenes and pictures in order, moves them, and becomes a sheet."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QModelIndex, Qt, QUrl
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from studio.core.jobs import JobState
from studio.core.writing.outline import find
from studio.jobs import offthread
from studio.ui.writing.pictures.storyboard_sheet import Frame, export_sheet


def pictures(page, item: str) -> tuple[str, ...]:
    return find(page.project.outline, item).pictures


def test_scenes_stand_in_order_with_their_pictures_and_captions(words, page, picture) -> None:
    board = words.storyboard
    words.pictures.attach([picture], page.first)
    assert [row.item.title for row in board.model.rows] == ["The harbour", "A letter"]
    assert board.count.accessibleName() == "1 of 2 illustrated"
    board.model.setData(board.model.index(1), "She reads\n it twice.")
    assert find(page.project.outline, page.second).synopsis == "She reads it twice."
    assert board.model.rows[1].caption == "She reads it twice."


def test_a_caption_being_written_is_not_taken_away_by_a_picture_that_comes(
    words, page, picture, qtbot: QtBot
) -> None:
    board = words.storyboard
    board.resize(900, 600)
    board.show()
    qtbot.waitExposed(board)
    board.cards.edit(board.model.index(1))
    editor = board.cards.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "She reads it")
    words.pictures.attach([picture], page.first)
    qtbot.keyClicks(editor, " twice.")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: board.model.rows[1].caption == "She reads it twice.")
    assert board.model.rows[0].picture, "what came meanwhile is shown afterwards"


def test_a_picture_is_dragged_to_another_scene_and_back_by_undo(words, page, picture) -> None:
    model = words.storyboard.model
    words.pictures.attach([picture], page.first)
    data = model.mimeData([model.index(0)])
    assert model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, model.index(1))
    assert not model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, model.index(1))
    assert not pictures(page, page.first) and len(pictures(page, page.second)) == 1
    words.messages[-1][1]()
    assert len(pictures(page, page.first)) == 1 and not pictures(page, page.second)


def test_a_file_from_anywhere_is_dropped_on_a_scene(words, page, picture) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture)), QUrl("https://example.org/a.png")])
    model = words.storyboard.model
    model.dropMimeData(data, Qt.DropAction.CopyAction, -1, -1, model.index(1))
    assert len(pictures(page, page.second)) == 1


def test_several_pictures_of_a_scene_are_stepped_through(words, page, picture, tmp_path: Path) -> None:
    from tests.ui.writing.pictures.conftest import painted

    words.pictures.attach([picture, painted(tmp_path / "b.png", "red")], page.first)
    model = words.storyboard.model
    assert model.rows[0].place == (1, 2)
    model.step(0)
    assert model.rows[0].place == (2, 2)
    model.step(0)
    assert model.rows[0].place == (1, 2)


def test_a_model_writes_the_missing_prompts_one_after_the_other(words, page, queue, qtbot: QtBot) -> None:
    board = words.storyboard
    board.draw_missing()
    qtbot.waitUntil(lambda: board.dialog is not None)
    board.dialog.write.click()
    for text in ("a black harbour seen from above", "a lamp and a letter by a window"):
        queue.start_next()
        queue.write(text)
        queue.finish_alternative()
        queue.end(JobState.DONE)
    assert [prompt for _, prompt in board.dialog.chosen()] == [
        "a black harbour seen from above", "a lamp and a letter by a window",
    ]  # fmt: skip
    assert "Written by Talker" in board.dialog.note.text()


def test_prompts_are_made_of_the_text_as_it_stands_in_the_window(words, page, qtbot: QtBot) -> None:
    buffer = page.buffers.get(page.first)
    buffer.set_text("A crimson balloon over the frozen lake.", "Typing")
    board = words.storyboard
    board.draw_missing()
    qtbot.waitUntil(lambda: board.dialog is not None)
    assert "crimson balloon" in dict(board.dialog.chosen())[page.first]
    board.dialog.close()
    board._illustrate(board.model.rows[0])
    assert "crimson balloon" in words.illustration._passage


def test_prompts_of_a_project_that_is_closed_are_shown_to_nobody(words, page, qtbot: QtBot) -> None:
    words.storyboard.draw_missing()
    project = page.project
    page.open_project(None)
    assert offthread._courier().pool.waitForDone(20_000)
    qtbot.waitUntil(lambda: not offthread._courier().under_way)
    assert words.storyboard.dialog is None
    page.open_project(project)


def test_cards_are_painted_also_with_a_broken_picture(words, page, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "broken.png").write_bytes(b"no picture")
    words.pictures.attach([tmp_path / "broken.png"], page.first)
    board = words.storyboard
    board.resize(700, 500)
    with qtbot.waitSignal(words.pictures.small.ready):
        board.grab()
    path = words.pictures.path_of(pictures(page, page.first)[0])
    assert any(words.pictures.small.is_broken(path, side) for _, side in words.pictures.small._kept)


def test_the_sheet_is_a_web_page_that_stands_alone(picture: Path, tmp_path: Path) -> None:
    target = tmp_path / "sheet.html"
    frames = [Frame(1, "A <b>", "& so on", picture), Frame(2, "Empty", "", None)]
    assert export_sheet(target, "The \ud800 Road", frames) == []
    text = target.read_text(encoding="utf-8")
    assert "A &lt;b&gt;" in text and "&amp; so on" in text and "data:image/jpeg;base64," in text
    assert text.count("<figure>") == 2


def test_the_sheet_is_a_pdf_of_several_pages(picture: Path, tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    (tmp_path / "broken.png").write_bytes(b"no")
    frames = [Frame(number, f"Scene {number}", "words " * 80, picture) for number in range(1, 9)]
    frames.append(Frame(9, "Broken", "", tmp_path / "broken.png"))
    assert export_sheet(target, "The Salt Road", frames) == ["broken.png"]
    data = target.read_bytes()
    assert data.startswith(b"%PDF") and data.count(b"/Type /Page\n") == 2


def test_a_sheet_that_cannot_be_written_is_told(words, page, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(words.problem):
        words.storyboard.export_to(str(tmp_path / "nowhere" / "sheet.pdf"))
    with qtbot.waitSignal(words.message):
        words.storyboard.export_to(str(tmp_path / "sheet.html"))


def test_without_a_project_the_board_is_empty(words, page) -> None:
    page.open_project(None)
    assert not words.storyboard.model.rows and not words.storyboard.export.isEnabled()
