"""A project's folder goes away or cannot be written while it is typed into: no word is lost."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from studio.core.errors import ErrorKind
from studio.storage import files
from studio.storage.manuscripts import typing_journal
from studio.storage.manuscripts.project import Project


@pytest.fixture(autouse=True)
def quickly(desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for better times looks more often."""
    monkeypatch.setattr(typing_journal, "RETRY_SECONDS", 0.05)
    desk.desk.autosave._retry_timer.setInterval(100)
    desk.page.open_item(desk.one)


def type_at_end(qtbot, desk, text: str) -> None:
    editor = desk.page.editor
    editor.select(len(editor.text()), len(editor.text()))
    qtbot.keyClicks(editor, text)
    desk.desk.autosave._journal()
    desk.desk.autosave.save_all()


def until_failed(qtbot, desk) -> None:
    qtbot.waitUntil(lambda: desk.desk.autosave.state == "failed" and bool(desk.problems), timeout=10_000)
    assert "Not saved" in desk.page.status.state.text()


def until_saved(qtbot, desk) -> None:
    qtbot.waitUntil(lambda: desk.desk.autosave.state == "saved", timeout=20_000)


@pytest.mark.parametrize("how", ["renamed", "deleted", "a file in its place"])
def test_a_folder_that_is_gone_is_told_and_saved_into_when_it_is_back(
    qtbot, desk, tmp_path: Path, how: str
) -> None:
    folder, aside = desk.project.folder, tmp_path / "aside"
    folder.rename(aside)
    if how == "a file in its place":
        folder.write_text("in the way")
    type_at_end(qtbot, desk, " One.")
    until_failed(qtbot, desk)
    assert {problem.sentence for problem in desk.problems} == {
        f"The folder of the project {folder.name} is no longer at {folder}."
    }
    assert all("stays in the window" in problem.advice for problem in desk.problems)
    type_at_end(qtbot, desk, " Two.")
    assert desk.page.editor.text() == "First scene. One. Two."
    assert not desk.page.open_item(desk.two) and desk.page.editor.item == desk.one
    assert not desk.desk.close_project() and desk.page.project, "it stays open with its texts"
    assert "is no longer at" in desk.desk.unsafe(), "closing the program must ask"
    if how == "deleted":
        shutil.rmtree(aside)
        folder.mkdir()
    else:
        folder.unlink(missing_ok=True)
        aside.rename(folder)
    until_saved(qtbot, desk)
    assert desk.on_disk(desk.one).strip() == "First scene. One. Two."
    qtbot.waitUntil(lambda: any("kept safe" in text for text in desk.messages), timeout=10_000)
    desk.project.journal(desk.one, "Typed later.")
    assert desk.project.typing.flush(10) and [one.text for one in desk.project.typing.found()] == [
        "Typed later."
    ]


def test_a_renamed_project_goes_on_at_its_new_place_with_what_is_unsaved(qtbot, desk, tmp_path: Path) -> None:
    old, new = desk.project.folder, tmp_path / "new name"
    old.rename(new)
    type_at_end(qtbot, desk, " One.")
    until_failed(qtbot, desk)
    assert desk.desk.open_project(new)
    assert desk.project.folder == new and not desk.project.read_only
    assert desk.page.editor.item == desk.one and desk.page.editor.text() == "First scene. One."
    type_at_end(qtbot, desk, " Two.")
    until_saved(qtbot, desk)
    assert desk.on_disk(desk.one).strip() == "First scene. One. Two." and not old.exists()
    desk.page.editor.undo()
    desk.page.editor.undo()
    assert "Two" not in desk.page.editor.text()


def test_another_project_is_not_taken_for_the_one_that_is_gone(qtbot, desk, tmp_path: Path) -> None:
    Project.create(tmp_path / "other", "Other").close()
    desk.project.folder.rename(tmp_path / "aside")
    type_at_end(qtbot, desk, " One.")
    until_failed(qtbot, desk)
    assert not desk.desk.open_project(tmp_path / "other")
    assert desk.page.editor.text() == "First scene. One."
    (tmp_path / "aside").rename(desk.project.folder)
    until_saved(qtbot, desk)


@contextmanager
def unwritable(number: int) -> Iterator[None]:
    """The system refuses to make or change any file, as on a disk that is for reading only."""

    def refuse(path, mode="r", *values, **named):
        if set(mode) & set("wxa+"):
            raise OSError(number, os.strerror(number), str(path))
        return open(path, mode, *values, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "open", refuse, raising=False)
        yield


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_folder_that_cannot_be_written_is_told_and_written_when_it_can(qtbot, desk, number: int) -> None:
    with unwritable(number):
        type_at_end(qtbot, desk, " One.")
        until_failed(qtbot, desk)
        assert {problem.kind for problem in desk.problems} == {ErrorKind.NOT_WRITABLE}
        assert all("cannot be written" in problem.sentence for problem in desk.problems)
        assert all(problem.advice for problem in desk.problems)
        qtbot.waitUntil(lambda: len(desk.problems) == 2, timeout=10_000)  # the file and the journal
        desk.problems.clear()
        type_at_end(qtbot, desk, " Two.")
        desk.desk.keep_version()
        assert len(desk.problems) == 1, "a version cannot be kept either, and that is said"
        assert desk.page.editor.text() == "First scene. One. Two."
        assert desk.on_disk(desk.one).strip() == "First scene."
    until_saved(qtbot, desk)
    assert desk.on_disk(desk.one).strip() == "First scene. One. Two."


def test_the_text_can_be_saved_elsewhere_meanwhile(qtbot, desk, tmp_path: Path) -> None:
    folder = desk.project.folder
    folder.rename(tmp_path / "aside")
    type_at_end(qtbot, desk, " One.")
    until_failed(qtbot, desk)
    dialog = desk.desk.copies.ask()
    assert isinstance(dialog, QFileDialog) and dialog.isVisible()
    dialog.close()
    copy = tmp_path / "rescued.md"
    dialog.fileSelected.emit(str(copy))
    assert copy.read_text(encoding="utf-8") == "First scene. One."
    assert any(str(copy) in text for text in desk.messages)
    desk.problems.clear()
    assert not desk.desk.copies.save("text", tmp_path / "no folder" / "copy.md")
    assert "cannot be written" in desk.problems[0].sentence and desk.problems[0].advice
    (tmp_path / "aside").rename(folder)
    until_saved(qtbot, desk)
