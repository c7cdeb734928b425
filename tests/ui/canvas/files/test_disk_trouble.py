"""Full disks, changed files and interrupted saves: nothing is lost in silence, and painting goes on."""

import os
import resource
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.core.errors import ErrorKind
from studio.core.paths import Folders
from studio.storage import document_journal
from studio.storage.documents import open_document
from studio.ui.canvas.files import disk
from studio.ui.canvas.files.recent_dialog import RecentDialog
from tests.ui.canvas.files.desks import Window, colour, fill, save, until_idle

Open = Callable[[], Window]


@contextmanager
def full_disk() -> Iterator[None]:
    """The system refuses to let any file grow."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def drafted(qtbot: QtBot, window: Window) -> None:
    """Paint something and wait until its draft is begun."""
    fill(window.document, QRect(0, 0, 50, 50), "red")
    qtbot.waitUntil(lambda: window.state.text("draft") != "")


def test_a_full_disk_while_painting_is_told_and_nothing_is_left_behind(
    qtbot: QtBot, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_journal, "RETRY_SECONDS", 0.05)
    window = open_window()
    drafted(qtbot, window)
    before = window.document
    messages: list[str] = []
    window.files.message.connect(messages.append)
    with full_disk():
        fill(before, QRect(60, 0, 50, 50), "blue")
        qtbot.waitUntil(lambda: bool(window.problems), timeout=10_000)
        assert window.problems[0].kind is ErrorKind.DISK_FULL and "not safe" in window.problems[0].sentence
        fill(before, QRect(120, 0, 50, 50), "lime")  # painting goes on
        assert colour(before, 125, 5) == QColor("lime")
        window.files.new(640, 480)
        assert window.document is before, "what is not safe is not left"
        assert any("stays open" in problem.sentence and problem.advice for problem in window.problems)
        assert window.files.unsafe(), "closing the program must ask"
    qtbot.waitUntil(lambda: "Autosave works again." in messages, timeout=10_000)
    assert not window.files.unsafe()
    window.files.new(640, 480)
    (draft,) = window.files.drafts()
    with qtbot.waitSignal(window.desk.document_changed):
        window.files.open_draft(draft.folder)
    assert colour(window.document, 65, 5) == QColor("blue")
    assert colour(window.document, 125, 5) == QColor("lime")


@pytest.mark.parametrize("way", ["file", "draft"])
def test_nothing_else_is_opened_over_what_is_not_safe(
    qtbot: QtBot, open_window: Open, tmp_path: Path, way: str
) -> None:
    window = open_window()
    fill(window.document, QRect(0, 0, 50, 50), "teal")
    save(qtbot, window, tmp_path / "p.atelier")
    window.files.new(100, 100)
    drafted(qtbot, window)
    window.files.new(300, 200)
    (draft,) = window.files.drafts()
    drafted(qtbot, window)
    before = window.document
    with full_disk():
        fill(before, QRect(60, 0, 50, 50), "blue")
        window.files.open(tmp_path / "p.atelier") if way == "file" else window.files.open_draft(draft.folder)
        until_idle(qtbot, window)
        assert window.document is before
        assert any("stays open" in problem.sentence for problem in window.problems)
    window.files.open(tmp_path / "p.atelier")  # no lock was left
    until_idle(qtbot, window)
    assert colour(window.document, 5, 5) == QColor("teal")
    assert len(window.files.drafts()) == 2


def test_a_journal_that_cannot_be_begun_is_told_once_and_begun_later(
    qtbot: QtBot, open_window: Open, folders: Folders
) -> None:
    folders.data.mkdir(parents=True, exist_ok=True)
    (folders.data / "documents").write_text("in the way")
    window = open_window()
    fill(window.document, QRect(0, 0, 50, 50), "red")
    qtbot.waitUntil(lambda: bool(window.problems), timeout=10_000)
    assert window.files.unsafe()
    qtbot.wait(1500)  # it was tried once more
    assert [problem.kind for problem in window.problems] == [ErrorKind.NOT_WRITABLE]
    (folders.data / "documents").unlink()
    with qtbot.waitSignal(window.files.message, timeout=10_000):
        pass
    assert not window.files.unsafe()


def test_a_full_disk_while_saving_keeps_the_old_file(qtbot: QtBot, open_window: Open, tmp_path: Path) -> None:
    window, path = open_window(), tmp_path / "p.atelier"
    fill(window.document, QRect(0, 0, 50, 50), "red")
    save(qtbot, window, path)
    before = path.read_bytes()
    fill(window.document, QRect(60, 0, 50, 50), "blue")
    with full_disk():
        window.files.save()
        until_idle(qtbot, window)
    assert ErrorKind.DISK_FULL in {problem.kind for problem in window.problems}
    assert path.read_bytes() == before and window.files.modified
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["p.atelier"]
    window.problems.clear()
    save(qtbot, window, path)
    assert not window.files.modified and path.read_bytes() != before


def test_a_file_that_another_program_changed_is_not_replaced_unasked(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    window, path = open_window(), tmp_path / "p.atelier"
    fill(window.document, QRect(0, 0, 50, 50), "red")
    save(qtbot, window, path)
    other = tmp_path / "other"
    other.write_bytes(b"what somebody else made of it")
    os.replace(other, path)
    fill(window.document, QRect(60, 0, 50, 50), "blue")
    window.files.save()
    until_idle(qtbot, window)
    (problem,) = window.problems
    assert problem.kind is ErrorKind.DOCUMENT_CHANGED and path.name in problem.sentence and problem.advice
    assert path.read_bytes() == b"what somebody else made of it" and window.files.modified
    window.problems.clear()
    save(qtbot, window, path)  # who saves once more means it
    assert len(open_document(path).content.tiles) == 1 and not window.files.modified


def test_a_file_deleted_by_another_program_is_written_anew(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    window, path = open_window(), tmp_path / "p.atelier"
    fill(window.document, QRect(0, 0, 50, 50), "red")
    save(qtbot, window, path)
    journal = window.files._autosave.journal
    assert journal is None or journal.flush(), "what it keeps of the file is kept before that is gone"
    path.unlink()
    fill(window.document, QRect(60, 0, 50, 50), "blue")
    window.files.save()
    until_idle(qtbot, window)
    assert not window.problems and path.exists()


def test_the_same_file_by_another_name_is_the_same_file(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    window, path = open_window(), tmp_path / "p.atelier"
    fill(window.document, QRect(0, 0, 50, 50), "red")
    save(qtbot, window, path)
    (tmp_path / "folder").symlink_to(tmp_path, target_is_directory=True)
    fill(window.document, QRect(60, 0, 50, 50), "blue")
    save(qtbot, window, tmp_path / "folder" / "p.atelier")
    assert not window.files.modified and window.files.path == path


def test_closing_during_a_save_keeps_the_draft(
    qtbot: QtBot, open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever becomes of the save, the strokes are in the journal until it has ended."""
    first, path = open_window(), tmp_path / "p.atelier"
    fill(first.document, QRect(0, 0, 50, 50), "red")
    save(qtbot, first, path)
    fill(first.document, QRect(60, 0, 50, 50), "blue")
    go_on = threading.Event()

    def never(*_: object) -> None:
        go_on.wait(10)
        raise OSError("the disk was pulled out")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "write", never)
        first.files.save()
    first.files.close()
    go_on.set()
    until_idle(qtbot, first)
    second = open_window()
    with qtbot.waitSignal(second.desk.document_changed):
        assert second.files.restore()
    assert colour(second.document, 65, 5) == QColor("blue") and second.files.modified


def test_a_file_cut_short_while_open_is_told_and_the_rest_can_be_saved_elsewhere(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    first, path = open_window(), tmp_path / "p.atelier"
    fill(first.document, QRect(0, 0, 50, 50), "red")
    save(qtbot, first, path)
    first.files.new(64, 64)
    first.files.open(path)
    until_idle(qtbot, first)
    with open(path, "r+b") as stream:
        stream.truncate(100)
    first.files.save(tmp_path / "q.atelier")
    until_idle(qtbot, first)
    (problem,) = first.problems
    assert problem.kind is ErrorKind.FILE_BROKEN and "another program" in problem.sentence
    assert not (tmp_path / "q.atelier").exists() and first.files.modified


def test_drafts_are_listed_above_files_when_they_are_found(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    window = open_window()
    drafted(qtbot, window)
    window.files.new(640, 480)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = RecentDialog([tmp_path / "p.atelier"], parent)
    assert dialog.list.count() == 1 and not dialog.remove_button.isEnabled()
    dialog.add_drafts(window.files.drafts())
    assert [dialog.list.item(row).text()[:5] for row in range(2)] == ["Draft", "p.ate"]
    assert dialog.list.currentRow() == 0 and dialog.remove_button.isEnabled()
