"""After a project opens: its index and folder are looked after, and what stands otherwise is told."""

import threading

from PySide6.QtWidgets import QPushButton

from studio.core.errors import ErrorKind, StudioError
from studio.core.writing.outline import every
from studio.storage.manuscripts.project import Project
from studio.ui.writing.projects.project_dialogs import ProjectDialogs
from studio.ui.writing.projects_desk import ProjectsDesk


def opened_again(qtbot, desk) -> None:
    folder = desk.project.folder
    desk.desk.close_project()
    with qtbot.waitSignal(desk.desk.care.looked, timeout=10_000):
        desk.desk.open_project(folder)


def test_index_and_old_versions_are_tended_on_a_worker(qtbot, desk, monkeypatch):
    threads = {}
    for name in ("refresh", "tidy"):
        real = getattr(Project, name)

        def called(self, *values, name=name, real=real):
            threads[name] = threading.current_thread()
            return real(self, *values)

        monkeypatch.setattr(Project, name, called)
    opened_again(qtbot, desk)
    qtbot.waitUntil(lambda: len(threads) == 2, timeout=10_000)
    assert threading.main_thread() not in threads.values()


def test_a_worker_that_comes_too_late_leaves_the_index_of_the_next_window_alone(desk):
    project = desk.project
    project.refresh()
    desk.desk.close_project()
    before = (project.hidden / "index.db").read_bytes()
    assert project.refresh() is False
    project.without_vectors(model="m")
    assert (project.hidden / "index.db").read_bytes() == before


def test_trouble_with_the_typing_is_told_and_its_end(qtbot, desk):
    full = StudioError(ErrorKind.DISK_FULL, "The disk is full.", "Free some space.")
    tell = desk.project.typing.on_trouble
    thread = threading.Thread(target=lambda: (tell(full), tell(None)))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: any("kept safe" in text for text in desk.messages), timeout=10_000)
    assert [problem.sentence for problem in desk.problems] == ["The disk is full."]


def test_texts_of_the_folder_are_added_to_the_outline(qtbot, desk):
    texts = desk.project.path_of(desk.one).parent
    for number in range(3):
        (texts / f"found {number}.md").write_text(f"Found {number}.", encoding="utf-8")
    opened_again(qtbot, desk)
    bar = desk.page.orphans
    assert not bar.isHidden() and "3" in bar.text.text()
    with qtbot.waitSignal(desk.desk.care.looked, timeout=10_000):
        bar.buttons[0].click()
    assert bar.isHidden()
    added = [item for item in every(desk.project.outline) if "found" in item.file]
    assert [desk.project.read(item.id).text for item in added] == ["Found 0.", "Found 1.", "Found 2."]


def test_texts_that_are_left_out_are_not_spoken_of_again(qtbot, desk):
    (desk.project.path_of(desk.one).parent / "notes.md").write_text("Not for the book.", encoding="utf-8")
    opened_again(qtbot, desk)
    desk.page.orphans.buttons[1].click()
    opened_again(qtbot, desk)
    assert desk.page.orphans.isHidden()


def test_a_missing_text_comes_back_from_its_last_version(qtbot, desk):
    desk.project.keep_version(desk.two, "Second scene here.", "manual")
    desk.project.path_of(desk.two).unlink()
    opened_again(qtbot, desk)
    bar = desk.page.missing
    assert not bar.isHidden() and "(Two)" in bar.text.text()
    with qtbot.waitSignal(desk.desk.care.looked, timeout=10_000):
        bar.buttons[0].click()
    assert desk.on_disk(desk.two).strip() == "Second scene here." and bar.isHidden()


def test_a_missing_text_without_a_version_is_told(qtbot, desk):
    desk.project.path_of(desk.two).unlink()
    opened_again(qtbot, desk)
    with qtbot.waitSignal(desk.desk.care.looked, timeout=10_000):
        desk.page.missing.buttons[0].click()
    assert any("no version" in text for text in desk.messages)
    assert not desk.page.missing.isHidden()


# What other programs write


def test_a_reader_elsewhere_does_not_hide_an_outside_change(qtbot, desk):
    desk.page.open_item(desk.one)
    desk.project.path_of(desk.one).write_text("From elsewhere.", encoding="utf-8")
    desk.project.read(desk.one)  # an export, or a search
    desk.desk._look_outside()
    assert desk.page.editor.text() == "From elsewhere."


def test_the_journal_notes_the_file_the_window_typed_over(qtbot, desk, tmp_path):
    desk.page.open_item(desk.one)
    ours = desk.page.buffers.digests[desk.one]
    desk.project.path_of(desk.one).write_text("From elsewhere.", encoding="utf-8")
    desk.project.read(desk.one)
    desk.page.editor.buffer.edit(0, 0, "Mine. ", "Typing")
    desk.desk.autosave._journal()
    desk.project.typing.flush()
    [typed] = desk.project.typing.found()
    assert typed.base == ours


def test_conflicts_in_texts_that_are_not_open_wait_in_a_list(qtbot, desk):
    desk.page.open_item(desk.one)
    desk.project.path_of(desk.one).write_text("Theirs.", encoding="utf-8")
    desk.page.editor.buffer.edit(0, 0, "Mine. ", "Typing")
    desk.page.open_item(desk.two)
    others = desk.page.others
    qtbot.waitUntil(lambda: not others.isHidden(), timeout=10_000)
    assert [action.text() for action in others.menu.actions()] == ["One"]
    others.menu.actions()[0].trigger()
    assert others.isHidden() and not desk.page.conflict.isHidden()
    desk.page.open_item(desk.two)
    assert not others.isHidden()
    desk.desk.autosave.keep_mine(desk.one)
    desk.desk._settled(desk.one)
    assert others.isHidden()


# A project that somebody else has


def test_recent_and_restored_projects_are_offered_for_reading(qtbot, desk):
    page = type(desk.page)()
    qtbot.addWidget(page)
    other = ProjectsDesk(page, desk.folders, desk.state)
    dialogs = ProjectDialogs(page, desk.state, desk.folders.data, other.take)
    other.open_folder = dialogs.open
    folder = desk.project.folder
    for way in (lambda: page.empty.recent_wanted.emit(str(folder)), other.restore):
        desk.state.set("writing_project", str(folder))
        way()
        box = dialogs.question
        qtbot.waitUntil(box.isVisible)
        next(one for one in box.findChildren(QPushButton) if "reading" in one.text()).click()
        assert page.project and page.project.read_only
        other.close_project()
    assert str(folder) in [one.toolTip() for one in page.empty.findChildren(QPushButton)]
